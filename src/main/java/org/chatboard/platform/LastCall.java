package org.chatboard.platform;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;

/**
 * Tells ChatBoard that it is about to be stopped or replaced, while its sockets are still open. It answers no request:
 * Payara stops the servlets of an application first, then its filters, with which Tyrus closes all sockets with 1000;
 * listeners and session beans would come too late to say anything else.
 */
public class LastCall extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    transient Event<Stopping> event;

    /** ChatBoard is about to be stopped or replaced; nobody new comes in any more. */
    public record Stopping() {}

    @Override
    public void destroy() {
        event.fire(new Stopping());
    }
}
