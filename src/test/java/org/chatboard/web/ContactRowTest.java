package org.chatboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceState;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactRowTest {

    private static final UUID BEN = new UUID(0, 2);
    private static final UUID ANNA = new UUID(0, 1);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void somebodyOneNeverTalkedWithHasNothingToPreview() {
        ContactRow row = ContactRow.of(BEN, "ben", "Ben Okafor", "", null, null);
        assertThat(row.getPreview()).isEmpty();
        assertThat(row.getLastAt()).isNull();
        assertThat(row.getRoomId()).isEmpty();
        assertThat(row.getPresence()).isEqualTo("offline");
        assertThat(row.isOwn()).isFalse();
    }

    @Test
    void theBadgeEndsAtNinetyNine() {
        assertThat(row(ANNA, "hi", 99, null).getBadge()).isEqualTo("99");
        assertThat(row(ANNA, "hi", 100, null).getBadge()).isEqualTo("99+");
    }

    @Test
    void theReadersOwnMessageIsMarked() {
        assertThat(row(ANNA, "hi", 0, null).isOwn()).isTrue();
        assertThat(row(BEN, "hi", 0, null).isOwn()).isFalse();
    }

    @Test
    void thePreviewIsOneLineAndNeverHalfACharacter() {
        String preview = row(BEN, "a\n" + "😀".repeat(200), 0, null).getPreview();
        assertThat(preview).startsWith("a 😀").hasSizeLessThanOrEqualTo(120).endsWith("😀");
    }

    @Test
    void aWithdrawnMessageIsToldApart() {
        assertThat(row(BEN, "", 0, NOON).isWithdrawn()).isTrue();
        assertThat(row(BEN, "hi", 0, null).isWithdrawn()).isFalse();
    }

    private static ContactRow row(UUID sender, String text, int unread, @Nullable Instant deletedAt) {
        UUID room = new UUID(0, 3);
        MessageView last = new MessageView(
                new UUID(0, 4), room, 7, 7, sender, "x", new UUID(0, 5), text, null, NOON, null, deletedAt);
        RoomSummary summary = new RoomSummary(
                room, RoomKind.DIRECT, "Ben Okafor", "", null, MemberRole.MEMBER, 2, List.of(), 7, 7, 0, unread, last);
        return ContactRow.of(BEN, "ben", "Ben Okafor", "", new PersonPresence(PresenceState.ONLINE, null), summary);
    }
}
