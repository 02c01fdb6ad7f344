package org.chatboard.platform.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.chatboard.platform.DataFolder;

/** Whether there is room where ChatBoard keeps its files. */
@ApplicationScoped
public class DiskProbe implements Probe {

    /** Of free room; an embedded database that finds none loses its connections. */
    private static final long LEAST_BYTES = 1_000_000_000L;

    private static final double GIGABYTE = 1e9;

    @Inject
    DataFolder folder;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Finding look() {
        Optional<Path> where = folder.find();
        if (where.isEmpty()) {
            return Finding.off("check.disk.off");
        }
        try {
            long free = Files.getFileStore(where.get()).getUsableSpace();
            String size = String.format(Locale.ROOT, "%.1f", free / GIGABYTE);
            return free < LEAST_BYTES
                    ? Finding.bad("check.disk.full", size, where.get().toString())
                    : Finding.good("check.disk.good", size);
        } catch (IOException unreadable) {
            return Finding.bad("check.disk.unreadable", where.get().toString());
        }
    }
}
