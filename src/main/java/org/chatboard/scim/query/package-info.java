/**
 * The two small languages of SCIM: filters, and the paths and operations of PATCH. They know nothing of accounts: they work
 * on attributes by name, written in lower case as names of attributes have no case.
 */
@NullMarked
package org.chatboard.scim.query;

import org.jspecify.annotations.NullMarked;
