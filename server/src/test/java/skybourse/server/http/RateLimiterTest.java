package skybourse.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Four commands a second, and eight at once after a pause. */
class RateLimiterTest {

    private final RateLimiter quota = new RateLimiter(4);

    /** Asks until one is refused; returns how many were not. */
    private int taken(String asker, long now) {
        int taken = 0;
        while (taken < 1_000 && quota.takes(asker, now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void aPauseOfAnyLengthGivesTwoSecondsWorth() {
        assertThat(taken("a", 0)).isEqualTo(8);
        assertThat(taken("a", 0)).isZero();
        assertThat(taken("a", 1_999)).isEqualTo(7);
        assertThat(taken("a", 1_000_000)).as("a quarter of an hour later").isEqualTo(8);
        assertThat(taken("a", 1_000_250)).isEqualTo(1);
        assertThat(taken("a", 1_000_499)).isZero();
    }

    /** What is refused takes nothing, and a clock that goes back gives nothing. */
    @Test
    void refusedCommandsCostNothing() {
        assertThat(taken("a", 10_000)).isEqualTo(8);
        for (int i = 0; i < 100; i++) {
            assertThat(quota.takes("a", 9_000)).isFalse();
        }
        assertThat(quota.takes("a", 9_250)).isTrue();
    }

    @Test
    void eachAskerHasItsOwn() {
        assertThat(taken("a", 0)).isEqualTo(8);
        assertThat(taken("b", 0)).isEqualTo(8);
        assertThat(taken("a", 500)).isEqualTo(2);
    }
}
