package org.chatboard.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import org.chatboard.admin.SystemCheck;
import org.chatboard.platform.probe.Finding.State;
import org.chatboard.security.CurrentCaller;
import org.jspecify.annotations.Nullable;

/** An administrator looks whether everything works. */
@Named("system")
@RequestScoped
public class SystemBacking {

    @Inject
    CurrentCaller current;

    @Inject
    SystemCheck check;

    private @Nullable List<Row> rows;

    /**
     * A part of the installation on the page.
     *
     * @param name of the part, as the keys of the texts have it
     * @param state {@code good}, {@code bad} or {@code off}
     * @param text a sentence
     */
    public record Row(String name, String state, String text) {}

    /** Everything, looked at once for this page. */
    public List<Row> getRows() {
        List<Row> known = rows;
        if (known == null) {
            Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
            known = check.run(current.get()).stream()
                    .map(part -> new Row(
                            part.name(),
                            part.finding().state().wireName(),
                            part.finding().text(locale)))
                    .toList();
            rows = known;
        }
        return known;
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return getRows().stream().noneMatch(row -> row.state().equals(State.BAD.wireName()));
    }
}
