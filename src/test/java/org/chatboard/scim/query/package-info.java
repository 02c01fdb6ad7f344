/** The small languages of SCIM. */
@NullMarked
package org.chatboard.scim.query;

import org.jspecify.annotations.NullMarked;
