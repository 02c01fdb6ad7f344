package org.chatboard.transport;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the WebSocket container keeps of frames it has dealt with: two buffers for each socket, of which one grows with the
 * largest message that ever came and never shrinks, up to 64 KB for as long as the socket lives. There is no option for it, so
 * both are taken out of the container's own objects ({@code org.glassfish.tyrus.servlet}, Tyrus 2.1), which make new ones.
 *
 * @param received bytes that came
 * @param connection leads from the container's end of a socket to its reader, together with {@code reader}
 * @param reader see {@code connection}
 * @param unread bytes of a frame that is not complete
 */
record SpentFrames(Field received, Field connection, Field reader, Field unread) {

    private static final System.Logger LOG = System.getLogger(SpentFrames.class.getName());

    private static volatile @Nullable SpentFrames known;
    private static volatile boolean otherVersion;

    /**
     * Lets the buffers go that have nothing left in them.
     *
     * @param container the container's end of a socket, which must not be reading
     */
    static void drop(Object container) {
        if (otherVersion) {
            return;
        }
        try {
            SpentFrames places = known;
            if (places == null) {
                places = of(container);
                known = places;
            }
            places.dropFrom(container);
        } catch (ReflectiveOperationException | RuntimeException notThere) {
            otherVersion = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The buffers of sockets cannot be let go here; each takes as much as its largest message",
                    notThere);
        }
    }

    private static SpentFrames of(Object container) throws ReflectiveOperationException {
        Field connection = field(container, "connection");
        Field reader = field(connection.get(container), "readHandler");
        Field unread = field(reader.get(connection.get(container)), "buffer");
        return new SpentFrames(field(container, "buf"), connection, reader, unread);
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private void dropFrom(Object container) throws IllegalAccessException {
        drop(container, received);
        drop(reader.get(connection.get(container)), unread);
    }

    private static void drop(Object owner, Field field) throws IllegalAccessException {
        if (field.get(owner) instanceof ByteBuffer buffer && !buffer.hasRemaining()) {
            field.set(owner, null);
        }
    }
}
