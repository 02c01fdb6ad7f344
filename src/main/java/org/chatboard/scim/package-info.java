/**
 * The door for directories of the organisation: SCIM 2.0 (RFC 7643 and 7644) below {@code /scim/v2}. It reads what Entra ID,
 * Okta and others send, and answers in their words. What may be done with accounts and groups stands in
 * {@code users.provision}.
 */
@NullMarked
package org.chatboard.scim;

import org.jspecify.annotations.NullMarked;
