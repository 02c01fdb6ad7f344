package org.chatboard.users;

/** What a person may do; the names are the role names of the container. */
public enum Role {
    /** Everybody who is signed in. */
    USER("user"),
    /** Runs the installation. */
    ADMIN("admin");

    private final String containerName;

    Role(String containerName) {
        this.containerName = containerName;
    }

    /** The name in {@code web.xml} and in {@code isUserInRole}. */
    public String containerName() {
        return containerName;
    }
}
