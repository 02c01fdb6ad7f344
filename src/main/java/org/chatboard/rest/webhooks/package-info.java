/**
 * How webhooks look in the API.
 * Only {@code rest} comes here.
 */
@NullMarked
package org.chatboard.rest.webhooks;

import org.jspecify.annotations.NullMarked;
