package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.ExplicitNetwork.Link;
import skybourse.base.scenario.Network;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.PricingSettings.Mode;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.state.SimulationState;
import skybourse.tier1.equilibrium.CertifiedSolver;

/**
 * Distance of a slot from its equilibrium, calculated by hand. WA1 reaches only FA1. Its task costs {@code x = 8e6 p - .375} and it
 * sends {@code 10 / x - 1} of it, at most all. FA1 earns {@code (x - .025)} times that. The maximum is 4.975 at x = 5, where all is sent.
 */
class EquilibriumDistanceTest {

    /** Settings that differ between markets: the link's true and received quality, and whether WA2 has a task. */
    private record Market(double quality, double receivedQuality, boolean both) {

        Network network() {
            return new ExplicitNetwork(List.of(
                    new Link("WA1", "FA1", 16e6, quality),
                    new Link("FA1", "AA1", 1e8, 1),
                    new Link("FA2", "AA1", 1e8, 1)));
        }
    }

    private static final Market USUAL = new Market(1, 0.5, false);

    private static final MessageDelays LATE = MessageDelaysBuilder.builder()
            .baseSeconds(0.5)
            .jitterSeconds(0)
            .loss(0)
            .forgetSlots(10)
            .quoteSlots(2)
            .honour(BilledPrice.QUOTE)
            .build();

    private static double price(double cost) {
        return (cost + 0.375) / 8e6;
    }

    /** The first half of a slot. */
    private record HalfSlot(SimulationState state, SlotMetrics values, DecisionResult decided) {

        static HalfSlot of(SimulationState state) {
            var values = new SlotMetrics();
            return new HalfSlot(state, values, new SlotDecisionPhase(state, values, PostedTerms.NOTHING).play(_ -> {}));
        }

        HalfSlot measure() {
            new EquilibriumDistance(state, values, decided).measure();
            return this;
        }
    }

    private static HalfSlot playAndMeasure(
            MessageDelays messages, PricingSettings pricing, long slot, double cost, double backlog) {
        return playHalfSlot(messages, pricing, slot, cost, backlog).measure();
    }

    private static HalfSlot playHalfSlot(
            MessageDelays messages, PricingSettings pricing, long slot, double cost, double backlog) {
        return playHalfSlot(USUAL, messages, pricing, slot, cost, backlog);
    }

    private static HalfSlot playHalfSlot(
            Market market, MessageDelays messages, PricingSettings pricing, long slot, double cost, double backlog) {
        Scenario scenario = Hamlet.at(market.network(), new double[] {0, 100}, new double[] {10, 20, 30});
        Dynamics dynamics =
                Altered.from(Hamlet.withMessages(messages)).withPricing(pricing).dynamics();
        CertifiedSolver solver =
                SolverCatalogue.certified(SolverCatalogue.priceMethod("gauss-seidel", "slope", 1), 1e-6, 1);
        var state = new SimulationState(SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(false)
                .solver(solver)
                .certifyEvery(1)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build());
        state.slot = slot;
        state.desk.setPrices(new double[] {1e-5, price(cost), 1e-5}, true);
        state.backlog[Hamlet.FA1] = backlog;
        state.tasks.add(0, slot, 0, slot, slot + 4);
        if (market.both) {
            state.tasks.add(1, slot, 1, slot, slot + 4);
        }
        if (!state.mail.isImmediate()) {
            // with the received quality of the link
            state.mail.quote(slot - 1, Hamlet.FA1, 0, price(cost), 16e6, market.receivedQuality, 0);
            var links = new AgentLinks(new int[] {Hamlet.FA1}, new double[] {16e6}, new double[] {1});
            state.mail.report(slot - 1, 0, 0, 4, links);
        }
        return HalfSlot.of(state);
    }

    private static double of(HalfSlot play, Metric metric) {
        return play.values.of(metric);
    }

    private static PricingSettings heldPricing() {
        return Hamlet.QUIET.pricing().withMode(Mode.HELD, 1);
    }

