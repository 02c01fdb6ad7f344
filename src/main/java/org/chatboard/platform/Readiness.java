package org.chatboard.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whether ChatBoard can serve: the database answers and has our tables. */
@ApplicationScoped
public class Readiness {

    private static final System.Logger LOG = System.getLogger(Readiness.class.getName());
    private static final int TIMEOUT_SECONDS = 2;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** True when the database answers within two seconds. */
    public boolean databaseIsUp() {
        return answers("select 1");
    }

    /** True when the migrations have run. */
    public boolean schemaIsUp() {
        return answers("select 1 from messages where 1 = 0");
    }

    private boolean answers(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.execute(sql);
            return true;
        } catch (SQLException away) {
            LOG.log(System.Logger.Level.WARNING, "The database does not answer: {0}", away.getMessage());
            return false;
        }
    }
}
