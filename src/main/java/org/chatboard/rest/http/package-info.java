/**
 * What all resources share: reading bodies and parameters, writing answers and problem documents (RFC 9457).
 * Only {@code rest} comes here.
 */
@NullMarked
package org.chatboard.rest.http;

import org.jspecify.annotations.NullMarked;
