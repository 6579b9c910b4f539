package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** One follower, one leader: the closed form from the two first-order conditions. */
class OneLeaderTest {

    /** Parameters of such a game. */
    record Single(
            double bits,
            double work,
            double weight,
            double charge,
            double quality,
            double cap,
            double cost,
            double overloadPrice,
            double capacity,
            double priceCap) {

        static Single draw(RandomGenerator random) {
            double work = random.nextDouble(1, 10);
            return new Single(
                    random.nextDouble(1, 10),
                    work,
                    random.nextDouble(5, 60),
                    random.nextDouble(-10, 5),
                    random.nextDouble(0.1, 1),
                    random.nextDouble(0.1, 1),
                    random.nextDouble(0, 3),
                    random.nextBoolean() ? 0 : random.nextDouble(0, 6),
                    work * random.nextDouble(0.05, 1.2),
                    random.nextDouble(0.5, 20));
        }

        PricingGame game() {
            var leaders = new LeaderTable(
                    new double[] {cost}, new double[] {overloadPrice}, new double[] {capacity}, new double[] {priceCap
                    });
            return new PricingGameBuilder(leaders)
                    .agent(bits, work, weight)
                    .link(0, charge, quality, cap)
                    .build();
        }

        boolean trades() {
            return weight * quality > charge + cost * work && priceCap * bits > cost * work;
        }

        double bestPrice() {
            double atCap = weight * quality / (1 + cap * quality) - charge;
            double stationary = stationary(cost * work);
            double beyond = stationary((cost + overloadPrice) * work);
            double atCapacity = weight * quality / (1 + capacity / work * quality) - charge;
            double inner = overloadPrice == 0 ? stationary : Math.max(stationary, Math.min(atCapacity, beyond));
            return Math.min(priceCap, Math.max(atCap, inner) / bits);
        }

        private double stationary(double totalCost) {
            return Math.sqrt(weight * quality * Math.max(0, charge + totalCost)) - charge;
        }
    }

    @Test
    void bestPriceMatchesClosedForm() {
        RandomGenerator random = new RandomStreams(3).stream("one-leader", 0);
        int traded = 0;
        for (int i = 0; i < 400; i++) {
            Single single = Single.draw(random);
            var choice = new SlopePriceSearch(true).choose(single.game(), new double[] {1}, 0);
            if (single.trades() && profitAt(single, single.bestPrice()) > 0) {
                traded++;
                assertThat(profitAt(single, choice.price()))
                        .as("%s chose %s", single, choice)
                        .isGreaterThanOrEqualTo(profitAt(single, single.bestPrice()) - 1e-9);
                assertThat(choice.price())
                        .as("%s", single)
                        .isCloseTo(single.bestPrice(), within(1e-6 * single.bestPrice()));
            } else {
                assertThat(choice.profit()).isZero();
            }
        }
        assertThat(traded).isGreaterThan(200);
    }

    static double profitAt(Single single, double price) {
        double cost = price * single.bits() + single.charge();
        double ratio =
                cost <= 0 ? single.cap() : Math.clamp(single.weight() / cost - 1 / single.quality(), 0, single.cap());
        double load = ratio * single.work();
        return price * single.bits() * ratio
                - single.cost() * load
                - single.overloadPrice() * Math.max(0, load - single.capacity());
    }
}
