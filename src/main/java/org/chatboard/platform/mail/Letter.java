package org.chatboard.platform.mail;

/**
 * What is sent by mail.
 *
 * @param to the one address it goes to, checked before
 * @param subject one line
 * @param text plain text
 */
public record Letter(String to, String subject, String text) {}
