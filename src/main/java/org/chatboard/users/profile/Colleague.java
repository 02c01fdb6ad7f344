package org.chatboard.users.profile;

import org.chatboard.users.UserView;

/**
 * A person in the directory.
 *
 * @param user the account
 * @param title what the person does; empty when not said
 * @param department where in the organisation; empty when not said
 * @param avatar the version of the picture; empty when there is none
 */
public record Colleague(UserView user, String title, String department, String avatar) {}
