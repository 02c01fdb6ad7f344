package org.chatboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpiredViewsTest {

    @Test
    void thePageWithTheFormComesBackWithItsQuery() {
        assertThat(ExpiredViews.again("http://host:8080/chatboard/login?next=%2Fchat%2Fben", "/chatboard"))
                .contains("/chatboard/login?next=%2Fchat%2Fben&expired=1");
        assertThat(ExpiredViews.again("http://host/chatboard/register", "/chatboard"))
                .contains("/chatboard/register?expired=1");
        assertThat(ExpiredViews.again("http://host/register?expired=1", "")).contains("/register?expired=1");
    }

    @Test
    void nothingElseIsFollowed() {
        assertThat(ExpiredViews.again(null, "/chatboard")).isEmpty();
        assertThat(ExpiredViews.again("", "/chatboard")).isEmpty();
        assertThat(ExpiredViews.again("http://evil.example/elsewhere", "/chatboard"))
                .isEmpty();
        assertThat(ExpiredViews.again("http://evil.example//evil.example/", "")).isEmpty();
        assertThat(ExpiredViews.again("not an address", "/chatboard")).isEmpty();
    }
}
