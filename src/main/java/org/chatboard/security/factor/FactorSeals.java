package org.chatboard.security.factor;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Has the key of the installation looked at when it starts, and what was kept in clear before there was one encrypted. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FactorSeals {

    @Inject
    SecondFactors factors;

    @PostConstruct
    void start() {
        factors.seal();
    }
}
