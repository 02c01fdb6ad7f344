package org.chatboard.platform.probe;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A finding as it is kept, for readers of any language. */
public final class FindingText {

    /** Characters that are kept. */
    private static final int LONGEST = 4_000;

    private FindingText() {}

    /** The finding as JSON; empty when that is too long to keep. */
    public static String write(Finding finding) {
        String text = json(finding).toString();
        return text.length() <= LONGEST ? text : "";
    }

    private static JsonObject json(Finding finding) {
        JsonArrayBuilder because = Json.createArrayBuilder();
        finding.because().forEach(reason -> because.add(json(reason)));
        return Json.createObjectBuilder()
                .add("state", finding.state().name())
                .add("key", finding.key())
                .add("with", Json.createArrayBuilder(finding.with()))
                .add("because", because)
                .build();
    }

    /** The finding again; nothing when there is none, or it is of a version with other texts. */
    public static Optional<Finding> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            Finding finding = finding(reader.readObject());
            finding.text(Locale.ROOT);
            return Optional.of(finding);
        } catch (RuntimeException foreign) {
            return Optional.empty();
        }
    }

    private static Finding finding(JsonObject json) {
        List<String> with = json.getJsonArray("with").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
        List<Finding> because = json.getJsonArray("because").getValuesAs(JsonObject.class).stream()
                .map(FindingText::finding)
                .toList();
        return new Finding(Finding.State.valueOf(json.getString("state")), json.getString("key"), with, because);
    }
}