    /** At x = 8 a quarter is sent and 7.975 / 4 earned. At the equilibrium 4.975 is earned, 149.5 % more, and all is sent. */
    @Test
    void measuresDistanceOfTooHighPrice() {
        HalfSlot play = playAndMeasure(MessageDelays.immediate(), heldPricing(), 3, 8, 0);
        double earned = 7.975 / 4;
        assertThat(of(play, Metric.EPS_PRICES)).isCloseTo((4.975 - earned) / earned, within(0.006));
        assertThat(of(play, Metric.EPS_PRICES_REAL)).isCloseTo((4.975 - earned) / earned, within(0.05));
        assertThat(of(play, Metric.PRICE_DISTANCE)).isCloseTo(3 / 5.375, within(1e-5));
        assertThat(of(play, Metric.RATIO_DISTANCE)).isCloseTo(0.75, within(1e-5));
        assertThat(of(play, Metric.REGRET_MEAN)).isZero();
        assertThat(of(play, Metric.REGRET_MAX)).isZero();
        assertThat(of(play, Metric.ROUNDS_COLD)).isNaN();
    }

    @Test
    void distancesAreZeroAtEquilibrium() {
        HalfSlot play = playAndMeasure(MessageDelays.immediate(), Hamlet.QUIET.pricing(), 3, 8, 0);
        assertThat(play.state.desk.prices()[Hamlet.FA1]).isCloseTo(price(5), within(1e-5 * price(5)));
        assertThat(of(play, Metric.CERTIFIED)).isEqualTo(1);
        assertThat(of(play, Metric.EPS_PRICES)).isBetween(0.0, 1e-6);
        assertThat(of(play, Metric.EPS_PRICES_REAL)).isBetween(0.0, 1e-6);
        assertThat(of(play, Metric.PRICE_DISTANCE)).isZero();
        assertThat(of(play, Metric.RATIO_DISTANCE)).isCloseTo(0, within(1e-9));
    }

    /**
     * Of 8e9 per slot 2e9 are free. Beyond them the overload price is 4.549e-11 per unit, 0.091 for 2e9 units. The certificate includes it;
     * the gain in money excludes it.
     */
    @Test
    void moneyGainExcludesOverloadPrice() {
        HalfSlot play = playAndMeasure(MessageDelays.immediate(), heldPricing(), 3, 8, 6e9);
        double earned = 7.975 / 4;
        double priced = 2e9 * 0.001 * 168.4842 * (1 / 4e9 + 0.002 / 1e8);
        assertThat(of(play, Metric.EPS_PRICES)).isCloseTo((4.975 - priced - earned) / earned, within(0.006));
        assertThat(of(play, Metric.EPS_PRICES_REAL)).isCloseTo((4.975 - earned) / earned, within(0.05));
    }

    /** At x = 2 all is sent and it earns 1.975. The overload of 2e9 costs 0.091 at the price above. */
    @Test
    void moneyGainIncludesCurrentOverload() {
        HalfSlot play = playAndMeasure(MessageDelays.immediate(), heldPricing(), 3, 2, 6e9);
        double priced = 2e9 * 0.001 * 168.4842 * (1 / 4e9 + 0.002 / 1e8);
        assertThat(of(play, Metric.EPS_PRICES)).isCloseTo(3 / (1.975 - priced), within(0.006));
        assertThat(of(play, Metric.EPS_PRICES_REAL)).isCloseTo(3 / 1.975, within(0.05));
    }

    /** With a received quality of 0.5 half is sent at x = 4. All is worth 10 ln 2 - 4, half 10 ln 1.5 - 2, divided by 10. */
    @Test
    void regretIsLossFromStaleInformation() {
        HalfSlot play = playAndMeasure(LATE, heldPricing(), 3, 4, 0);
        double lost = (10 * Math.log(2) - 4 - (10 * Math.log(1.5) - 2)) / 10;
        assertThat(of(play, Metric.REGRET_MEAN)).isCloseTo(lost, within(1e-9));
        assertThat(of(play, Metric.REGRET_MAX)).isCloseTo(lost, within(1e-9));
        assertThat(of(play, Metric.RATIO_DISTANCE)).isCloseTo(0.5, within(1e-5));
        assertThat(of(play, Metric.PRICE_DISTANCE)).isCloseTo(1 / 5.375, within(1e-5));
        assertThat(of(play, Metric.EPS_PRICES))
                .as("all is sent at true quality")
                .isCloseTo((4.975 - 3.975) / 3.975, within(0.006));
    }

