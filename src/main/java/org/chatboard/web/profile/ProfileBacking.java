package org.chatboard.web.profile;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatboard.platform.Invalid;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.profile.ChosenStatus;
import org.chatboard.users.profile.Profile;
import org.chatboard.users.profile.ProfileEdit;
import org.chatboard.users.profile.ProfileService;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** What the reader shows of themselves, and how they are seen. */
@Named("profile")
@RequestScoped
public class ProfileBacking {

    @Inject
    CurrentCaller current;

    @Inject
    ProfileService profiles;

    @Inject
    FormMessages messages;

    private String firstName = "";

    private String lastName = "";

    private String title = "";

    private String department = "";

    private String timeZone = "";

    private ChosenStatus status = ChosenStatus.ONLINE;

    private String text = "";

    private String avatar = "";

    private boolean saved;

    @PostConstruct
    void read() {
        Profile own = profiles.own(current.get());
        firstName = own.user().firstName();
        lastName = own.user().lastName();
        title = own.title();
        department = own.department();
        timeZone = own.timeZone();
        status = own.status().chosen();
        text = own.status().text();
        avatar = own.avatar();
    }

    /** Stores what was typed, or says what is wrong with it. */
    public void save() {
        Caller caller = current.get();
        try {
            profiles.edit(caller, new ProfileEdit(firstName, lastName, title, department, timeZone, null));
            profiles.choose(caller, status, text);
            saved = true;
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        }
    }

    /** The zones of the world, those of regions only: the others are old names of the same. */
    public List<String> getZones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone ->
                        zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+")
                                || zone.equals(timeZone))
                .sorted()
                .toList();
    }

    /** How one can be seen. */
    public List<ChosenStatus> getStatuses() {
        return Stream.of(ChosenStatus.values()).toList();
    }

    /** Whether what was typed is stored. */
    public boolean isSaved() {
        return saved;
    }

    /** The version of the reader's picture; empty when there is none. */
    public String getAvatar() {
        return avatar;
    }

    /** Given name. */
    public String getFirstName() {
        return firstName;
    }

    /** Set by the form. */
    public void setFirstName(@Nullable String firstName) {
        this.firstName = Objects.requireNonNullElse(firstName, "");
    }

    /** Family name. */
    public String getLastName() {
        return lastName;
    }

    /** Set by the form. */
    public void setLastName(@Nullable String lastName) {
        this.lastName = Objects.requireNonNullElse(lastName, "");
    }

    /** What the reader does. */
    public String getTitle() {
        return title;
    }

    /** Set by the form. */
    public void setTitle(@Nullable String title) {
        this.title = Objects.requireNonNullElse(title, "");
    }

    /** Where in the organisation. */
    public String getDepartment() {
        return department;
    }

    /** Set by the form. */
    public void setDepartment(@Nullable String department) {
        this.department = Objects.requireNonNullElse(department, "");
    }

    /** An IANA time zone; empty when not said. */
    public String getTimeZone() {
        return timeZone;
    }

    /** Set by the form. */
    public void setTimeZone(@Nullable String timeZone) {
        this.timeZone = Objects.requireNonNullElse(timeZone, "");
    }

    /** How the reader is seen. */
    public ChosenStatus getStatus() {
        return status;
    }

    /** Set by the form. */
    public void setStatus(@Nullable ChosenStatus status) {
        this.status = Objects.requireNonNullElse(status, ChosenStatus.ONLINE);
    }

    /** A few words that stand beside the name. */
    public String getText() {
        return text;
    }

    /** Set by the form. */
    public void setText(@Nullable String text) {
        this.text = Objects.requireNonNullElse(text, "");
    }
}
