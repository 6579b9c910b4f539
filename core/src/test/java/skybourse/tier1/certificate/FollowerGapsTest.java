package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Followers with two equal links send half of their task over each. Their gap is only the rounding bound: {@code
 * RATIO} and {@code RATIO_SUM} of {@code docs/explanation/certificate.md}, times {@code nu + xi}. A link without a cap and one to a closed
 * leader change nothing.
 */
class FollowerGapsTest {

    private static final double EIGHT_UNITS = 8 * 0x1p-53;
    private static final int FOLLOWERS = 12;
    private static final double BITS = 5e6;
    private static final double PRICE = 1e-6;
    private static final double SENDING = -2;
    private static final double QUALITY = 0.8;

    private static final double[] PRICES = {PRICE, PRICE, PRICE, PricingGame.CLOSED};
    private static final double[] PADDED = Arrays.copyOf(PRICES, 5); // a price for padding links

    /** Follower {@code heavy} has weight 50, all others 20. */
    private static PricingGame game(int heavy) {
        return game(heavy, 50, SENDING, FOLLOWERS);
    }

    private static PricingGame game(int odd, double its, double sending, int followers) {
        double[] one = {1e-9, 1e-9, 1e-9, 1e-9};
        var builder = new PricingGameBuilder(
                new LeaderTable(one, new double[4], new double[] {1e11, 1e11, 1e11, 1e11}, new double[] {1, 1, 1, 1}));
        for (int n = 0; n < followers; n++) {
            builder.agent(BITS, 5e9, n == odd ? its : 20)
                    .link(0, n == odd ? sending : SENDING, QUALITY, 1)
                    .link(1, n == odd ? sending : SENDING, QUALITY, 1)
                    .link(2, SENDING, QUALITY, 0)
                    .link(3, SENDING, QUALITY, 1);
        }
        return builder.build();
    }

    private static double roundingBound(double weight) {
        double paid = PRICE * BITS;
        double size = Math.min(paid, weight * QUALITY + Math.abs(SENDING)) + Math.abs(SENDING);
        double level = 1 / QUALITY + 1;
        double ofRatio = EIGHT_UNITS * (4 * level + 2 * level * level * size / weight);
        double multiplier = weight / (1 / QUALITY + 0.5) - (paid + SENDING);
        return (multiplier + weight) * (2 * ofRatio + 4 * EIGHT_UNITS);
    }

    @Test
    void findsLargestGapAtEveryFollowerIndex() {
        for (int heavy = 0; heavy < FOLLOWERS; heavy++) {
            PricingGame game = game(heavy);
            FollowerGaps gaps = new FollowerGaps(game, PADDED);
            gaps.examine(0, 2);
            assertThat(gaps.largestMoney).as("follower " + heavy).isBetween(roundingBound(50), 1.1 * roundingBound(50));
            assertThat(gaps.largestRelative)
                    .isBetween(
                            Math.max(roundingBound(50) / 50, roundingBound(20) / 20),
                            1.1 * Math.max(roundingBound(50) / 50, roundingBound(20) / 20));
            assertThat(new Certifier(1, 100).certify(game, PRICES, 1e-6).largestFollowerGap())
                    .isEqualTo(gaps.largestRelative);
        }
    }

    @Test
    void gapsOfBlocksAreCombined() {
        FollowerGaps first = new FollowerGaps(game(9), PADDED);
        first.examine(0, 1);
        assertThat(first.largestMoney).isBetween(roundingBound(20), 1.1 * roundingBound(20));
        FollowerGaps second = new FollowerGaps(game(9), PADDED);
        second.examine(1, 2);
        assertThat(second.largestMoney).isBetween(roundingBound(50), 1.1 * roundingBound(50));
        first.include(second);
        assertThat(first.largestMoney).isEqualTo(second.largestMoney);
        assertThat(first.largestRelative).isGreaterThanOrEqualTo(second.largestRelative);
    }

    /** Two threads, two parts. One follower with larger charges and rounding is in the first or in the second part. */
    @Test
    void gapsFoundByAllThreadsCount() {
        int part = FixedPriceGame.BLOCKS * PricingGame.LANES;
        for (int i = 0; i < 4; i++) {
            PricingGame game = game(i % 2 == 0 ? 0 : part, 20, -40, 2 * part);
            var certificate = new Certifier(2, 1, 1, () -> false).certify(game, PRICES, 1e-6);
            assertThat(certificate.largestFollowerGap() * 20).isGreaterThan(1.5 * roundingBound(20));
        }
    }
}
