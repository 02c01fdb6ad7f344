package org.chatboard.testing.contract;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the frames of one socket. What it finds is told when the test looks, for frames come on other threads. */
public final class FrameWitness {

    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([0-9a-f-]{36})\"");

    private final boolean isSeed;
    private final Map<String, String> doubtful = new HashMap<>();
    private String violation = "";

    /** Of a socket with this path. */
    public FrameWitness(String path) {
        this.isSeed = !path.endsWith("/ws/chat");
    }

    /** Many tests send what nobody should; whether a post was meant well shows when it is stored. */
    public synchronized void said(String text) {
        Optional<String> complaint = Witness.said(text, isSeed);
        Matcher id = CLIENT_ID.matcher(text);
        if (complaint.isPresent() && id.find()) {
            doubtful.put(id.group(1), complaint.get());
        }
    }

    /** The server sent this. */
    public synchronized void heard(JsonObject frame) {
        Witness.heard(frame.toString(), isSeed).ifPresent(complaint -> violation = complaint);
        String taken = doubtful.get(frame.getString("clientId", ""));
        if (taken != null && frame.getString("type", "").equals("message.posted")) {
            violation = taken;
        }
    }

    /** Fails when something was not as documented. */
    public synchronized void expectNoViolation() {
        if (!violation.isEmpty()) {
            throw new AssertionError(violation);
        }
    }
}
