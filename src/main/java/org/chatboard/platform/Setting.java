package org.chatboard.platform;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The one catalogue of what an administrator can set. Each is a MicroProfile Config key; in Payara for example
 * {@code asadmin set-config-property --source=domain --propertyName=chatboard.password.min-length --propertyValue=12}.
 * A test holds this list and {@code operations.md} together.
 */
public enum Setting {
    /** Where ChatBoard keeps its own files; deploy.sh sets it. */
    DATA_DIR("chatboard.data-dir", Kind.TEXT, "", 0, 0),
    /** The key for secrets that are kept encrypted in the database: 32 bytes in Base64, best as a password alias. */
    SECRET_KEY("chatboard.secret-key", Kind.TEXT, "", 0, 0),
    /** The same in a file; without either it lies in the data folder. */
    SECRET_KEY_FILE("chatboard.secret-key-file", Kind.TEXT, "", 0, 0),
    /** Whether people may create accounts for themselves. */
    REGISTRATION_ENABLED("chatboard.registration.enabled", Kind.FLAG, "true", 0, 0),
    /** Least number of characters of a password. */
    PASSWORD_MIN_LENGTH("chatboard.password.min-length", Kind.NUMBER, "8", 6, 128),
    /** A file of stolen passwords by SHA-1, in ascending order, which nobody may take; without one none is looked for. */
    PASSWORD_BREACHED_FILE("chatboard.password.breached-file", Kind.TEXT, "", 0, 0),
    /** Rounds of PBKDF2 with HMAC-SHA-256 (OWASP Password Storage Cheat Sheet: 600,000). */
    PASSWORD_ITERATIONS("chatboard.password.iterations", Kind.NUMBER, "600000", 1_000, 10_000_000),
    /** A sign-in ends after this long without use. */
    SESSION_IDLE("chatboard.session.idle-timeout", Kind.DURATION, "PT12H", 60, 31_536_000),
    /** A sign-in ends after this long in any case. */
    SESSION_MAX_AGE("chatboard.session.max-age", Kind.DURATION, "P7D", 60, 31_536_000),
    /** How long a browser is remembered in which somebody ticked that; nothing at all offers it to nobody. */
    SESSION_REMEMBER("chatboard.session.remember", Kind.DURATION, "P30D", 0, 7_776_000),
    /** The identity provider, exactly as it names itself. */
    OIDC_ISSUER("chatboard.oidc.issuer", Kind.TEXT, "", 0, 0),
    /** How the provider knows this ChatBoard. */
    OIDC_CLIENT_ID("chatboard.oidc.client-id", Kind.TEXT, "", 0, 0),
    /** What proves that to the provider; best as {@code ${ALIAS=...}}. */
    OIDC_CLIENT_SECRET("chatboard.oidc.client-secret", Kind.TEXT, "", 0, 0),
    /** The same in a file. */
    OIDC_CLIENT_SECRET_FILE("chatboard.oidc.client-secret-file", Kind.TEXT, "", 0, 0),
    /** ChatBoard as browsers reach it, with its context root. */
    OIDC_REDIRECT_BASE("chatboard.oidc.redirect-base", Kind.TEXT, "", 0, 0),
    /** What people call the provider. */
    OIDC_NAME("chatboard.oidc.name", Kind.TEXT, "single sign-on", 0, 0),
    /** What is asked of the provider. */
    OIDC_SCOPES("chatboard.oidc.scopes", Kind.TEXT, "openid profile email", 0, 0),
    /** Which claim a user name is made of. */
    OIDC_USERNAME_CLAIM("chatboard.oidc.username-claim", Kind.TEXT, "preferred_username", 0, 0),
    /** Which claim names the groups of a person. */
    OIDC_GROUPS_CLAIM("chatboard.oidc.groups-claim", Kind.TEXT, "groups", 0, 0),
    /** Groups whose members run the installation, separated by commas. */
    OIDC_ADMIN_GROUPS("chatboard.oidc.admin-groups", Kind.TEXT, "", 0, 0),
    /** Groups whose members may come in, separated by commas. */
    OIDC_REQUIRED_GROUPS("chatboard.oidc.required-groups", Kind.TEXT, "", 0, 0),
    /** Who gets an account at the first sign-in: always, groups or never. */
    OIDC_CREATE_ACCOUNTS("chatboard.oidc.create-accounts", Kind.TEXT, "always", 0, 0),
    /** Groups whose members get an account, separated by commas, when groups decide; else those that may come in. */
    OIDC_CREATE_GROUPS("chatboard.oidc.create-groups", Kind.TEXT, "", 0, 0),
    /** Whether a verified e-mail address is enough to take over the account that has it. */
    OIDC_LINK_VERIFIED_EMAIL("chatboard.oidc.link-verified-email", Kind.FLAG, "false", 0, 0),
    /** After this long somebody who came by the provider is asked of it again, whatever the sign-in was used for. */
    OIDC_SESSION_MAX_AGE("chatboard.oidc.session-max-age", Kind.DURATION, "PT12H", 60, 31_536_000),
    /** The only account that may sign in with a password; empty for all. */
    OIDC_EMERGENCY_ADMIN("chatboard.oidc.emergency-admin", Kind.TEXT, "", 0, 0),
    /** The header in which a proxy names who asks. */
    PROXY_USER_HEADER("chatboard.proxy.user-header", Kind.TEXT, "", 0, 0),
    /** Whose word about that counts: addresses and networks, separated by commas. */
    PROXY_TRUSTED("chatboard.proxy.trusted", Kind.TEXT, "", 0, 0),
    /** The header with the e-mail of that person. */
    PROXY_EMAIL_HEADER("chatboard.proxy.email-header", Kind.TEXT, "", 0, 0),
    /** The header with their full name. */
    PROXY_NAME_HEADER("chatboard.proxy.name-header", Kind.TEXT, "", 0, 0),
    /** Whether whom the proxy names for the first time gets an account. */
    PROXY_CREATE_ACCOUNTS("chatboard.proxy.create-accounts", Kind.FLAG, "true", 0, 0),
    /** Whether whom the proxy names for the first time gets the account that has the same user name. */
    PROXY_LINK_ACCOUNTS("chatboard.proxy.link-accounts", Kind.FLAG, "false", 0, 0),
    /** Who is believed on where requests come from: addresses and networks of proxies, separated by commas. */
    CLIENT_ADDRESS_PROXIES("chatboard.client-address.proxies", Kind.TEXT, "", 0, 0),
    /** The header in which they say it: {@code X-Forwarded-For} or {@code Forwarded}. */
    CLIENT_ADDRESS_HEADER("chatboard.client-address.header", Kind.TEXT, "X-Forwarded-For", 0, 0),
    /** Wrong passwords in a row that one account takes from one address before it has to wait. */
    SIGN_IN_FAILURES_PER_ACCOUNT("chatboard.sign-in.failures-per-account", Kind.NUMBER, "5", 1, 1_000),
    /** Wrong passwords in a row that one address may send, whatever the accounts, before it has to wait. */
    SIGN_IN_FAILURES_PER_ADDRESS("chatboard.sign-in.failures-per-address", Kind.NUMBER, "50", 1, 100_000),
    /** For how long a browser that came over HTTPS is told to come over nothing else; nothing at all leaves it unsaid. */
    HSTS_MAX_AGE("chatboard.hsts.max-age", Kind.DURATION, "P365D", 0, 63_072_000),
    /** Whether that holds for all hosts below this one, too. */
    HSTS_SUBDOMAINS("chatboard.hsts.subdomains", Kind.FLAG, "false", 0, 0),
    /** Whose accounts, among those with a password here, need a second factor: none, admins or all. */
    SECOND_FACTOR_REQUIRED("chatboard.second-factor.required", Kind.PEOPLE, "none", 0, 0),
    /** How long a code of it counts before and after its 30 seconds. */
    SECOND_FACTOR_LEEWAY("chatboard.second-factor.leeway", Kind.DURATION, "PT10S", 0, 30),
    /** Most personal access tokens of one person. */
    TOKENS_PER_USER("chatboard.token.most-per-user", Kind.NUMBER, "20", 0, 1_000),
    /** A personal access token ends after this long in any case. */
    TOKEN_MAX_AGE("chatboard.token.max-age", Kind.DURATION, "P366D", 60, 3_153_600_000L),
    /** Requests to the API in a second, of one token or of one person's browsers. */
    API_PER_SECOND("chatboard.api.requests-per-second", Kind.NUMBER, "50", 1, 1_000_000),
    /** Requests to the API at once, of one token or of one person's browsers, after a pause. */
    API_BURST("chatboard.api.requests-burst", Kind.NUMBER, "300", 1, 1_000_000),
    /** Requests to the API in a second from one address, counted apart for those who are signed in and for others. */
    API_PER_SECOND_PER_ADDRESS("chatboard.api.requests-per-second-per-address", Kind.NUMBER, "500", 1, 1_000_000),
    /** Requests to the API at once from one address, after a pause. */
    API_BURST_PER_ADDRESS("chatboard.api.requests-burst-per-address", Kind.NUMBER, "3000", 1, 1_000_000),
    /** Most characters of a message, counted as people count them. */
    MESSAGE_MAX_LENGTH("chatboard.message.max-length", Kind.NUMBER, "10000", 1, 10_000),
    /** How long people may edit what they wrote; nothing at all ends it at once. At most a hundred years, which is always. */
    MESSAGE_EDIT_LIMIT("chatboard.message.edit-limit", Kind.DURATION, "PT24H", 0, 3_155_760_000L),
    /** How long people may delete what they wrote; those who moderate a room may always. */
    MESSAGE_DELETE_LIMIT("chatboard.message.delete-limit", Kind.DURATION, "PT24H", 0, 3_155_760_000L),
    /** Messages of one person in a second, whatever they come through. */
    POSTS_PER_SECOND("chatboard.message.posts-per-second", Kind.NUMBER, "10", 1, 1_000_000),
    /** Messages of one person at once, after a pause. */
    POSTS_BURST("chatboard.message.posts-burst", Kind.NUMBER, "30", 1, 1_000_000),
    /** Most groups and channels that one person is in. */
    ROOMS_PER_USER("chatboard.rooms.per-user", Kind.NUMBER, "500", 1, 10_000),
    /** Which groups elsewhere fill which rooms: {@code group -> room}, separated by semicolons. */
    GROUP_ROOMS("chatboard.groups.rooms", Kind.TEXT, "", 0, 0),
    /** Further origins, separated by commas, whose pages may open the live connection; the own one always may. */
    ALLOWED_ORIGINS("chatboard.live.allowed-origins", Kind.TEXT, "", 0, 0),
    /** Most live connections of one person. */
    CONNECTIONS_PER_USER("chatboard.live.connections-per-user", Kind.NUMBER, "20", 1, 1_000),
    /** How often a client has to be heard of. */
    HEARTBEAT("chatboard.live.heartbeat", Kind.DURATION, "PT25S", 1, 300),
    /** Which other servers may be told what is said: {@code host[:port][=network[+network]]}, separated by commas. */
    WEBHOOK_HOSTS("chatboard.webhooks.allowed-hosts", Kind.TEXT, "", 0, 0),
    /** First pause after a receiver failed; the later ones are up to 4,320 times as long. */
    WEBHOOK_FIRST_RETRY("chatboard.webhooks.first-retry", Kind.DURATION, "PT5S", 0, 3_600),
    /** A receiver that fails for this long is told nothing any more. */
    WEBHOOK_GIVE_UP("chatboard.webhooks.give-up-after", Kind.DURATION, "P3D", 60, 31_536_000),
    /** Where people find ChatBoard, context root included; goes into letters. */
    BASE_URL("chatboard.base-url", Kind.TEXT, "", 0, 0),
    /** The organisation's mail server; without one no letters are sent. */
    MAIL_HOST("chatboard.mail.host", Kind.TEXT, "", 0, 0),
    /** Where it listens. */
    MAIL_PORT("chatboard.mail.port", Kind.NUMBER, "587", 1, 65_535),
    /** {@code starttls} and {@code tls} insist on an encrypted connection; {@code none} is for a server on this machine. */
    MAIL_SECURITY("chatboard.mail.security", Kind.TEXT, "starttls", 0, 0),
    /** Who letters are from. */
    MAIL_FROM("chatboard.mail.from", Kind.TEXT, "", 0, 0),
    /** Name to sign in to the mail server with; without one nobody signs in. */
    MAIL_USER("chatboard.mail.user", Kind.TEXT, "", 0, 0),
    /** The password of that name, best as a password alias. */
    MAIL_PASSWORD("chatboard.mail.password", Kind.TEXT, "", 0, 0),
    /** Groups of the directory, separated by commas, whose people run the installation. */
    SCIM_ADMIN_GROUPS("chatboard.scim.admin-groups", Kind.TEXT, "", 0, 0),
    /** Further directories by name, separated by commas; their keys are {@code chatboard.ldap.NAME.url} and so on. */
    LDAP_DIRECTORIES("chatboard.ldap.directories", Kind.TEXT, "", 0, 0),
    /** The directory whose people sign in: {@code ldaps://host:636}; several, separated by blanks, stand in for each other. */
    LDAP_URL("chatboard.ldap.url", Kind.TEXT, "", 0, 0),
    /** Who ChatBoard is in the directory. */
    LDAP_BIND_DN("chatboard.ldap.bind-dn", Kind.TEXT, "", 0, 0),
    /** The password of that. */
    LDAP_BIND_PASSWORD("chatboard.ldap.bind-password", Kind.TEXT, "", 0, 0),
    /** A file with that password instead. */
    LDAP_BIND_PASSWORD_FILE("chatboard.ldap.bind-password-file", Kind.TEXT, "", 0, 0),
    /** Whether to turn a plain connection into one with TLS before anything is said. */
    LDAP_START_TLS("chatboard.ldap.start-tls", Kind.FLAG, "false", 0, 0),
    /** A file with the authorities (PEM) that sign the directory's certificate, instead of those that the server trusts. */
    LDAP_CERTIFICATE_FILE("chatboard.ldap.certificate-file", Kind.TEXT, "", 0, 0),
    /** Whether passwords may travel in the clear. */
    LDAP_ALLOW_PLAIN("chatboard.ldap.allow-plain", Kind.FLAG, "false", 0, 0),
    /** Whether it is Microsoft's Active Directory, which changes what the other keys default to. */
    LDAP_ACTIVE_DIRECTORY("chatboard.ldap.active-directory", Kind.FLAG, "false", 0, 0),
    /** Below what people are. */
    LDAP_USER_BASE("chatboard.ldap.user-base", Kind.TEXT, "", 0, 0),
    /** Finds a person by what they typed. */
    LDAP_USER_FILTER("chatboard.ldap.user-filter", Kind.TEXT, "", 0, 0),
    /** Holds the user name. */
    LDAP_USERNAME_ATTRIBUTE("chatboard.ldap.username-attribute", Kind.TEXT, "", 0, 0),
    /** Holds the e-mail. */
    LDAP_EMAIL_ATTRIBUTE("chatboard.ldap.email-attribute", Kind.TEXT, "", 0, 0),
    /** Holds the given name. */
    LDAP_FIRST_NAME_ATTRIBUTE("chatboard.ldap.first-name-attribute", Kind.TEXT, "", 0, 0),
    /** Holds the family name. */
    LDAP_LAST_NAME_ATTRIBUTE("chatboard.ldap.last-name-attribute", Kind.TEXT, "", 0, 0),
    /** Holds what stays the same whatever a person is called. */
    LDAP_ID_ATTRIBUTE("chatboard.ldap.id-attribute", Kind.TEXT, "", 0, 0),
    /** Below what groups are. */
    LDAP_GROUP_BASE("chatboard.ldap.group-base", Kind.TEXT, "", 0, 0),
    /** Finds the groups of a person. */
    LDAP_GROUP_FILTER("chatboard.ldap.group-filter", Kind.TEXT, "", 0, 0),
    /** Whether groups in groups count. */
    LDAP_NESTED("chatboard.ldap.nested", Kind.FLAG, "false", 0, 0),
    /** Whose members run the installation: names or distinguished names, separated by semicolons. */
    LDAP_ADMIN_GROUPS("chatboard.ldap.admin-groups", Kind.TEXT, "", 0, 0),
    /** Of which one has to be in at least one; nothing for everybody who is found. */
    LDAP_REQUIRED_GROUPS("chatboard.ldap.required-groups", Kind.TEXT, "", 0, 0),
    /** How often accounts are compared with the directory they came from; nothing at all for never. */
    LDAP_SYNC_INTERVAL("chatboard.ldap.sync-interval", Kind.DURATION, "PT1H", 0, 2_592_000),
    /** Whether that also creates accounts for people of the directory who never signed in. */
    LDAP_SYNC_CREATES("chatboard.ldap.sync-creates-accounts", Kind.FLAG, "false", 0, 0),
    /** Percent of those accounts; when more would be disabled at once, nothing is changed. */
    LDAP_SYNC_MOST_LEAVERS("chatboard.ldap.sync-most-leavers", Kind.NUMBER, "20", 0, 100),
    /** Whether an empty installation starts with the demo team. */
    DEMO("chatboard.demo", Kind.FLAG, "false", 0, 0);

