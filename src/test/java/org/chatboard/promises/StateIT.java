package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever was greeted once and believes the frames since knows the same as whoever is greeted now. Some people do at
 * random, over several connections and both doors, what people do; {@code -Dpromises.seed=7 -Dpromises.steps=20000} does
 * it otherwise and longer.
 */
class StateIT {

    private static final long SEED = Long.getLong("promises.seed", 1);
    private static final int STEPS = Integer.getInteger("promises.steps", 2_000);
    private static final int STEPS_BETWEEN_LOOKS = 100;
    private static final int MOST_GROUPS = 6;

    /** Who closes their last connection is gone three seconds later; the rest is patience. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Random random = new Random(SEED);
    private final ExecutorService programs = Executors.newFixedThreadPool(4);
    private final List<Person> people = new ArrayList<>();
    private final List<Model> clients = new ArrayList<>();
    private final Map<Person, List<UUID>> said = new HashMap<>();
    private final List<String> groups = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();

    @AfterEach
    void leave() {
        programs.shutdownNow();
        clients.forEach(Model::close);
    }

    @Test
    void whatIsKnownByFramesIsWhatIsToldAnew() {
        Stream.of(Person.anna(), Person.ben(), Person.carla(), Person.ida()).forEach(person -> {
            people.add(person.joins());
            clients.add(new Model(person));
            clients.add(new Model(person));
        });
        clients.forEach(Model::connect);
        for (int step = 1; step <= STEPS; step++) {
            step(clients.get(random.nextInt(clients.size())));
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                look(step);
            }
        }
        clients.stream().filter(client -> !client.isConnected()).forEach(Model::connect);
        look(STEPS);
        for (Person person : people) {
            try (ChatSocket other = ChatSocket.open(person)) {
                assertThat(Told.fresh(other.await("hello")))
                        .as("the greeting of %s", person.username())
                        .isEqualTo(Told.fresh(person.json("/api/v1/sync")));
            }
        }
    }

    private void step(Model client) {
        int dice = random.nextInt(100);
        if (!client.isConnected()) {
            client.connect();
        } else if (dice < 8) {
            client.cut();
        } else if (dice < 12) {
            client.absorb();
        } else if (dice < 20 || client.roomIds().isEmpty()) {
            Person to = somebodyElse(client.person());
            client.send(Json.postTo(to.username(), newId(client.person()), "to " + to.firstName()));
        } else if (dice < 28) {
            program(
                    client.person(),
                    "/api/v1/users/" + somebodyElse(client.person()).username() + "/messages");
        } else if (dice < 36) {
            program(client.person(), "/api/v1/rooms/" + room(client) + "/messages");
        } else if (dice < 42 && !said(client.person()).isEmpty()) {
            List<UUID> ids = said(client.person());
            client.post(room(client), ids.get(random.nextInt(ids.size())), "once more");
        } else if (dice < 62) {
            String room = room(client);
            client.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":"
                    + random.nextLong(client.lastSeq(room) + 5) + "}");
        } else if (dice < 68) {
            client.send("{\"type\":\"typing.start\",\"roomId\":\"" + room(client) + "\"}");
        } else if (dice < 76) {
            revise(client, room(client));
        } else if (dice < 78) {
            client.post(UUID.randomUUID().toString(), UUID.randomUUID(), "into nowhere");
        } else if (dice < 82) {
            manage(client);
        } else {
            client.post(room(client), newId(client.person()), "words " + random.nextInt());
        }
    }

    /** Makes a room, or does what people do with one, allowed or not. */
    private void manage(Model client) {
        Person person = client.person();
        int dice = random.nextInt(100);
        if (groups.size() < MOST_GROUPS && dice < 50) {
            String kind = random.nextBoolean() ? "OPEN" : "CLOSED";
            String body = "{\"kind\":\"" + kind + "\",\"name\":\"Team " + UUID.randomUUID() + "\",\"members\":[\""
                    + somebodyElse(person).username() + "\"]}";
            requests.add(CompletableFuture.supplyAsync(
                    () -> {
                        HttpResponse<String> answer = person.postJson("/api/v1/rooms", body);
                        groups.add(Json.object(answer.body()).getString("id"));
                        return answer;
                    },
                    programs));
            return;
        }
        if (groups.isEmpty()) {
            return;
        }
        String room = "/api/v1/rooms/" + groups.get(random.nextInt(groups.size()));
        String member = room + "/members/" + somebodyElse(person).username();
        if (dice < 25) {
            call(person, "PUT", room + "/membership", "");
        } else if (dice < 40) {
            call(person, "DELETE", room + "/membership", "");
        } else if (dice < 60) {
            call(person, "PUT", member, "{}");
        } else if (dice < 70) {
            call(person, "DELETE", member, "");
        } else if (dice < 80) {
            call(person, "PUT", member, "{\"role\":\"" + (random.nextBoolean() ? "OWNER" : "MODERATOR") + "\"}");
        } else if (dice < 94) {
            call(person, "PATCH", room, "{\"name\":\"Team " + UUID.randomUUID() + "\",\"topic\":\"" + dice + "\"}");
        } else {
            call(person, "PATCH", room, "{\"archived\":" + random.nextBoolean() + "}");
        }
    }

