package org.chatboard.security.ldap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Context;
import javax.naming.LimitExceededException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.PartialResultException;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.Control;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.PagedResultsControl;
import javax.naming.ldap.PagedResultsResponseControl;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A short conversation with a directory, as one who is known there. No step of it takes longer than {@value #LIMIT} ms.
 * Referrals to other servers are not followed, and what the directory holds is never made into objects.
 */
final class DirectoryConnection implements AutoCloseable {

    static final int LIMIT = 3_000;

    /** The attribute whose values are bytes. */
    static final String BYTES = "objectGUID";

    private static final int PAGE = 500;

    /** Of one list; more people than any directory has, but not more than fit into memory. */
    private static final int MOST = 1_000_000;

    private final LdapContext context;

    private final @Nullable StartTlsResponse tls;

    private DirectoryConnection(LdapContext context, @Nullable StartTlsResponse tls) {
        this.context = context;
        this.tls = tls;
    }

    /** Connects as ChatBoard itself. */
    static DirectoryConnection open(DirectoryConfig config) throws NamingException, IOException {
        return open(config, config.bindDn(), config.password());
    }

    /**
     * Connects as somebody.
     *
     * @param dn empty for nobody
     * @param password never empty when there is a name: a directory takes an empty one for nobody, and says yes
     * @throws javax.naming.AuthenticationException when the password is wrong
     */
    static DirectoryConnection open(DirectoryConfig config, String dn, String password)
            throws NamingException, IOException {
        if (!dn.isEmpty() && password.isEmpty()) {
            throw new IllegalArgumentException("an empty password proves nothing");
        }
        SSLContext trust =
                DirectorySockets.trust(config.certificateFile().isEmpty() ? null : Path.of(config.certificateFile()));
        if (!config.startTls()) {
            return new DirectoryConnection(
                    DirectorySockets.open(
                            config.urls().startsWith("ldaps:")
                                    ? new DirectorySockets(trust, LIMIT)
                                    : SocketFactory.getDefault(),
                            () -> new InitialLdapContext(environment(config, dn, password), null)),
                    null);
        }
        LdapContext context = DirectorySockets.open(
                SocketFactory.getDefault(), () -> new InitialLdapContext(environment(config, "", ""), null));
        StartTlsResponse tls = null;
        try {
            tls = (StartTlsResponse) context.extendedOperation(new StartTlsRequest());
            tls.negotiate(new DirectorySockets(trust, LIMIT));
            // Only these: others let JNDI make a new connection, without TLS.
            person(dn, password).forEach((key, value) -> add(context, key, value));
            context.reconnect(null);
            return new DirectoryConnection(context, tls);
        } catch (NamingException | IOException | RuntimeException failed) {
            new DirectoryConnection(context, tls).close();
            throw failed;
        }
    }

    private static void add(LdapContext context, String key, String value) {
        try {
            context.addToEnvironment(key, value);
        } catch (NamingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** JNDI knows no other kind of map. */
    @SuppressWarnings("JdkObsolete")
    private static Hashtable<String, String> environment(DirectoryConfig config, String dn, String password) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, config.urls());
        environment.put("com.sun.jndi.ldap.connect.timeout", Integer.toString(LIMIT));
        environment.put("com.sun.jndi.ldap.read.timeout", Integer.toString(LIMIT));
        environment.put("com.sun.jndi.ldap.connect.pool", "false");
        environment.put("java.naming.ldap.factory.socket", DirectorySockets.class.getName());
        environment.put("java.naming.ldap.version", "3");
        environment.put("java.naming.ldap.attributes.binary", BYTES);
        environment.put(Context.REFERRAL, "ignore");
        environment.putAll(person(dn, password));
        return environment;
    }

    /** Who connects; empty names for nobody. */
    private static Map<String, String> person(String dn, String password) {
        return dn.isEmpty()
                ? Map.of(Context.SECURITY_AUTHENTICATION, "none")
                : Map.of(
                        Context.SECURITY_AUTHENTICATION,
                        "simple",
                        Context.SECURITY_PRINCIPAL,
                        dn,
                        Context.SECURITY_CREDENTIALS,
                        password);
    }

    /**
     * Finds entries below a base.
     *
     * @param filter with {@code {0}} and so on for the arguments, which JNDI escapes: no argument is ever part of the filter
     * @param most entries to read; what comes after is not looked at
     */
    // Objects are what is dangerous about JNDI, and the controls say that none are wanted: nothing is deserialized.
    @SuppressWarnings("BanJNDI")
    List<SearchResult> search(String base, String filter, List<?> arguments, int most, String... attributes)
            throws NamingException {
        SearchControls controls =
                new SearchControls(SearchControls.SUBTREE_SCOPE, most, LIMIT, attributes, false, false);
        List<SearchResult> found = new ArrayList<>();
        NamingEnumeration<SearchResult> results =
                context.search(new LdapName(base), filter, arguments.toArray(), controls);
        try {
            while (found.size() < most && results.hasMore()) {
                found.add(results.next());
            }
        } catch (PartialResultException elsewhere) {
            // Active Directory ends a list with where there may be more; the own domain is complete.
        } finally {
            results.close();
        }
        return found;
    }

    /** Takes one entry after the other. */
    interface Taker {
        void take(SearchResult entry) throws NamingException, IOException;
    }

    /**
     * Reads all entries below a base, page by page (RFC 2696).
     *
     * @param filter as it is
     * @param end on the clock of {@link System#nanoTime()}; a directory that is slower is given up
     * @throws NamingException when any of it cannot be read: part of a list looks just like a list
     */
    @SuppressWarnings("BanJNDI")
    void list(String base, String filter, long end, Taker taker, String... attributes)
            throws NamingException, IOException {
        SearchControls controls = new SearchControls(SearchControls.SUBTREE_SCOPE, 0, 0, attributes, false, false);
        LdapName name = new LdapName(base);
        int taken = 0;
        byte[] cookie = null;
        do {
            context.setRequestControls(new Control[] {new PagedResultsControl(PAGE, cookie, Control.CRITICAL)});
            NamingEnumeration<SearchResult> page = context.search(name, filter, controls);
            try {
                while (page.hasMore()) {
                    if (++taken > MOST || System.nanoTime() > end) {
                        throw new LimitExceededException("the list has no end");
                    }
                    taker.take(page.next());
                }
            } catch (PartialResultException elsewhere) {
                // Active Directory ends each page with where there may be more; the own domain is complete.
            } finally {
                page.close();
            }
            cookie = cookie(context.getResponseControls());
        } while (cookie.length > 0);
        context.setRequestControls(null);
    }

    /** Where the next page begins; empty behind the last one. */
    private static byte[] cookie(Control @Nullable [] answers) throws NamingException {
        if (answers != null) {
            for (Control answer : answers) {
                if (answer instanceof PagedResultsResponseControl page) {
                    return page.getCookie() == null ? new byte[0] : page.getCookie();
                }
            }
        }
        throw new LimitExceededException("it does not say whether that was all of the list");
    }

    @Override
    public void close() {
        try {
            if (tls != null) {
                tls.close();
            }
            context.close();
        } catch (NamingException | IOException gone) {
            System.getLogger(DirectoryConnection.class.getName())
                    .log(System.Logger.Level.DEBUG, "The directory was gone already: {0}", gone.toString());
        }
    }
}
