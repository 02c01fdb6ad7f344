package org.chatboard.messages.search;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is said, what Anna looks for, and what she has to find: nothing more, nothing less, on every database. */
final class SearchCases {

    /** Rooms: with Ben, with Carla, of the three, open to all; Ben's with Carla, and one that Anna has left. */
    enum Place {
        BEN,
        CARLA,
        TRAIN,
        OPEN,
        FOREIGN,
        LEFT
    }

    /** One message of the fixture. */
    record Said(String key, Place place, String sender, Instant at, String text) {}

    /** One query and the keys of its hits. */
    record Case(String query, List<String> expected) {}

    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    private static final List<Said> SAID = Stream.of(
                    said("cafe", Place.BEN, "ben", "Treffen wir uns im Café an der Straße?"),
                    said("combining", Place.BEN, "anna", "Ja, das Cafe\u0301 ist gut"),
                    said("umlaut", Place.BEN, "ben", "Über die Größe der Müllabfuhr"),
                    said("turkish", Place.CARLA, "carla", "İSTANBUL'da ısı kaç derece?"),
                    said("japanese", Place.CARLA, "carla", "明日の会議は東京タワーで行います"),
                    said("chinese", Place.TRAIN, "carla", "请看会议记录，谢谢"),
                    said("korean", Place.TRAIN, "ben", "회의는 내일입니다"),
                    said("emoji", Place.BEN, "ben", "Fertig 👍🏽 mit ❤️ und 👨‍👩‍👧"),
                    said("signs", Place.BEN, "anna", "100% sicher, 50_50 und C:\\temp\\file_1.txt"),
                    said("quotes", Place.BEN, "ben", "She said “don’t panic” and left"),
                    said("sql", Place.BEN, "anna", "Robert'); DROP TABLE messages;-- tables"),
                    said("ids", Place.TRAIN, "anna", "See JIRA-1234 and foo_bar in camelCaseName.java"),
                    said("path", Place.TRAIN, "ben", "Logs are in /var/log/payara/server.log on 192.168.10.25"),
                    said("url", Place.TRAIN, "ben", "https://chat.example.org/chatboard/api/v1?x=1&y=2#top"),
                    said("mail", Place.CARLA, "anna", "Write to anna.berger+test@example.net"),
                    said("fox", Place.CARLA, "carla", "The quick   brown\nfox jumps over"),
                    said("art", Place.CARLA, "carla", "Modern art is part of the party"),
                    said("planb", Place.OPEN, "ben", "We need plan B, not plans"),
                    said("greek", Place.OPEN, "ben", "Ὀδυσσεύς πολύτροπος"),
                    said("russian", Place.OPEN, "ben", "Ёлка и йога"),
                    said("arabic", Place.OPEN, "ben", "السَّلَامُ عَلَيْكُمْ"),
                    said("hindi", Place.OPEN, "ben", "नमस्ते दुनिया"),
                    said("thai", Place.OPEN, "ben", "สวัสดีครับ"),
                    said("wide", Place.OPEN, "ben", "ＡＢＣ１２３ und eﬃzient"),
                    said("hyphen", Place.OPEN, "ben", "Donau\u00addampf\u00adschiff – heute"),
                    said("clock", Place.OPEN, "ben", "Lunch at 12:30 sharp, on 24.12.2026 (2026-12-24)"),
                    said("pair", Place.TRAIN, "carla", "The fooxqbar thing"),
                    said("edited", Place.TRAIN, "ben", "Thereafter newword"),
                    said("withdrawn", Place.TRAIN, "ben", "Withdrawn xylophone newword"),
                    said("foreign", Place.FOREIGN, "ben", "JIRA-1234 Café 会議 xylophone 100% foxes fooxqbar"),
                    said("left", Place.LEFT, "ben", "JIRA-1234 Café 会議 xylophone 100% foxes fooxqbar"),
                    new Said("newyear", Place.BEN, "ben", Instant.parse("2025-12-31T23:30:00Z"), "Gutes neues Jahr!"),
                    new Said(
                            "january",
                            Place.CARLA,
                            "carla",
                            Instant.parse("2026-01-01T00:00:00Z"),
                            "Neues Jahr, Carla"),
                    new Said("february", Place.BEN, "anna", Instant.parse("2026-02-28T12:00:00Z"), "Neues im Februar"))
            .toList();

