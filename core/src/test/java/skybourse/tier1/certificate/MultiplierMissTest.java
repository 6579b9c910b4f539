package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Error bounds that follow from the error of a multiplier. */
class MultiplierMissTest {

    private static final int LANES = PricingGame.LANES;
    private static final double WEIGHT = 25;
    private static final double INVERSE = 1.25;
    private static final double PRICE = 2;

    /** Followers that send half of their task over each of two equal links: a level of 1/s + 1/2. */
    private static PackedFollowers column() {
        double[] two = {0, 0};
        var builder = new PricingGameBuilder(new LeaderTable(two, two, new double[] {9, 9}, new double[] {9, 9}));
        for (int n = 0; n < LANES; n++) {
            builder.agent(1, 1, WEIGHT).link(0, 0, 1 / INVERSE, 1).link(1, 0, 1 / INVERSE, 1);
        }
        var market = new FixedPriceGame(builder.build(), new double[] {PRICE, PRICE, 0});
        market.examine(0, new FollowerGaps(market.game(), market.prices()));
        var column = new PackedFollowers(market);
        column.gather(0, PRICE);
        return column;
    }

    /** Responds with each lane's search so close to its start that it does not move. */
    private static FollowerBlockResponses respond(double[] misses) {
        PackedFollowers column = column();
        var search = new MultiplierSearch();
        System.arraycopy(column.ceiling, 0, search.ceiling, 0, LANES);
        for (int lane = 0; lane < LANES; lane++) {
            search.multiplier[lane] = WEIGHT / (INVERSE + 0.5 + misses[lane]) - PRICE;
        }
        search.open(column.links, column.start[0], column.slots[0], column.weight, 0);
        column.charge(0, PRICE);
        var state = new FollowerBlockResponses();
        state.reserve(column.slots[0]);
        state.respond(column, 0, search, false);
        return state;
    }

    @Test
    void errorsFollowFromErrorOfMultiplier() {
        double[] misses = {4e-11, -4e-11, 1e-11, -1e-11, 3e-12, -3e-12, 1e-12, -1e-12};
        FollowerBlockResponses state = respond(misses);
        for (int lane = 0; lane < LANES; lane++) {
            double level = INVERSE + 0.5;
            double missed = Math.abs(state.levels[lane] - level);
            assertThat(missed).isBetween(0.99 * Math.abs(misses[lane]), 1.01 * Math.abs(misses[lane]));
            assertThat(state.ratio[lane]).isEqualTo(state.levels[lane] - INVERSE);
            double rounding = 1e-13;
            assertThat(state.error[lane]).as("error of both ratios").isBetween(1.99 * missed, 2.01 * missed + rounding);
            assertThat(state.spread[lane] * level * level).isBetween(missed, 2.01 * missed + rounding);
        }
    }

    /** Five blocks of followers with two to six links each at a price of 0. */
    private static PricingGame many(RandomGenerator random) {
        int leaders = 2 + random.nextInt(5);
        double[] zero = new double[leaders];
        double[] nine = new double[leaders];
        Arrays.fill(nine, 9);
        var builder = new PricingGameBuilder(new LeaderTable(zero, zero, nine, nine));
        for (int n = 0; n < 5 * LANES; n++) {
            builder.agent(1, 1, WEIGHT);
            for (int s = 0; s < leaders; s++) {
                builder.link(s, random.nextDouble(-1, 1), random.nextDouble(0.1, 1), random.nextDouble(0.1, 1));
            }
        }
        return builder.build();
    }

    /** Returns the dual value of the multiplier less the value of its ratios, scaled to a sum of at most one. */
    private static double dualityGap(FollowerBlock block, int lane) {
        double nu = block.search.multiplier[lane];
        double sum = 1 + block.search.excess[lane];
        double gap = nu;
        for (int entry = lane; entry < block.entries(); entry += LANES) {
            double inverse = block.links.inverse[entry];
            double ratio = Math.clamp(block.levels[entry] - inverse, 0, block.links.cap[entry]);
            double kept = ratio / Math.max(1, sum);
            double worth = WEIGHT * (Math.log1p(ratio / inverse) - Math.log1p(kept / inverse));
            gap += worth - block.links.charge[entry] * (ratio - kept) - nu * ratio;
        }
        return gap;
    }

    @Test
    void followerGapEqualsDualityGap() {
        int[] seen = new int[2];
        Cases.forAll((random, size) -> many(random), game -> {
            double[] prices = new double[game.leaders() + 1];
            var block = new FollowerBlock(game, prices);
            for (int b = 0; b < game.blocks(); b++) {
                var gaps = new FollowerGaps(game, prices);
                gaps.examine(b, b + 1);
                block.open(b);
                int last = 0;
                for (int lane = 1; lane < LANES; lane++) {
                    last = dualityGap(block, lane) > dualityGap(block, last) ? lane : last;
                }
                double largest = dualityGap(block, last);
                double rounding = 1e-13 * WEIGHT;
                assertThat(gaps.largestMoney).isBetween(largest - rounding, largest * 1.01 + 30 * rounding);
                if (largest > 10 * rounding) {
                    seen[block.search.excess[last] > 0 ? 1 : 0]++;
                }
            }
        });
        assertThat(seen).as("sums below one, and above").doesNotContain(0);
    }
}
