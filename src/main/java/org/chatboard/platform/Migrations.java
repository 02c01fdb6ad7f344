package org.chatboard.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date before anything else of ChatBoard runs. The schema comes only from the numbered scripts in
 * {@code db/migration}, which run alike on H2 and PostgreSQL; functions that PostgreSQL alone is given are in
 * {@code db/postgresql} and are made anew when their text changes. Of several servers starting together one does the work.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    @Inject
    Settings settings;

    @Inject
    Instance<Settings.Rule> rules;

    @PostConstruct
    void migrate() {
        List<String> problems = new ArrayList<>(settings.problems());
        rules.forEach(rule -> problems.addAll(rule.problems(settings)));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("ChatBoard does not start: " + String.join(" ", problems));
        }
        var result = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations(scripts())
                .load()
                .migrate();
        LOG.log(
                System.Logger.Level.INFO,
                "Schema is at version {0}; {1} migration(s) applied",
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                result.migrationsExecuted);
    }

    private String[] scripts() {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                    ? new String[] {"classpath:db/migration", "classpath:db/postgresql"}
                    : new String[] {"classpath:db/migration"};
        } catch (SQLException unreachable) {
            throw new IllegalStateException("ChatBoard does not start: its database cannot be reached.", unreachable);
        }
    }
}
