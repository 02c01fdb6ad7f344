/**
 * How ChatBoard calls other servers, and only those that it may call: which addresses are allowed, and one bounded request.
 * It knows nothing of rooms and messages. {@link org.chatboard.webhooks.wire.HookClient} is the way in.
 */
@NullMarked
package org.chatboard.webhooks.wire;

import org.jspecify.annotations.NullMarked;