    /** How the text of a setting is read. */
    enum Kind {
        TEXT,
        FLAG,
        PEOPLE,
        NUMBER,
        DURATION
    }

    private final String key;
    private final Kind kind;
    private final String defaultValue;
    private final long min;
    private final long max;

    Setting(String key, Kind kind, String defaultValue, long min, long max) {
        this.key = key;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.min = min;
        this.max = max;
    }

    /** The MicroProfile Config key. */
    public String key() {
        return key;
    }

    /** What holds when nothing is set. */
    public String defaultValue() {
        return defaultValue;
    }

    /** Why {@code value} cannot be used, or null when it can; one sentence that names the key. */
    @Nullable
    String problem(String value) {
        return switch (kind) {
            case TEXT ->
                this != MAIL_SECURITY || value.matches("starttls|tls|none")
                        ? null
                        : key + " must be starttls, tls or none.";
            case FLAG -> value.equals("true") || value.equals("false") ? null : key + " must be true or false.";
            case PEOPLE -> value.matches("none|admins|all") ? null : key + " must be none, admins or all.";
            case NUMBER -> outOfRange(number(value), "a number", "");
            case DURATION -> outOfRange(seconds(value), "a duration such as PT25S or P7D", " seconds");
        };
    }

    private @Nullable String outOfRange(@Nullable Long value, String what, String unit) {
        return value != null && value >= min && value <= max
                ? null
                : key + " must be " + what + " between " + min + " and " + max + unit + ".";
    }

    private static @Nullable Long number(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Long seconds(String value) {
        try {
            return Duration.parse(value).toSeconds();
        } catch (DateTimeParseException notADuration) {
            return null;
        }
    }
}
