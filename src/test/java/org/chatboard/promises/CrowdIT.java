package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.Test;

/** More is said at once than can be stored in the time a sender is left waiting in. */
class CrowdIT {

    /** What each may say at once, nearly; all together keep the server busy for some seconds. */
    private static final int BURST = 900;

    private static final int PAIRS = 5;
    private static final int TEXT = 0x81;

    /** Two people and what each of them has heard. */
    private record Pair(RawSocket one, RawSocket other, String room) {

        static Pair meets() {
            Person anna = Person.anna().joins();
            Person ben = Person.ben().joins();
            try (ChatSocket socket = ChatSocket.greeted(anna)) {
                return new Pair(
                        RawSocket.greeted(anna),
                        RawSocket.greeted(ben),
                        socket.say(ben, "Hi").getString("roomId"));
            }
        }

        void talk() {
            one.write(burst());
            other.write(burst());
        }

        private byte[] burst() {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int n = 0; n < BURST; n++) {
                String post = Json.postIn(room, UUID.randomUUID(), "message " + n);
                frames.writeBytes(RawSocket.encoded(TEXT, post.getBytes(StandardCharsets.UTF_8)));
            }
            return frames.toByteArray();
        }
    }

    @Test
    void whatCannotBeStoredYetWaitsAndNothingIsRefused() {
        List<Pair> pairs = IntStream.range(0, PAIRS).mapToObj(n -> Pair.meets()).toList();
        ExecutorService readers = Executors.newFixedThreadPool(2 * PAIRS);
        try {
            List<CompletableFuture<List<Long>>> heard = new ArrayList<>();
            for (Pair pair : pairs) {
                heard.add(CompletableFuture.supplyAsync(() -> messages(pair.one()), readers));
                heard.add(CompletableFuture.supplyAsync(() -> messages(pair.other()), readers));
            }
            pairs.forEach(Pair::talk);
            // "Hi" is the first of each room.
            List<Long> all = LongStream.rangeClosed(2, 1 + 2 * BURST).boxed().toList();
            assertThat(heard).allSatisfy(places -> assertThat(places.join()).isEqualTo(all));
        } finally {
            readers.shutdownNow();
            for (Pair pair : pairs) {
                pair.one().close();
                pair.other().close();
            }
        }
    }

    /** The places in the room of what comes, until all is there that both have said. */
    private static List<Long> messages(RawSocket socket) {
        List<Long> places = new ArrayList<>();
        while (places.size() < 2 * BURST) {
            for (JsonObject frame : Json.frames(socket.await(TEXT).text())) {
                assertThat(frame.getString("type")).as("%s", frame).isNotEqualTo("error");
                if (frame.getString("type").equals("message.posted")
                        && !frame.getJsonObject("message").getString("text").equals("Hi")) {
                    places.add(
                            frame.getJsonObject("message").getJsonNumber("seq").longValueExact());
                }
            }
        }
        return places;
    }
}
