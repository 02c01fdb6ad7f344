package org.chatboard.users.profile;

/**
 * The picture of a person.
 *
 * @param png the square image
 * @param version differs whenever the image does
 */
public record Picture(byte[] png, String version) {

    /** Copies the image. */
    public Picture {
        png = png.clone();
    }

    @Override
    public byte[] png() {
        return png.clone();
    }
}
