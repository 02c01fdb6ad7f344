/**
 * The rules of the house, kept by tools: what the drawing, the style guide and the bundles promise is checked here.
 */
@NullMarked
package org.chatboard;

import org.jspecify.annotations.NullMarked;
