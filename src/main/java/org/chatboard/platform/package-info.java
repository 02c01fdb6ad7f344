/**
 * What every other package may use and that knows nothing of chat: settings, ids, the clock, strict JSON, errors, migrations.
 * It owns no table and no path. Everybody may enter; it imports nothing of ChatBoard.
 */
@NullMarked
package org.chatboard.platform;

import org.jspecify.annotations.NullMarked;