    /** WA2 reaches no leader and has no regret, so means are over two agents. With half the quality the ratio is 10 / x - 2. */
    @Test
    void meansCoverAllOfferingAgents() {
        double cost = 10 / 4.5; // half is sent at the received quality 0.25, all would be at the true one
        HalfSlot play = playHalfSlot(new Market(0.5, 0.25, true), LATE, heldPricing(), 3, cost, 0);
        play.measure();
        double lost = (10 * Math.log(1.5) - cost - (10 * Math.log(1.25) - cost / 2)) / 10;
        assertThat(of(play, Metric.REGRET_MAX)).isCloseTo(lost, within(1e-9));
        assertThat(of(play, Metric.REGRET_MEAN)).isCloseTo(lost / 2, within(1e-9));
        assertThat(of(play, Metric.RATIO_DISTANCE)).isCloseTo(0.25, within(1e-5));
    }

    /** With a queue of 3.5 s at most half is sent, at x <= 20 / 3. At x = 8 a quarter is sent and a quarter more stays at home. */
    @Test
    void ratioDistanceIncludesHomeRatio() {
        HalfSlot play = playAndMeasure(MessageDelays.immediate(), heldPricing(), 3, 8, 28e9);
        assertThat(of(play, Metric.RATIO_DISTANCE)).isCloseTo(0.25, within(1e-5));
        assertThat(of(play, Metric.PRICE_DISTANCE)).isCloseTo((8 - 20 / 3.0) / (20 / 3.0 + 0.375), within(1e-5));
    }

    /** In every tenth slot the market is also solved from zero. Both solutions are equal here. */
    @Test
    void everyTenthSlotIsSolvedFromColdStart() {
        HalfSlot warm = playAndMeasure(MessageDelays.immediate(), PricingSettings.standard(), 20, 5.001, 0);
        assertThat(of(warm, Metric.ROUNDS_COLD)).isPositive();
        assertThat(of(warm, Metric.ROUNDS_COLD_NEAR)).isPositive();
        assertThat(of(warm, Metric.BRANCH_GAP)).isBetween(0.0, 1e-4);
        assertThat(of(warm, Metric.COLD_GAP)).isNaN();
        assertThat(of(
                        playAndMeasure(MessageDelays.immediate(), PricingSettings.standard(), 21, 5.001, 0),
                        Metric.ROUNDS_COLD))
                .isNaN();
        HalfSlot stepped = playAndMeasure(
                MessageDelays.immediate(), PricingSettings.standard().withMode(Mode.STEPS, 1), 20, 8, 0);
        assertThat(of(stepped, Metric.ROUNDS_COLD)).isNaN();
    }

    /**
     * Prices at x = 8 are far from the cold solution. There leaders earn 4.975 instead of 1.99375, and the total gain is
     * 10 ln 2 - .025 instead of 10 ln 1.25 - .00625.
     */
    @Test
    void differentColdSolutionIsComparedInMoney() {
        HalfSlot play = playHalfSlot(MessageDelays.immediate(), PricingSettings.standard(), 20, 5.001, 0);
        play.state.desk.setPrices(new double[] {1e-5, price(8), 1e-5}, true);
        play.measure();
        assertThat(of(play, Metric.BRANCH_GAP)).isCloseTo(3 / 5.375, within(1e-4));
        assertThat(of(play, Metric.COLD_GAP)).isCloseTo(3 / 5.375, within(1e-4));
        assertThat(of(play, Metric.COLD_CERTIFIED)).isEqualTo(1);
        assertThat(of(play, Metric.COLD_PROFIT)).isCloseTo(4.975 / 1.99375 - 1, within(1e-3));
        double gain = (10 * Math.log(2) - 0.025) / (10 * Math.log(1.25) - 0.00625) - 1;
        assertThat(of(play, Metric.COLD_GAIN)).isCloseTo(gain, within(1e-3));
    }

    @Test
    void measuresNothingWithoutTasksOrCertificate() {
        var hamlet = new Hamlet(Hamlet.QUIET, 0);
        assertThat(of(HalfSlot.of(hamlet.state).measure(), Metric.EPS_PRICES)).isNaN();
        SimulationSetup every = Setups.of(Hamlet.HAMLET, Hamlet.QUIET, 3);
        assertThat(List.of(0L, 1L, 2L, 3L).stream().filter(every::measures)).containsExactly(0L, 3L);
        assertThat(Setups.of(Hamlet.HAMLET, Hamlet.QUIET, 0).measures(0)).isFalse();
        var empty = new SimulationState(Setups.of(Hamlet.HAMLET, Hamlet.QUIET, 1));
        HalfSlot play = HalfSlot.of(empty).measure();
        assertThat(of(play, Metric.EPS_PRICES)).isNaN();
        assertThat(of(play, Metric.REGRET_MEAN)).isNaN();
    }
}
