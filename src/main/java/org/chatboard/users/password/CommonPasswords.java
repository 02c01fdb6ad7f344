package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.chatboard.platform.Workers;
import org.jspecify.annotations.Nullable;

/** The 100,000 passwords that everybody tries first, as the library nbvcxz keeps them. */
@ApplicationScoped
public class CommonPasswords {

    /** No setting lets a shorter password through, so that there is no need to know it. */
    private static final int SHORTEST = 6;

    private @Nullable Set<String> known;

    @Inject
    Workers workers;

    void warmUp(@Observes @Initialized(ApplicationScoped.class) Object start) {
        workers.execute(this::known);
    }

    /** Whether the password, given in lower case, is one of them. */
    public boolean contains(String lowerCasePassword) {
        return known().contains(lowerCasePassword);
    }

    private synchronized Set<String> known() {
        Set<String> loaded = known;
        if (loaded == null) {
            loaded = DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords).keySet().stream()
                    .filter(password -> password.length() >= SHORTEST)
                    .collect(Collectors.toUnmodifiableSet());
            known = loaded;
        }
        return loaded;
    }
}
