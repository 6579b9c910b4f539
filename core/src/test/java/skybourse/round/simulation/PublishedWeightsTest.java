package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WeightDistribution;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.market.TwoTierRound;

/** Slots whose prices are computed for a published distribution of weights. */
class PublishedWeightsTest {

    private static final Scenario PUBLISHED = Setups.REFERENCE.withRules(
            Setups.REFERENCE.rules().withWeights(Optional.of(new WeightDistribution(20, 30))));

    private static final Dynamics LATE = Altered.from(Dynamics.stationary())
            .withMessages(MessageDelays.immediate().withTravel(0.2, 0, 0))
            .dynamics();

    private static Scenario scaled(Scenario market, double factor) {
        return market.withWirelessAgents(market.wirelessAgents().stream()
                .map(agent -> agent.withSatisfactionWeight(factor * agent.satisfactionWeight()))
                .toList());
    }

    private static List<SlotResult> play(Scenario market, Dynamics dynamics, int slots) {
        Simulation simulation = Simulation.begin(Setups.of(market, dynamics, 1));
        return Stream.generate(simulation::play).limit(slots).toList();
    }

    private static double[] prices(SlotResult slot) {
        return slot.leaders().stream().mapToDouble(SlotResult.LeaderSlot::price).toArray();
    }

    /** The first slot of a simulation of one round has the prices and the sales of that round. */
    @Test
    void slotEqualsRound() {
        SlotResult slot = play(PUBLISHED, Setups.ONE_ROUND, 1).getFirst();
        TwoTierRound tiers = TwoTierRound.of(PUBLISHED);
        double[] prices = Setups.solver()
                .solve(tiers.game(), new double[tiers.game().leaders()])
                .prices();
        assertThat(prices(slot)).containsExactly(prices);
        double[] work = tiers.sell(prices).leaders().stream()
                .mapToDouble(leader -> leader.load().work())
                .toArray();
        for (int s = 0; s < work.length; s++) {
            assertThat(slot.leaders().get(s).soldWork() / work[s]).isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    @Test
    void commonFactorChangesNoPrice() {
        double[] prices = prices(play(PUBLISHED, Dynamics.stationary(), 1).getFirst());
        assertThat(prices(play(scaled(PUBLISHED, 0.6), Dynamics.stationary(), 1).getFirst()))
                .containsExactly(prices);
        assertThat(prices(play(scaled(Setups.REFERENCE, 0.6), Dynamics.stationary(), 1)
                        .getFirst()))
                .as("control: without the distribution")
                .isNotEqualTo(
                        prices(play(Setups.REFERENCE, Dynamics.stationary(), 1).getFirst()));
    }

    /** Reports arrive late: the first slot in which leaders have some is the second. */
    @Test
    void commonFactorChangesNoPriceOfDelayedReports() {
        assertThat(prices(play(scaled(PUBLISHED, 0.6), LATE, 2).getLast()))
                .containsExactly(prices(play(PUBLISHED, LATE, 2).getLast()))
                .isNotEqualTo(prices(play(Setups.REFERENCE, LATE, 2).getLast()));
    }

    /** The certificate of the leaders holds for the priced market only. In the market of the agents' own weights, the measured gap is larger. */
    @Test
    void certificateHoldsForPricedMarketOnly() {
        Simulation simulation = Simulation.begin(Setups.of(PUBLISHED, Dynamics.stationary(), 1));
        List<SlotResult> slots = Stream.generate(simulation::play).limit(8).toList();
        var first = slots.stream()
                .flatMap(slot -> slot.complete().stream())
                .findFirst()
                .orElseGet(() -> simulation.remainingRows().getFirst());
        assertThat(first.of(Metric.CERTIFIED)).isEqualTo(1);
        assertThat(first.of(Metric.EPS_PRICES)).isGreaterThan(1e-6);
    }

    /** A distribution whose quantiles are the agents' own weights changes nothing. */
    @Test
    void ownQuantilesChangeNothing() {
        List<WirelessAgent> assigned = PUBLISHED.priced().wirelessAgents();
        Object own = play(Setups.REFERENCE.withWirelessAgents(assigned), Dynamics.stationary(), 6)
                .getLast()
                .ledger()
                .digest();
        assertThat(play(PUBLISHED.withWirelessAgents(assigned), Dynamics.stationary(), 6)
                        .getLast()
                        .ledger()
                        .digest())
                .isEqualTo(own);
    }
}
