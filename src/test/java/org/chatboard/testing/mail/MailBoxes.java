package org.chatboard.testing.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;

/** The mail server of the organisation, with a mailbox for everybody a letter goes to. */
public final class MailBoxes implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Among the hundred ports of a server. */
    private static final int PORT = 87;

    private final GreenMail mail;

    private MailBoxes(GreenMail mail) {
        this.mail = mail;
    }

    /** What tells ChatBoard of it. */
    public static String settings(int portBase, URI address) {
        return " -Dchatboard.mail.host=127.0.0.1 -Dchatboard.mail.security=none -Dchatboard.mail.from=chat@example.org"
                + " -Dchatboard.mail.port=" + (portBase + PORT) + " -Dchatboard.base-url=" + address;
    }

    /** Starts where ChatBoard looks for it. */
    public static MailBoxes start() {
        GreenMail mail = new GreenMail(new ServerSetup(ChatServer.shared().portBase() + PORT, "127.0.0.1", "smtp"));
        mail.start();
        return new MailBoxes(mail);
    }

    /** The letters somebody has, the oldest first. */
    public List<MimeMessage> of(Person person) {
        return Arrays.asList(mail.getReceivedMessagesForDomain(person.email()));
    }

    /** The text of the newest letter, once somebody has so many. */
    public String await(Person person, int letters) {
        long end = System.nanoTime() + LIMIT.toNanos();
        // Counted before the look: what comes in between is not waited for.
        for (int seen = received(); of(person).size() < letters; seen = received()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(of(person).size() + " letters instead of " + letters);
            }
            mail.waitForIncomingEmail(left, seen + 1);
        }
        try {
            return (String) of(person).get(letters - 1).getContent();
        } catch (IOException | MessagingException e) {
            throw new AssertionError(GreenMailUtil.getWholeMessage(of(person).get(letters - 1)), e);
        }
    }

    private int received() {
        return mail.getReceivedMessages().length;
    }

    @Override
    public void close() {
        mail.stop();
    }
}
