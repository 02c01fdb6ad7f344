package org.chatboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AvatarTest {

    @Test
    void showsTheFirstLettersOfTheFirstAndTheLastWord() {
        assertThat(Avatar.of("anna", "Anna Berg").initials()).isEqualTo("AB");
        assertThat(Avatar.of("ana", " ana maria de souza ").initials()).isEqualTo("AS");
        assertThat(Avatar.of("cher", "Cher").initials()).isEqualTo("C");
    }

    @Test
    void takesLettersBeyondTheBasicPlaneWhole() {
        assertThat(Avatar.of("a", "𝒜lice 😀mith").initials()).isEqualTo("𝒜😀");
    }

    @Test
    void fallsBackToTheUserName() {
        assertThat(Avatar.of("ben", " ").initials()).isEqualTo("B");
    }

    /** people.test.js holds the scripts to the same numbers. */
    @Test
    void givesAUserNameTheColourThatTheScriptsGiveIt() {
        assertThat(Avatar.of("anna", "Anna Berg").hue()).isEqualTo(2);
        assertThat(Avatar.of("ben", "Ben Okafor").hue()).isEqualTo(2);
        assertThat(Avatar.of("maximilian.von-und_zu", "Max").hue()).isEqualTo(7);
    }
}
