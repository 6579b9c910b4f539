package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rate of four commands per second with a burst of eight. */
class RateLimiterTest {

    private final RateLimiter limiter = new RateLimiter(4);

    /** Sends commands until one is refused; returns the number of accepted ones. */
    private int taken(String asker, long now) {
        int taken = 0;
        while (taken < 1_000 && limiter.takes(asker, now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void burstIsTwoSecondsOfRate() {
        assertThat(taken("a", 0)).isEqualTo(8);
        assertThat(taken("a", 0)).isZero();
        assertThat(taken("a", 1_999)).isEqualTo(7);
        assertThat(taken("a", 1_000_000)).as("a quarter of an hour later").isEqualTo(8);
        assertThat(taken("a", 1_000_250)).isEqualTo(1);
        assertThat(taken("a", 1_000_499)).isZero();
    }

    /** A refused command uses no token, and a clock that goes back adds none. */
    @Test
    void refusedCommandsUseNoTokens() {
        assertThat(taken("a", 10_000)).isEqualTo(8);
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.takes("a", 9_000)).isFalse();
        }
        assertThat(limiter.takes("a", 9_250)).isTrue();
    }

    @Test
    void eachCallerHasItsOwnLimit() {
        assertThat(taken("a", 0)).isEqualTo(8);
        assertThat(taken("b", 0)).isEqualTo(8);
        assertThat(taken("a", 500)).isEqualTo(2);
    }
}
