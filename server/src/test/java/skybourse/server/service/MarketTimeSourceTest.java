package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MarketTimeSourceTest {

    @Test
    void clockContinuesFromJournalTime() {
        var nanos = new AtomicLong(Long.MAX_VALUE - 500_000); // as nanoTime may, it passes the largest number
        var clock = new MarketTimeSource(70_000, nanos::get);
        assertThat(clock.now()).isEqualTo(70_000);
        nanos.addAndGet(3_999_999);
        assertThat(clock.now()).isEqualTo(70_003);
        nanos.addAndGet(-10_000_000);
        assertThat(clock.now()).isEqualTo(70_000);
    }
}
