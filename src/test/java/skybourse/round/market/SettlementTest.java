package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger;

class SettlementTest {

    @Test
    void whereNothingWaitsThereAreBillsAlone() {
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
        Round round = RoundEvaluation.evaluate(
                world, Reach.kept(world), SmallRound.result().prices(), sales, new double[2]);
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
