package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.chatboard.platform.Setting;
import org.junit.jupiter.api.Test;

/** What a browser is told of HTTPS. */
class StrictTransportTest {

    /** Hosts below this one may belong to others; that the header is sent is seen in {@code SignInIT}. */
    @Test
    void hostsBelowThisOneAreMeantOnlyWhereTheSettingSaysSo() {
        assertThat(Setting.HSTS_SUBDOMAINS.defaultValue()).isEqualTo("false");
        assertThat(StrictTransport.header(Duration.ofDays(365), false)).isEqualTo("max-age=31536000");
        assertThat(StrictTransport.header(Duration.ofDays(1), true)).isEqualTo("max-age=86400; includeSubDomains");
    }
}
