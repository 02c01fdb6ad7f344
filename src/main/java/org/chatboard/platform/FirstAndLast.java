package org.chatboard.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;

/** What has to happen before anybody comes in, and while everybody is still here. It answers no request. */
public class FirstAndLast extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** As many as {@code concurrent/chatboard} has at least. */
    private static final int THREADS = 32;

    @Resource(lookup = "concurrent/chatboard")
    transient ManagedExecutorService executor;

    @Inject
    transient Event<Stopping> event;

    /** ChatBoard is about to be stopped or replaced; nobody new comes in any more. */
    public record Stopping() {}

    /**
     * A thread remembers for ever whose code was running when it was made, and the server's threads outlive ChatBoard.
     * Made all at once, they keep the first version in memory after redeploys; made one by one, each version.
     */
    @Override
    public void init() {
        for (int i = 0; i < THREADS; i++) {
            executor.execute(() -> {});
        }
    }

    /**
     * Payara stops the servlets of an application first, then its filters, with which Tyrus closes all sockets with 1000;
     * listeners and session beans would come too late to say anything else.
     */
    @Override
    public void destroy() {
        event.fire(new Stopping());
    }
}
