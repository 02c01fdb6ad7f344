/**
 * The second factor of accounts that sign in with a password kept here: time-based codes and recovery codes.
 * It owns the tables {@code second_factors}, {@code recovery_codes} and {@code pending_sign_ins}. It knows users only.
 */
@NullMarked
package org.chatboard.security.factor;

import org.jspecify.annotations.NullMarked;
