package org.chatboard.web.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.Endings;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody ends one of their sign-ins elsewhere, or all of them, and shows once more who they are. */
@Named("ending")
@RequestScoped
public class EndingBacking {

    /** In the place of an id. */
    private static final String OTHERS = "others";

    @Inject
    CurrentCaller current;

    @Inject
    Endings endings;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String chosen = "";

    private String present = "";

    /** Faces sets values only after it has decided which parts of the page there are, for which the choice is needed. */
    @PostConstruct
    void read() {
        String sent = request.getParameter("form:chosen");
        setChosen(sent == null ? request.getParameter("id") : sent);
    }

    /** Ends what was chosen, or says why not. */
    public void end() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        ChatBoardPrincipal person = current.inPerson();
        try {
            if (hasEnded(person)) {
                exchange.redirect(exchange.getRequestContextPath() + "/profile/security?ended=1");
                faces.responseComplete();
            }
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (Forbidden tooLongAgo) {
            // The page itself says so when it is drawn again.
            exchange.setResponseStatus(403);
        } catch (TooMany wait) {
            messages.show(wait);
        } catch (Unavailable away) {
            exchange.setResponseStatus(503);
            messages.showAbove("error." + away.code());
        }
    }

    private boolean hasEnded(ChatBoardPrincipal person) {
        if (isAll()) {
            endings.endOthers(person, present, ClientAddress.of(request));
            return true;
        }
        return Ids.parse(chosen)
                .filter(id -> endings.end(person, id, present, ClientAddress.of(request)))
                .isPresent();
    }

    /** Whether all others are to end. */
    public boolean isAll() {
        return chosen.equals(OTHERS);
    }

    /** The one that is to end; null when it is all others, or none of the reader's that is open elsewhere. */
    public @Nullable SignedIn getOne() {
        ChatBoardPrincipal person = current.inPerson();
        Optional<UUID> id = Ids.parse(chosen).filter(wanted -> !wanted.equals(person.loginId()));
        return id.flatMap(wanted -> endings.signIns(person).stream()
                        .filter(login -> login.id().equals(wanted))
                        .findFirst())
                .orElse(null);
    }

    /** Whether a password is asked for. */
    public boolean isWithPassword() {
        return endings.proof(current.inPerson()) == Endings.Proof.PASSWORD;
    }

    /** Whether the reader signs in at the provider once more before that. */
    public boolean isSignInNeeded() {
        return endings.isSignInNeeded(current.inPerson());
    }

    /** The choice as it came; encoded by the form. */
    public String getChosen() {
        return chosen;
    }

    /** Set from the address and again by the form. */
    public void setChosen(@Nullable String chosen) {
        this.chosen = Objects.requireNonNullElse(chosen, "");
    }

    /** No password is ever shown. */
    public String getPresent() {
        return present;
    }

    /** Set by the form. */
    public void setPresent(@Nullable String present) {
        this.present = Objects.requireNonNullElse(present, "");
    }
}
