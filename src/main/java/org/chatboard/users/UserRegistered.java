package org.chatboard.users;

/**
 * Somebody new has an account.
 *
 * @param user the new colleague
 */
public record UserRegistered(UserView user) {}
