package org.chatboard.users.profile;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The picture of a person: a square PNG image. */
public final class Picture {

    private final byte[] png;
    private final String version;

    Picture(byte[] png, String version) {
        this.png = png.clone();
        this.version = version;
    }

    /** Where the picture of a person is, below the address of the API: another address whenever it is another picture. */
    public static String address(String username, String version) {
        return "users/" + URLEncoder.encode(username, StandardCharsets.UTF_8) + "/avatar?v=" + version;
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
