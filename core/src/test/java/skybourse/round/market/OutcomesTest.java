package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.RotaryWing;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadDelay;
import skybourse.base.agent.Rules.Sharing;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.market.PieceDelay.PieceCompletion;
import skybourse.round.market.Resale.Portion;

/** Outcomes of agents, compared with manual calculations. */
class OutcomesTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void aerialCostIsComputingHoveringAndBattery() {
        AerialAgent agent = SmallRound.resaleScenario().aerialAgents().getFirst();
        var outcome = new AerialOutcome(agent, 3, 3, 0.5, 40);
        // 3 units at 5 units/s; 0.01 * 25 J per unit; three lots, of which the second costs 0.05 more and the third 0.1
        double hover = RotaryWing.standard().powerWatts(0) * (0.6 + 0.5);
        assertThat(outcome.executionSeconds()).isEqualTo(0.6, ROUNDING);
        assertThat(outcome.computeJoules()).isEqualTo(0.75, ROUNDING);
        assertThat(outcome.hoverJoules()).isEqualTo(hover, ROUNDING);
        assertThat(outcome.cost()).isEqualTo(0.1 * 0.75 + 0.05 * hover + 0.15, ROUNDING);
        assertThat(outcome.profit()).isEqualTo(40 - outcome.cost(), ROUNDING);
    }

    @Test
    void totalsMatchManualCalculation() {
        Round round = SmallRound.round();
        RoundTotals totals = round.totals();
        assertThat(totals.deadlinesMet()).isEqualTo(1);
        assertThat(totals.deadlineShare()).isEqualTo(0.5);
        assertThat(totals.overloadedLeaders()).isEqualTo(1);
        assertThat(totals.offloadedShare()).isEqualTo(15 / 20.0, ROUNDING);
        // at home a quarter of 10 units at 2 J each, then what sending takes
        assertThat(totals.agentJoules()).isEqualTo(5 + 0.5 + 5 + 0.5 * 0.375, ROUNDING);
        assertThat(totals.leaderJoules()).isEqualTo(0.64 * 2.5 + 12.5, ROUNDING);
        double satisfaction = 8 * (2 * Math.log(1.25) + Math.log(1.75));
        assertThat(totals.meanSatisfaction()).isEqualTo(satisfaction / 2, ROUNDING);
        double sending = 0.5 + 0.5 * 0.375;
        assertThat(totals.welfare()).isEqualTo(satisfaction - sending + 2 * 15 - 1.6 - 0.5 * 12.5, within(1e-11));
    }

    @Test
    void wirelessOutcomeHasBillEnergyAndLinks() {
        AgentOutcome first = SmallRound.round().agents().getFirst();
        assertThat(first.bill()).isEqualTo(2 * 20 * 0.25 + 1.5 * 20 * 0.5, ROUNDING);
        assertThat(first.joules()).isEqualTo(5.5, ROUNDING);
        AgentOutcome.Link toTheFixed = first.links().get(1);
        assertThat(toTheFixed.transferSeconds()).isEqualTo(0.5, ROUNDING);
        assertThat(toTheFixed.quality()).isEqualTo(0.5);
    }

    @Test
    void overloadWithinOneMillionthIsRounding() {
        // 1e-6 of a capacity of 1e6 is one unit, exactly
        assertThat(new LeaderLoad(1_000_001, 1e6, 10, Resale.NONE).overload()).isZero();
        assertThat(new LeaderLoad(1_000_002, 1e6, 10, Resale.NONE).overload()).isEqualTo(2);
        assertThat(new LeaderLoad(999_000, 1e6, 10, Resale.NONE).overload()).isZero();
        assertThat(load(1_000_009, 8).leftOver()).isZero();
        assertThat(load(1_000_009, 7).leftOver()).isEqualTo(2);
        assertThat(load(1_000_009, 7).kept()).isEqualTo(1_000_002);
        assertThatThrownBy(() -> load(1_000_001, 1)).hasMessageContaining("resale.work");
        assertThatThrownBy(() -> new LeaderLoad(-1, 1, 1, Resale.NONE)).hasMessageContaining("work");
        assertThatThrownBy(() -> new LeaderLoad(1, 0, 1, Resale.NONE)).hasMessageContaining("capacity");
        assertThatThrownBy(() -> new LeaderLoad(1, 1, 0, Resale.NONE)).hasMessageContaining("workPerSecond");
    }

    private static LeaderLoad load(double work, double resold) {
        return new LeaderLoad(work, 1e6, 10, new Resale(List.of(new Portion("uav", 1, resold, 0, 0))));
    }

    @Test
    void leaderSpendsEnergyOnKeptWork() {
        LeaderOutcome fixed = SmallRound.round().leaders().get(1);
        LeaderOutcome relieved = fixed.with(new Resale(List.of(new Portion("uav", 2, 2, 0.1, 0.2))));
        assertThat(relieved.joules()).isEqualTo(10.5, ROUNDING);
        assertThat(relieved.profit()).isEqualTo(37.5 - 0.5 * 10.5, ROUNDING);
        assertThat(relieved.revenue()).isEqualTo(fixed.revenue());
        assertThat(relieved.load().leftOver()).isEqualTo(0.5, ROUNDING);
    }

    @Test
    void slowestPortionDeterminesResaleTime() {
        Resale resale = new Resale(List.of(new Portion("one", 1, 1, 0.4, 0.1), new Portion("two", 2, 2, 0.2, 0.5)));
        assertThat(resale.work()).isEqualTo(3);
        assertThat(resale.seconds()).isEqualTo(0.7, ROUNDING);
        assertThat(Resale.NONE.seconds()).isZero();
        assertThat(Resale.NONE.work()).isZero();
        assertThatThrownBy(() -> new Portion(" ", 1, 1, 0, 0)).hasMessageContaining("aerialAgent");
        assertThatThrownBy(() -> new Portion("uav", 0, 1, 0, 0)).hasMessageContaining("lots");
        assertThatThrownBy(() -> new Portion("uav", 1, 0, 0, 0)).hasMessageContaining("work");
        assertThatThrownBy(() -> new Portion("uav", 1, 1, -1, 0)).hasMessageContaining("transferSeconds");
        assertThatThrownBy(() -> new Portion("uav", 1, 1, 0, -1)).hasMessageContaining("executionSeconds");
    }

    @Test
    void tiedPartsReportTheFirst() {
        var rule = new DelayRule(1, OverloadDelay.WAIT, Sharing.ALONE);
        // 12 sold at 10 work/s: 1 waits, 1 is resold; 10/12 of a piece of 6 take 0.5 s, the waiting part 1.1 s
        for (double seconds : new double[] {0.5, 1.1, 1.2}) {
            var load = new LeaderLoad(12, 10, 10, new Resale(List.of(new Portion("uav", 1, 1, 0, seconds))));
            PieceCompletion last = seconds > 1.1 ? PieceCompletion.RESOLD : PieceCompletion.WAITING;
            assertThat(rule.at(load).delay(0, 6)).isEqualTo(new PieceDelay(Math.max(1.1, seconds), last));
        }
    }

    @Test
    void delayRuleComesFromScenario() {
        Rules rules = Rules.standard().withOverloadDelay(OverloadDelay.SLOW);
        assertThat(DelayRule.of(rules)).isEqualTo(new DelayRule(1, OverloadDelay.SLOW, Sharing.ALONE));
    }

    @Test
    void provenanceRejectsBlankFields() {
        assertThatThrownBy(() -> new ResultProvenance("", "a", "b")).hasMessageContaining("version");
        assertThatThrownBy(() -> new ResultProvenance("1", " ", "b")).hasMessageContaining("scenarioHash");
        assertThatThrownBy(() -> new ResultProvenance("1", "a", "")).hasMessageContaining("command");
    }
}
