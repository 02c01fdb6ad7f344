package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.chatboard.security.SignIn;

/** The reader leaves. */
@Named("signOut")
@RequestScoped
public class SignOutBacking {

    @Inject
    SignIn signIn;

    @Inject
    HttpServletRequest request;

    /** Ends the sign-in of this browser with its sockets, and shows the page to come back. */
    public void now() throws IOException {
        signIn.out(request);
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().redirect(request.getContextPath() + "/login");
        faces.responseComplete();
    }
}
