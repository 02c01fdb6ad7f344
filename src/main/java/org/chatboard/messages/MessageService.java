package org.chatboard.messages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.chatboard.messages.log.MessageLog;
import org.chatboard.messages.log.Post;
import org.chatboard.messages.log.Revision;
import org.chatboard.messages.overview.OverviewPage;
import org.chatboard.messages.overview.RoomOverview;
import org.chatboard.messages.revision.FormerText;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Throttle;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.rooms.RoomAccess;
import org.chatboard.rooms.RoomService;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.jspecify.annotations.Nullable;

/**
 * Posting, editing, history and catching up. Posts are stored in a transaction of the log's own, with others; looking after one here
 * would cost more than taking the post in.
 */
@ApplicationScoped
public class MessageService {

    private static final int CHANGES_PAGE = 200;

    /** A page waits as a whole for a reader who is slow, so that long texts make it shorter. */
    private static final long CHANGES_CHARACTERS = 32 * 1_024;

    private static final int ALL_ROOMS = Integer.MAX_VALUE;

    @Inject
    MessageLog log;

    @Inject
    MessageRepository messages;

    @Inject
    RoomOverview overview;

    @Inject
    RoomService rooms;

    @Inject
    Deadlines deadlines;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /** How fast people may speak, each on all doors together. */
    private final Throttle posts = new Throttle();

    /**
     * Says something. The result is complete only after the commit; it fails with a
     * {@link org.chatboard.platform.ChatBoardException} when nothing was stored, and in
     * bounded time with {@link org.chatboard.platform.Unavailable} when that is not known.
     *
     * @throws Invalid when the text cannot be stored or the target is missing
     * @throws org.chatboard.platform.NotFound when there is no such person
     * @throws TooMany when the caller posts faster than people are allowed to; nothing was stored
     */
    public CompletionStage<Posted> post(Caller caller, NewMessage message) {
        takeTurn(caller);
        CompletableFuture<Posted> answer = post(caller, message, time.now());
        deadlines.limit(answer);
        return answer;
    }

    /** Whether whoever takes in messages from many should let them wait for a moment; cheap to ask, again and again. */
    public BooleanSupplier crowded() {
        return log.crowded();
    }

    /** Brings in what was said elsewhere at another time, for an import or the demo team. */
    public CompletionStage<Posted> restore(Caller sender, NewMessage message, Instant saidAt) {
        return post(sender, message, saidAt);
    }

    /**
     * Makes an own message say something else. Asking twice is harmless: a message that says so already stays as it is. The
     * result is complete only after the commit, and in bounded time, as with {@link #post}; this looks into the database
     * before it returns.
     *
     * @param expectedChange the change of the message as the caller saw it last, or null when that does not matter
     * @throws NotFound when there is no such message in a room of the caller
     */
    public CompletionStage<Revised> edit(Caller caller, UUID messageId, String text, @Nullable Long expectedChange) {
        String checked = MessageText.checked(text, settings.number(Setting.MESSAGE_MAX_LENGTH));
        return revise(
                caller,
                new Revision.Asked(messageId, checked, expectedChange, settings.duration(Setting.MESSAGE_EDIT_LIMIT)));
    }

    /**
     * Takes an own message back, or one that somebody else said in a room which the caller moderates. Its place stays, empty.
     * Otherwise like {@link #edit}.
     *
     * @throws NotFound when there is no such message in a room of the caller
     */
    public CompletionStage<Revised> withdraw(Caller caller, UUID messageId, @Nullable Long expectedChange) {
        return revise(
                caller,
                new Revision.Asked(messageId, null, expectedChange, settings.duration(Setting.MESSAGE_DELETE_LIMIT)));
    }

    private CompletionStage<Revised> revise(Caller caller, Revision.Asked asked) {
        takeTurn(caller);
        UUID roomId = find(caller, asked.messageId()).roomId();
        CompletableFuture<Revised> answer = log.append(new Revision(caller, roomId, asked, time.now()));
        deadlines.limit(answer);
        return answer;
    }

    private void takeTurn(Caller caller) {
        long wait = posts.take(
                caller.id(), settings.number(Setting.POSTS_PER_SECOND), settings.number(Setting.POSTS_BURST));
        if (wait > 0) {
            throw new TooMany(
                    "too_many",
                    "These are too many messages at once; wait a moment and send again.",
                    Duration.ofSeconds(1 + Duration.ofNanos(wait).toSeconds()));
        }
    }

    private CompletableFuture<Posted> post(Caller caller, NewMessage message, Instant at) {
        String text = MessageText.checked(message.text(), settings.number(Setting.MESSAGE_MAX_LENGTH));
        UUID roomId = target(caller, message);
        NewMessage checked = new NewMessage(message.clientId(), roomId, null, text, message.replyTo());
        return log.append(new Post(caller, roomId, checked, at));
    }

