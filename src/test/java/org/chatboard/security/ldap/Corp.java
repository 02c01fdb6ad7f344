package org.chatboard.security.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The directory of a company, in memory. It notes what it was asked. */
final class Corp implements AutoCloseable {

    static final String BASE = "dc=corp,dc=example";
    static final String PEOPLE = "ou=people," + BASE;
    static final String GROUPS = "ou=groups," + BASE;
    static final String SERVICE = "cn=chatboard," + BASE;
    static final String SERVICE_PASSWORD = "service-secret";

    private final InMemoryDirectoryServer server;

    /** The filters of all searches. */
    final Queue<String> filters = new ConcurrentLinkedQueue<>();

    /** Names of those who came with an empty password. */
    final Queue<String> emptyBinds = new ConcurrentLinkedQueue<>();

    private Corp(InMemoryListenerConfig listener) throws LDAPException {
        var config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.setListenerConfigs(listener);
        config.addInMemoryOperationInterceptor(new Notes());
        server = new InMemoryDirectoryServer(config);
        server.add(new Entry(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "corp")));
        for (String unit : List.of("people", "groups", "lab")) {
            server.add(new Entry(
                    "ou=" + unit + "," + BASE,
                    new Attribute("objectClass", "organizationalUnit"),
                    new Attribute("ou", unit)));
        }
        server.add(new Entry(
                SERVICE,
                new Attribute("objectClass", "applicationProcess"),
                new Attribute("cn", "chatboard"),
                new Attribute("userPassword", SERVICE_PASSWORD)));
        server.startListening();
    }

    static Corp start() throws LDAPException {
        return new Corp(InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), 0, null));
    }

    /** With StartTLS. */
    static Corp start(SSLSocketFactory tls) throws LDAPException {
        return new Corp(InMemoryListenerConfig.createLDAPConfig("tls", InetAddress.getLoopbackAddress(), 0, tls));
    }

    /** Over TLS from the first byte. */
    static Corp startTls(SSLServerSocketFactory tls) throws LDAPException {
        return new Corp(
                InMemoryListenerConfig.createLDAPSConfig("ldaps", InetAddress.getLoopbackAddress(), 0, tls, null));
    }

    int port() {
        return server.getListenPort();
    }

    /** Somebody with the password {@code secret of NAME}. */
    String add(String uid, String first, String last, String mail) throws LDAPException {
        String dn = "uid=" + uid + "," + PEOPLE;
        server.add(new Entry(
                dn,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", uid),
                new Attribute("cn", first + " " + last),
                new Attribute("givenName", first),
                new Attribute("sn", last),
                new Attribute("mail", mail),
                new Attribute("userPassword", "secret of " + uid)));
        return dn;
    }

    /** Somebody as Active Directory would have them, below {@code ou=lab}. */
    String addMicrosoft(String account, String first, byte[] guid, int accountControl) throws LDAPException {
        String dn = "cn=" + first + " Lab (" + account + ")/x,ou=lab," + BASE;
        server.add(new Entry(
                dn,
                new Attribute("objectClass", "user"),
                new Attribute("objectCategory", "person"),
                new Attribute("sAMAccountName", account),
                new Attribute("givenName", first),
                new Attribute("sn", "Lab"),
                new Attribute("objectGUID", guid),
                new Attribute("userAccountControl", Integer.toString(accountControl)),
                new Attribute("userPassword", "secret of " + account)));
        return dn;
    }

    String group(String cn, String... members) throws LDAPException {
        String dn = "cn=" + cn + "," + GROUPS;
        server.add(new Entry(
                dn,
                new Attribute("objectClass", "groupOfNames", "group"),
                new Attribute("cn", cn),
                new Attribute("member", members)));
        return dn;
    }

    void set(String dn, String attribute, String... values) throws LDAPException {
        server.modify(dn, new Modification(ModificationType.REPLACE, attribute, values));
    }

    void rename(String dn, String newRdn) throws LDAPException {
        server.modifyDN(dn, newRdn, true);
    }

    /** Moves somebody below another unit, for example {@code lab}; gives the new name. */
    String move(String dn, String unit) throws LDAPException {
        String rdn = dn.substring(0, dn.indexOf(','));
        String parent = "ou=" + unit + "," + BASE;
        server.modifyDN(dn, rdn, true, parent);
        return rdn + "," + parent;
    }

    void remove(String dn) throws LDAPException {
        server.delete(dn);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    private final class Notes extends InMemoryOperationInterceptor {

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) {
            filters.add(request.getRequest().getFilter().toString());
        }

        /** Active Directory takes a name without a password for nobody, and says yes. */
        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            if (request.getRequest().getPassword().getValueLength() == 0
                    && !request.getRequest().getBindDN().isEmpty()) {
                emptyBinds.add(request.getRequest().getBindDN());
            }
        }
    }

    static String passwordOf(@Nullable String uid) {
        return "secret of " + uid;
    }
}
