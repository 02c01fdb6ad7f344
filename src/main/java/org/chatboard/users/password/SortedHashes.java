package org.chatboard.users.password;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of SHA-1 hashes, each on a line of its own with how often its password was seen, in ascending order: what Have I Been
 * Pwned gives out. It has tens of gigabytes, so it is never read: each question looks at some 40 places of it, however large it
 * is.
 */
final class SortedHashes implements Closeable {

    /** Hash, count, and the end of line of whatever system wrote it. */
    private static final Pattern LINE = Pattern.compile("(?<hash>[0-9a-fA-F]{40}):[0-9]{1,12}\r?");

    /** Bytes of the longest line, with its end. */
    private static final int LONGEST_LINE = 55;

    /** Bytes that surely hold the rest of one line and the whole of the next. */
    private static final int WINDOW = 2 * LONGEST_LINE + 1;

    /** Places that are looked at to see that the file is what it should be. */
    private static final int SAMPLES = 200;

    private final FileChannel file;

    private final long size;

    private SortedHashes(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    /** A line, where it begins and where the next one does; the hash in upper case. */
    private record Line(long start, String hash, long next) {}

    /** Opens a file. */
    static SortedHashes open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is no file");
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new SortedHashes(file, file.size());
    }

    /**
     * Looks at the beginning, the end and some places between.
     *
     * @throws IOException when it is no file of this kind; the message says why
     */
    void check() throws IOException {
        if (size == 0) {
            throw new IOException("it is empty");
        }
        Line before = lineFrom(0).orElseThrow();
        for (int i = 1; i < SAMPLES; i++) {
            Optional<Line> line = lineFrom(size * i / SAMPLES);
            before = line.isEmpty() ? before : follow(before, line.get());
        }
        for (Optional<Line> line = lineFrom(Math.max(0, size - WINDOW));
                line.isPresent();
                line = lineFrom(line.get().next())) {
            before = follow(before, line.get());
        }
    }

    private static Line follow(Line before, Line line) throws IOException {
        if (line.start() <= before.start()) {
            return before;
        }
        if (line.hash().compareTo(before.hash()) < 0) {
            throw new IOException("it is not sorted by hash: at byte " + line.start() + " is a lower one than before");
        }
        return line;
    }

    /**
     * Whether a hash is in the file.
     *
     * @param hash 40 hexadecimal digits
     */
    boolean contains(String hash) throws IOException {
        String wanted = hash.toUpperCase(Locale.ROOT);
        long from = 0;
        long to = size;
        while (from < to) {
            long middle = from + (to - from) / 2;
            Optional<Line> line = lineFrom(middle);
            if (line.isEmpty() || line.get().start() >= to) {
                to = middle;
                continue;
            }
            int order = wanted.compareTo(line.get().hash());
            if (order == 0) {
                return true;
            } else if (order < 0) {
                to = middle;
            } else {
                from = line.get().next();
            }
        }
        return false;
    }

    /** The first line that begins at this byte or behind it; nothing when there is none. */
    private Optional<Line> lineFrom(long position) throws IOException {
        long at = Math.max(0, position - 1);
        String window = read(at);
        int start = 0;
        if (position > 0) {
            int end = window.indexOf('\n');
            if (end < 0 && at + window.length() < size) {
                throw malformed(at);
            }
            start = end < 0 ? window.length() : end + 1;
        }
        if (at + start >= size) {
            return Optional.empty();
        }
        int end = window.indexOf('\n', start);
        boolean isLast = end < 0 && at + window.length() == size;
        Matcher line = LINE.matcher(window).region(start, end < 0 ? window.length() : end);
        if ((end < 0 && !isLast) || !line.matches()) {
            throw malformed(at + start);
        }
        String hash = line.group("hash").toUpperCase(Locale.ROOT);
        return Optional.of(new Line(at + start, hash, isLast ? size : at + end + 1));
    }

    private static IOException malformed(long at) {
        return new IOException("at byte " + at + " is no line with a SHA-1 hash in 40 digits, a colon and a number");
    }

    private String read(long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(WINDOW);
        int more = 0;
        while (bytes.hasRemaining() && more >= 0) {
            more = file.read(bytes, from + bytes.position());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
