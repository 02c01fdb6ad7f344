/**
 * ChatBoard from outside: the deployed WAR, met over HTTP, over WebSockets and in Chromium, as people, programs and
 * attackers meet it. Nothing here knows a class of the product.
 */
@NullMarked
package org.chatboard.system;

import org.jspecify.annotations.NullMarked;
