package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.adversary.Adversary;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.round.adversary.Reputation;
import skybourse.round.dynamics.Arrivals;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;

class MaliciousLeadersTest {

    private static final int SLOTS = 25;
    private static final Dynamics HONEST = Altered.from(Dynamics.stationary())
            .withArrivals(new Arrivals.Poisson(0.8))
            .dynamics();

    private static Dynamics noShow(double rate, String... ids) {
        return with(0, MaliciousGroup.of(new Behaviour.NoShow(rate), ids));
    }

    private static Dynamics with(double accident, MaliciousGroup... groups) {
        return HONEST.withAdversary(Optional.of(new Adversary(accident, List.of(groups))));
    }

    /** A market that was played. */
    private record Played(Simulation simulation, List<SlotResult> slots) {

        static Played of(Dynamics dynamics) {
            Simulation simulation = Simulation.begin(Setups.of(Setups.REFERENCE, dynamics, 0));
            List<SlotResult> slots =
                    Stream.generate(simulation::play).limit(SLOTS).toList();
            return new Played(simulation, slots);
        }

        double sum(Metric metric) {
            return Stream.concat(
                            slots.stream().flatMap(slot -> slot.complete().stream()),
                            simulation.remainingRows().stream())
                    .mapToDouble(row -> row.of(metric))
                    .filter(value -> !Double.isNaN(value))
                    .sum();
        }

        double utility(String id) {
            return simulation.utility(id);
        }

        long met() {
            return simulation.taskTotals()[1];
        }

        Object ledger() {
            return slots.getLast().ledger().digest();
        }
    }

    @Test
    void honestValuesOfEachBehaviourEqualTheMarketWithoutThem() {
        Object honest = Played.of(HONEST).ledger();
        assertThat(Played.of(noShow(0, "FA1", "MA1")).ledger()).isEqualTo(honest);
        assertThat(Played.of(with(0, MaliciousGroup.share(new Behaviour.NoShow(1), 0)))
                        .ledger())
                .isEqualTo(honest);
        assertThat(Played.of(with(0)).ledger()).isEqualTo(honest);
        assertThat(Played.of(noShow(0.5, "FA1")).ledger()).isNotEqualTo(honest);
    }

    @Test
    void leaderThatReturnsNothingIsPaidNothing() {
        Played honest = Played.of(HONEST);
        Played attack = Played.of(noShow(1, "FA1"));
        assertThat(honest.simulation().balance("FA1")).isPositive();
        assertThat(attack.utility("FA1")).isNegative();
        assertThat(attack.met()).isLessThan(honest.met() / 2);
        assertThat(attack.simulation().taskTotals()[4]).as("dropped").isGreaterThan(100);
    }

    /** Control: without escrow the attacker keeps the bills. */
    @Test
    void withoutEscrowTheAttackPays() {
        Dynamics attack = noShow(1, "FA1");
        double paid = Played.of(attack.withEscrow(false)).utility("FA1");
        assertThat(paid).isGreaterThan(100);
        assertThat(paid).isGreaterThan(Played.of(attack).utility("FA1"));
    }

    @Test
    void reputationExcludesTheAttackerAndNoHonestLeader() {
        Played attack = Played.of(noShow(1, "FA1"));
        Played defended = Played.of(noShow(1, "FA1").withReputation(Optional.of(Reputation.standard())));
        assertThat(attack.sum(Metric.EXCLUDED)).isZero();
        assertThat(defended.sum(Metric.EXCLUDED)).isBetween(SLOTS - 6.0, SLOTS - 1.0);
        assertThat(defended.met()).isGreaterThan(2 * attack.met());
        Played accidents = Played.of(with(0.02).withReputation(Optional.of(Reputation.standard())));
        assertThat(accidents.sum(Metric.EXCLUDED)).as("honest leaders").isZero();
        assertThat(accidents.simulation().taskTotals()[4]).as("dropped").isPositive();
    }

    /** What all agents have, in money and in goods, is the delivered welfare; what the house and the escrow hold is not an agent's. */
    @Test
    void utilitiesSumToTheDeliveredWelfare() {
        for (Dynamics dynamics : List.of(HONEST, noShow(0.3, "MA1", "FA2"), with(0.1))) {
            Played played = Played.of(dynamics);
            Scenario market = Setups.REFERENCE;
            double agents = Stream.of(market.wirelessAgents(), market.leaders(), market.aerialAgents())
                    .flatMap(List::stream)
                    .map(Agent::id)
                    .mapToDouble(played::utility)
                    .sum();
            double unit = market.rules().ledgerUnitMoney();
            double held = (played.simulation().balance(Scenario.HOUSE)
                            + played.simulation().balance(Scenario.ESCROW))
                    * unit;
            assertThat(agents + held).isCloseTo(played.sum(Metric.WELFARE_DELIVERED), within(1e-6));
            assertThat(agents).isPositive();
        }
    }

    /** A lost task has no worth and saves no energy, although its other parts came back. */
    @Test
    void lostTasksHaveNoWorth() {
        Played honest = Played.of(HONEST);
        Played attack = Played.of(noShow(1, "FA1"));
        double before = buyers(honest);
        assertThat(before).isPositive();
        assertThat(buyers(attack)).isLessThan(0.2 * before);
        assertThat(attack.sum(Metric.WELFARE)).as("welfare of sales").isGreaterThan(0.5 * honest.sum(Metric.WELFARE));
    }

    private static double buyers(Played played) {
        return Setups.REFERENCE.wirelessAgents().stream()
                .mapToDouble(agent -> played.utility(agent.id()))
                .sum();
    }
}