    private void call(Person person, String method, String path, String body) {
        requests.add(CompletableFuture.supplyAsync(() -> person.sendJson(method, path, body), programs));
    }

    /** Edits or deletes, as anybody would: sometimes what changed meanwhile, sometimes the same once more. */
    private void revise(Model client, String roomId) {
        List<JsonObject> own = client.own(roomId);
        if (own.isEmpty()) {
            return;
        }
        JsonObject message = own.get(random.nextInt(own.size()));
        String id = message.getString("id");
        String text = "now " + random.nextInt(3);
        boolean deletes = random.nextInt(4) == 0;
        if (random.nextInt(3) == 0) {
            requests.add(CompletableFuture.supplyAsync(
                    () -> client.person()
                            .sendJson(
                                    deletes ? "DELETE" : "PATCH",
                                    "/api/v1/messages/" + id,
                                    deletes ? "" : "{\"text\":\"" + text + "\"}"),
                    programs));
            return;
        }
        String change = random.nextBoolean() ? "" : ",\"change\":" + message.getInt("change");
        client.send("{\"type\":\"message." + (deletes ? "delete" : "edit") + "\",\"messageId\":\"" + id + "\""
                + (deletes ? "" : ",\"text\":\"" + text + "\"") + change + "}");
    }

    private void program(Person person, String path) {
        String body = "{\"clientId\":\"" + newId(person) + "\",\"text\":\"by program\"}";
        requests.add(CompletableFuture.supplyAsync(() -> person.postJson(path, body), programs));
    }

    /**
     * 403, 404, 409: what the person may not do there, or not any more; 409 also when the same clientId was sent with other
     * words over a socket at the same time, or what is to be edited was deleted; 429: in the long form.
     */
    private void look(int step) {
        requests.forEach(request -> assertThat(request.join().statusCode())
                .as(request.join().body())
                .isIn(200, 201, 204, 403, 404, 409, 429));
        requests.clear();
        for (Model client : clients) {
            if (client.isConnected()) {
                expectFresh(client, step);
            }
        }
    }

    private static void expectFresh(Model client, int step) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            client.absorb();
            JsonObject fresh = Told.fresh(client.person().json("/api/v1/sync"));
            JsonObject known = client.state();
            if (known.equals(fresh)) {
                return;
            }
            if (System.nanoTime() > end) {
                assertThat(known)
                        .as(
                                "what %s knows after step %d of seed %d",
                                client.person().username(), step, SEED)
                        .isEqualTo(fresh);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private String room(Model client) {
        List<String> ids = client.roomIds();
        return ids.get(random.nextInt(ids.size()));
    }

    private List<UUID> said(Person person) {
        return said.computeIfAbsent(person, nobody -> new ArrayList<>());
    }

    private UUID newId(Person person) {
        UUID id = UUID.randomUUID();
        said(person).add(id);
        return id;
    }

    private Person somebodyElse(Person person) {
        Person other = people.get(random.nextInt(people.size()));
        return other == person ? somebodyElse(person) : other;
    }
}
