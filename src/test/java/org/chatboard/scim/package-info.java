/** What directories of organisations send, and what they are answered. */
@NullMarked
package org.chatboard.scim;

import org.jspecify.annotations.NullMarked;
