package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.HistoryPage;
import org.chatboard.messages.HistoryQuery;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.presence.PresenceService;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.profile.ProfileService;
import org.chatboard.web.talk.Bubble;
import org.chatboard.web.talk.SenderNames;
import org.jspecify.annotations.Nullable;

/** The conversation with one person, or in a group or channel: who it is and the newest page of what was said. */
@Named("chat")
@RequestScoped
public class ChatBacking {

    private static final int FIRST_PAGE = 50;

    @Inject
    CurrentCaller currentCaller;

    @Inject
    UserService users;

    @Inject
    ProfileService profiles;

    @Inject
    MessageService messages;

    @Inject
    PresenceService presence;

    @Inject
    RoomService rooms;

    @Inject
    DashboardBacking dashboard;

    @Inject
    Settings settings;

    private @Nullable String with;

    private @Nullable String roomId;

    private @Nullable ContactRow peer;

    private @Nullable HistoryPage history;

    private @Nullable List<Bubble> bubbles;

    private SenderNames names = SenderNames.NONE;

    private Map<UUID, String> faces = Map.of();

    /** The user name or id in the address. */
    public @Nullable String getWith() {
        return with;
    }

    /** Set by Faces from the address. */
    public void setWith(@Nullable String with) {
        this.with = with;
    }

    /** The room in the address, when it is one of more than two. */
    public @Nullable String getRoom() {
        return roomId;
    }

    /** Set by Faces from the address. */
    public void setRoom(@Nullable String roomId) {
        this.roomId = roomId;
    }

    /** Finds the person or the room, and the history; what is not there or not for the reader answers 404. */
    public void open() throws IOException {
        Caller caller = currentCaller.get();
        Optional<ContactRow> found = roomId == null ? person(caller) : group(caller, roomId);
        if (found.isEmpty()) {
            FacesContext faces = FacesContext.getCurrentInstance();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such person or room");
            faces.responseComplete();
            return;
        }
        ContactRow row = found.get();
        peer = row;
        dashboard.show(row);
        RoomSummary room = row.room();
        if (room != null) {
            HistoryPage page = messages.history(caller, room.id(), HistoryQuery.newest(FIRST_PAGE));
            history = page;
            names = SenderNames.of(page, users);
            faces = row.isGroup() ? profiles.pictures(names.people().keySet()) : Map.of();
        }
    }

    private Optional<ContactRow> person(Caller caller) {
        return Optional.ofNullable(with)
                .flatMap(users::findByName)
                .filter(person -> !person.id().equals(caller.id()))
                .map(person -> ContactRow.of(
                        person.id(),
                        person.username(),
                        person.displayName(),
                        profiles.pictures(Set.of(person.id())).getOrDefault(person.id(), ""),
                        presence.presenceOf(person.id()),
                        rooms.findDirect(caller, person.id())
                                .flatMap(room -> messages.room(caller, room))
                                .orElse(null)));
    }

    private Optional<ContactRow> group(Caller caller, String id) {
        return Ids.parse(id)
                .flatMap(room -> messages.room(caller, room))
                .filter(room -> room.kind() != RoomKind.DIRECT)
                .map(room ->
                        ContactRow.of(room, SenderNames.of(List.of(room), users).ofLast(room, caller.id())));
    }

    /** The person on the other side, or the room; null before {@link #open()}. */
    public @Nullable ContactRow getPeer() {
        return peer;
    }

    /** What tells the open conversation from others; empty when none is open. */
    public String getKey() {
        return peer == null ? "" : peer.getKey();
    }

    /** The newest messages, oldest first. */
    public List<Bubble> getMessages() {
        List<Bubble> known = bubbles;
        if (known == null) {
            UUID me = currentCaller.get().id();
            long read = getPeerReadSeq();
            known = history == null
                    ? List.of()
                    : history.messages().stream()
                            .map(message -> new Bubble(
                                    message,
                                    names.of(message),
                                    faces.getOrDefault(message.senderId(), ""),
                                    message.senderId().equals(me),
                                    message.seq() <= read))
                            .toList();
            bubbles = known;
        }
        return known;
    }

    /** Whether nothing is older than {@link #getMessages()}. */
    public boolean isComplete() {
        return history == null || history.foundOldest();
    }

    /** The room's change counter that belongs to the page; 0 when there is no room yet. */
    public long getLastChange() {
        return room().map(RoomSummary::lastChange).orElse(0L);
    }

    /** Most characters of a message. */
    public int getMaxLength() {
        return settings.number(Setting.MESSAGE_MAX_LENGTH);
    }

    /** For how many seconds an own message may be edited. */
    public long getEditLimit() {
        return settings.duration(Setting.MESSAGE_EDIT_LIMIT).toSeconds();
    }

    /** For how many seconds an own message may be deleted. */
    public long getDeleteLimit() {
        return settings.duration(Setting.MESSAGE_DELETE_LIMIT).toSeconds();
    }

    /** How far the reader has read. */
    public long getLastReadSeq() {
        return room().map(RoomSummary::lastReadSeq).orElse(0L);
    }

    /** How far the other person has read; 0 in a room of more than two. */
    public long getPeerReadSeq() {
        return room().stream()
                .flatMap(room -> room.members().stream())
                .filter(member -> peer != null && member.userId().equals(peer.getUserId()))
                .mapToLong(MemberView::lastReadSeq)
                .findFirst()
                .orElse(0L);
    }

    private Optional<RoomSummary> room() {
        return Optional.ofNullable(peer).map(ContactRow::room);
    }
}