    private UUID target(Caller caller, NewMessage message) {
        if (message.roomId() != null && message.to() == null) {
            return message.roomId();
        }
        if (message.to() != null && message.roomId() == null) {
            return rooms.direct(caller, message.to());
        }
        throw Invalid.field("roomId", "missing", "Say where the message goes: either roomId or to.");
    }

    /**
     * One message.
     *
     * @throws NotFound when there is none in a room of the caller
     */
    public MessageView find(Caller caller, UUID messageId) {
        return messages.find(caller.id(), messageId).orElseThrow(MessageService::noSuchMessage);
    }

    /**
     * What a message said before it was edited or withdrawn, oldest first: for its author and for administrators.
     *
     * @param after only texts that came after this change; 0 for all
     * @throws NotFound when there is no such message for the caller
     * @throws Forbidden when it is somebody else's
     */
    public List<FormerText> listFormer(Caller caller, UUID messageId, long after, int limit) {
        boolean audits = caller.roles().contains(Role.ADMIN);
        MessageView message = audits
                ? messages.findAnywhere(messageId).orElseThrow(MessageService::noSuchMessage)
                : find(caller, messageId);
        if (!audits && !message.senderId().equals(caller.id())) {
            throw new Forbidden("not_the_author", "Only who wrote a message sees what it said before.");
        }
        return messages.listFormer(messageId, after, limit);
    }

    /** The two people of a DIRECT room of the caller; empty for any other room. */
    public Optional<Pair> pair(Caller caller, UUID roomId) {
        return messages.findPair(roomId).filter(pair -> pair.includes(caller.id()));
    }

    private static NotFound noSuchMessage() {
        return new NotFound("not_found", "There is no such message, or not for you.");
    }

    /** The caller's rooms with their counters, newest activity first. */
    public List<RoomSummary> overview(Caller caller) {
        return overview(caller, ALL_ROOMS);
    }

    /** The caller's rooms with the newest activity, at most so many. */
    public List<RoomSummary> overview(Caller caller, int limit) {
        return overview.list(caller.id(), limit);
    }

    /**
     * A page of the caller's rooms, newest activity first.
     *
     * @param cursor that of the page before; empty for the first
     */
    public OverviewPage overview(Caller caller, String cursor, int limit) {
        return overview.page(caller.id(), cursor, limit);
    }

    /** One room with its counters; empty when the caller is no member. */
    public Optional<RoomSummary> room(Caller caller, UUID roomId) {
        return overview.find(caller.id(), roomId);
    }

    /** One room as each of these members sees it; who is none is left out. */
    public Map<UUID, RoomSummary> room(UUID roomId, Set<UUID> viewerIds) {
        return viewerIds.isEmpty() ? Map.of() : overview.findFor(roomId, viewerIds);
    }

    /**
     * Part of a room's history.
     *
     * @throws org.chatboard.platform.NotFound when the caller is no member
     */
    public HistoryPage history(Caller caller, UUID roomId, HistoryQuery query) {
        RoomAccess room = rooms.access(caller, roomId);
        long anchor = query.seq(room.firstSeq(), room.lastSeq(), room.lastReadSeq());
        long from = Math.max(anchor - query.before(), room.firstSeq());
        long to = Math.min(anchor + query.after(), room.lastSeq());
        return new HistoryPage(
                messages.listBySeq(roomId, from, to), from <= room.firstSeq(), to >= room.lastSeq(), room.lastSeq());
    }

    /**
     * What changed in a room after a point the caller knows, however long ago. When the room has been set back to an
     * earlier state, the answer says so: its {@code upTo} is below {@code after}.
     *
     * @param after the last change the caller has seen; 0 for none
     * @throws org.chatboard.platform.NotFound when the caller is no member
     */
    public ChangesPage changes(Caller caller, UUID roomId, long after) {
        RoomAccess room = rooms.access(caller, roomId);
        List<MessageView> found = messages.listByChange(roomId, after, CHANGES_PAGE, CHANGES_CHARACTERS);
        boolean more = found.size() == CHANGES_PAGE || characters(found) >= CHANGES_CHARACTERS;
        long upTo = more ? lastChange(found) : room.lastChange();
        return new ChangesPage(found, Math.max(upTo, lastChange(found)), more);
    }

    /**
     * The messages touched after a change, for what follows a room on behalf of nobody. Callers ask for
     * {@link #changes}.
     */
    public List<MessageView> follow(UUID roomId, long after, int limit) {
        return messages.listByChange(roomId, after, limit, CHANGES_CHARACTERS);
    }

    /** One message by its number, for what follows a room on behalf of nobody. */
    public Optional<MessageView> at(UUID roomId, long seq) {
        return messages.listBySeq(roomId, seq, seq).stream().findFirst();
    }

    private static long characters(List<MessageView> found) {
        return found.stream().mapToLong(message -> message.text().length()).sum();
    }

    private static long lastChange(List<MessageView> found) {
        return found.isEmpty() ? 0 : found.get(found.size() - 1).change();
    }
}
