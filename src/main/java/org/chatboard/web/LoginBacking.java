package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.SignIn;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcProblem;
import org.chatboard.security.oidc.OidcService;
import org.chatboard.security.proxy.ProxyDoor;
import org.chatboard.security.remember.Remembering;
import org.jspecify.annotations.Nullable;

/** Somebody signs in. */
@Named("login")
@RequestScoped
public class LoginBacking {

    private static final System.Logger LOG = System.getLogger(LoginBacking.class.getName());

    private static final String HOME = "/dashboard";

    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*");

    /** What would lead elsewhere or break the header, once a browser or a proxy has decoded it. */
    private static final Pattern TRICK = Pattern.compile("//|\\.\\.|\\\\|\\p{Cntrl}");

    @Inject
    SignIn signIn;

    @Inject
    OidcService oidc;

    @Inject
    Remembering remembering;

    @Inject
    Settings settings;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    @Inject
    RefusalLog refusals;

    private String username = "";

    private String password = "";

    private boolean isRemember;

    private String next = "";

    /** Goes to the page that was asked for, or says that name and password do not fit. */
    public void signIn() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        List<FieldError> missing = missing();
        if (!missing.isEmpty()) {
            messages.show(missing);
            return;
        }
        try {
            SignIn.Outcome outcome =
                    signIn.with(username, password, isRemember, request, (HttpServletResponse) exchange.getResponse());
            if (outcome == SignIn.Outcome.SECOND_STEP) {
                exchange.redirect(exchange.getRequestContextPath() + "/login/code?next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8));
                faces.responseComplete();
            } else if (outcome == SignIn.Outcome.SIGNED_IN) {
                exchange.redirect(exchange.getRequestContextPath() + safe(next, request, refusals));
                faces.responseComplete();
            } else {
                exchange.setResponseStatus(HttpServletResponse.SC_UNAUTHORIZED);
                messages.showAbove("error.login");
            }
        } catch (TooMany wait) {
            messages.show(wait);
        } catch (Forbidden refused) {
            exchange.setResponseStatus(HttpServletResponse.SC_FORBIDDEN);
            messages.showAbove("error." + refused.code());
        } catch (Unavailable away) {
            LOG.log(Level.WARNING, "A sign-in could not be checked: {0}", away.detail());
            exchange.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            messages.showAbove("error." + away.code());
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "A sign-in could not be checked", failed);
            exchange.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            messages.showAbove("error.unavailable");
        }
    }

    private List<FieldError> missing() {
        List<FieldError> missing = new ArrayList<>();
        if (username.isBlank()) {
            missing.add(new FieldError("username", "required"));
        }
        if (password.isEmpty()) {
            missing.add(new FieldError("password", "required"));
        }
        return missing;
    }

    /**
     * The same, and a line in the log when that is not what was asked for.
     *
     * @param request whose reader is sent there
     */
    public static String safe(String next, HttpServletRequest request, RefusalLog refusals) {
        String target = safe(next);
        if (!next.isEmpty() && !target.equals(next) && !next.startsWith("/login")) {
            String address = ClientAddress.of(request);
            refusals.note(
                    "next",
                    address,
                    "Nobody is sent to \"" + SignIn.printable(next) + "\" after a sign-in, as was asked for from "
                            + address);
        }
        return target;
    }

    /**
     * Where to go after signing in: a path of ChatBoard's own, for whatever else was asked the dashboard.
     *
     * @param next a path below the context root, with its query
     */
    public static String safe(String next) {
        if (!PATH.matcher(next).matches() || next.startsWith("/login")) {
            return HOME;
        }
        try {
            String decoded = URLDecoder.decode(next, StandardCharsets.UTF_8);
            return TRICK.matcher(next).find() || TRICK.matcher(decoded).find() ? HOME : next;
        } catch (IllegalArgumentException malformed) {
            return HOME;
        }
    }

    /** Whether the reader was sent here because the page before was too old. */
    public boolean isExpired() {
        return request.getParameter("expired") != null;
    }

    /** Whether the reader has just created an account. */
    public boolean isRegistered() {
        return request.getParameter("registered") != null;
    }

    /** Whether the reader has just set a new password by a link. */
    public boolean isReset() {
        return request.getParameter("reset") != null;
    }

    /** Whether the reader has just left, and would come in again at once by the proxy, were that not asked for. */
    public boolean isLeft() {
        return "left".equals(request.getQueryString());
    }

    /** Whether people can come in by way of a provider. */
    public boolean isSso() {
        return oidc.config().isPresent();
    }

    /**
     * Whether name and password are asked for: not where they count for one account only, unless by the address that is for
     * that one. What is sent anyhow is refused elsewhere.
     */
    public boolean isForm() {
        return settings.text(Setting.OIDC_EMERGENCY_ADMIN).isEmpty()
                || request.getParameter("emergency") != null
                || FacesContext.getCurrentInstance().isPostback();
    }

    /** What people call the provider. */
    public String getSsoName() {
        return oidc.config().map(OidcConfig::name).orElse("");
    }

    /** Why the way by the provider or a proxy led nowhere, as a key of the texts; empty when nobody comes from there. */
    public String getSsoProblem() {
        return OidcProblem.find(request.getParameter("sso"))
                .map(problem -> "login.sso." + problem.code())
                .or(() -> ProxyDoor.problem(request).map(problem -> "login.proxy." + problem.code()))
                .orElse("");
    }

    /** What was typed; before that the name of the account that was just created. */
    public String getUsername() {
        return username.isEmpty() ? Objects.requireNonNullElse(request.getParameter("registered"), "") : username;
    }

    /** Set by the form. */
    public void setUsername(@Nullable String username) {
        this.username = Objects.requireNonNullElse(username, "");
    }

    /** The password is never shown again. */
    public String getPassword() {
        return password;
    }

    /** Set by the form. */
    public void setPassword(@Nullable String password) {
        this.password = Objects.requireNonNullElse(password, "");
    }

    /** Whether people can have the browser remembered. */
    public boolean isRememberOffered() {
        return remembering.isOffered();
    }

    /** Whether the browser is to come back by itself. */
    public boolean isRemember() {
        return isRemember;
    }

    /** Set by the form. */
    public void setRemember(boolean isRemember) {
        this.isRemember = isRemember;
    }

    /** The page that was asked for. */
    public String getNext() {
        return next;
    }

    /** Set from the address; nothing that leads elsewhere is ever followed. */
    public void setNext(@Nullable String next) {
        this.next = Objects.requireNonNullElse(next, "");
    }
}
