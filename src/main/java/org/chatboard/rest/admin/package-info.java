/**
 * What administrators and their programs ask of the API. It owns nothing: it writes what the services say as JSON, under
 * {@code /api/v1/admin}.
 */
@NullMarked
package org.chatboard.rest.admin;

import org.jspecify.annotations.NullMarked;
