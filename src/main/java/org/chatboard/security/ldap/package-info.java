/**
 * People of a directory (LDAP, Active Directory) sign in with the password they have there. ChatBoard keeps no copy of
 * it, and of the person only what an account has.
 */
@NullMarked
package org.chatboard.security.ldap;

import org.jspecify.annotations.NullMarked;
