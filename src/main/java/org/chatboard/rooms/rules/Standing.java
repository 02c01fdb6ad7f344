package org.chatboard.rooms.rules;

import org.chatboard.rooms.MemberRole;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands in a room, and what the rules make of that. What people did by hand wins: whoever was there before
 * stays, whoever went stays away until they come into a group anew, and a role that was given by hand is left alone.
 *
 * @param role what the person may do now; null for nobody in the room
 * @param mark what the rules made of the membership; null for nothing
 */
record Standing(@Nullable MemberRole role, @Nullable Mark mark) {

    /**
     * What the rules made of a membership.
     *
     * @param broughtIn whether the person is in the room by a rule alone
     * @param role as the rules gave it
     */
    record Mark(boolean broughtIn, MemberRole role) {}

    /** What has to be done. */
    enum Act {
        NOTHING,
        JOIN,
        LEAVE,
        GIVE_ROLE
    }

    /**
     * A step.
     *
     * @param role for who joins or is given another one
     * @param mark what to remember; null to forget
     */
    record Step(Act act, MemberRole role, @Nullable Mark mark) {}

    /**
     * The step from here.
     *
     * @param wanted the highest role that a rule gives now; null when none holds
     * @param heldBefore whether a rule held already
     */
    Step towards(@Nullable MemberRole wanted, boolean heldBefore) {
        if (role == null) {
            return wanted == null || heldBefore
                    ? new Step(Act.NOTHING, MemberRole.MEMBER, null)
                    : new Step(Act.JOIN, wanted, new Mark(true, wanted));
        }
        return wanted == null ? withoutRule(role) : withRule(role, wanted);
    }

    private Step withoutRule(MemberRole now) {
        if (mark != null && mark.broughtIn()) {
            return new Step(Act.LEAVE, now, null);
        }
        return mark != null && mark.role() == now && now != MemberRole.MEMBER
                ? new Step(Act.GIVE_ROLE, MemberRole.MEMBER, null)
                : new Step(Act.NOTHING, now, null);
    }

    private Step withRule(MemberRole now, MemberRole wanted) {
        if (mark == null) {
            return wanted.compareTo(now) < 0
                    ? new Step(Act.GIVE_ROLE, wanted, new Mark(false, wanted))
                    : new Step(Act.NOTHING, now, null);
        }
        return mark.role() == now && wanted != now
                ? new Step(Act.GIVE_ROLE, wanted, new Mark(mark.broughtIn(), wanted))
                : new Step(Act.NOTHING, now, mark);
    }
}
