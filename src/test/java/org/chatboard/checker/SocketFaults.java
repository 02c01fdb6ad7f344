package org.chatboard.checker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.chatboard.harm.Jvm;
import org.chatboard.harm.RudeSocket;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.jspecify.annotations.Nullable;

/** What goes wrong on the way between clients and server. */
final class SocketFaults {

    /** Sockets that one person may have open, with some left for others. */
    private static final int SOCKETS = 18;

    private static final int SLOW_READERS = 100;
    private static final int SLOW_PEOPLE = 10;
    private static final int LONG_TEXTS = 60;
    private static final int LONG_TEXT = 8_000;
    private static final int QUESTIONS = 60;
    private static final long CUT_WITHIN = 10_000;
    private static final int SILENCE = 5_000;
    private static final int SMALL_BUFFER = 4_096;
    private static final int FLOODERS = 50;
    private static final int POURED = 100;
    private static final long MEMORY = 64L << 20;

    private final int crowd;
    private final ExecutorService pool;
    private final Report report;
    private final List<Person> people = new ArrayList<>();
    private @Nullable List<String> longRooms;

    /** @param crowd how many sockets come back at once */
    SocketFaults(int crowd, ExecutorService pool, Report report) {
        this.crowd = crowd;
        this.pool = pool;
        this.report = report;
    }

    void triple(List<Talk> talks) {
        List<Client> clients = clients(talks);
        clients.forEach(client -> client.copies(3));
        Faults.park(1_000);
        clients.forEach(client -> client.copies(1));
    }

    void storm(List<Talk> talks) {
        List<Person> all = people((crowd + SOCKETS - 1) / SOCKETS);
        List<RudeSocket> sockets = openAll(all, crowd, 0);
        clients(talks).forEach(Client::cut);
        sockets.forEach(RudeSocket::reset);
        long start = System.nanoTime();
        List<RudeSocket> back = openAll(all, crowd, 0);
        talks.forEach(Talk::awaitProgress);
        report.within(crowd + " sockets cut, all back", DatabaseFaults.millisSince(start), 60_000);
        back.forEach(RudeSocket::reset);
    }

    void slowReaders(List<Talk> talks) {
        List<Person> all = people(SLOW_PEOPLE);
        List<String> rooms = longRooms;
        if (rooms == null) {
            rooms = rooms(all);
            longRooms = rooms;
            // The first time fills the caches of a young server, that of H2 above all; they are not what readers hold.
            holdUp(all, rooms, talks);
        }
        long held = holdUp(all, rooms, talks);
        report.atMost("heap held by slow readers, bytes", Math.max(0, held), MEMORY);
    }

    /** Lets readers ask and not read until they are cut; by how many bytes the heap grew meanwhile. */
    private long holdUp(List<Person> all, List<String> rooms, List<Talk> talks) {
        long before = Jvm.reachableBytes();
        List<RudeSocket> slow = openAll(all, SLOW_READERS, SMALL_BUFFER);
        for (int i = 0; i < slow.size(); i++) {
            for (int n = 0; n < QUESTIONS; n++) {
                slow.get(i)
                        .text("{\"type\":\"room.changes\",\"ref\":\"" + n + "\",\"roomId\":\""
                                + rooms.get(i % SLOW_PEOPLE) + "\",\"after\":0}");
            }
        }
        long start = System.nanoTime();
        talks.forEach(Talk::awaitProgress);
        long during = Jvm.reachableBytes();
        Faults.park(Math.max(0, CUT_WITHIN - DatabaseFaults.millisSince(start)));
        long ended = slow.stream()
                .map(socket -> CompletableFuture.supplyAsync(() -> socket.ends(SILENCE), pool))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();
        report.atLeast("slow readers cut within 10 s", ended, SLOW_READERS);
        slow.forEach(RudeSocket::close);
        return during - before;
    }

    void flood(List<Talk> talks) {
        List<Person> all = people(SLOW_PEOPLE);
        long before = Jvm.reachableBytes();
        List<RudeSocket> flooders = openAll(all, FLOODERS, 0);
        byte[] part = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        List<CompletableFuture<Void>> pouring = new ArrayList<>();
        for (int i = 0; i < flooders.size(); i++) {
            RudeSocket one = flooders.get(i);
            int way = i % 4;
            pouring.add(CompletableFuture.runAsync(() -> pour(one, way, part), pool));
        }
        talks.forEach(Talk::awaitProgress);
        pouring.forEach(CompletableFuture::join);
        talks.forEach(Talk::awaitProgress);
        report.atMost("heap held by floods, bytes", Math.max(0, Jvm.reachableBytes() - before), MEMORY);
        flooders.forEach(RudeSocket::close);
    }

    private static void pour(RudeSocket socket, int way, byte[] part) {
        switch (way) {
            case 0 -> socket.claim(0x81, 100L << 20);
            case 1 -> socket.frame(0x01, part);
            case 2 -> socket.claim(0x81, Long.MAX_VALUE);
            default -> socket.claim(0x81, 40L * part.length);
        }
        for (int i = 0; i < POURED; i++) {
            if (way == 1) {
                socket.frame(0x00, part);
            } else {
                socket.write(part);
            }
        }
    }

    /** Rooms in which much was said, one for each of these people. */
    private List<String> rooms(List<Person> all) {
        Person talker = Person.carla().joins();
        List<String> rooms = new ArrayList<>();
        try (ChatSocket socket = ChatSocket.greeted(talker)) {
            for (Person person : all) {
                UUID last = UUID.randomUUID();
                for (int n = 0; n < LONG_TEXTS; n++) {
                    last = socket.post(person, "x".repeat(LONG_TEXT));
                }
                rooms.add(socket.acknowledged(last).getJsonObject("message").getString("roomId"));
            }
        }
        return rooms;
    }

    private List<Person> people(int howMany) {
        // One by one: ChatBoard hashes only two passwords at a time and turns others away.
        while (people.size() < howMany) {
            people.add(Person.ben().joins());
        }
        return people.subList(0, howMany);
    }

    private List<RudeSocket> openAll(List<Person> all, int howMany, int receiveBuffer) {
        return IntStream.range(0, howMany)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> RudeSocket.open(all.get(n % all.size()), receiveBuffer), pool))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static List<Client> clients(List<Talk> talks) {
        return talks.stream().flatMap(talk -> talk.clients().stream()).toList();
    }
}
