package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;

/** Wireless agents that report another weight, and buy by their own. */
class MisreportedWeightsTest {

    private static final Scenario MARKET = Setups.REFERENCE;
    private static final int SLOTS = 4;

    private static Dynamics misreport(Dynamics dynamics, double factor, double share) {
        return dynamics.withAdversary(
                Optional.of(new Adversary(0, List.of(MaliciousGroup.share(new Behaviour.Misreport(factor), share)))));
    }

    private static List<SlotResult> play(Scenario market, Dynamics dynamics) {
        Simulation simulation = Simulation.begin(Setups.of(market, dynamics, 1));
        return Stream.generate(simulation::play).limit(SLOTS).toList();
    }

    private static double[] prices(SlotResult slot) {
        return slot.leaders().stream().mapToDouble(SlotResult.LeaderSlot::price).toArray();
    }

    private static double work(SlotResult slot) {
        return slot.leaders().stream()
                .mapToDouble(SlotResult.LeaderSlot::soldWork)
                .sum();
    }

    private static Object ledger(List<SlotResult> slots) {
        return slots.getLast().ledger().digest();
    }

    @Test
    void factorOneAndShareZeroAreTheHonestMarket() {
        Object honest = ledger(play(MARKET, Dynamics.stationary()));
        assertThat(ledger(play(MARKET, misreport(Dynamics.stationary(), 1, 1)))).isEqualTo(honest);
        assertThat(ledger(play(MARKET, misreport(Dynamics.stationary(), 0.5, 0))))
                .isEqualTo(honest);
        assertThat(ledger(play(MARKET, misreport(Dynamics.stationary(), 0.5, 0.5))))
                .isNotEqualTo(honest);
    }

    /** Leaders price the reported market: their prices are those of a market in which the reports are true. Buyers buy more there. */
    @Test
    void leadersPriceReportsAndAgentsBuyByTheirOwnWeights() {
        SlotResult honest = play(MARKET, Dynamics.stationary()).getFirst();
        SlotResult attack =
                play(MARKET, misreport(Dynamics.stationary(), 0.6, 1)).getFirst();
        Scenario low = MARKET.withWirelessAgents(MARKET.wirelessAgents().stream()
                .map(agent -> agent.withSatisfactionWeight(0.6 * agent.satisfactionWeight()))
                .toList());
        SlotResult bound = play(low, Dynamics.stationary()).getFirst();
        for (int s = 0; s < MARKET.leaders().size(); s++) {
            assertThat(prices(attack)[s] / prices(bound)[s]).isBetween(0.999, 1.001);
        }
        assertThat(Arrays.stream(prices(attack)).sum())
                .isLessThan(Arrays.stream(prices(honest)).sum());
        assertThat(work(attack)).isGreaterThan(1.1 * work(bound));
        assertThat(work(attack)).isGreaterThan(1.02 * work(honest));
    }

    /** The certificate of the leaders holds for the reported market only. In the true one, the measured gap is larger. */
    @Test
    void certificateHoldsForTheReportedMarketOnly() {
        var row = Simulation.begin(Setups.of(MARKET, misreport(Dynamics.stationary(), 0.6, 1), 1));
        List<SlotResult> slots = Stream.generate(row::play).limit(8).toList();
        var first = slots.stream()
                .flatMap(slot -> slot.complete().stream())
                .findFirst()
                .orElseGet(() -> row.remainingRows().getFirst());
        assertThat(first.of(Metric.CERTIFIED)).isEqualTo(1);
        assertThat(first.of(Metric.EPS_PRICES)).isGreaterThan(1e-3);
    }

    @Test
    void delayedReportsContainTheMisreportToo() {
        Dynamics late = Altered.from(Dynamics.stationary())
                .withMessages(MessageDelays.immediate().withTravel(0.2, 0, 0))
                .dynamics();
        double honest = Arrays.stream(prices(play(MARKET, late).getLast())).sum();
        double attack = Arrays.stream(
                        prices(play(MARKET, misreport(late, 0.6, 1)).getLast()))
                .sum();
        assertThat(attack).isLessThan(0.95 * honest);
    }
}
