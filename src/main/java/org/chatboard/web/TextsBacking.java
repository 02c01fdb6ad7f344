package org.chatboard.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The texts that scripts show, in the language of the page. */
@Named("texts")
@ApplicationScoped
public class TextsBacking {

    private static final String PREFIX = "js.";

    private final Map<Locale, String> byLocale = new ConcurrentHashMap<>();

    /** Every text whose key begins with {@code js.}, without that prefix, as one JSON object. */
    public String getJson() {
        Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
        return byLocale.computeIfAbsent(locale, TextsBacking::read);
    }

    private static String read(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle("i18n.messages", locale);
        JsonObjectBuilder texts = Json.createObjectBuilder();
        for (String key : new TreeSet<>(bundle.keySet())) {
            if (key.startsWith(PREFIX)) {
                texts.add(key.substring(PREFIX.length()), bundle.getString(key));
            }
        }
        return texts.build().toString();
    }
}
