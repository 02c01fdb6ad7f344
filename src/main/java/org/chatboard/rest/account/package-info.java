/**
 * What people do about their own account by the API; the same services as on the pages. Part of the door {@code rest}.
 */
@NullMarked
package org.chatboard.rest.account;

import org.jspecify.annotations.NullMarked;
