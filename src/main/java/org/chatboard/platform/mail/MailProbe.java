package org.chatboard.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Whether the mail server answers and takes the password; no letter is sent. */
@ApplicationScoped
public class MailProbe implements Probe {

    @Inject
    Mailer mailer;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Finding look() {
        if (!mailer.isOn()) {
            return Finding.off("check.mail.off");
        }
        String server = settings.text(Setting.MAIL_HOST) + ":" + settings.number(Setting.MAIL_PORT);
        try {
            mailer.greet();
            return Finding.good("check.mail.good", server);
        } catch (MessagingException silent) {
            return Finding.bad("check.mail.bad", server, String.valueOf(silent.getMessage()));
        }
    }
}
