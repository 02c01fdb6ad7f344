/** The door for those who decide who of the provider has which account: {@code /api/v1/admin/identities}. */
@NullMarked
package org.chatboard.rest.links;

import org.jspecify.annotations.NullMarked;
