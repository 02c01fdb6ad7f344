/**
 * The page on which people say who they are. Nobody imports it.
 */
@NullMarked
package org.chatboard.web.profile;

import org.jspecify.annotations.NullMarked;
