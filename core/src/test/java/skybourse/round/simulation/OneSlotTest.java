package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.base.scenario.SettingException;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.Setups;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.Settlement;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier2.auction.TieOrder;

/** The first slot of a stationary simulation equals the round of `run`. */
class OneSlotTest {

    private static Ledger round(Scenario scenario, List<Double> prices) {
        TwoTierRound tiers = TwoTierRound.of(scenario);
        SolveResult result = Setups.solver().solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()));
        for (double price : result.prices()) {
            prices.add(price);
        }
        Round tierOneRound = tiers.sell(result.prices());
        return TwoTierRound.resell(tierOneRound, Setups::rule, new TieOrder.Lottery(scenario.seed(), 0))
                .map(ResaleOutcome::ledger)
                .orElseGet(() -> Settlement.of(tierOneRound, List.of()));
    }

    @Test
    void oneSlotEqualsOneRoundExactly() {
        List<Double> prices = new ArrayList<>();
        Ledger ledger = round(Setups.REFERENCE, prices);
        Simulation simulation = Simulation.begin(Setups.of(Setups.REFERENCE, Setups.ONE_ROUND, 1));
        SlotResult slot = simulation.play();
        assertThat(slot.leaders().stream().map(SlotResult.LeaderSlot::price)).containsExactlyElementsOf(prices);
        assertThat(slot.ledger().entries()).containsExactlyElementsOf(ledger.entries());
    }

    @Test
    void slotsWithoutBacklogAreIdentical() {
        Simulation simulation = Simulation.begin(Setups.of(ROOMY, Setups.ONE_ROUND, 0));
        SlotResult first = simulation.play();
        assertThat(first.ledger().entries()).isNotEmpty();
        for (int slot = 1; slot < 20; slot++) {
            SlotResult later = simulation.play();
            assertThat(later.ledger().entries())
                    .containsExactlyElementsOf(first.ledger().entries());
            assertThat(later.leaders()).allMatch(leader -> leader.backlog() == 0);
        }
        simulation
                .remainingRows()
                .forEach(row -> assertThat(row.of(Metric.HOME_BACKLOG)).isZero());
    }

    /** Each round has less than 2^62 units; a leader's balance over all rounds exceeds 2^63. */
    @Test
    void overflowOfBalancesNamesLedgerUnit() {
        Rules rules = ROOMY.rules();
        Simulation simulation =
                Simulation.begin(Setups.of(ROOMY.withRules(rules.withLedgerUnitMoney(1e-17)), Setups.ONE_ROUND, 0));
        assertThat(simulation.play().ledger().total(Ledger.Reason.BILL)).isGreaterThan(1L << 56);
        assertThatThrownBy(() -> {
                    for (int slot = 0; slot < 200; slot++) {
                        simulation.play();
                    }
                })
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "rules.ledgerUnitMoney must be large enough for balances below 2^63 units over all slots: 1.0E-17");
    }

    /** Three phones that finish their home work within a slot, and servers that are never full. */
    private static final Scenario ROOMY =
            ScenarioSampler.standard(new Counts(3, 1, 2, 1)).sample("roomy", 4);
}
