package org.chatboard.security.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.chatboard.platform.Invalid;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.SignIn;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.security.remember.Remembering;
import org.chatboard.users.UserService;

/** People look after their own account, in person. */
@ApplicationScoped
public class OwnAccount {

    private static final System.Logger LOG = System.getLogger(OwnAccount.class.getName());

    @Inject
    SignIn signIn;

    @Inject
    Endings endings;

    @Inject
    SecondFactors factors;

    @Inject
    EmailChanges emails;

    @Inject
    Remembering remembering;

    @Inject
    UserService users;

    /** Whether the person signs in with a password that is kept here. */
    public boolean hasPassword(ChatBoardPrincipal person) {
        return users.hasPassword(person.caller().id());
    }

    /**
     * Changes the password; all other sign-ins end, for one of them may be the reason.
     *
     * @param address where the request comes from, as the server saw it
     * @throws Invalid when the present one is wrong, or the new one is not fit to be one
     * @throws org.chatboard.platform.TooMany after too many wrong passwords
     */
    public void changePassword(ChatBoardPrincipal person, String present, String next, String address) {
        askPassword(person, present, address);
        users.changePassword(person.caller().id(), next);
        factors.endAll(person.caller().id());
        endings.endOthers(person);
        remembering.forgetAllOf(person.caller().id());
        emails.endAllOf(person.caller().id());
        LOG.log(
                System.Logger.Level.INFO,
                "{0} changed the password from {1}",
                person.caller().username(),
                address);
    }

    /**
     * Turns the second factor on.
     *
     * @return recovery codes, which are shown now and never again
     * @throws Invalid when the password or the code is wrong
     * @throws org.chatboard.platform.TooMany after too many wrong passwords
     */
    public List<String> turnOnFactor(ChatBoardPrincipal person, String present, String code, String address) {
        askPassword(person, present, address);
        List<String> codes = factors.confirm(person.caller().id(), code);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} turned the second factor on from {1}",
                person.caller().username(),
                address);
        return codes;
    }

    /**
     * Turns the second factor off.
     *
     * @throws Invalid when the password or the code is wrong
     * @throws org.chatboard.platform.TooMany after too many wrong ones
     */
    public void turnOffFactor(ChatBoardPrincipal person, String present, String code, String address) {
        prove(person, present, code, address);
        factors.remove(person.caller().id());
        LOG.log(
                System.Logger.Level.INFO,
                "{0} turned the second factor off from {1}",
                person.caller().username(),
                address);
    }

    /**
     * Asks again who it is, before what a passer-by at an unlocked screen must not do.
     *
     * @param code of the second factor; not looked at when it is off
     * @throws Invalid when the password or the code is wrong
     * @throws org.chatboard.platform.TooMany after too many wrong ones
     */
    void prove(ChatBoardPrincipal person, String present, String code, String address) {
        askPassword(person, present, address);
        UUID userId = person.caller().id();
        if (factors.isOn(userId) && !signIn.second(userId, code, address)) {
            throw SecondFactors.wrong();
        }
    }

    /**
     * Asks for the password again, of whatever it is that keeps it.
     *
     * @throws Invalid when it is missing or wrong
     * @throws org.chatboard.platform.TooMany after too many wrong ones
     */
    void askPassword(ChatBoardPrincipal person, String present, String address) {
        if (present.isEmpty()) {
            throw Invalid.field("present", "required", "Send the present password, too.");
        }
        if (!signIn.confirm(person, present, address)) {
            throw Invalid.field("present", "wrong", "This is not the present password.");
        }
    }
}
