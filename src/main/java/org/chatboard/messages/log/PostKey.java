package org.chatboard.messages.log;

import java.util.UUID;

/** The sender and the sender's own id of a message: what makes a retry known. */
record PostKey(UUID senderId, UUID clientId) {

    PostKey(Post post) {
        this(post.sender().id(), post.message().clientId());
    }
}
