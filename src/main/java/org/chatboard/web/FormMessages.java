package org.chatboard.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a form in the language of the page: at the field, or above all fields. */
@ApplicationScoped
public class FormMessages {

    /** Of the form on every page for an account. */
    private static final String FORM = "form:";

    @Inject
    Settings settings;

    /** Puts each error at its field. */
    public void show(List<FieldError> errors) {
        for (FieldError error : errors) {
            String text = find("error." + error.field() + "." + error.code(), "error." + error.code(), "error.invalid");
            add(FORM + error.field(), format(text, settings.number(Setting.PASSWORD_MIN_LENGTH)));
        }
    }

    /** Puts an error above all fields. */
    public void showAbove(String key) {
        add(null, find(key));
    }

    /** Says above all fields how long to wait, and tells the browser, too (429). */
    public void show(TooMany wait) {
        long seconds = wait.retryAfter().toSeconds();
        ExternalContext exchange = FacesContext.getCurrentInstance().getExternalContext();
        exchange.setResponseStatus(429);
        exchange.setResponseHeader("Retry-After", Long.toString(seconds));
        String time = seconds <= 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
        add(null, format(find("error.too_many"), time));
    }

    private static String format(String text, Object value) {
        return text.contains("{0}") ? MessageFormat.format(text, value) : text;
    }

    private static String find(String... keys) {
        FacesContext faces = FacesContext.getCurrentInstance();
        ResourceBundle texts = faces.getApplication().getResourceBundle(faces, "msg");
        return Stream.of(keys)
                .filter(texts::containsKey)
                .findFirst()
                .map(texts::getString)
                .orElse(keys[0]);
    }

    private static void add(@Nullable String field, String text) {
        FacesContext.getCurrentInstance().addMessage(field, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
    }
}
