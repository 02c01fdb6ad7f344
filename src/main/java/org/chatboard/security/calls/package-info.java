/**
 * What a request of a program must be like to be served: who a bearer token stands for, how many requests there may be,
 * which scope they need, and how a page proves that it is ChatBoard's own. Only {@code security} comes here.
 */
@NullMarked
package org.chatboard.security.calls;

import org.jspecify.annotations.NullMarked;
