package org.chatboard.security.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatboard.platform.request.AddressList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPersonTest {

    private static final ProxyConfig CONFIG =
            new ProxyConfig("X-User", "X-Email", "X-Name", AddressList.parse("10.0.1.0/24, ::1"), true, false);

    private static Optional<ProxyPerson> read(Map<String, List<String>> headers) {
        return ProxyPerson.read(CONFIG, name -> headers.getOrDefault(name, List.of()));
    }

    private static ProxyPerson of(String user) {
        return read(Map.of("X-User", List.of(user))).orElseThrow();
    }

    @Test
    void withoutAWordThereIsNobody() {
        assertThat(read(Map.of("X-Email", List.of("anna@example.org")))).isEmpty();
    }

    @Test
    void realmsAndDomainsBelongToTheSubjectAndNotToTheUserName() {
        assertThat(of("Anna@CORP.EXAMPLE.ORG")).returns("anna@corp.example.org", ProxyPerson::subject);
        assertThat(of("Anna@CORP.EXAMPLE.ORG").username()).isEqualTo("anna");
        assertThat(of("CORP\\anna.berg").username()).isEqualTo("anna.berg");
        assertThat(of("anna").username()).isEqualTo("anna");
    }

    @Test
    void namesMayBeWrittenInUtf8() {
        String sent = new String("Änne Maria Groß".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        ProxyPerson person =
                read(Map.of("X-User", List.of("a"), "X-Name", List.of(sent))).orElseThrow();
        assertThat(person.firstName()).isEqualTo("Änne Maria");
        assertThat(person.lastName()).isEqualTo("Groß");
        assertThat(read(Map.of("X-User", List.of("a"), "X-Name", List.of("Groß")))
                        .orElseThrow()
                        .firstName())
                .as("as it stands")
                .isEqualTo("Groß");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "(null)", "anna,ben", "anna ben", "anna\u0000", "änne", "@corp", "<b>", "\"anna\""})
    void whatIsNoNameIsRefused(String user) {
        assertThatThrownBy(() -> of(user)).isInstanceOf(ProxyRefused.class).hasMessageContaining("X-User");
    }

    @Test
    void whatIsTooLongOrTwiceOrNoAddressIsRefused() {
        assertThatThrownBy(() -> of("a".repeat(201))).isInstanceOf(ProxyRefused.class);
        assertThatThrownBy(() -> read(Map.of("X-User", List.of("anna", "anna"))))
                .isInstanceOf(ProxyRefused.class);
        assertThatThrownBy(() -> read(Map.of("X-User", List.of("anna"), "X-Email", List.of("(null)"))))
                .isInstanceOf(ProxyRefused.class)
                .hasMessageContaining("X-Email");
    }

    @Test
    void onlyListedAddressesAreTrusted() {
        assertThat(List.of("10.0.1.7", "0:0:0:0:0:0:0:1", "::1%lo")).allMatch(CONFIG.trusted()::contains);
        assertThat(List.of("10.0.2.7", "::2", "", "localhost", "10.0.1.7.evil.example"))
                .noneMatch(CONFIG.trusted()::contains);
    }
}
