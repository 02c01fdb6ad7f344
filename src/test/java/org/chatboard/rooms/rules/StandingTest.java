package org.chatboard.rooms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.rooms.MemberRole.MEMBER;
import static org.chatboard.rooms.MemberRole.MODERATOR;
import static org.chatboard.rooms.MemberRole.OWNER;

import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.rules.Standing.Act;
import org.chatboard.rooms.rules.Standing.Mark;
import org.chatboard.rooms.rules.Standing.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who joins, who leaves, and who is left alone. */
class StandingTest {

    private static Step step(
            @Nullable MemberRole role, @Nullable Mark mark, @Nullable MemberRole wanted, boolean heldBefore) {
        return new Standing(role, mark).towards(wanted, heldBefore);
    }

    @Test
    void whoComesIntoAGroupJoinsAndWhoGoesLeaves() {
        Mark mark = new Mark(true, MODERATOR);
        assertThat(step(null, null, MODERATOR, false)).isEqualTo(new Step(Act.JOIN, MODERATOR, mark));
        assertThat(step(MODERATOR, mark, null, true).act()).isEqualTo(Act.LEAVE);
        assertThat(step(MODERATOR, mark, MODERATOR, true)).isEqualTo(new Step(Act.NOTHING, MODERATOR, mark));
    }

    @Test
    void whoWasThereBeforeStays() {
        assertThat(step(MEMBER, null, MEMBER, false)).isEqualTo(new Step(Act.NOTHING, MEMBER, null));
        assertThat(step(MEMBER, null, null, true)).isEqualTo(new Step(Act.NOTHING, MEMBER, null));
        assertThat(step(OWNER, null, null, true)).isEqualTo(new Step(Act.NOTHING, OWNER, null));
    }

    @Test
    void whoLeftByHandStaysAwayUntilTheGroupIsNew() {
        assertThat(step(null, null, MEMBER, true).act()).isEqualTo(Act.NOTHING);
        assertThat(step(null, null, null, true).act()).isEqualTo(Act.NOTHING);
        assertThat(step(null, null, MEMBER, false).act()).isEqualTo(Act.JOIN);
    }

    @Test
    void rolesFollowTheRules() {
        Mark member = new Mark(true, MEMBER);
        Mark owner = new Mark(true, OWNER);
        assertThat(step(MEMBER, member, OWNER, true)).isEqualTo(new Step(Act.GIVE_ROLE, OWNER, owner));
        assertThat(step(OWNER, owner, MEMBER, true)).isEqualTo(new Step(Act.GIVE_ROLE, MEMBER, member));
    }

    @Test
    void aHigherRoleIsLentToWhoWasThereBefore() {
        Mark lent = new Mark(false, MODERATOR);
        assertThat(step(MEMBER, null, MODERATOR, false)).isEqualTo(new Step(Act.GIVE_ROLE, MODERATOR, lent));
        assertThat(step(MODERATOR, lent, null, true)).isEqualTo(new Step(Act.GIVE_ROLE, MEMBER, null));
    }

    @Test
    void aRoleGivenByHandIsLeftAlone() {
        assertThat(step(OWNER, null, MODERATOR, false)).isEqualTo(new Step(Act.NOTHING, OWNER, null));
        assertThat(step(OWNER, new Mark(false, MODERATOR), null, true)).isEqualTo(new Step(Act.NOTHING, OWNER, null));
        Mark mark = new Mark(true, MEMBER);
        assertThat(step(OWNER, mark, MODERATOR, true)).isEqualTo(new Step(Act.NOTHING, OWNER, mark));
        assertThat(step(OWNER, mark, null, true).act())
                .as("the rule alone brought them in")
                .isEqualTo(Act.LEAVE);
    }
}
