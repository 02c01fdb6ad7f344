/** The mail server that ChatBoard finds in the tests. */
@NullMarked
package org.chatboard.testing.mail;

import org.jspecify.annotations.NullMarked;
