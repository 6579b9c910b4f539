package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.simulation.SlotResult.AerialSlot;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/** Posted prices replace the solver's prices. Posting the same prices has no effect. */
class PostedTermsTest {

    private static final Dynamics LATE = Setups.moving(
            0.5,
            MessageDelaysBuilder.builder()
                    .baseSeconds(0.3)
                    .jitterSeconds(0.2)
                    .loss(0.05)
                    .forgetSlots(3)
                    .quoteSlots(3)
                    .honour(MessageDelays.BilledPrice.QUOTE)
                    .build(),
            Optional.empty());

    private static final int[] LOTS = {1 << 30, 1 << 30, 1 << 30};

    private static double[] prices(SlotResult slot) {
        return slot.leaders().stream().mapToDouble(SlotResult.LeaderSlot::price).toArray();
    }

    private static SlotResult play(Simulation market, double... prices) {
        return market.play(prices, new double[0], new int[0]);
    }

    private static double[] all(double number) {
        double[] numbers = new double[Setups.REFERENCE.aerialAgents().size()];
        Arrays.fill(numbers, number);
        return numbers;
    }

    private static void assertEqualSlots(SlotResult slot, SlotResult other) {
        assertThat(slot.leaders()).isEqualTo(other.leaders());
        assertThat(slot.aerialAgents()).isEqualTo(other.aerialAgents());
        assertThat(slot.ledger().entries())
                .containsExactlyElementsOf(other.ledger().entries());
        assertThat(slot.fates()).containsExactly(other.fates());
    }

    @Tag("slow")
    @Test
    void postingOwnPricesHasNoEffect() {
        for (Dynamics dynamics : new Dynamics[] {Dynamics.stationary(), LATE}) {
            SimulationSetup setup = Setups.of(Setups.REFERENCE, dynamics, 0);
            Simulation market = Simulation.begin(setup);
            Simulation posted = Simulation.begin(setup);
            Simulation mixed = Simulation.begin(setup);
            for (int i = 0; i < 12; i++) {
                SlotResult slot = market.play();
                double[] prices = prices(slot);
                assertEqualSlots(slot, play(posted, prices));
                double[] some = new double[prices.length];
                Arrays.fill(some, Double.NaN);
                some[i % some.length] = prices[i % some.length];
                assertEqualSlots(slot, play(mixed, some));
            }
        }
    }

    @Test
    void unpostedPricesAreComputed() {
        SimulationSetup setup = Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0);
        double[] found = prices(Simulation.begin(setup).play());
        double[] given = new double[found.length];
        Arrays.fill(given, Double.NaN);
        given[2] = PricingGame.CLOSED;
        SlotResult slot = play(Simulation.begin(setup), given);
        found[2] = PricingGame.CLOSED;
        assertThat(prices(slot)).containsExactly(found);
        assertThat(slot.leaders().get(2).soldWork()).isZero();
    }

    @Test
    void rejectsPricesAboveCap() {
        Simulation market = Simulation.begin(Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0));
        assertThatThrownBy(() -> play(market, new double[4]))
                .hasMessage("prices must have one value for each of the leaders, 5: 4");
        assertThatThrownBy(() -> play(market, 0, 1, 0, 0, 0))
                .hasMessageStartingWith("prices[1] of MA2 must be in [0.0, 2.0E-5]: 1.0");
        assertThat(market.slot()).isZero();
    }

    @Tag("slow")
    @Test
    void truthfulAsksAndAllLotsHaveNoEffect() {
        SimulationSetup setup = Setups.of(Setups.REFERENCE, LATE, 0);
        Simulation market = Simulation.begin(setup);
        Simulation posted = Simulation.begin(setup);
        for (int i = 0; i < 12; i++) {
            SlotResult slot = market.play();
            assertEqualSlots(slot, posted.play(new double[0], all(1), LOTS));
        }
    }

    @Test
    void postedAsksAndLotsChangeSales() {
        SimulationSetup setup = Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0);
        SlotResult slot = Simulation.begin(setup).play();
        int sold = slot.aerialAgents().stream().mapToInt(AerialSlot::lots).sum();
        assertThat(sold).isGreaterThan(3);
        assertThat(slot.aerialAgents())
                .allSatisfy(agent -> assertThat(agent.cost() > 0).isEqualTo(agent.lots() > 0));
        SlotResult dear = Simulation.begin(setup).play(new double[0], all(100), new int[0]);
        assertThat(dear.aerialAgents()).extracting(AerialSlot::lots).containsOnly(0);
        SlotResult scarce = Simulation.begin(setup).play(new double[0], new double[0], new int[] {1, 0, 1});
        assertThat(scarce.aerialAgents()).extracting(AerialSlot::lots).containsExactly(1, 0, 1);
        assertThat(prices(scarce)).containsExactly(prices(slot));
    }

    @Test
    void rejectsInvalidAsksAndLots() {
        Simulation market = Simulation.begin(Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 0));
        assertThatThrownBy(() -> market.play(new double[0], new double[2], LOTS))
                .hasMessage("asks must have one value for each of the aerial agents, 3: 2");
        assertThatThrownBy(() -> market.play(new double[0], new double[] {1, -1, 1}, LOTS))
                .hasMessage("asks[1] of AA2 must not be negative and must be finite: -1.0");
        assertThatThrownBy(() -> market.play(new double[0], all(1), new int[] {0, 0, -1}))
                .hasMessageStartingWith("lots[2] of AA3 must not be negative");
        assertThat(market.slot()).isZero();
    }

    private static long seed(double... prices) {
        return new PostedTerms(prices, new double[0], new int[0]).seed(7);
    }

    /** Prices are sampled with a seed that depends on posted prices, so the scenario file alone does not predict it. */
    @Test
    void samplingSeedDependsOnAllPostedPrices() {
        double nan = Double.NaN;
        assertThat(seed()).isEqualTo(seed(nan, nan)).isEqualTo(7);
        assertThat(Set.of(7L, seed(1, nan), seed(nan, 1), seed(1, 1), seed(1, 2), seed(Math.nextUp(1.0), nan)))
                .hasSize(6);
        assertThat(seed(1, nan)).isEqualTo(seed(1, nan));
        Mix even = new Mix(List.of(new Point(3, 0.5), new Point(4, 0.5)));
        var mixed = new MixedPrices(List.of(Mix.of(1), even));
        int predicted = 0;
        for (int slot = 0; slot < 400; slot++) {
            double[] drawn = mixed.drawn(new RandomStreams(seed(1, nan)).stream("mixed-price", slot));
            double[] expected = mixed.drawn(new RandomStreams(7).stream("mixed-price", slot));
            predicted += drawn[1] == expected[1] ? 1 : 0;
        }
        assertThat(predicted).isBetween(160, 240);
    }
}
