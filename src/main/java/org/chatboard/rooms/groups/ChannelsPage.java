package org.chatboard.rooms.groups;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the open channels.
 *
 * @param channels in the order of their names
 * @param nextCursor where the next page begins; null when there is none
 */
public record ChannelsPage(
        List<ChannelView> channels, @Nullable String nextCursor) {

    /** Copies the channels. */
    public ChannelsPage {
        channels = List.copyOf(channels);
    }
}
