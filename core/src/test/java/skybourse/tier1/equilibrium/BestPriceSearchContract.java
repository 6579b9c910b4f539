package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.equilibrium.OneLeaderTest.Single;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Contract of price searches; the closed form is that of one follower and one leader. */
interface BestPriceSearchContract {

    BestPriceSearch response();

    @Test
    default void profitMatchesClosedForm() {
        RandomGenerator random = new RandomStreams(5).stream("leader-contract", 0);
        int traded = 0;
        for (int i = 0; i < 300; i++) {
            Single single = Single.draw(random);
            double best = OneLeaderTest.profitAt(single, single.bestPrice());
            var choice = response()
                    .choose(single.game(), new double[] {Math.min(single.priceCap(), 1.02 * single.bestPrice())}, 0);
            if (single.trades() && best > 1e-6) {
                traded++;
                assertThat(choice.profit()).as("%s", single).isCloseTo(best, within(1e-6 * (1 + best)));
                assertThat(OneLeaderTest.profitAt(single, choice.price()))
                        .isCloseTo(choice.profit(), within(1e-9 * (1 + best)));
            }
        }
        assertThat(traded).isGreaterThan(150);
    }

    /** An agent with a high valuation buys at the cap. No rounding may lead to a price above the cap. */
    @Test
    default void noPriceIsAboveItsCap() {
        RandomGenerator random = new RandomStreams(6).stream("leader-contract", 1);
        int atCap = 0;
        for (int i = 0; i < 300; i++) {
            double cap = random.nextDouble(1.2, 2);
            // odd last bit, so that cost + (cap - cost) is often above the cap
            double cost = (2 * random.nextLong(1L << 48, 1L << 49) + 1) * 0x1p-53;
            var leaders = new LeaderTable(new double[] {cost}, new double[] {0}, new double[] {10}, new double[] {cap});
            PricingGame game = new PricingGameBuilder(leaders)
                    .agent(1, 1, 1e4)
                    .link(0, 0, 1, 1)
                    .build();
            double price = response()
                    .choose(game, new double[] {PricingGame.CLOSED}, 0)
                    .price();
            assertThat(price).isLessThanOrEqualTo(cap);
            atCap += price == cap ? 1 : 0;
        }
        assertThat(atCap).isGreaterThan(200);
    }

    @Test
    default void unprofitableLeaderSellsNothingOrCloses() {
        var leaders = new LeaderTable(new double[] {1}, new double[] {0}, new double[] {10}, new double[] {100});
        PricingGame game = new PricingGameBuilder(leaders)
                .agent(1, 10, 30)
                .link(0, 8, 0.5, 1)
                .build();
        var choice = response().choose(game, new double[] {5}, 0);
        assertThat(choice.profit()).isZero();
        assertThat(choice.price()).isCloseTo(10, within(1e-9)); // break-even; no sales from 7 on
        var low = new LeaderTable(new double[] {1}, new double[] {0}, new double[] {10}, new double[] {5});
        PricingGame losing =
                new PricingGameBuilder(low).agent(1, 10, 30).link(0, 8, 0.5, 1).build();
        assertThat(response().choose(losing, new double[] {5}, 0).price()).isEqualTo(PricingGame.CLOSED);
    }
}
