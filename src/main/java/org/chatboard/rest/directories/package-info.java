/** The door for those who look after the directories of the organisation: {@code /api/v1/admin/directories}. */
@NullMarked
package org.chatboard.rest.directories;

import org.jspecify.annotations.NullMarked;
