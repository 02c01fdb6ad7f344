package org.chatboard.users.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.users.Caller;
import org.chatboard.users.SearchNames;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** What people show of themselves. */
@ApplicationScoped
@Transactional
public class ProfileService {

    /** Bytes of a file with a picture. */
    public static final int MOST_BYTES = 1_024 * 1_024;

    /** An image of the largest size takes 100 MB while it is read. */
    private final Semaphore readers = new Semaphore(2);

    @Inject
    ProfileRepository profiles;

    @Inject
    UserService users;

    @Inject
    Time time;

    @Inject
    Event<StatusChanged> changed;

    @Inject
    Event<ProfileChanged> profileChanged;

    /**
     * The caller's own profile.
     *
     * @throws NotFound when the account is not active any more
     */
    public Profile own(Caller caller) {
        return profiles.find(caller.id())
                .orElseThrow(() -> new NotFound("not_found", "This account does not exist any more."));
    }

    /** The profile of an active person, named by user name or id. */
    public Optional<Profile> find(Caller caller, String name) {
        return users.findByName(name).map(UserView::id).flatMap(profiles::find);
    }

    /** The profile of an active person. */
    public Optional<Profile> find(UUID userId) {
        return profiles.find(userId);
    }

    /**
     * Active colleagues of the caller by name, a page at a time.
     *
     * @param text words of which each has to be part of a name or user name, whatever the case and the accents; empty for
     *     everybody
     * @param after the last one of the page before; null for the first page
     * @param limit most people to return
     */
    public List<Colleague> listColleagues(Caller caller, String text, @Nullable UUID after, int limit) {
        return profiles.listColleagues(caller.id(), SearchNames.words(text), after, limit);
    }

    /** The versions of the pictures of these people, as far as they have one. */
    public Map<UUID, String> pictures(Set<UUID> userIds) {
        return profiles.listPictures(userIds);
    }

    /**
     * Changes what the caller shows of themselves; {@link ProfileChanged} tells others at once.
     *
     * @throws org.chatboard.platform.Invalid with everything that is wrong with the fields; then nothing was changed
     */
    public Profile edit(Caller caller, ProfileEdit edit) {
        ProfileEdit checked = ProfileRules.checked(edit);
        if (checked.firstName() != null || checked.lastName() != null) {
            users.rename(caller.id(), checked.firstName(), checked.lastName());
        }
        profiles.edit(caller.id(), checked);
        profileChanged.fire(new ProfileChanged(caller.id()));
        return own(caller);
    }

    /** Chooses how the caller is seen; {@link StatusChanged} tells others at once. */
    public PersonStatus choose(Caller caller, ChosenStatus chosen, String text) {
        PersonStatus status = new PersonStatus(chosen, ProfileRules.checkedText(text));
        profiles.choose(caller.id(), status, time.now());
        changed.fire(new StatusChanged(caller.id(), status));
        return status;
    }

    /**
     * Gives the caller a picture.
     *
     * @param file a PNG or JPEG image
     * @throws org.chatboard.platform.Invalid when it is none, or too large
     * @throws TooMany when others upload at the same time
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public String picture(Caller caller, byte[] file) {
        if (!readers.tryAcquire()) {
            throw new TooMany("too_many", "Others upload pictures just now; try again.", Duration.ofSeconds(2));
        }
        Picture picture;
        try {
            picture = PictureReader.read(file);
        } finally {
            readers.release();
        }
        profiles.putPicture(caller.id(), picture, time.now());
        profileChanged.fire(new ProfileChanged(caller.id()));
        return picture.version();
    }

    /** Takes the caller's picture away. */
    public void removePicture(Caller caller) {
        profiles.removePicture(caller.id());
        profileChanged.fire(new ProfileChanged(caller.id()));
    }

    /** The picture of an active person, named by user name or id. */
    public Optional<Picture> findPicture(Caller caller, String name) {
        return users.findByName(name).map(UserView::id).flatMap(profiles::findPicture);
    }

    /** Everybody who shows something else than whether they are here. */
    public List<StatusChanged> listChosen() {
        return profiles.listChosen();
    }

    /** Whoever chose something since a moment, on whatever server, with what holds now. */
    public List<StatusChanged> listChosenSince(Instant since) {
        return profiles.listChosenSince(since);
    }
}
