package org.chatboard.web.security;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG, drawn by the page itself: neither an image nor a script, so the content security policy
 * stays as strict as it is and the secret goes to nobody.
 *
 * @param size modules in a row, the quiet zone included
 * @param path the dark modules
 */
public record QrPath(int size, String path) {

    /** Light modules around the code, as ISO/IEC 18004 asks. */
    private static final int QUIET = 4;

    static QrPath of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrPath(code.size + 2 * QUIET, path.toString());
    }
}
