package org.chatboard.rooms.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"general", "Ärger & Öl", "東京", "👩‍👩‍👧‍👦 Familie", "می‌خواهم", "a"})
    void whatPeopleCanSeeIsAName(String name) {
        assertThat(GroupText.name(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u00a0", "\u200d", "\t"})
    void aNameNeedsSomethingToSee(String name) {
        assertThatThrownBy(() -> GroupText.name(name))
                .isInstanceOf(Invalid.class)
                .hasFieldOrPropertyWithValue("code", "name_empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u202eb", "a\u200bb", "a\u2028b", "a\ud800b", "\ufeffa"})
    void aNameIsOneLineWithoutSecrets(String name) {
        assertThatThrownBy(() -> GroupText.name(name)).hasFieldOrPropertyWithValue("code", "name_invalid");
        assertThatThrownBy(() -> GroupText.topic(name)).hasFieldOrPropertyWithValue("code", "topic_invalid");
    }

    @Test
    void blanksAreOneAndNoneAtTheEnds() {
        assertThat(GroupText.name("  Our \t  room\u00a0 ")).isEqualTo("Our room");
        assertThat(GroupText.topic("   ")).isEmpty();
    }

    @Test
    void lengthIsCountedInCharactersNotInBytes() {
        assertThat(GroupText.name("😀".repeat(80))).hasSize(160);
        assertThatThrownBy(() -> GroupText.name("😀".repeat(81))).hasFieldOrPropertyWithValue("code", "name_too_long");
        assertThat(GroupText.topic("x".repeat(250))).hasSize(250);
        assertThatThrownBy(() -> GroupText.topic("x".repeat(251)))
                .hasFieldOrPropertyWithValue("code", "topic_too_long");
    }

    @Test
    void namesThatLookAlikeAreTheSame() {
        assertThat(GroupText.folded("General")).isEqualTo(GroupText.folded("gENERAL"));
        assertThat(GroupText.folded("ｇｅｎｅｒａｌ")).isEqualTo("general");
        assertThat(GroupText.folded("gen\u200deral")).isEqualTo("general");
        assertThat(GroupText.folded("Zoë")).isNotEqualTo(GroupText.folded("Zoe"));
    }
}
