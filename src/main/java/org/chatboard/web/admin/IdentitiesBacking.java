package org.chatboard.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.links.IdentityLinks;
import org.chatboard.security.links.LinkedIdentity;
import org.chatboard.security.links.WaitingIdentity;
import org.chatboard.users.Caller;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** An administrator decides who of the provider has which account. */
@Named("identities")
@RequestScoped
public class IdentitiesBacking {

    @Inject
    CurrentCaller current;

    @Inject
    IdentityLinks links;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String username = "";

    private boolean found;

    private String done = "";

    /** Does what the button says that was pressed: it names its line by the id, for lines move while a page is open. */
    public void decide() {
        if (!FacesContext.getCurrentInstance().isPostback()) {
            return;
        }
        Caller caller = current.get();
        decide("approve", id -> links.approve(caller, id));
        decide("dismiss", id -> links.dismiss(caller, id));
        decide("unlink", id -> {
            found = true;
            links.unlink(caller, username, id);
        });
    }

    private void decide(String button, Consumer<UUID> work) {
        String chosen = request.getParameter(button);
        if (chosen == null) {
            return;
        }
        try {
            Ids.parse(chosen).ifPresent(work);
            FacesContext faces = FacesContext.getCurrentInstance();
            done = faces.getApplication().getResourceBundle(faces, "msg").getString("ids.done." + button);
        } catch (NotFound already) {
            // Somebody else was quicker; the list shows what is so now.
        } catch (Conflict taken) {
            messages.showAbove("error." + taken.code());
        }
    }

    /** Shows who signs in to the account that was typed. */
    public void find() {
        found = !username.isBlank();
    }

    /** Who was turned away. */
    public List<WaitingIdentity> getWaiting() {
        return links.waiting(current.get());
    }

    /** Who of a provider signs in to the account that was typed. */
    public List<LinkedIdentity> getLinked() {
        return found ? links.list(current.get(), username) : List.of();
    }

    /** Whether an account was asked for. */
    public boolean isFound() {
        return found;
    }

    /** What was just done, in the language of the page; empty otherwise. */
    public String getDone() {
        return done;
    }

    /** Whose account, as typed. */
    public String getUsername() {
        return username;
    }

    /** Set by the form. */
    public void setUsername(@Nullable String username) {
        this.username = Objects.requireNonNullElse(username, "");
    }
}
