package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.SettingException;
import skybourse.round.ledger.Ledger;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Trade;

class SettlementTest {

    @Test
    void roundWithoutBacklogHasOnlyBills() {
        Ledger calm = Settlement.of(
                SmallRound.round(SmallRound.scenario(), new double[][] {{0.25, 0.25}, {0, 0.5}}), List.of());
        assertThat(calm.entries()).hasSize(3).allMatch(entry -> entry.reason() == Ledger.Reason.BILL);
        // 2 * 20 * 0.25 in units of 1e-6
        assertThat(calm.entries().getFirst())
                .isEqualTo(new Ledger.Entry("wa-1", "ma-1", 10_000_000, Ledger.Reason.BILL));
    }

    @Test
    void backlogIsRefundedInProportionToWork() {
        // 2.5 of 12.5 waits: 37.5 / 5 refunded and 2.5 penalty; wa-1 sent 5, wa-2 sent 7.5
        Ledger ledger = Settlement.of(SmallRound.round(), List.of());
        assertThat(ledger.entries())
                .endsWith(
                        new Ledger.Entry("fa-1", "wa-1", 3_000_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-2", 4_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-1", 1_000_000, Ledger.Reason.PENALTY),
                        new Ledger.Entry("fa-1", "wa-2", 1_500_000, Ledger.Reason.PENALTY))
                .hasSize(7);
    }

    /** Bills total 47.5, with refund and penalty 57.5; 2^62 units of 1.3e-17 are 59.95, of 1.1e-17 50.7, of 1e-17 46.1. */
    @Test
    void rejectsPaymentsAbove62Bits() {
        assertThat(settleWithUnit(1.3e-17).total(Reason.BILL)).isGreaterThan(3_600_000_000_000_000_000L);
        for (double unit : new double[] {1.1e-17, 1e-17}) {
            assertThatThrownBy(() -> settleWithUnit(unit))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(
                            "rules.ledgerUnitMoney must be large enough for payments of at most 2^62 units in total: "
                                    + unit);
        }
    }

    private static Ledger settleWithUnit(double unit) {
        Scenario scenario = SmallRound.scenario();
        Rules rules = scenario.rules();
        Rules fine = rules.withTickMoney(2e15 * unit).withLedgerUnitMoney(unit);
        return Settlement.of(SmallRound.round(scenario.withRules(fine), SmallRound.RATIOS), List.of());
    }

    /** In a simulation, parts of two tasks of one agent may reach a leader in one slot. Both are refunded. */
    @Test
    void refundCoversAllPartsOfAgent() {
        Scenario scenario = SmallRound.scenario();
        SoldPieces sales = parts(scenario, 0, 0.5, 0, 0.25, 1, 0.75);
        Round round = PriceEvaluation.evaluate(
                scenario,
                ScenarioLinks.cached(scenario),
                SmallRound.result().prices(),
                sales,
                new double[2],
                new double[] {1e18, 1e18},
                TaskRunner.CALLER);
        Ledger ledger = Settlement.of(round, List.of());
        // 15 sold and 10 computed: 15 of 45 paid are refunded, the penalty is 5; each agent had half of the work
        assertThat(ledger.entries().stream().filter(entry -> entry.reason() != Ledger.Reason.BILL))
                .containsExactlyInAnyOrder(
                        new Ledger.Entry("fa-1", "wa-1", 7_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-2", 7_500_000, Ledger.Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-1", 2_500_000, Ledger.Reason.PENALTY),
                        new Ledger.Entry("fa-1", "wa-2", 2_500_000, Ledger.Reason.PENALTY));
    }

    /** 5 and 20 of work for 15 each; 15 of 25 wait: 18 of 30 paid are refunded, the penalty is 15, split 1 to 4. */
    @Test
    void refundsFollowWorkNotBills() {
        Scenario scenario = SmallRound.scenario();
        WirelessAgent heavy = scenario.wirelessAgents().get(1).withTask(new Task(20, 40, 1));
        SoldPieces sales = parts(scenario, 0, 0.5);
        sales.addTask(heavy, 1, 0.5);
        sales.addPiece(1, 0.5, 0.5, 0.1, 1.5);
        double[] prices = SmallRound.result().prices();
        Round round = PriceEvaluation.evaluate(
                scenario,
                ScenarioLinks.cached(scenario),
                prices,
                sales,
                new double[2],
                new double[] {1e18, 1e18},
                TaskRunner.CALLER);
        assertThat(Settlement.of(round, List.of()).entries())
                .endsWith(
                        new Ledger.Entry("fa-1", "wa-1", 3_600_000, Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-2", 14_400_000, Reason.REFUND),
                        new Ledger.Entry("fa-1", "wa-1", 3_000_000, Reason.PENALTY),
                        new Ledger.Entry("fa-1", "wa-2", 12_000_000, Reason.PENALTY));
    }

    /** Returns parts of tasks: pairs of an agent's index and a ratio of its task. */
    private static SoldPieces parts(Scenario scenario, double... agentsAndRatios) {
        var pieces = new SoldPieces();
        for (int i = 0; i < agentsAndRatios.length; i += 2) {
            int agent = (int) agentsAndRatios[i];
            double ratio = agentsAndRatios[i + 1];
            pieces.addTask(scenario.wirelessAgents().get(agent), agent, 1 - ratio);
            pieces.addPiece(1, ratio, 0.5, 0.1, 1.5);
        }
        return pieces;
    }

    /** 2^40 half ticks of 2^21, 2^22 and 2^24 units are 2^61, 2^62 and 2^64 units. 2^64 is 0 in 64 bits. */
    @Test
    void rejectsOverflowingLotPrice() {
        long most = 1L << 40;
        assertThat(settleTrade(most, 0, 1L << 21).total(Reason.LOT_BOUGHT)).isEqualTo(1L << 61);
        assertThat(settleTrade(-most, 0, 1L << 21).total(Reason.LOT_BOUGHT)).isEqualTo(1L << 61);
        for (long price : new long[] {most, -most}) {
            assertThatThrownBy(() -> settleTrade(price, 0, 1L << 24))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("rules.ledgerUnitMoney must be large enough for payments");
            assertThatThrownBy(() -> settleTrade(0, price, 1L << 24)).isInstanceOf(SettingException.class);
        }
    }

    /** A lot that fits alone, but not together with the small bills, is rejected. */
    @Test
    void rejectsLotsAndBillsAbove62Bits() {
        assertThatThrownBy(() -> settleTrade(1L << 40, 0, 1L << 22)).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> settleTrade(1L << 40, 1L << 40, 1L << 21)).isInstanceOf(SettingException.class);
    }

    /** Settles a round with one traded lot and the given number of ledger units per half tick. */
    private static Ledger settleTrade(long buyerHalfTicks, long sellerHalfTicks, long unitsPerHalfTick) {
        Scenario scenario = SmallRound.scenario();
        Rules rules = scenario.rules();
        double unit = 0.01;
        Rules coarse = rules.withTickMoney(2 * unitsPerHalfTick * unit).withLedgerUnitMoney(unit);
        var trade = new Trade(new Bid("fa-1", 1, 0), new Ask("uav-1", 1, 0), buyerHalfTicks, sellerHalfTicks);
        return Settlement.of(SmallRound.round(scenario.withRules(coarse), SmallRound.RATIOS), List.of(trade));
    }
}
