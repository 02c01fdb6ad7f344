package org.chatboard.scim.query;

/**
 * An attribute that must equal a value.
 *
 * @param attribute in lower case, for example {@code emails.value}
 * @param value a text, a boolean or a long
 */
public record Comparison(String attribute, Object value) {}
