package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.naming.NamingException;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Whether the directories answer and know ChatBoard itself. */
@ApplicationScoped
public class DirectoryProbe implements Probe {

    @Inject
    Directories directories;

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Finding look() {
        List<DirectoryConfig> configured;
        try {
            configured = directories.configured();
        } catch (IllegalStateException spoilt) {
            return Finding.bad("check.ldap.half", String.valueOf(spoilt.getMessage()));
        }
        if (configured.isEmpty()) {
            return Finding.off("check.ldap.off");
        }
        List<String> problems = new ArrayList<>();
        configured.forEach(config -> {
            try {
                DirectoryConnection.open(config).close();
            } catch (NamingException | IOException | RuntimeException silent) {
                problems.add(config + ": " + silent);
            }
        });
        return problems.isEmpty()
                ? Finding.good(
                        "check.ldap.good",
                        configured.stream().map(DirectoryConfig::toString).collect(Collectors.joining(", ")))
                : Finding.bad("check.ldap.bad", String.join("; ", problems));
    }
}
