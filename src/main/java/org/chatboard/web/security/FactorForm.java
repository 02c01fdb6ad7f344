package org.chatboard.web.security;

import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** What the two pages share on which a second factor is set up. */
public abstract class FactorForm {

    @Inject
    SecondFactors factors;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String code = "";

    private List<String> recoveryCodes = List.of();

    /** The secret that is being set up. */
    public abstract String getSecret();

    /** Whose it is, as the app is going to call it. */
    abstract String owner();

    /** What the app reads with its camera. */
    public QrPath getQr() {
        String issuer = "ChatBoard " + request.getServerName();
        return QrPath.of("otpauth://totp/" + encoded(issuer) + ":" + encoded(owner()) + "?secret=" + getSecret()
                + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits=6&period=30");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The secret in groups, for those who type it. */
    public String getSecretInGroups() {
        return getSecret().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Does what the form asks for and says what is wrong with it. */
    void attempt(Runnable work) {
        try {
            work.run();
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (TooMany wait) {
            messages.show(wait);
        } catch (Unavailable unreadable) {
            FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(503);
            messages.showAbove("error.unavailable");
        }
    }

    void shown(List<String> codes) {
        recoveryCodes = codes;
    }

    /** The recovery codes that were just made; empty otherwise. */
    public List<String> getRecoveryCodes() {
        return recoveryCodes;
    }

    /** No code is shown again. */
    public String getCode() {
        return code;
    }

    /** Set by the form. */
    public void setCode(@Nullable String code) {
        this.code = Objects.requireNonNullElse(code, "");
    }
}
