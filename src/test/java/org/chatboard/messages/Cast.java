package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.users.Caller;
import org.chatboard.users.NewUser;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** People inside the server, and what they are told. */
final class Cast {

    private Cast() {}

    /** Somebody with a new account. */
    static Caller person(UserService users, String firstName) {
        String username = firstName.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 12);
        UserView user = users.register(
                new NewUser(username, username + "@example.org", firstName, "Berger", "correct horse battery"));
        return new Caller(user.id(), username, Set.of(Role.USER));
    }

    /** Somebody without one. */
    static Caller nobody() {
        return new Caller(new UUID(0, 0), "nobody", Set.of());
    }

    /** What comes of something that was asked for. */
    static <T> T wait(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** That something is refused for a reason. */
    static void expectRefused(String code, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .satisfies(thrown -> assertThat(reason(thrown).code()).isEqualTo(code));
    }

    /** Why something was refused. */
    static ChatBoardException reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ChatBoardException reason) {
                return reason;
            }
        }
        throw new AssertionError(thrown);
    }
}
