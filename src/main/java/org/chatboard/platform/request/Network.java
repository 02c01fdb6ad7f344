package org.chatboard.platform.request;

/** Where requests come from, as it is counted. */
public final class Network {

    private Network() {}

    /**
     * What an address is counted as: itself, or with IPv6 its network, for a household has 2^64 addresses.
     *
     * @param address as the server writes it
     */
    public static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length) && !groups[i].isEmpty(); i++) {
            network.append(groups[i]).append(':');
        }
        return network.append(':').toString();
    }
}
