package org.chatboard.users.profile;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/** What may stand in a profile. All that is wrong is told at once. */
final class ProfileRules {

    /** As the table holds it. */
    private static final int MAX_LINE = 120;

    private static final int MAX_NAME = 60;
    private static final int MAX_LOCALE = 20;

    private ProfileRules() {}

    /**
     * The edit without white space around its texts.
     *
     * @throws Invalid {@code invalid_profile} with the fields
     */
    static ProfileEdit checked(ProfileEdit edit) {
        ProfileEdit trimmed = new ProfileEdit(
                trimmed(edit.firstName()),
                trimmed(edit.lastName()),
                trimmed(edit.title()),
                trimmed(edit.department()),
                trimmed(edit.timeZone()),
                trimmed(edit.locale()));
        List<FieldError> errors = new ArrayList<>();
        checkName("firstName", trimmed.firstName(), errors);
        checkName("lastName", trimmed.lastName(), errors);
        checkLine("title", trimmed.title(), MAX_LINE, errors);
        checkLine("department", trimmed.department(), MAX_LINE, errors);
        if (trimmed.timeZone() != null && !isZone(trimmed.timeZone())) {
            errors.add(new FieldError("timeZone", "unknown_time_zone"));
        }
        if (trimmed.locale() != null && !isLocale(trimmed.locale())) {
            errors.add(new FieldError("locale", "unknown_locale"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid("invalid_profile", "The profile cannot be changed like this; see the fields.", errors);
        }
        return trimmed;
    }

    /** The text of a status without white space around it. */
    static String checkedText(String typed) {
        List<FieldError> errors = new ArrayList<>();
        String text = typed.strip();
        checkLine("text", text, MAX_LINE, errors);
        if (!errors.isEmpty()) {
            throw new Invalid("invalid_profile", "The status cannot be changed like this; see the fields.", errors);
        }
        return text;
    }

    private static @Nullable String trimmed(@Nullable String text) {
        return text == null ? null : text.strip();
    }

    private static void checkName(String field, @Nullable String name, List<FieldError> errors) {
        if (name != null && name.isEmpty()) {
            errors.add(new FieldError(field, "required"));
        } else {
            checkLine(field, name, MAX_NAME, errors);
        }
    }

    private static void checkLine(String field, @Nullable String text, int most, List<FieldError> errors) {
        if (text == null) {
            return;
        }
        // In UTF-16, as the columns of H2 count.
        if (text.length() > most) {
            errors.add(new FieldError(field, "too_long"));
        } else if (text.codePoints().anyMatch(ProfileRules::isForbidden)) {
            errors.add(new FieldError(field, "invalid_characters"));
        }
    }

    /** Control characters, halves of characters and what turns the text around it. */
    private static boolean isForbidden(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029;
    }

    private static boolean isZone(String zone) {
        try {
            return zone.isEmpty()
                    || (zone.length() <= MAX_NAME
                            && ZoneId.getAvailableZoneIds()
                                    .contains(ZoneId.of(zone).getId()));
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private static boolean isLocale(String tag) {
        try {
            return tag.length() <= MAX_LOCALE
                    && (tag.isEmpty()
                            || !new Locale.Builder()
                                    .setLanguageTag(tag)
                                    .build()
                                    .getLanguage()
                                    .isEmpty());
        } catch (IllformedLocaleException malformed) {
            return false;
        }
    }
}
