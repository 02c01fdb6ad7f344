package org.chatboard.security.lockout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.sql.Tables;

/**
 * The table {@code sign_in_failures}, and where people signed in. Each call is a transaction of its own: what is refused
 * afterwards has been counted nevertheless.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class FailureRepository {

    /** More places than anybody signs in at within a month. */
    private static final int MOST_PLACES = 500;

    @Inject
    Tables tables;

    /**
     * Counts one more failure.
     *
     * @param millis what one takes
     * @param latest when nothing is counted because there were too many: busy later than this
     * @return false when nothing was counted, or there is no row yet
     */
    boolean take(String id, long now, long millis, long latest) {
        return tables.change(
                        "update sign_in_failures set busy_until ="
                                + " (case when busy_until > ? then busy_until else ? end) + ?"
                                + " where id = ? and busy_until <= ?",
                        now,
                        now,
                        millis,
                        id,
                        latest)
                == 1;
    }

    Optional<Long> busyUntil(String id) {
        return tables.first(
                "select busy_until from sign_in_failures where id = ?", row -> row.getLong("busy_until"), id);
    }

    /**
     * Begins to count.
     *
     * @throws Unavailable that {@link Tables#isTaken} knows when another request or server has just done so
     */
    void add(String id, long busyUntil) {
        tables.change("insert into sign_in_failures (id, busy_until) values (?, ?)", id, busyUntil);
    }

    void giveBack(String id, long millis) {
        tables.change("update sign_in_failures set busy_until = busy_until - ? where id = ?", millis, id);
    }

    void forget(String id) {
        tables.change("delete from sign_in_failures where id = ?", id);
    }

    void forgetBefore(long now) {
        tables.change("delete from sign_in_failures where busy_until < ?", now);
    }

    /** From which addresses the person of this user name or e-mail, in lower case, has signed in since, in whatever way. */
    List<String> addressesOf(String nameOrEmail, Instant since) {
        String name = Tables.held(nameOrEmail);
        return tables.list(
                "select l.address from login_sessions l join users u on u.id = l.user_id"
                        + " where (u.username = ? or u.email = ?) and l.created_at > ?"
                        + " group by l.address order by max(l.created_at) desc limit " + MOST_PLACES,
                row -> Tables.text(row, "address"),
                name,
                name,
                since);
    }
}
