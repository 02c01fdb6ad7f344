/**
 * What people do about their own account: where they are signed in, the password, the second factor.
 * It owns no table; it joins the sign-ins of {@code security} with the accounts of {@code users}.
 */
@NullMarked
package org.chatboard.security.account;

import org.jspecify.annotations.NullMarked;
