package org.chatboard.platform.request;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.chatboard.platform.Setting;

/**
 * The addresses and networks that an administrator lists, separated by commas.
 *
 * @param blocks in the order of the list
 */
public record AddressList(List<AddressBlock> blocks) {

    /** Copies the list. */
    public AddressList {
        blocks = List.copyOf(blocks);
    }

    /** Reads a list in which there are no {@link #problems}. */
    public static AddressList parse(String text) {
        return new AddressList(
                words(text).map(word -> AddressBlock.parse(word).orElseThrow()).toList());
    }

    /**
     * Why a list of those who are believed cannot be used: a sentence, with the key, for each word of it that is no address or
     * network, or is all of the internet, which is nobody in particular.
     */
    public static List<String> problems(Setting setting, String text) {
        return words(text)
                .filter(word -> AddressBlock.parse(word)
                        .filter(block -> block.bits() > 0)
                        .isEmpty())
                .map(word -> setting.key() + " must be addresses or networks such as 10.0.0.5 or 10.0.1.0/28,"
                        + " separated by commas, and never all of the internet: \"" + word + "\" is none.")
                .toList();
    }

    /** Whether an address as the server writes it is listed; what is no address is not. */
    public boolean contains(String address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }
}
