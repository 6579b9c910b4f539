package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.simulation.OverTimeAudit.MisreportOutcome;
import skybourse.tier2.rule.SellerVickrey;

class OverTimeAuditTest {

    private static final Scenario PAIR =
            ScenarioSampler.standard(new Counts(20, 2, 3, 2)).sample("pair", 3);

    private static OverTimeAudit audit(SimulationSetup setup, int slots, int threads) {
        return OverTimeAudit.of(setup, slots, TaskRunner.of(threads));
    }

    private static SimulationSetup verifiedBids() {
        return SimulationSetupBuilder.builder()
                .scenario(PAIR)
                .dynamics(Dynamics.stationary())
                .seed(1)
                .frozen(false)
                .solver(Setups.solver().withoutRepairs())
                .certifyEvery(0)
                .mechanism(_ -> new SellerVickrey())
                .tasks(TaskRunner.CALLER)
                .build();
    }

    /** In one slot no misreport can move a later one: under a rule that is truthful in each slot no misreport is profitable. */
    @Test
    void truthfulRuleHasNoProfitableMisreportInOneSlot() {
        OverTimeAudit audit = audit(verifiedBids(), 1, 1);
        assertThat(audit.tried()).hasSize(14);
        assertThat(audit.tried()).allMatch(one -> one.gain() <= 0).anyMatch(one -> one.gain() < 0);
        assertThat(audit.truthful().utilities()).anyMatch(utility -> utility > 0);
    }

    /** The control: the midpoint rule rewards misreported costs within one slot. */
    @Test
    void midpointRewardsMisreportInOneSlot() {
        assertThat(audit(Setups.of(PAIR, Dynamics.stationary(), 0), 1, 1).tried())
                .anyMatch(one -> one.gain() > 0);
    }

    /** Lots beyond an agent's capacity are not offered, so the market is exactly the same. */
    @Test
    void lotsBeyondCapacityHaveNoEffect() {
        OverTimeAudit audit = audit(verifiedBids(), 4, 1);
        List<MisreportOutcome> more =
                audit.tried().stream().filter(one -> one.report().lots() == 2).toList();
        assertThat(more).hasSize(2).allMatch(one -> one.played().equals(audit.truthful()));
        assertThat(audit.truthful().deadlines()).isBetween(0.01, 0.99);
        assertThat(audit.truthful().welfarePerSlot()).isPositive();
    }

    @Test
    void auditDoesNotDependOnThreads() {
        assertThat(audit(verifiedBids(), 3, 2)).isEqualTo(audit(verifiedBids(), 3, 1));
    }
}
