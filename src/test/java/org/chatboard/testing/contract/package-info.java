/**
 * Holds what the tests see of the server against the documents of the contract, {@code openapi.yaml},
 * {@code scim.yaml} and {@code asyncapi.yaml}, and keeps account of what they saw.
 */
@NullMarked
package org.chatboard.testing.contract;

import org.jspecify.annotations.NullMarked;
