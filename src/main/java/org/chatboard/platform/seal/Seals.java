package org.chatboard.platform.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/** Encrypts secrets for the database and reads them back. */
@ApplicationScoped
public class Seals {

    private static final System.Logger LOG = System.getLogger(Seals.class.getName());

    @Inject
    KeyPlace place;

    private volatile @Nullable SealKey key;

    /** For CDI. */
    protected Seals() {}

    /** What seals with the key of this place, where no container runs. */
    @SuppressWarnings("UnnecessaryAssignment")
    Seals(KeyPlace place) {
        this.place = place;
    }

    /**
     * Takes the key of this installation; makes one where there is none and nothing was ever sealed. Once, at the start.
     *
     * @param kept everything that is kept, sealed or not
     * @throws IllegalStateException when something was sealed with a key that is not there; the message says where it belongs
     */
    public void begin(Collection<String> kept) {
        TreeSet<String> needed = new TreeSet<>();
        kept.forEach(text -> SealKey.idIn(text).ifPresent(needed::add));
        Optional<SealKey> found = place.find();
        if (found.isEmpty() && needed.isEmpty()) {
            found = make();
        }
        found.map(SealKey::id).ifPresent(needed::remove);
        if (!needed.isEmpty()) {
            throw new IllegalStateException(
                    "ChatBoard does not start: second factors in the database need the key " + needed + ", and in "
                            + place.name() + " is " + found.map(SealKey::id).orElse("none")
                            + ". Put the key of this installation there (setting chatboard.secret-key-file).");
        }
        if (found.isEmpty()) {
            LOG.log(Level.WARNING, "There is no key for secrets in the database; set chatboard.secret-key-file");
        }
        key = found.orElse(null);
    }

    private Optional<SealKey> make() {
        try {
            return place.make();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The key cannot be written to " + place.name(), unwritable);
        }
    }

    /** Whether a text is encrypted, with whatever key. */
    public boolean isSealed(String text) {
        return SealKey.idIn(text).isPresent();
    }

    /**
     * Encrypts a text.
     *
     * @param about where it belongs; it opens nowhere else
     * @throws Unavailable without a key
     */
    public String seal(String clear, String about) {
        return key().seal(clear, about);
    }

    /**
     * Reads what was sealed; what was not is taken as it is, from the time before there was a key.
     *
     * @param about where it belongs
     * @throws Unavailable when it cannot be read: it is of another key or place, or was altered
     */
    public String open(String kept, String about) {
        if (!isSealed(kept)) {
            return kept;
        }
        return key().open(kept, about)
                .orElseThrow(() -> unreadable("A secret of " + about + " was sealed with the key "
                        + SealKey.idIn(kept).orElse("?") + " or altered; in " + place.name() + " is " + key().id()));
    }

    private SealKey key() {
        SealKey known = key;
        if (known == null) {
            throw unreadable("There is no key for secrets in the database; set chatboard.secret-key-file and restart");
        }
        return known;
    }

    private static Unavailable unreadable(String reason) {
        LOG.log(Level.ERROR, reason);
        return new Unavailable(
                "unavailable",
                "The administrators have to look at this; see the log.",
                new IllegalStateException(reason));
    }
}
