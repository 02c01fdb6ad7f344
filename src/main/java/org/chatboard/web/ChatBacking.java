package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import org.chatboard.security.CurrentCaller;
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
    DashboardBacking dashboard;

    @Inject
    Settings settings;

    private @Nullable String with;

    private @Nullable ContactRow peer;

    private @Nullable HistoryPage history;

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
        RoomSummary room = dashboard.roomWith(person.id()).orElse(null);
        peer = ContactRow.of(
                person.id(),
                person.username(),
                person.displayName(),
                presence.stateOf(Set.of(person.id())).get(person.id()),
                room);
        if (room != null) {
            history = messages.history(currentCaller.get(), room.id(), HistoryQuery.newest(FIRST_PAGE));
        }
    }

    /** The person on the other side; null before {@link #open()}. */
    public @Nullable ContactRow getPeer() {
        return peer;
    }

    /** The newest messages, oldest first. */
    public List<MessageView> getMessages() {
        return history == null ? List.of() : history.messages();
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

    /** How far the reader has read. */
    public long getLastReadSeq() {
        return room().map(RoomSummary::lastReadSeq).orElse(0L);
    }

    /** How far the other person has read. */
    public long getPeerReadSeq() {
        return room().stream()
                .flatMap(room -> room.members().stream())
                .filter(member -> peer != null && member.userId().equals(peer.userId()))
                .mapToLong(MemberView::lastReadSeq)
                .findFirst()
                .orElse(0L);
    }

    /** Whether the reader wrote this message. */
    public boolean own(MessageView message) {
        return message.senderId().equals(me());
    }

    /** {@code read} once the other person has read an own message, {@code stored} until then. */
    public String state(MessageView message) {
        return message.seq() <= getPeerReadSeq() ? "read" : "stored";
    }

    private UUID me() {
        return currentCaller.get().id();
    }

    private Optional<RoomSummary> room() {
        return Optional.ofNullable(peer).map(ContactRow::room);
    }
}
