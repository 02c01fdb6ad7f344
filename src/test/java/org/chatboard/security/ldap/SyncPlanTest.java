package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.probe.Finding;
import org.chatboard.security.ldap.SyncReport.Kind;
import org.chatboard.users.DirectoryAccounts.Entry;
import org.chatboard.users.DirectoryAccounts.Known;
import org.chatboard.users.NewUser;
import org.junit.jupiter.api.Test;

class SyncPlanTest {

    private final List<Known> accounts = new ArrayList<>();
    private final Map<String, SyncPlan.Present> people = new HashMap<>();

    private void account(String name, boolean isActive, boolean hasLeft) {
        accounts.add(new Known(
                UUID.randomUUID(), "ldap:" + name, name, name + "@corp.example", "A", "B", false, isActive, hasLeft));
    }

    private void person(String name, String obstacle) {
        NewUser details = new NewUser(name, name + "@corp.example", "A", "B", "");
        people.put(
                "ldap:" + name,
                new SyncPlan.Present(
                        new Entry("ldap:" + name, details, null),
                        Set.of(),
                        obstacle.isEmpty() ? null : Finding.bad(obstacle)));
    }

    private SyncPlan plan(boolean creates) {
        return SyncPlan.of(
                accounts, people, creates, (known, entry) -> known.username().startsWith("old"));
    }

    private static List<String> steps(SyncPlan plan) {
        return plan.steps().stream()
                .map(step -> step.kind() + " " + step.username())
                .toList();
    }

    @Test
    void leaversComeFirstAndWhoIsTheSameStaysAsHeIs() {
        account("anna", true, false);
        account("old-ben", true, false);
        account("gone", true, false);
        account("barred", true, false);
        account("back", false, true);
        account("locked", false, false);
        account("still-away", false, true);
        for (String name : List.of("anna", "old-ben", "back", "locked", "new")) {
            person(name, "");
        }
        person("barred", "not any more");
        person("barred-new", "not any more");
        assertThat(steps(plan(true)))
                .containsExactly("DISABLED barred", "DISABLED gone", "CREATED new", "UPDATED old-ben", "ENABLED back");
        assertThat(steps(plan(false))).doesNotContain("CREATED new").hasSize(4);
        assertThat(plan(false).leavers().map(SyncPlan.Step::reason))
                .containsExactly(Finding.bad("not any more"), SyncPlan.GONE);
    }

    @Test
    void aListOfNobodyDisablesNobody() {
        account("anna", true, false);
        assertThat(plan(false).stop(0, 100).orElseThrow().text(Locale.ROOT)).contains("nobody at all");
        assertThat(plan(false).stop(1, 20)).isEmpty();
    }

    @Test
    void moreThanTheShareStopsButAFewNeverDo() {
        for (int i = 0; i < 20; i++) {
            account("p" + i, true, false);
            if (i >= 4) {
                person("p" + i, "");
            }
        }
        assertThat(plan(false).stop(16, 20)).as("4 of 20").isEmpty();
        people.remove("ldap:p4");
        assertThat(plan(false).stop(15, 20).orElseThrow().text(Locale.ROOT))
                .contains("5 of 20 accounts", "more than 20 %");
        assertThat(plan(false).stop(15, 25)).isEmpty();
        accounts.subList(4, 20).clear();
        accounts.remove(0);
        assertThat(plan(false).leavers()).hasSize(3);
        assertThat(plan(false).stop(15, 0)).as("3 of 3").isEmpty();
    }

    @Test
    void aSwitchedOffAccountIsNoPartOfTheShare() {
        for (int i = 0; i < 20; i++) {
            account("p" + i, i < 10, false);
        }
        for (int i = 0; i < 6; i++) {
            person("p" + i, "");
        }
        assertThat(plan(false).stop(6, 39).orElseThrow().text(Locale.ROOT)).contains("4 of 10 accounts");
        assertThat(plan(false).stop(6, 40)).isEmpty();
        assertThat(plan(false).without(plan(false).leavers().toList()).stop(6, 0))
                .isEmpty();
    }

    @Test
    void nothingIsDoneTwice() {
        account("gone", false, true);
        account("locked", false, false);
        person("locked", "");
        assertThat(plan(true).steps()).isEmpty();
        assertThat(plan(true).stop(1, 0)).isEmpty();
        assertThat(new SyncReport("", true, SyncReport.Outcome.DONE, Finding.good("dirs.sync.done"), 1, List.of())
                        .count(Kind.DISABLED))
                .isZero();
    }
}
