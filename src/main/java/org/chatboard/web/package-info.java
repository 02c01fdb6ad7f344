/**
 * The door for people: Faces backing beans for sign-in, dashboard and chat.
 * It owns the pages. Nobody imports it.
 */
@NullMarked
package org.chatboard.web;

import org.jspecify.annotations.NullMarked;
