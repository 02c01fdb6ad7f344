/**
 * A checker after the example of Jepsen: clients write down what they did and what they saw while faults happen, and what
 * they wrote is judged afterwards against what is stored.
 */
@NullMarked
package org.chatboard.checker;

import org.jspecify.annotations.NullMarked;
