package org.chatboard.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Unavailable;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.ldap.DirectorySync;
import org.chatboard.security.ldap.DirectoryTrial;
import org.chatboard.security.ldap.SyncReport;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** An administrator tries the directories of the organisation, and compares the accounts with them. */
@Named("directories")
@RequestScoped
public class DirectoriesBacking {

    /** More than anybody reads on a page; the counts are those of all. */
    private static final int MOST_SHOWN = 200;

    /** As ISO 8601 has it, to the minute. */
    private static final int MINUTE = 16;

    @Inject
    CurrentCaller current;

    @Inject
    DirectoryTrial trial;

    @Inject
    DirectorySync sync;

    @Inject
    FormMessages messages;

    private @Nullable List<DirectoryTrial.Shown> all;

    private String problem = "";

    private List<DirectoryTrial.Answer> findings = List.of();

    private @Nullable SyncReport report;

    private String directory = "";

    private String username = "";

    /** Those that are set up; none when the settings cannot be used, see {@link #getProblem}. */
    public List<DirectoryTrial.Shown> getAll() {
        List<DirectoryTrial.Shown> known = all;
        if (known == null) {
            known = read();
            all = known;
        }
        return known;
    }

    /** What is wrong with the settings, in English; empty when nothing is. */
    public String getProblem() {
        return getAll().isEmpty() ? problem : "";
    }

    private List<DirectoryTrial.Shown> read() {
        try {
            return trial.list(current.get());
        } catch (Unavailable spoilt) {
            problem = spoilt.detail();
            return List.of();
        }
    }

    /** Asks each address of the chosen directory for the person. */
    public void test() {
        attempt(() -> findings = trial.run(current.get(), directory, username));
    }

    /** Tells what a comparison would change. */
    public void rehearse() {
        attempt(() -> report = sync.run(current.get(), directory, true));
    }

    /** Brings the accounts in line with the chosen directory. */
    public void compare() {
        attempt(() -> report = sync.run(current.get(), directory, false));
        all = null;
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (ChatBoardException refused) {
            messages.showAbove("error." + refused.code());
        }
    }

    /** A moment to the minute, in UTC. */
    public String minute(Instant moment) {
        return moment.toString().substring(0, MINUTE).replace('T', ' ') + " UTC";
    }

    /** How often accounts are compared with a directory. */
    public String interval(DirectoryTrial.Shown shown) {
        Duration interval = shown.interval();
        if (interval.isZero()) {
            FacesContext faces = FacesContext.getCurrentInstance();
            return faces.getApplication().getResourceBundle(faces, "msg").getString("dirs.interval.never");
        }
        return interval.toMinutesPart() == 0 ? interval.toHours() + " h" : interval.toMinutes() + " min";
    }

    /** One for each address that was just asked. */
    public List<DirectoryTrial.Answer> getFindings() {
        return findings;
    }

    /** What the comparison just did. */
    public @Nullable SyncReport getReport() {
        return report;
    }

    /** What became of whom, the first of them. */
    public List<SyncReport.Change> getChanges() {
        return report == null
                ? List.of()
                : report.changes().stream().limit(MOST_SHOWN).toList();
    }

    /** The chosen directory; empty for the one without a name. */
    public String getDirectory() {
        return directory;
    }

    /** Set by the form. */
    public void setDirectory(@Nullable String directory) {
        this.directory = Objects.requireNonNullElse(directory, "");
    }

    /** Whom to ask for, as typed. */
    public String getUsername() {
        return username;
    }

    /** Set by the form. */
    public void setUsername(@Nullable String username) {
        this.username = Objects.requireNonNullElse(username, "");
    }
}
