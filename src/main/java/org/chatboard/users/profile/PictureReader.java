package org.chatboard.users.profile;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.chatboard.platform.Invalid;

/**
 * Makes the picture of a person out of a file. Nothing of the file is kept but its middle, drawn anew at a known size: no
 * name, no place where it was taken, nothing that a browser could take for something else (OWASP File Upload Cheat Sheet).
 */
final class PictureReader {

    private static final int SIDE = 256;

    /** A few bytes can say that they are gigabytes of image; beyond this nothing is unpacked. */
    private static final long MOST_PIXELS = 24_000_000;

    private static final int MOST_SIDE = 12_000;

    /** A JPEG may say thousands of times that all of it follows once more, each time in a few bytes. */
    private static final int MOST_SCANS = 100;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    static {
        // Its files would lie in the temporary folder of the server, and these images fit into memory.
        ImageIO.setUseCache(false);
    }

    private PictureReader() {}

    /**
     * The picture in a file.
     *
     * @throws Invalid {@code not_an_image} or {@code image_too_large}
     */
    static Picture read(byte[] file) {
        if (scans(file) > MOST_SCANS) {
            throw notAnImage();
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw notAnImage();
            }
            ImageReader reader = readers.next();
            try {
                return picture(reader, in);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw notAnImage();
        }
    }

    private static Picture picture(ImageReader reader, ImageInputStream in) throws IOException {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw notAnImage();
        }
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > MOST_SIDE || height > MOST_SIDE || (long) width * height > MOST_PIXELS) {
            throw Invalid.field(
                    "image", "image_too_large", "The image has more than 24 million pixels; make it smaller.");
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int every = Math.max(1, Math.min(width, height) / (2 * SIDE));
        param.setSourceSubsampling(every, every, 0, 0);
        byte[] png = png(square(reader.read(0, param)));
        return new Picture(png, version(png));
    }

    /** How often the marker SOS (ITU-T T.81, B.1.1.3) stands in a file; within data it cannot. */
    private static int scans(byte[] file) {
        int scans = 0;
        for (int i = 1; i < file.length; i++) {
            if (file[i - 1] == (byte) 0xff && file[i] == (byte) 0xda) {
                scans++;
            }
        }
        return scans;
    }

    private static BufferedImage square(BufferedImage image) {
        int side = Math.min(image.getWidth(), image.getHeight());
        int x = (image.getWidth() - side) / 2;
        int y = (image.getHeight() - side) / 2;
        BufferedImage square = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = square.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(image, 0, 0, SIDE, SIDE, x, y, x + side, y + side, null);
        pen.dispose();
        return square;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String version(byte[] png) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(png);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Invalid notAnImage() {
        return Invalid.field("image", "not_an_image", "This is no PNG or JPEG image, or it is damaged.");
    }
}
