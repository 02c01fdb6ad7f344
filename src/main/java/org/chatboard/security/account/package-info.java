/**
 * What people do about their own account: where they are signed in, the password, the e-mail address, the second factor.
 * It owns the table {@code email_changes} and joins the sign-ins of {@code security} with the accounts of {@code users}.
 */
@NullMarked
package org.chatboard.security.account;

import org.jspecify.annotations.NullMarked;
