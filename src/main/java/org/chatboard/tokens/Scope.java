package org.chatboard.tokens;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a token may do in the name of its owner; never more than the owner may. */
public enum Scope {
    /** See what the owner sees. */
    READ("read"),
    /** Change what the owner may change. */
    WRITE("write"),
    /** Run the installation; for administrators only. */
    ADMIN("admin");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API and in the table. */
    public String wireName() {
        return wireName;
    }

    /** The scope of this name. */
    public static Optional<Scope> of(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(name))
                .findFirst();
    }

    static String written(Set<Scope> scopes) {
        return new TreeSet<>(scopes).stream().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    static Set<Scope> read(String written) {
        return Arrays.stream(written.split(" "))
                .flatMap(name -> of(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
