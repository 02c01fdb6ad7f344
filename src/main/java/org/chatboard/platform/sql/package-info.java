/**
 * Runs the SQL of those repositories that write their statements themselves. It knows how values go in and rows come out,
 * and nothing of any table. Everybody may use it.
 */
@NullMarked
package org.chatboard.platform.sql;

import org.jspecify.annotations.NullMarked;
