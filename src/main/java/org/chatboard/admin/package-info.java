/**
 * What the people who run ChatBoard need: the first administrator and the demo team.
 * It owns the files {@code setup-token} and {@code demo-sign-ins.txt} in the data folder.
 */
@NullMarked
package org.chatboard.admin;

import org.jspecify.annotations.NullMarked;
