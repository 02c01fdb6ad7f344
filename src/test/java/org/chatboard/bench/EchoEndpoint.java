package org.chatboard.bench;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Deployed beside ChatBoard to find out what the server itself can do: it sends back what it gets. */
@ServerEndpoint("/echo")
public class EchoEndpoint {

    /** Sends a text back. */
    @OnMessage
    public void text(String text, Session session) {
        session.getAsyncRemote().sendText(text, sent -> {});
    }
}
