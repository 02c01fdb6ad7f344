package org.chatboard.security.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory with any number of people, page by page, that may stumble on the way. The one in memory is slow at that. */
final class Crowd extends LDAPListenerRequestHandler implements AutoCloseable {

    /** What happens at the end of a page. */
    enum End {
        /** It says where the next one begins. */
        PROPER,
        /** So too, after the address of another server, as Active Directory does. */
        WITH_REFERENCE,
        /** It does not say whether that was all. */
        SILENT,
        /** It is busy from the third page on. */
        BUSY,
        /** It begins again and again. */
        LOOP
    }

    private final int people;
    private final End end;
    private final @Nullable LDAPListenerClientConnection connection;
    private final LDAPListener listener;

    /** Listens on a free port. */
    Crowd(int people, End end) throws IOException {
        this.people = people;
        this.end = end;
        this.connection = null;
        var config = new LDAPListenerConfig(0, this);
        config.setListenAddress(InetAddress.getLoopbackAddress());
        listener = new LDAPListener(config);
        listener.startListening();
    }

    private Crowd(Crowd one, LDAPListenerClientConnection connection) {
        this.people = one.people;
        this.end = one.end;
        this.listener = one.listener;
        this.connection = connection;
    }

    @Override
    public Crowd newInstance(LDAPListenerClientConnection client) {
        return new Crowd(this, client);
    }

    int port() {
        return listener.getListenPort();
    }

    @Override
    public LDAPMessage processSearchRequest(int message, SearchRequestProtocolOp request, List<Control> controls) {
        LDAPListenerClientConnection client = Objects.requireNonNull(connection);
        try {
            SimplePagedResultsControl page = new SimplePagedResultsControl(
                    controls.get(0).getOID(), true, controls.get(0).getValue());
            int from = page.getCookie() == null || page.getCookie().getValueLength() == 0
                    ? 0
                    : Integer.parseInt(page.getCookie().stringValue());
            int to = Math.min(people, from + page.getSize());
            for (int i = from; i < to; i++) {
                client.sendSearchResultEntry(message, person(i));
            }
            if (end == End.WITH_REFERENCE) {
                client.sendSearchResultReference(
                        message, new SearchResultReferenceProtocolOp(List.of("ldap://elsewhere.invalid/dc=x")));
            }
            boolean isBusy = end == End.BUSY && from >= 2 * page.getSize();
            ASN1OctetString next = end == End.LOOP
                    ? new ASN1OctetString("0")
                    : to < people ? new ASN1OctetString(Integer.toString(to)) : new ASN1OctetString();
            return new LDAPMessage(
                    message,
                    new SearchResultDoneProtocolOp(
                            isBusy ? ResultCode.BUSY_INT_VALUE : ResultCode.SUCCESS_INT_VALUE, null, null, List.of()),
                    end == End.SILENT ? List.of() : List.of(new SimplePagedResultsControl(0, next)));
        } catch (LDAPException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public LDAPMessage processBindRequest(int message, BindRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(
                message,
                new BindResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, List.of(), null),
                List.of());
    }

    @Override
    public LDAPMessage processAddRequest(int message, AddRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LDAPMessage processCompareRequest(int message, CompareRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LDAPMessage processDeleteRequest(int message, DeleteRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LDAPMessage processModifyRequest(int message, ModifyRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LDAPMessage processModifyDNRequest(int message, ModifyDNRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LDAPMessage processExtendedRequest(int message, ExtendedRequestProtocolOp request, List<Control> controls) {
        throw new UnsupportedOperationException();
    }

    private static SearchResultEntryProtocolOp person(int number) {
        String uid = "many" + number;
        return new SearchResultEntryProtocolOp(new Entry(
                "uid=" + uid + "," + Corp.PEOPLE,
                new Attribute("uid", uid),
                new Attribute("entryUUID", "id-" + number),
                new Attribute("givenName", "Many"),
                new Attribute("sn", "People"),
                new Attribute("mail", uid + "@corp.example")));
    }

    @Override
    public void close() {
        listener.shutDown(true);
    }
}
