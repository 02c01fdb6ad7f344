/**
 * Browsers that stay signed in ("remember me"): a second cookie whose secret opens a new sign-in once and is replaced by that.
 * It owns the table {@code remembered_tokens}. {@code Remembering} is what the doorkeeper calls.
 */
@NullMarked
package org.chatboard.security.remember;

import org.jspecify.annotations.NullMarked;
