package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.HistoryPage;
import org.chatboard.messages.HistoryQuery;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.presence.PresenceService;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomService;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The conversation with one person: who it is and the newest page of what was said. */
@Named("chat")
@RequestScoped
public class ChatBacking {

    private static final int FIRST_PAGE = 50;

    @Inject
    CurrentCaller currentCaller;

    @Inject
    UserService users;

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

    private @Nullable ContactRow peer;

    private @Nullable HistoryPage history;

    private @Nullable List<Bubble> bubbles;

    /** A message as the page shows it. Properties and not a record for the same reason as {@link ContactRow}. */
    public static final class Bubble {

        private final MessageView message;
        private final boolean own;
        private final boolean read;

        Bubble(MessageView message, boolean own, boolean read) {
            this.message = message;
            this.own = own;
            this.read = read;
        }

        /** The message. */
        public UUID getId() {
            return message.id();
        }

        /** Its place in the room. */
        public long getSeq() {
            return message.seq();
        }

        /** The room's change counter when it was last touched. */
        public long getChange() {
            return message.change();
        }

        /** Who said it. */
        public UUID getSenderId() {
            return message.senderId();
        }

        /** What was said. */
        public String getText() {
            return message.text();
        }

        /** When. */
        public Instant getAt() {
            return message.createdAt();
        }

        /** Whether it was changed since. */
        public boolean isEdited() {
            return message.editedAt() != null;
        }

        /** Whether it was taken back. */
        public boolean isWithdrawn() {
            return message.deletedAt() != null;
        }

        /** Whether the reader wrote it. */
        public boolean isOwn() {
            return own;
        }

        /** {@code read} once the other person has read an own message, {@code stored} until then. */
        public String getState() {
            return read ? "read" : "stored";
        }
    }

    /** The user name or id in the address. */
    public @Nullable String getWith() {
        return with;
    }

    /** Set by Faces from the address. */
    public void setWith(@Nullable String with) {
        this.with = with;
    }

    /** Finds the person and the history; somebody unknown and the reader themselves answer 404. */
    public void open() throws IOException {
        Optional<UserView> found = Optional.ofNullable(with)
                .flatMap(users::findByName)
                .filter(person -> !person.id().equals(currentCaller.get().id()));
        if (found.isEmpty()) {
            FacesContext faces = FacesContext.getCurrentInstance();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such person");
            faces.responseComplete();
            return;
        }
        UserView person = found.get();
        Caller caller = currentCaller.get();
        RoomSummary room = rooms.findDirect(caller, person.id())
                .flatMap(roomId -> messages.room(caller, roomId))
                .orElse(null);
        ContactRow row = ContactRow.of(
                person.id(),
                person.username(),
                person.displayName(),
                presence.stateOf(Set.of(person.id())).get(person.id()),
                room);
        peer = row;
        dashboard.show(row);
        if (room != null) {
            history = messages.history(caller, room.id(), HistoryQuery.newest(FIRST_PAGE));
        }
    }

    /** The person on the other side; null before {@link #open()}. */
    public @Nullable ContactRow getPeer() {
        return peer;
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
                            .map(message ->
                                    new Bubble(message, message.senderId().equals(me), message.seq() <= read))
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

    /** How far the other person has read. */
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
