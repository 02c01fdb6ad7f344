package org.chatboard.users.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    @ParameterizedTest
    @CsvSource({"png, 1, 1", "png, 40, 900", "jpeg, 3000, 2000", "jpeg, 256, 256"})
    void anyImageBecomesASquareOfKnownSize(String format, int width, int height) throws IOException {
        Picture picture = PictureReader.read(image(format, width, height));
        BufferedImage square = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(square.getWidth()).isEqualTo(256);
        assertThat(square.getHeight()).isEqualTo(256);
        assertThat(picture.version()).matches("[0-9a-f]{16}");
    }

    @Test
    void theMiddleIsShownAndNothingElseOfTheFileIsKept() throws IOException {
        BufferedImage wide = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 300; x++) {
            for (int y = 0; y < 100; y++) {
                wide.setRGB(x, y, (x >= 100 && x < 200 ? Color.GREEN : Color.RED).getRGB());
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(wide, "png", file);
        file.writeBytes("<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII));
        byte[] png = PictureReader.read(file.toByteArray()).png();
        BufferedImage square = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(new Color(square.getRGB(128, 128))).isEqualTo(Color.GREEN);
        assertThat(new Color(square.getRGB(20, 128))).isEqualTo(Color.GREEN);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void theSameImageHasTheSameVersion() throws IOException {
        byte[] file = image("png", 50, 60);
        assertThat(PictureReader.read(file).version())
                .isEqualTo(PictureReader.read(file).version())
                .isNotEqualTo(PictureReader.read(image("png", 200, 200)).version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "GIF89a\u0001\u0000\u0001\u0000",
                "\u0089PNG\r\n\u001a\n"
            })
    void whatIsNoImageIsRefused(String file) {
        assertThatThrownBy(() -> PictureReader.read(file.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("no PNG or JPEG");
    }

    @Test
    void anotherFormatIsRefusedWhateverItsName() throws IOException {
        assertThatThrownBy(() -> PictureReader.read(image("gif", 20, 20))).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> PictureReader.read(image("bmp", 20, 20))).isInstanceOf(Invalid.class);
    }

    @Test
    void halfAnImageIsRefused() throws IOException {
        byte[] file = image("png", 600, 600);
        assertThatThrownBy(() -> PictureReader.read(Arrays.copyOf(file, file.length / 2)))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"30000, 30000", "2147483647, 2147483647", "12001, 1", "5000, 5000"})
    void anImageThatSaysItIsHugeIsNeverUnpacked(int width, int height) {
        assertThatThrownBy(() -> PictureReader.read(bomb(width, height)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("24 million");
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(width / 2, height / 2, 0x336699);
        image.setRGB(0, 0, 0x112233);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }

    /** The head of a PNG (RFC 2083) and nothing behind it. */
    private static byte[] bomb(int width, int height) {
        ByteBuffer head = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 6, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(head.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(head.array())
                .putInt((int) sum.getValue())
                .array();
    }
}
