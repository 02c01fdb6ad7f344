/**
 * What an administrator wants to know of an installation: whether its parts work. Every package may answer for what is its
 * own by being a {@code Probe}; this one answers for the database and the disk.
 */
@NullMarked
package org.chatboard.platform.probe;

import org.jspecify.annotations.NullMarked;
