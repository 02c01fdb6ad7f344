package org.chatboard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.Path;
import java.io.Serializable;
import java.util.Date;
import java.util.concurrent.Executors;
import org.chatboard.platform.request.ClientAddress;

/** Who may know whom, and where what lives: the drawing of the house and the house rules about code. */
@AnalyzeClasses(packages = "org.chatboard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule codeFollowsTheDrawing = classes()
            .should(adhereToPlantUmlDiagram(
                    java.nio.file.Path.of("src/site/resources/rooms.puml"), consideringOnlyDependenciesInDiagram()));

    @ArchTest
    static final ArchRule everyPackageIsInTheDrawing = classes()
            .should()
            .resideInAnyPackage(
                    "org.chatboard.web..",
                    "org.chatboard.rest..",
                    "org.chatboard.live..",
                    "org.chatboard.scim..",
                    "org.chatboard.admin..",
                    "org.chatboard.webhooks..",
                    "org.chatboard.security..",
                    "org.chatboard.tokens..",
                    "org.chatboard.presence..",
                    "org.chatboard.messages..",
                    "org.chatboard.rooms..",
                    "org.chatboard.transport..",
                    "org.chatboard.users..",
                    "org.chatboard.platform..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.chatboard.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAnnotatedWith(Embeddable.class)
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule repositoriesStayInTheirPackage =
            classes().that().haveSimpleNameEndingWith("Repository").should().bePackagePrivate();

    /** See {@code StartListener}: what begins in an EJB has no transactions. The one that makes the tables does without. */
    @ArchTest
    static final ArchRule nothingBeginsInAnEjb = noClasses()
            .that()
            .doNotHaveSimpleName("Migrations")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ejb..");

    @ArchTest
    static final ArchRule doorsDoNotTouchTheDatabase = noClasses()
            .that()
            .resideInAnyPackage("..web..", "..rest..", "..live..", "..chatboard.scim..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule pathsLiveInRestResources = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .resideInAPackage("org.chatboard.rest..")
            .andShould()
            .haveSimpleNameEndingWith("Resource")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule socketsLiveInLiveEndpoints = classes()
            .that()
            .areAnnotatedWith(ServerEndpoint.class)
            .should()
            .resideInAPackage("org.chatboard.live")
            .andShould()
            .haveSimpleNameEndingWith("Endpoint")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesForPagesLiveInWeb = classes()
            .that()
            .areAnnotatedWith(Named.class)
            .should()
            .resideInAPackage("org.chatboard.web..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule whatASessionKeepsCanBeWritten = classes()
            .that()
            .areAnnotatedWith(SessionScoped.class)
            .or()
            .areAnnotatedWith(ViewScoped.class)
            .should()
            .beAssignableTo(Serializable.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule injectedFieldsArePackagePrivate =
            fields().that().areAnnotatedWith(Inject.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoConstructors =
            noConstructors().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|DTO|Dto|Facade)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..");

    @ArchTest
    static final ArchRule nothingPrintsToTheConsole = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule errorsHaveNames = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule logsGoThroughSystemLogger = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule threadsBelongToTheServer = noClasses()
            .should()
            .callConstructorWhere(describe(
                    "creates a thread", call -> assignableTo(Thread.class).test(call.getTargetOwner())))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class)
            .orShould()
            .callMethodWhere(calls(Thread.class, "sleep"));

    @ArchTest
    static final ArchRule sendingNeverBlocks = noClasses()
            .should()
            .callMethodWhere(describe(
                    "asks for the blocking remote", call -> call.getName().equals("getBasicRemote")));

    @ArchTest
    static final ArchRule oneWayToTellTheTime = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Date.class.getName())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Calendar");

    /** What a listed proxy says about addresses counts at all doors alike. */
    @ArchTest
    static final ArchRule oneWayToTellWhereRequestsComeFrom = noClasses()
            .that()
            .doNotHaveSimpleName("ClientAddress")
            .should()
            .callMethodWhere(describe(
                    "asks the server for the address", call -> call.getName().matches("getRemote(Addr|Host|Port)")));

    /** Who may name people is the proxy itself, whoever it speaks for. */
    @ArchTest
    static final ArchRule onlySignInByAProxyAsksForTheConnection = noClasses()
            .that()
            .resideOutsideOfPackage("org.chatboard.security.proxy")
            .and()
            .doNotHaveSimpleName("ClientAddress")
            .should()
            .callMethodWhere(calls(ClientAddress.class, "peer"));

    @ArchTest
    static final ArchRule onlyTheConnectionMayNamePeople = noClasses()
            .that()
            .resideInAPackage("org.chatboard.security.proxy")
            .should()
            .callMethodWhere(calls(ClientAddress.class, "of"));

    @ArchTest
    static final ArchRule jacksonStaysOut =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

    private static com.tngtech.archunit.base.DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String method) {
        return describe(
                "calls " + owner.getSimpleName() + "." + method,
                call -> call.getName().equals(method) && call.getTargetOwner().isEquivalentTo(owner));
    }
}
