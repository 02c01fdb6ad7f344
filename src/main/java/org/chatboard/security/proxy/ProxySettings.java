package org.chatboard.security.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.request.AddressList;

/** Reads the settings {@code chatboard.proxy.*}, which make sense together only. */
@ApplicationScoped
public class ProxySettings implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(ProxySettings.class.getName());

    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    /** What browsers and proxies send for reasons of their own is nobody's name. */
    private static final Set<String> NOT_FOR_NAMES = Set.of(
            "accept",
            "accept-language",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "forwarded",
            "host",
            "origin",
            "referer",
            "upgrade",
            "user-agent",
            "via",
            "x-forwarded-for",
            "x-request-id",
            "x-requested-by");

    private static final List<Setting> TEXTS = List.of(
            Setting.PROXY_USER_HEADER,
            Setting.PROXY_TRUSTED,
            Setting.PROXY_EMAIL_HEADER,
            Setting.PROXY_NAME_HEADER,
            Setting.PROXY_CREATE_ACCOUNTS,
            Setting.PROXY_LINK_ACCOUNTS);

    @Inject
    Settings settings;

    private record Known(List<String> texts, Optional<ProxyConfig> config) {}

    private volatile Known known = new Known(List.of(), Optional.empty());

    /**
     * The configuration; nothing when there is none or only half a one. Half a one that somebody left while ChatBoard runs
     * is told in the log, once.
     */
    Optional<ProxyConfig> find() {
        List<String> texts = TEXTS.stream().map(settings::text).toList();
        Known before = known;
        if (!before.texts().equals(texts)) {
            before = new Known(texts, read());
            known = before;
        }
        return before.config();
    }

    private Optional<ProxyConfig> read() {
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            LOG.log(Level.WARNING, "Sign-in by a proxy is off: {0}", String.join(" ", problems));
        }
        return problems.isEmpty() && isWanted(settings::text)
                ? Optional.of(new ProxyConfig(
                        settings.text(Setting.PROXY_USER_HEADER),
                        settings.text(Setting.PROXY_EMAIL_HEADER),
                        settings.text(Setting.PROXY_NAME_HEADER),
                        AddressList.parse(settings.text(Setting.PROXY_TRUSTED)),
                        settings.flag(Setting.PROXY_CREATE_ACCOUNTS),
                        settings.flag(Setting.PROXY_LINK_ACCOUNTS)))
                : Optional.empty();
    }

    @Override
    public List<String> problems(Settings all) {
        return problems(all::text);
    }

    static List<String> problems(Function<Setting, String> text) {
        List<String> problems = new ArrayList<>();
        if (!isWanted(text)) {
            return problems;
        }
        if (text.apply(Setting.PROXY_USER_HEADER).isEmpty()) {
            problems.add(Setting.PROXY_USER_HEADER.key() + " is missing for sign-in by a proxy.");
        }
        if (text.apply(Setting.PROXY_TRUSTED).isEmpty()) {
            problems.add(Setting.PROXY_TRUSTED.key() + " is missing: without it anybody could send "
                    + Setting.PROXY_USER_HEADER.key() + ".");
        }
        problems.addAll(AddressList.problems(Setting.PROXY_TRUSTED, text.apply(Setting.PROXY_TRUSTED)));
        Set<String> headers = new HashSet<>();
        for (Setting setting :
                List.of(Setting.PROXY_USER_HEADER, Setting.PROXY_EMAIL_HEADER, Setting.PROXY_NAME_HEADER)) {
            String header = text.apply(setting);
            String folded = header.toLowerCase(Locale.ROOT);
            if (!header.isEmpty() && (!HEADER.matcher(header).matches() || NOT_FOR_NAMES.contains(folded))) {
                problems.add(
                        setting.key() + " must be the name of a header that nobody else uses, such as X-Remote-User.");
            } else if (!header.isEmpty() && !headers.add(folded)) {
                problems.add(setting.key() + " must be another header than the others of chatboard.proxy.");
            }
        }
        return problems;
    }

    private static boolean isWanted(Function<Setting, String> text) {
        return Stream.of(
                        Setting.PROXY_USER_HEADER,
                        Setting.PROXY_TRUSTED,
                        Setting.PROXY_EMAIL_HEADER,
                        Setting.PROXY_NAME_HEADER)
                .anyMatch(setting -> !text.apply(setting).isEmpty());
    }
}
