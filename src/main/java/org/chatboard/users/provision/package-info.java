/**
 * Accounts and groups as a directory of the organisation keeps them: what it calls people, who is in which group, and what
 * it may not do. The accounts themselves are those of {@code users}; here is only what the directory knows besides.
 */
@NullMarked
package org.chatboard.users.provision;

import org.jspecify.annotations.NullMarked;
