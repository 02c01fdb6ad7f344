package org.chatboard.tokens;

/**
 * A token that was just made.
 *
 * @param token what is kept
 * @param secret what its owner has to keep: it is shown now and never again
 */
public record IssuedToken(TokenView token, String secret) {

    /** Nothing that is written anywhere by accident. */
    @Override
    public String toString() {
        return token.toString();
    }
}
