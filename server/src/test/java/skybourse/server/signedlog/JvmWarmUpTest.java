package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import skybourse.server.service.RunningMarket;
import skybourse.venue.event.MarketRules;

class JvmWarmUpTest {

    private static final MarketRules CLOSED = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, .05, false);

    /** Also for a closed market, because its rounds are synthetic. */
    @Test
    void syntheticRoundsAreSold() {
        assertThat(JvmWarmUp.run(CLOSED, 60)).isEqualTo(JvmWarmUp.MOST_ROUNDS);
    }

    @Test
    void playsNoRoundWithoutTime() {
        assertThat(JvmWarmUp.run(CLOSED, 0)).isZero();
    }
}
