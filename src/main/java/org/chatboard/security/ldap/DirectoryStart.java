package org.chatboard.security.ldap;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;

/** Half a configuration stops the start, as everywhere: found out later it would lock people out. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class DirectoryStart {

    @Inject
    Directories directories;

    @PostConstruct
    void check() {
        List<DirectoryConfig> configured;
        try {
            configured = directories.configured();
        } catch (IllegalStateException spoilt) {
            throw new IllegalStateException("ChatBoard does not start: " + spoilt.getMessage(), spoilt);
        }
        configured.forEach(config -> System.getLogger(DirectoryStart.class.getName())
                .log(System.Logger.Level.INFO, "People of the directory {0} can sign in", config));
    }
}
