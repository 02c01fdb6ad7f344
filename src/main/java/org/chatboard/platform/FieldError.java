package org.chatboard.platform;

/**
 * One thing that is wrong with one field of a request.
 *
 * @param field the name of the field as the caller wrote it, for example {@code text}
 * @param code the stable reason, for example {@code too_long}
 */
public record FieldError(String field, String code) {}
