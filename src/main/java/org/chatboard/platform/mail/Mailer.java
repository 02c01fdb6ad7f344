package org.chatboard.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.jspecify.annotations.Nullable;

/** Hands letters to the mail server of the settings {@code chatboard.mail.*}, one connection each. */
@ApplicationScoped
public class Mailer {

    /** For each step of the conversation with the mail server, in milliseconds. */
    private static final String LONGEST_WAIT = "10000";

    /** The same where somebody looks on. */
    private static final String SHORT_WAIT = "2000";

    @Inject
    Settings settings;

    @Inject
    Time time;

    /** Whether there is a mail server at all. */
    public boolean isOn() {
        return !settings.text(Setting.MAIL_HOST).isEmpty();
    }

    /**
     * Sends a letter; waits up to half a minute.
     *
     * @throws MessagingException when the mail server does not take it, or there is none
     */
    public void send(Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session(LONGEST_WAIT));
        message.setFrom(new InternetAddress(settings.text(Setting.MAIL_FROM), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atOffset(ZoneOffset.UTC)));
        // No machine is to answer this one (RFC 3834).
        message.setHeader("Auto-Submitted", "auto-generated");
        Transport.send(message);
    }

    /**
     * Connects to the mail server, and signs in where that is set; waits two seconds for each step.
     *
     * @throws MessagingException when it does not answer or does not let ChatBoard in
     */
    void greet() throws MessagingException {
        try (Transport transport = session(SHORT_WAIT).getTransport()) {
            transport.connect();
        }
    }

    private Session session(String longestWait) {
        boolean isTls = settings.text(Setting.MAIL_SECURITY).equals("tls");
        boolean isPlain = settings.text(Setting.MAIL_SECURITY).equals("none");
        String user = settings.text(Setting.MAIL_USER);
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", settings.text(Setting.MAIL_HOST));
        properties.put("mail.smtp.port", String.valueOf(settings.number(Setting.MAIL_PORT)));
        properties.put("mail.smtp.connectiontimeout", longestWait);
        properties.put("mail.smtp.timeout", longestWait);
        properties.put("mail.smtp.writetimeout", longestWait);
        properties.put("mail.smtp.ssl.enable", String.valueOf(isTls));
        properties.put("mail.smtp.starttls.required", String.valueOf(!isTls && !isPlain));
        properties.put("mail.smtp.starttls.enable", String.valueOf(!isTls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        return Session.getInstance(properties, user.isEmpty() ? null : credentials(user));
    }

    private Authenticator credentials(String user) {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, settings.text(Setting.MAIL_PASSWORD));
            }
        };
    }
}
