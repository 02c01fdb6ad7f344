package org.chatboard.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A provider over real HTTP that does whatever a good one never does. It asks nobody for a password. */
final class FakeProvider implements AutoCloseable {

    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";
    static final String TOKEN = "/token";
    static final String ELSEWHERE = "/elsewhere";

    static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    /** Making one takes a while. */
    private static final RSAKey FIRST = newKey("first");

    /** How it answers. */
    enum Mood {
        /** Never. */
        SILENT,
        /** Something, and never comes to an end. */
        ENDLESS,
        /** Megabytes. */
        FLOOD,
        /** What is no JSON. */
        GARBAGE,
        /** Code 500. */
        FAILING,
        /** Go and ask somebody else. */
        ELSEWHERE
    }

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile RSAKey key = FIRST;
    private volatile String issuer;
    private volatile String idToken = "";

    /** @param port 0 for any that is free */
    FakeProvider(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "fake provider");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/", this::answer);
        server.start();
        issuer = address();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers so at this path. */
    void is(Mood mood, String path) {
        moods.put(path, mood);
    }

    /** It answers well everywhere. */
    void isWell() {
        moods.clear();
    }

    /** It calls itself something else. */
    void claimsToBe(String other) {
        issuer = other;
    }

    /** It signs with another key from now on and knows the old one no more. */
    void rotates(String kid) {
        key = newKey(kid);
    }

    /** The next code is worth this token. */
    void gives(String token) {
        idToken = token;
    }

    long timesAsked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    static RSAKey newKey(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    RSAKey key() {
        return key;
    }

    /** A token of its own for somebody. */
    String token(String subject, String nonce) {
        return signed(key, claims(subject).claim("nonce", nonce).build());
    }

    /** It says that somebody has left. */
    JWTClaimsSet.Builder logout(String jti) {
        return new JWTClaimsSet.Builder(claims("unset").subject(null).build())
                .jwtID(jti)
                .claim("events", Map.of(LOGOUT, Map.of()));
    }

    JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .subject(subject)
                .audience("chatboard")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .claim("email", subject + "@corp.example")
                .claim("email_verified", true)
                .claim("preferred_username", subject)
                .claim("groups", List.of("staff"));
    }

    static String signed(RSAKey with, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(with.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        Mood mood = moods.get(path);
        try (exchange) {
            if (mood == null) {
                send(exchange, 200, good(path));
            } else {
                misbehave(exchange, mood);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void misbehave(HttpExchange exchange, Mood mood) throws IOException, InterruptedException {
        switch (mood) {
            case SILENT -> closed.await();
            case ENDLESS -> drip(exchange);
            case FLOOD -> send(exchange, 200, " ".repeat(2_000_000) + "{}");
            case GARBAGE -> send(exchange, 200, "<html>\u0000 everything is fine");
            case FAILING -> send(exchange, 500, "<html>it broke");
            case ELSEWHERE -> {
                exchange.getResponseHeaders().set("Location", address() + ELSEWHERE);
                send(exchange, 307, "");
            }
        }
    }

    /** Always a little before anybody loses patience with a single read. */
    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        }
    }

    private String good(String path) {
        return switch (path) {
            case DISCOVERY -> """
                    {"issuer":"%s","authorization_endpoint":"%s/auth","token_endpoint":"%s/token","jwks_uri":"%s/keys",
                    "response_types_supported":["code"],"subject_types_supported":["public"],
                    "id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer, address(), address(), address());
            case KEYS -> new JWKSet(key.toPublicJWK()).toString();
            case TOKEN ->
                "{\"access_token\":\"opens-nothing\",\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}";
            default -> "{}";
        };
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** On this port, for whoever cannot handle an exception. */
    static FakeProvider at(int port) {
        try {
            return new FakeProvider(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
