package org.chatboard.users.profile;

/** The picture of a person: a square PNG image. */
public final class Picture {

    private final byte[] png;
    private final String version;

    Picture(byte[] png, String version) {
        this.png = png.clone();
        this.version = version;
    }

    /** The image. */
    public byte[] png() {
        return png.clone();
    }

    /** Differs whenever the image does. */
    public String version() {
        return version;
    }
}
