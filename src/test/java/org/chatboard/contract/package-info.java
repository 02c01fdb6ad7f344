/**
 * The contract with programs: {@code openapi.yaml} and {@code asyncapi.yaml} agree with the code, with the public
 * schemas of their kind and with everything the tests see; what nobody should send is made from them.
 */
@NullMarked
package org.chatboard.contract;

import org.jspecify.annotations.NullMarked;
