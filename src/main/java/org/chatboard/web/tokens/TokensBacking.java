package org.chatboard.web.tokens;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.security.CurrentCaller;
import org.chatboard.tokens.IssuedToken;
import org.chatboard.tokens.NewToken;
import org.chatboard.tokens.Scope;
import org.chatboard.tokens.TokenService;
import org.chatboard.tokens.TokenView;
import org.chatboard.users.Role;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody makes tokens for their programs, sees them and takes them back. */
@Named("tokens")
@RequestScoped
public class TokensBacking {

    /** Days that people choose from; shorter is better. */
    private static final List<Integer> LIVES = List.of(7, 30, 90, 365);

    private static final int USUAL_LIFE = 90;

    @Inject
    CurrentCaller current;

    @Inject
    TokenService tokens;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    @Inject
    Time time;

    private final Set<Scope> scopes = EnumSet.of(Scope.READ);

    private String name = "";

    private int days = USUAL_LIFE;

    private String secret = "";

    private boolean revoked;

    /** Makes the token that the form describes; its secret stands on the answer and nowhere else. */
    public void make() {
        try {
            NewToken wanted =
                    new NewToken(name, scopes, days == 0 ? null : time.now().plus(Duration.ofDays(days)));
            IssuedToken issued = tokens.issue(current.inPerson().caller(), wanted);
            secret = issued.secret();
            name = "";
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (Conflict full) {
            messages.showAbove("error." + full.code());
        }
    }

    /** Takes back the token whose button was pressed: named by its id, for lines move while a page is open. */
    public void revokeChosen() {
        String chosen = request.getParameter("revoke");
        if (chosen == null || !FacesContext.getCurrentInstance().isPostback()) {
            return;
        }
        try {
            Ids.parse(chosen).ifPresent(id -> tokens.revoke(current.inPerson().caller(), id));
        } catch (NotFound already) {
            // Revoked twice is revoked.
        }
        revoked = true;
    }

    /** What the person has, the newest first. */
    public List<TokenView> getAll() {
        return tokens.list(current.inPerson().caller());
    }

    /** The names of what a token may do, in the language of the page. */
    public String words(TokenView token) {
        return String.join(
                ", ",
                token.scopes().stream()
                        .sorted()
                        .map(scope -> text("tokens.scope." + scope.wireName()))
                        .toList());
    }

    /** How long a token may be made to live here, in days; 0 stands for as long as possible. */
    public List<Integer> getLives() {
        long longest = tokens.longestLife().toDays();
        return Stream.concat(LIVES.stream().filter(life -> life < longest), Stream.of(0))
                .toList();
    }

    /** What a choice of {@link #getLives} is called. */
    public String life(int life) {
        return life == 0
                ? MessageFormat.format(
                        text("tokens.life.longest"), tokens.longestLife().toDays())
                : MessageFormat.format(text("tokens.life.days"), life);
    }

    private static String text(String key) {
        FacesContext faces = FacesContext.getCurrentInstance();
        return faces.getApplication().getResourceBundle(faces, "msg").getString(key);
    }

    /** Whether the person may make tokens that run the installation. */
    public boolean isForAdmin() {
        return current.get().roles().contains(Role.ADMIN);
    }

    /** The secret of the token that was just made; empty otherwise. */
    public String getSecret() {
        return secret;
    }

    /** Whether a token was just taken back. */
    public boolean isRevoked() {
        return revoked;
    }

    /** What the new token is called. */
    public String getName() {
        return name;
    }

    /** Set by the form. */
    public void setName(@Nullable String name) {
        this.name = name == null ? "" : name;
    }

    /** How many days the new token lives. */
    public int getDays() {
        return getLives().contains(days) ? days : 0;
    }

    /** Set by the form. */
    public void setDays(int days) {
        this.days = days;
    }

    /** Whether the new token may see things. */
    public boolean isRead() {
        return scopes.contains(Scope.READ);
    }

    /** Set by the form. */
    public void setRead(boolean chosen) {
        choose(Scope.READ, chosen);
    }

    /** Whether the new token may change things. */
    public boolean isWrite() {
        return scopes.contains(Scope.WRITE);
    }

    /** Set by the form. */
    public void setWrite(boolean chosen) {
        choose(Scope.WRITE, chosen);
    }

    /** Whether the new token may run the installation. */
    public boolean isAdmin() {
        return scopes.contains(Scope.ADMIN);
    }

    /** Set by the form. */
    public void setAdmin(boolean chosen) {
        choose(Scope.ADMIN, chosen);
    }

    private void choose(Scope scope, boolean chosen) {
        if (chosen) {
            scopes.add(scope);
        } else {
            scopes.remove(scope);
        }
    }
}
