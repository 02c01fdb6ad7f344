/**
 * The door for programs: JAX-RS resources below {@code /api/v1} and their errors (RFC 9457).
 * Nobody imports it.
 */
@NullMarked
package org.chatboard.rest;

import org.jspecify.annotations.NullMarked;
