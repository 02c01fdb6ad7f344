package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.rooms.rules.RoomRule.Unreadable;

/** The rules as they stand in the settings. */
@ApplicationScoped
class RoomRules implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(RoomRules.class.getName());

    @Inject
    Settings settings;

    private volatile Read last = new Read("", Optional.of(List.of()));

    /** A text and what it says; nothing when it cannot be read. */
    private record Read(String text, Optional<List<RoomRule>> rules) {}

    /**
     * What holds now.
     *
     * @return nothing when somebody spoilt the rules while ChatBoard runs: then everything stays as it is, which the log
     *     says once
     */
    Optional<List<RoomRule>> find() {
        String text = settings.text(Setting.GROUP_ROOMS);
        Read read = last;
        if (!read.text().equals(text)) {
            read = read(text);
            last = read;
        }
        return read.rules();
    }

    private static Read read(String text) {
        try {
            return new Read(text, Optional.of(RoomRule.parse(text)));
        } catch (Unreadable spoilt) {
            LOG.log(Level.ERROR, "Nobody joins or leaves rooms by groups: {0}", problem(spoilt));
            return new Read(text, Optional.empty());
        }
    }

    @Override
    public List<String> problems(Settings all) {
        return problems(all.text(Setting.GROUP_ROOMS));
    }

    static List<String> problems(String text) {
        try {
            List<RoomRule> unused = RoomRule.parse(text);
            return List.of();
        } catch (Unreadable spoilt) {
            return List.of(problem(spoilt));
        }
    }

    private static String problem(Unreadable spoilt) {
        return Setting.GROUP_ROOMS.key() + " cannot be read: " + spoilt.getMessage() + ".";
    }
}
