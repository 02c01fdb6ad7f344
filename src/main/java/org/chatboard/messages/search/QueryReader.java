package org.chatboard.messages.search;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/** Reads what people type into a search box: words, "phrases", {@code -without} and operators such as {@code from:anna}. */
final class QueryReader {

    /** Most characters of a query. */
    static final int MAX_LENGTH = 500;

    /** Most words, phrases and operators of a query. */
    static final int MAX_PARTS = 20;

    private static final Pattern OPERATOR = Pattern.compile("(from|in|before|after|on|is):", Pattern.CASE_INSENSITIVE);

    /** Telephones write these by themselves. */
    private static final Pattern QUOTES = Pattern.compile("[“”„«»]");

    private final String typed;
    private final ZoneId zone;
    private final Instant now;
    private int at;
    private int parts;

    private final List<Term> terms = new ArrayList<>();
    private final List<String> from = new ArrayList<>();
    private final List<String> notFrom = new ArrayList<>();
    private final List<String> in = new ArrayList<>();
    private final List<String> notIn = new ArrayList<>();
    private @Nullable Instant since;
    private @Nullable Instant until;
    private boolean isUnread;

    private QueryReader(String typed, ZoneId zone, Instant now) {
        this.typed = QUOTES.matcher(typed).replaceAll("\"");
        this.zone = zone;
        this.now = now;
    }

    /**
     * Understands a query.
     *
     * @param zone whose days dates without an offset mean
     * @throws Invalid naming the field {@code q} when it is empty, too long or has a date that is none
     */
    static SearchQuery read(String typed, ZoneId zone, Instant now) {
        if (typed.length() > MAX_LENGTH) {
            throw wrong("too_long", "A search must not be longer than " + MAX_LENGTH + " characters.");
        }
        return new QueryReader(typed, zone, now).read();
    }

    private SearchQuery read() {
        while (skipBlanks()) {
            if (++parts > MAX_PARTS) {
                throw wrong("too_many_words", "A search must not have more than " + MAX_PARTS + " words.");
            }
            readPart();
        }
        boolean isBounded = since != null || until != null || isUnread;
        if (terms.stream().allMatch(Term::isExcluded) && from.isEmpty() && in.isEmpty() && !isBounded) {
            throw wrong("missing", "Say what to look for: a word, a \"phrase\", or an operator such as from:anna.");
        }
        return new SearchQuery(terms, from, notFrom, in, notIn, since, until, isUnread);
    }

    private boolean skipBlanks() {
        while (at < typed.length() && Character.isWhitespace(typed.charAt(at))) {
            at++;
        }
        return at < typed.length();
    }

    private void readPart() {
        int start = at;
        boolean isExcluded = typed.charAt(at) == '-' && isVisible(at + 1) && typed.charAt(at + 1) != '-';
        at += isExcluded ? 1 : 0;
        Matcher operator = OPERATOR.matcher(typed).region(at, typed.length());
        if (operator.lookingAt()) {
            at = operator.end();
            if (apply(operator.group(1).toLowerCase(Locale.ROOT), quotedOrWord(), isExcluded)) {
                return;
            }
            at = start;
            add(word(), false, false);
            return;
        }
        String phrase = quoted();
        if (phrase != null) {
            add(phrase, true, isExcluded);
        } else {
            add(word(), false, isExcluded);
        }
    }

    private boolean isVisible(int place) {
        return place < typed.length() && !Character.isWhitespace(typed.charAt(place));
    }

    private void add(String text, boolean isPhrase, boolean isExcluded) {
        String folded = FoldedText.fold(text).strip();
        if (!folded.isEmpty()) {
            terms.add(isPhrase ? new Term(folded, true, isExcluded) : Term.word(folded, isExcluded));
        }
    }

    /** Whether it is an operator after all; what is none is a plain word. */
    private boolean apply(String name, String value, boolean isExcluded) {
        switch (name) {
            case "from" -> {
                return !value.isEmpty() && (isExcluded ? notFrom : from).add(value);
            }
            case "in" -> {
                return !value.isEmpty() && (isExcluded ? notIn : in).add(value);
            }
            case "is" -> {
                isUnread |= value.equalsIgnoreCase("unread") && !isExcluded;
                return value.equalsIgnoreCase("unread") && !isExcluded;
            }
            default -> {
                if (isExcluded) {
                    return false;
                }
                limit(name, value);
                return true;
            }
        }
    }

    private void limit(String name, String value) {
        Days days = Days.parse(value, zone, now)
                .orElseThrow(() -> wrong(
                        "wrong_date",
                        name + ": needs a day, a month or a year, such as " + name + ":2026-11-24, " + name
                                + ":2026-11 or " + name + ":yesterday."));
        if (!name.equals("before")) {
            Instant start = name.equals("after") ? days.end() : days.start();
            since = since == null || since.isBefore(start) ? start : since;
        }
        if (!name.equals("after")) {
            Instant end = name.equals("before") ? days.start() : days.end();
            until = until == null || until.isAfter(end) ? end : until;
        }
    }

    private String quotedOrWord() {
        String phrase = quoted();
        return phrase == null ? word() : phrase.strip();
    }

    /** What is between quotes; null when there is no quote here. A quote that nobody closes is left out. */
    private @Nullable String quoted() {
        if (at >= typed.length() || typed.charAt(at) != '"') {
            return null;
        }
        int end = typed.indexOf('"', at + 1);
        if (end < 0) {
            at++;
            return null;
        }
        String phrase = typed.substring(at + 1, end);
        at = end + 1;
        return phrase;
    }

    private String word() {
        int start = at;
        while (isVisible(at)) {
            at++;
        }
        return typed.substring(start, at);
    }

    private static Invalid wrong(String code, String detail) {
        return Invalid.field("q", code, detail);
    }
}
