package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.testing.Cases;

class SettlementTest {

    @Test
    void remaindersGoToTheLargestFractionAndTiesById() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("wa-2", 1.0);
        weights.put("wa-1", 1.0);
        weights.put("wa-3", 2.0);
        // 7 units: 1.75, 1.75 and 3.5
        assertThat(Settlement.shares(7, weights)).isEqualTo(Map.of("wa-2", 2L, "wa-1", 2L, "wa-3", 3L));
        // 5 units: 1.25, 1.25 and 2.5
        assertThat(Settlement.shares(5, weights)).isEqualTo(Map.of("wa-2", 1L, "wa-1", 1L, "wa-3", 3L));
        // 2 units over equals: 2/3 each
        assertThat(Settlement.shares(2, Map.of("wa-1", 1.0, "wa-2", 1.0, "wa-3", 1.0)))
                .isEqualTo(Map.of("wa-1", 1L, "wa-2", 1L, "wa-3", 0L));
    }

    @Test
    void sharesSumToTheWholeAndStrayByLessThanAUnit() {
        Cases.forAll(
                (random, size) -> {
                    Map<String, Double> weights = new LinkedHashMap<>();
                    for (int i = 0; i <= size; i++) {
                        weights.put("wa-" + i, random.nextDouble(1e-9, 1e9));
                    }
                    return Map.entry(random.nextLong(0, 1L << 40), weights);
                },
                input -> {
                    long units = input.getKey();
                    Map<String, Long> shares = Settlement.shares(units, input.getValue());
                    double sum = input.getValue().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
                    assertThat(shares.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(units);
                    shares.forEach((id, share) -> assertThat(
                                    Math.abs(share - units * (input.getValue().get(id) / sum)))
                            .isLessThanOrEqualTo(1));
                });
    }

    @Test
    void nothingToShareIsNothingForEveryoneAndNoEntry() {
        assertThat(Settlement.shares(0, Map.of("wa-1", 1.0, "wa-2", 2.0))).isEqualTo(Map.of("wa-1", 0L, "wa-2", 0L));
        Ledger calm = Settlement.of(
                SmallRound.round(SmallRound.scenario(), new double[][] {{0.25, 0.25}, {0, 0.5}}), List.of());
        assertThat(calm.entries()).hasSize(3).allMatch(entry -> entry.reason() == Ledger.Reason.BILL);
        // 2 * 20 * 0.25 in units of 1e-6
        assertThat(calm.entries().getFirst())
                .isEqualTo(new Ledger.Entry("wa-1", "ma-1", 10_000_000, Ledger.Reason.BILL));
    }

    @Test
    void workThatWaitsIsGivenBackByTheWorkSent() {
        // 2.5 of 12.5 waits: 37.5 / 5 given back and 2.5 penalty; wa-1 sent 5, wa-2 sent 7.5
        Ledger ledger = Settlement.of(SmallRound.round(), List.of());
        assertThat(ledger.entries())
                .endsWith(
                        new Ledger.Entry("fa-1", "wa-1", 3_000_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-2", 4_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-1", 1_000_000, Ledger.Reason.PENALTY),
                        new Ledger.Entry("fa-1", "wa-2", 1_500_000, Ledger.Reason.PENALTY))
                .hasSize(7);
    }

    /** Over time parts of two tasks of one agent may reach a leader in one slot: it gets back for both. */
    @Test
    void anAgentGetsBackForAllItsParts() {
        Scenario world = SmallRound.scenario();
        List<Sale> sales = List.of(part(world, 0, 0.5), part(world, 0, 0.25), part(world, 1, 0.75));
        Round round = RoundEvaluation.evaluate(world, Reach.kept(world), SmallRound.result().prices(), sales, new double[2]);
        Ledger ledger = Settlement.of(round, List.of());
        // 15 sold and 10 done: of 45 paid 15 go back, and 5 are fined; each agent had half of the work
        assertThat(ledger.entries().stream().filter(entry -> entry.reason() != Ledger.Reason.BILL))
                .containsExactlyInAnyOrder(
                        new Ledger.Entry("fa-1", "wa-1", 7_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-2", 7_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-1", 2_500_000, Ledger.Reason.PENALTY),
                        new Ledger.Entry("fa-1", "wa-2", 2_500_000, Ledger.Reason.PENALTY));
    }

    private static Sale part(Scenario world, int agent, double ratio) {
        return new Sale(
                world.wirelessAgents().get(agent), List.of(new Sale.Piece(1, ratio, 20, 0.5, 0.1, 1.5)), 1 - ratio);
    }
}
