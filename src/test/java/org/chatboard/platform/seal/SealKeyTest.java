package org.chatboard.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SealKeyTest {

    private static final String CLEAR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    private final SealKey key = SealKey.read(SealKey.next()).orElseThrow();

    @Test
    void whatIsSealedOpensInItsPlaceOnly() {
        String sealed = key.seal(CLEAR, "anna");
        assertThat(sealed).doesNotContain(CLEAR).hasSizeLessThan(200);
        assertThat(SealKey.idIn(sealed)).contains(key.id());
        assertThat(key.open(sealed, "anna")).contains(CLEAR);
        assertThat(key.open(sealed, "ben")).isEmpty();
        assertThat(key.seal(CLEAR, "anna")).isNotEqualTo(sealed);
    }

    @Test
    void anotherKeyAndAlteredTextsOpenNothing() {
        String sealed = key.seal(CLEAR, "anna");
        SealKey other = SealKey.read(SealKey.next()).orElseThrow();
        assertThat(other.open(sealed, "anna")).isEmpty();
        assertThat(other.open(sealed.replace(key.id(), other.id()), "anna")).isEmpty();
        char last = sealed.charAt(sealed.length() - 5);
        String altered = sealed.substring(0, sealed.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 4);
        assertThat(key.open(altered, "anna")).isEmpty();
        assertThat(key.open(CLEAR, "anna")).isEmpty();
        assertThat(SealKey.idIn(CLEAR)).isEmpty();
    }

    @Test
    void aKeyHas32Bytes() {
        assertThat(SealKey.read(SealKey.next() + "\n")).isPresent();
        assertThat(SealKey.read("")).isEmpty();
        assertThat(SealKey.read("AAAA")).isEmpty();
        assertThat(SealKey.read("not base64!")).isEmpty();
    }
}
