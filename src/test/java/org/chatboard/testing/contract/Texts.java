package org.chatboard.testing.contract;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** What requests carry, as text. */
final class Texts {

    private Texts() {}

    static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** The body that a publisher is going to send; only for those that can send it twice. */
    static String of(Flow.Publisher<ByteBuffer> body) {
        StringBuilder text = new StringBuilder();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer part) {
                text.append(StandardCharsets.UTF_8.decode(part.duplicate()));
            }

            @Override
            public void onError(Throwable failed) {
                throw new AssertionError(failed);
            }

            @Override
            public void onComplete() {}
        });
        return text.toString();
    }
}
