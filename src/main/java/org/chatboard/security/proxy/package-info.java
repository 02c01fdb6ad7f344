/**
 * Sign-in by a proxy in front of ChatBoard that knows people by Kerberos, SAML or certificates and names them in a header. It
 * decides whose word counts, whose account it is, and what to tell those who cannot come in; it owns the rows of
 * {@code external_identities} with the issuer {@code proxy}. Only the doorkeeper and the sign-in page ask it.
 */
@NullMarked
package org.chatboard.security.proxy;

import org.jspecify.annotations.NullMarked;
