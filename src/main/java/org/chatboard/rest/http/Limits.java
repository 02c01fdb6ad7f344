package org.chatboard.rest.http;

import org.chatboard.platform.Invalid;

/** Numbers in addresses. JAX-RS would answer 404 where a number is misspelt; a caller deserves the reason. */
public final class Limits {

    private Limits() {}

    /** A whole number of at most 15 digits, not below zero. */
    public static long number(String field, String text) {
        if (!text.matches("[0-9]{1,15}")) {
            throw Invalid.field(field, "wrong_type", field + " must be a whole number from 0.");
        }
        return Long.parseLong(text);
    }

    /** A whole number within bounds. */
    public static int read(String field, String text, int min, int max) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min) {
            throw Invalid.field(
                    field, "wrong_type", field + " must be a whole number from " + min + " to " + max + ".");
        }
        int number = Integer.parseInt(text);
        if (number > max) {
            throw Invalid.field(
                    field, "limit_too_large", field + " must not be above " + max + "; ask for more pages.");
        }
        return number;
    }
}
