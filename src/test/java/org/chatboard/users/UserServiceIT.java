package org.chatboard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.testing.InContainer;
import org.chatboard.users.password.Passwords;
import org.chatboard.users.profile.Colleague;
import org.chatboard.users.profile.ProfileService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Accounts, inside the server with its database. */
@ArquillianTest
class UserServiceIT {

    private static final Passwords.Asker ASKER = new Passwords.Asker("127.0.0.1", () -> false);

    private static final String PASSWORD = "correct horse battery";

    @Inject
    UserService users;

    @Inject
    ProfileService profiles;

    @Resource
    ManagedExecutorService executor;

    private final String name = "anna-" + UUID.randomUUID().toString().substring(0, 12);

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard();
    }

    @Test
    void aNewPersonIsFoundByNameAndIdInAnyCase() {
        UserView anna = users.register(newUser(name));
        assertThat(users.findByName(name.toUpperCase(Locale.ROOT))).contains(anna);
        assertThat(users.findByName(anna.id().toString())).contains(anna);
        assertThat(users.find(anna.id())).contains(anna);
        assertThat(users.findByName("nobody-" + name)).isEmpty();
        assertThat(anna.displayName()).isEqualTo("Anna Berger");
        assertThat(anna.isStaff()).isFalse();
    }

    @Test
    void thePasswordOpensTheAccountAndNothingElseDoes() {
        UserView anna = users.register(newUser(name));
        assertThat(users.checkPassword(name, PASSWORD, ASKER)).contains(anna);
        assertThat(users.checkPassword(name.toUpperCase(Locale.ROOT) + "@EXAMPLE.ORG", PASSWORD, ASKER))
                .contains(anna);
        assertThat(users.checkPassword(name, PASSWORD.toUpperCase(Locale.ROOT), ASKER))
                .isEmpty();
        assertThat(users.checkPassword(name, "", ASKER)).isEmpty();
        assertThat(users.checkPassword("nobody-" + name, PASSWORD, ASKER)).isEmpty();
        for (String strange : List.of("' or '1'='1", "a\u0000b", "a\ud800b", "", " ", "x".repeat(10_000))) {
            assertThat(users.checkPassword(strange, PASSWORD, ASKER)).isEmpty();
            assertThat(users.findByName(strange)).isEmpty();
        }
    }

    @Test
    void aNameAndAnEmailAreTakenWhateverTheCase() {
        users.register(newUser(name));
        Invalid refused =
                catchThrowableOfType(Invalid.class, () -> users.register(newUser(name.toUpperCase(Locale.ROOT))));
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(new FieldError("username", "taken"), new FieldError("email", "taken"));
    }

    @Test
    void everyProblemIsToldAtItsFieldAtOnce() {
        Invalid refused = catchThrowableOfType(
                Invalid.class, () -> users.register(new NewUser("a", "nowhere", " ", "", "short")));
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        new FieldError("username", "invalid_username"),
                        new FieldError("email", "invalid_email"),
                        new FieldError("firstName", "required"),
                        new FieldError("lastName", "required"),
                        new FieldError("password", "too_short"));
    }

    @Test
    void ofManyWhoWantOneNameAtOnceOneGetsIt() throws InterruptedException {
        List<Future<UserView>> wishes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            wishes.add(executor.submit(() -> users.register(newUser(name))));
        }
        int accounts = 0;
        for (Future<UserView> wish : wishes) {
            try {
                assertThat(wish.get().username()).isEqualTo(name);
                accounts++;
            } catch (ExecutionException refused) {
                assertThat(refused.getCause())
                        .isInstanceOfSatisfying(
                                Invalid.class,
                                invalid -> assertThat(invalid.errors())
                                        .isNotEmpty()
                                        .allMatch(error -> error.code().equals("taken")));
            }
        }
        assertThat(accounts).isEqualTo(1);
    }

    private List<UserView> colleagues(Caller caller, String text, @Nullable UUID after, int limit) {
        return profiles.listColleagues(caller, text, after, limit).stream()
                .map(Colleague::user)
                .toList();
    }

    @Test
    void colleaguesAreFoundByPartsOfTheirNames() {
        UserView anna = users.register(newUser(name));
        UserView ben = users.register(newUser(name.replace("anna", "ben")));
        Caller caller = callerOf(anna);
        assertThat(colleagues(caller, ben.username().substring(4), null, 10)).containsExactly(ben);
        assertThat(colleagues(caller, "%", null, 10)).isEmpty();
        assertThat(colleagues(caller, "a\u0000b\ud800", null, 10)).isEmpty();
        assertThat(colleagues(caller, "_", null, 10))
                .allMatch(found -> found.username().contains("_"));
    }

    @Test
    void colleaguesAreFoundWithoutTheirAccents() {
        Caller caller = callerOf(users.register(newUser(name)));
        UserView zoe = users.register(
                new NewUser(name + "-zoe", name + "-zoe@example.org", "Zoë", "Łukasiewicz-Strauß", PASSWORD));
        for (String typed : List.of("zoe", "ZOË", "lukas", "strauss", "  Łukasiewicz  zo ")) {
            assertThat(colleagues(caller, typed + " " + name, null, 10))
                    .as(typed)
                    .containsExactly(zoe);
        }
        assertThat(colleagues(caller, "zoa " + name, null, 10)).isEmpty();
    }

    @Test
    void pageByPageTheDirectoryShowsEverybodyOnceByName() {
        Caller caller = callerOf(users.register(newUser(name)));
        List<NewUser> team = IntStream.range(0, 120)
                .mapToObj(i -> name + "-" + i)
                .map(username -> new NewUser(username, username + "@example.org", "Ärne", "Zorn", PASSWORD))
                .toList();
        users.registerTeam(team);
        List<UserView> all = new ArrayList<>();
        List<UserView> page = colleagues(caller, "", null, 50);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = colleagues(caller, "", all.get(all.size() - 1).id(), 50);
        }
        assertThat(all).doesNotHaveDuplicates().hasSize((int) users.countColleagues(caller));
        assertThat(all)
                .extracting(UserView::username)
                .containsAll(team.stream().map(NewUser::username).toList());
        assertThat(all.stream().filter(person -> person.displayName().equals("Ärne Zorn")))
                .extracting(UserView::username)
                .isSorted();
    }

    private static Caller callerOf(UserView user) {
        return new Caller(user.id(), user.username(), Set.of(Role.USER));
    }

    private static NewUser newUser(String username) {
        return new NewUser(username, username + "@example.org", "Anna", "Berger", PASSWORD);
    }
}
