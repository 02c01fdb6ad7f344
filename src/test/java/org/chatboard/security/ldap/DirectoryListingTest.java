package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.LimitExceededException;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list is whole, or it is no list. */
class DirectoryListingTest {

    private static final int CROWD = 50_000;

    private static final int SOME = 1_250;

    private static final Duration QUICK = Duration.ofSeconds(30);

    private static DirectoryListing list(int port) throws NamingException, IOException {
        DirectoryConfig config = DirectoryTalk.config(port);
        try (DirectoryConnection directory = DirectoryConnection.open(config)) {
            return DirectoryListing.read(config, directory, () -> {});
        }
    }

    private static String fault(Throwable failure) {
        return DirectoryFault.of(DirectoryTalk.config(1), failure).code();
    }

    @Test
    void fiftyThousandPeopleComeInPages() throws NamingException, IOException {
        AtomicInteger signs = new AtomicInteger();
        try (Crowd crowd = new Crowd(CROWD, Crowd.End.PROPER)) {
            DirectoryConfig config = DirectoryTalk.config(crowd.port());
            long before = System.nanoTime();
            try (DirectoryConnection directory = DirectoryConnection.open(config)) {
                assertThat(DirectoryListing.read(config, directory, signs::incrementAndGet)
                                .people())
                        .hasSize(CROWD)
                        .containsKey("ldap:id-49999");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(QUICK);
        }
        assertThat(signs.get()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Crowd.End.class,
            names = {"PROPER", "WITH_REFERENCE"})
    void eachPageIsRead(Crowd.End end) throws NamingException, IOException {
        for (int people : new int[] {0, 1, 500, SOME}) {
            try (Crowd crowd = new Crowd(people, end)) {
                assertThat(list(crowd.port()).people()).hasSize(people);
            }
        }
    }

    @Test
    void anErrorBetweenThePagesLeavesNoList() throws IOException {
        try (Crowd crowd = new Crowd(SOME, Crowd.End.BUSY)) {
            assertThatThrownBy(() -> list(crowd.port())).isInstanceOf(NamingException.class);
        }
    }

    @Test
    void aDirectoryThatDoesNotSayWhetherThatWasAllHasNoList() throws IOException {
        try (Crowd crowd = new Crowd(SOME, Crowd.End.SILENT)) {
            assertThatThrownBy(() -> list(crowd.port()))
                    .isInstanceOf(LimitExceededException.class)
                    .hasMessageContaining("whether that was all");
        }
    }

    @Test
    void aListWithoutAnEndIsGivenUp() throws IOException {
        try (Crowd crowd = new Crowd(SOME, Crowd.End.LOOP)) {
            DirectoryConfig config = DirectoryTalk.config(crowd.port());
            long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
            assertThatThrownBy(() -> {
                        try (DirectoryConnection directory = DirectoryConnection.open(config)) {
                            directory.list(Corp.PEOPLE, config.everybody(), end, entry -> {}, "uid");
                        }
                    })
                    .isInstanceOf(LimitExceededException.class);
        }
    }

    @Test
    void aConnectionThatBreaksInThePageLeavesNoList() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Crowd crowd = new Crowd(SOME, Crowd.End.PROPER);
                Front front = new Front(port, crowd.port())) {
            front.breakAfter(100_000);
            assertThatThrownBy(() -> list(port))
                    .isInstanceOfSatisfying(
                            NamingException.class,
                            e -> assertThat(fault(e)).as(e.toString()).isEqualTo("lost"));
        }
    }

    @Test
    void onePersonIsFoundByWhatNeverChanges() throws NamingException, IOException, LDAPException {
        try (Corp corp = Corp.start()) {
            String dn = corp.add("lena", "Lena", "Corp", "lena@corp.example");
            DirectoryConfig config = DirectoryTalk.config(corp.port());
            try (DirectoryConnection directory = DirectoryConnection.open(config)) {
                String subject = list(corp.port()).people().keySet().iterator().next();
                assertThat(DirectoryPerson.isOf(config, subject)).isTrue();
                assertThat(DirectoryListing.find(config, directory, subject)).isPresent();
                assertThat(DirectoryListing.find(config, directory, "ldap:*")).isEmpty();
                corp.move(dn, "lab");
                assertThat(DirectoryListing.find(config, directory, subject)).isEmpty();
            }
        }
    }

    @Test
    void nobodyOfOneDirectoryIsTakenForSomebodyOfAnotherOne() {
        DirectoryConfig unnamed = DirectoryTalk.config(1);
        assertThat(DirectoryPerson.isOf(unnamed, "ldap:lab:4711")).isFalse();
        assertThat(DirectoryPerson.isOf(unnamed, "ldap:4711")).isTrue();
        assertThat(DirectoryPerson.isOf(unnamed, "scim:4711")).isFalse();
        assertThat(DirectoryPerson.id(unnamed, "ldap:lab%3A47%2511")).isEqualTo("lab:47%11");
    }
}
