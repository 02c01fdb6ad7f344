package org.chatboard.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.NewMessage;
import org.chatboard.platform.DataFolder;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.rooms.RoomService;
import org.chatboard.users.Caller;
import org.chatboard.users.NewUser;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Fills an empty installation with a team and what it has talked about, so that people see ChatBoard as it is at work. */
@ApplicationScoped
class DemoTeam {

    private static final System.Logger LOG = System.getLogger(DemoTeam.class.getName());

    /** Of 7,776 words each: 64 bits. */
    private static final int PASSWORD_WORDS = 5;

    @Inject
    Settings settings;

    @Inject
    DataFolder folder;

    @Inject
    Time time;

    @Inject
    UserService users;

    @Inject
    RoomService rooms;

    @Inject
    MessageService messages;

    /** Lets the team move in when the setting asks for it and nobody is here yet. */
    void moveIn() throws IOException {
        Optional<Path> signIns = folder.find().map(data -> data.resolve("demo-sign-ins.txt"));
        if (!settings.flag(Setting.DEMO) || signIns.isEmpty() || !users.isEmpty()) {
            return;
        }
        List<DemoScript.Member> team = read("people.txt", DemoScript::members);
        String password = password();
        folder.write(
                signIns.get(),
                team.stream()
                        .map(member -> member.username() + " " + password + " " + member.firstName() + " "
                                + member.lastName() + "\n")
                        .collect(Collectors.joining()));
        Map<String, Caller> callers = new HashMap<>();
        for (UserView user : users.registerTeam(
                team.stream().map(member -> newUser(member, password)).toList())) {
            callers.put(user.username(), new Caller(user.id(), user.username(), Set.of(Role.USER)));
        }
        team.forEach(member -> users.describe(
                Objects.requireNonNull(callers.get(member.username())).id(), member.title(), member.department()));
        var conversations = read(
                "conversations.txt",
                file -> DemoScript.conversations(file, time.now().atZone(ZoneId.systemDefault())));
        conversations.forEach(conversation -> restore(conversation, callers));
        LOG.log(Level.INFO, "The demo team has moved in; its sign-ins are in {0}", signIns.get());
    }

    private static NewUser newUser(DemoScript.Member member, String password) {
        String email = member.username() + "@demo.example";
        return new NewUser(member.username(), email, member.firstName(), member.lastName(), password);
    }

    private void restore(DemoScript.Conversation conversation, Map<String, Caller> callers) {
        Caller one = Objects.requireNonNull(callers.get(conversation.one()));
        Caller other = Objects.requireNonNull(callers.get(conversation.other()));
        UUID room = rooms.direct(one, other.username());
        conversation.lines().stream()
                .map(line -> messages.restore(
                        line.sender().equals(one.username()) ? one : other,
                        NewMessage.inRoom(Ids.next(), room, line.text()),
                        line.at()))
                .map(CompletionStage::toCompletableFuture)
                .toList()
                .forEach(CompletableFuture::join);
        int count = conversation.lines().size();
        DemoScript.Line last = conversation.lines().get(count - 1);
        Caller sender = last.sender().equals(one.username()) ? one : other;
        Caller receiver = sender.equals(one) ? other : one;
        rooms.markRead(sender, room, count);
        rooms.markRead(receiver, room, count - conversation.unread());
        seen(sender, last.at());
    }

    private void seen(Caller caller, Instant at) {
        users.seen(Set.of(caller.id()), at);
    }

    private static String password() {
        SecureRandom random = new SecureRandom();
        List<String> words = DictionaryUtil.loadUnrankedDictionary(DictionaryUtil.eff_large).keySet().stream()
                .sorted()
                .toList();
        return random.ints(PASSWORD_WORDS, 0, words.size()).mapToObj(words::get).collect(Collectors.joining("-"));
    }

    private static <T> T read(String name, Function<Stream<String>, T> reader) throws IOException {
        try (InputStream file = Objects.requireNonNull(DemoTeam.class.getResourceAsStream("/demo/" + name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.apply(lines.lines());
        }
    }
}
