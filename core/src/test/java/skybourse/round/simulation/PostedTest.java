package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import skybourse.tier1.game.PricingGame;

/** Prices that somebody posts are asked, and change nothing where they are those of the market. */
class PostedTest {

    private static final Dynamics LATE =
            Setups.moving(0.5, new Messages(0.3, 0.2, 0.05, 3, 3, Messages.Honour.QUOTE), Optional.empty());

    private static double[] prices(SlotResult slot) {
        return slot.leaders().stream().mapToDouble(SlotResult.LeaderSlot::price).toArray();
    }

    private static void equal(SlotResult slot, SlotResult other) {
        assertThat(slot.leaders()).isEqualTo(other.leaders());
        assertThat(slot.aerialAgents()).isEqualTo(other.aerialAgents());
        assertThat(slot.ledger().entries())
                .containsExactlyElementsOf(other.ledger().entries());
        assertThat(slot.fates()).containsExactly(other.fates());
    }

    @Test
    void theMarketsOwnPricesChangeNothing() {
        for (Dynamics dynamics : new Dynamics[] {Dynamics.standing(), LATE}) {
            Setup setup = Setups.of(Setups.REFERENCE, dynamics, 0);
            Simulation market = Simulation.begin(setup);
            Simulation posted = Simulation.begin(setup);
            Simulation mixed = Simulation.begin(setup);
            for (int i = 0; i < 12; i++) {
                SlotResult slot = market.play(_ -> {});
                double[] prices = prices(slot);
                equal(slot, posted.play(_ -> {}, prices));
                double[] some = new double[prices.length];
                Arrays.fill(some, Double.NaN);
                some[i % some.length] = prices[i % some.length];
                equal(slot, mixed.play(_ -> {}, some));
            }
        }
    }

    @Test
    void onePriceIsPostedAndTheOthersAreFound() {
        Setup setup = Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0);
        double[] found = prices(Simulation.begin(setup).play(_ -> {}));
        double[] given = new double[found.length];
        Arrays.fill(given, Double.NaN);
        given[2] = PricingGame.CLOSED;
        SlotResult slot = Simulation.begin(setup).play(_ -> {}, given);
        found[2] = PricingGame.CLOSED;
        assertThat(prices(slot)).containsExactly(found);
        assertThat(slot.leaders().get(2).soldWork()).isZero();
    }

    @Test
    void aPriceAboveItsCapIsRefused() {
        Simulation market = Simulation.begin(Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0));
        assertThatThrownBy(() -> market.play(_ -> {}, new double[4]))
                .hasMessage("prices must be as many as there are leaders, 5: 4");
        assertThatThrownBy(() -> market.play(_ -> {}, new double[] {0, 1, 0, 0, 0}))
                .hasMessageStartingWith("prices[1] of MA2 must be in [0.0, 2.0E-5]: 1.0");
        assertThat(market.slot()).isZero();
    }
}
