/**
 * What the tests share: the server they talk to, its database, the cast of people, their sockets and their browsers.
 * It knows ChatBoard only from outside: its start script, its pages and its wire.
 */
@NullMarked
package org.chatboard.testing;

import org.jspecify.annotations.NullMarked;