    private static final List<Case> CASES = List.of(
            // Words, case, accents
            find("cafe", "cafe", "combining"),
            find("CAFÉ", "cafe", "combining"),
            find("STRASSE", "cafe"),
            find("straße", "cafe"),
            find("uber grosse MULL", "umlaut"),
            find("größe", "umlaut"),
            find("istanbul", "turkish"),
            find("ISTANBUL ISI", "turkish"),
            find("ısı", "turkish"),
            find("cafe xylophone"),
            // Other scripts
            find("会議", "japanese"),
            find("会", "japanese", "chinese"),
            find("東京", "japanese"),
            find("タワー 明日", "japanese"),
            find("会议", "chinese"),
            find("회의", "korean"),
            find("οδυσσευς", "greek"),
            find("ΟΔΥΣΣΕΥΣ", "greek"),
            find("елка", "russian"),
            find("السلام", "arabic"),
            find("नमस्ते", "hindi"),
            find("ครับ", "thai"),
            find("abc123", "wide"),
            find("effizient", "wide"),
            // Emoji and signs
            find("👍", "emoji"),
            find("❤", "emoji"),
            find("❤️ 👨", "emoji"),
            find("🎉"),
            find("100%", "signs"),
            find("%", "signs"),
            find("50_50", "signs"),
            find("0_5", "signs"),
            find("C:\\temp\\file_1.txt", "signs"),
            find("\\", "signs"),
            find("\\temp", "signs"),
            find("don't", "quotes"),
            find("\"don't panic\"", "quotes"),
            find("'); DROP TABLE messages;--", "sql"),
            find("' or '1'='1"),
            find("x' OR 1=1 --"),
            find("'':* | 'a'"),
            find("dampfschiff", "hyphen"),
            // Parts, identifiers, paths, addresses
            find("xq", "pair"),
            find("qx"),
            find("JIRA-1234", "ids"),
            find("jira-12", "ids"),
            find("1234", "ids"),
            find("foo_bar", "ids"),
            find("case", "ids"),
            find("camelcasename", "ids"),
            find("/var/log", "path"),
            find("server.log", "path"),
            find("192.168.10.25", "path"),
            find("168.10", "path"),
            find("https://chat.example.org/chatboard/api/v1?x=1&y=2#top", "url"),
            find("example.org", "url"),
            find("anna.berger+test@example.net", "mail"),
            find("12:30", "clock"),
            find("24.12.2026", "clock"),
            find("2026-12-24", "clock"),
            find("unknown:operator"),
            // Phrases and single letters
            find("\"quick brown fox\"", "fox"),
            find("“quick brown”", "fox"),
            find("\"brown quick\""),
            find("brown quick", "fox"),
            find("\"quick bro\""),
            find("\"art\"", "art"),
            find("art part", "art"),
            find("plan b", "planb"),
            find("\"fox", "fox"),
            // Without
            find("neues -carla", "newyear", "february"),
            find("neues -from:me", "newyear", "january"),
            find("neues -\"neues jahr\"", "february"),
            find("--", "sql"),
            // Operators
            find("neues from:me", "february"),
            find("neues from:{ben}", "newyear"),
            find("neues from:@{BEN}", "newyear"),
            find("neues from:\"Ben of {ben}\"", "newyear"),
            find("neues from:{ben} from:{carla}", "newyear", "january"),
            find("neues from:nobody-at-all"),
            find("neues in:@{carla}", "january"),
            find("neues in:{carla}", "january"),
            find("in:\"release train\" newword", "edited"),
            find("in:release jira", "ids"),
            find("in:\"cafe munchen\" lunch", "clock"),
            find("jira in:\"secret garden\""),
            find("jira -in:release"),
            find("neues before:2026-01-01", "newyear"),
            find("neues on:2025-12-31", "newyear"),
            find("neues on:2026-01", "january"),
            find("neues on:2026-01-01+01:00", "newyear", "january"),
            find("neues after:2026-01-31", "february"),
            find("neues after:2025", "january", "february"),
            find("neues after:2025-12-31T23:30:00Z", "january", "february"),
            find("neues after:2025-12-31 before:2026-02-01", "january"),
            find("before:2026-01-01 in:@{ben}", "newyear"),
            find("is:unread in:release", "edited", "pair"),
            find("is:unread fooxqbar", "pair"),
            find("From:Me IN:@{ben} neues", "february"),
            // What is not there any more, and what was never for her
            find("xylophone"),
            find("oldword"),
            find("newword", "edited"),
            find("foxes"),
            find("fooxqbar", "pair"));

    private SearchCases() {}

    /** Everything that is said, in the order of time but for the last three. */
    static List<Said> said() {
        return SAID;
    }

    static List<Case> all() {
        return CASES;
    }

    private static Said said(String key, Place place, String sender, String text) {
        return new Said(key, place, sender, Instant.EPOCH, text);
    }

    private static Case find(String query, String... expected) {
        return new Case(query, Arrays.asList(expected));
    }

    /** When a message without a time of its own was said. */
    static Instant at(int n) {
        Said said = SAID.get(n);
        return said.at().equals(Instant.EPOCH) ? START.plusSeconds(60L * n) : said.at();
    }
}
