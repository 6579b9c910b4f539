package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGameBuilder;

/** Error bound of a profit, from {@code docs/explanation/certificate.md}: one follower, the own link, one rival link, no multiplier. */
class LeaderProfitBoundsTest {

    private static final double UNIT = 0x1p-53;
    private static final double BITS = 5e6;
    private static final double WORK = 5e9;
    private static final double WEIGHT = 25;
    private static final double SENDING = 3;
    private static final double QUALITY = 0.8;
    private static final double PRICE = 2.5e-6;
    private static final double RIVALS_PRICE = 3e-6;
    private static final double CAP = 20e-6;
    private static final double COST = 1e-9;
    private static final double OVERLOAD = 5e-9;

    /** {@code RATIO} and {@code RATIO_SUM} of one link. */
    private static double ofRatio(double highestPaid) {
        double size = Math.min(highestPaid, WEIGHT * QUALITY + SENDING) + SENDING;
        double level = 1 / QUALITY + 1;
        return 8 * UNIT * (4 * level + 2 * level * level * size / WEIGHT) + 8 * UNIT;
    }

    private static void assertErrorBound(double capacity) {
        var game = new PricingGameBuilder(new LeaderTable(
                        new double[] {COST, COST},
                        new double[] {OVERLOAD, OVERLOAD},
                        new double[] {capacity, 1e12},
                        new double[] {CAP, CAP}))
                .agent(BITS, WORK, WEIGHT)
                .link(0, SENDING, QUALITY, 0.9)
                .link(1, SENDING, QUALITY, 0.05)
                .build();
        var market = new FixedPriceGame(game, new double[] {PRICE, RIVALS_PRICE, 0});
        market.examine(0, new FollowerGaps(game, market.prices()));
        var profile = new LeaderProfitBounds(market);
        profile.open(0, 1e-6);
        profile.evaluate(new double[] {PRICE, 2 * PRICE}, new boolean[2]);

        double ratio = WEIGHT / (PRICE * BITS + SENDING) - 1 / QUALITY;
        double over = Math.max(0, WORK * ratio - capacity);
        assertThat(profile.profit[0])
                .isCloseTo(PRICE * BITS * ratio - COST * WORK * ratio - OVERLOAD * over, within(1e-12));
        double miss = 1.001 * 2 * (ofRatio(CAP * BITS) + ofRatio(RIVALS_PRICE * BITS));
        double sums = 4 * UNIT * (1 + 64) * ratio;
        double operations = 8 * UNIT * (PRICE * BITS * ratio + COST * WORK * ratio + OVERLOAD * over);
        double expected = PRICE * BITS * (miss + sums) + (COST + OVERLOAD) * WORK * (miss + sums) + operations;
        assertThat(profile.profitError[0]).isCloseTo(expected, within(1e-3 * expected));
    }

    @Test
    void errorBoundSumsAllRoundingsBelowCapacity() {
        assertErrorBound(1e10);
    }

    @Test
    void errorBoundIncludesOverload() {
        assertErrorBound(1e8);
    }
}
