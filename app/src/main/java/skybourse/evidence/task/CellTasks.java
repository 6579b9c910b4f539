package skybourse.evidence.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import skybourse.evidence.auctioneer.AuctioneerTask;
import skybourse.evidence.auctioneer.OneStepTargetsTask;
import skybourse.evidence.auctioneer.TruthfulRuleTask;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.overtime.BatteriesTask;
import skybourse.evidence.overtime.EconomicResaleTask;
import skybourse.evidence.overtime.ExchangeAttackTask;
import skybourse.evidence.overtime.MaliciousAgentsTask;
import skybourse.evidence.overtime.MisreportOverTimeTask;
import skybourse.evidence.overtime.OverTimeTask;
import skybourse.evidence.overtime.ScalingMarketTask;
import skybourse.evidence.overtime.WarmStartTask;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.tier2.clock.FixedStep;

/** All tasks by name. */
public final class CellTasks {

    /**
     * Settings of the paper, for axes that a sweep leaves out. Leaders are myopic, best responses are computed in turn, the clocks move alternately,
     * and steps are fixed.
     */
    public static final Map<String, String> PAPER = Map.of(
            ScenarioSource.OVERLOAD, "ignore",
            ScenarioSource.RESALE, ScenarioSource.LOWEST_ASK,
            SolverResolver.SOLVER, "gauss-seidel",
            RuleResolver.TURNS, "alternate",
            RuleResolver.POLICY, FixedStep.NAME);

    private CellTasks() {}

    /** Returns all tasks by name, in the order in which they are listed. */
    public static SequencedMap<String, CellTask> all() {
        SequencedMap<String, CellTask> tasks = new LinkedHashMap<>();
        Stream.of(
                        RoundTask.TASK,
                        ConvergenceTask.TASK,
                        IterationsTask.TASK,
                        EfficiencyTask.TASK,
                        EnergyModelTask.TASK,
                        RingTask.TASK,
                        StalePriceTask.TASK,
                        MisreportedWeightsTask.TASK,
                        FalseNamesTask.TASK,
                        AdaptiveMisreportTask.TASK,
                        AuctionTask.TASK,
                        PropertyAuditTask.TASK,
                        AuditByMarketSizeTask.TASK,
                        SmallMarketsAuditTask.TASK,
                        UtilityByReportTask.TASK,
                        CommunicationTask.TASK,
                        GainsTask.TASK,
                        TierOneGainsTask.TASK,
                        FollowerTask.TASK,
                        AuctioneerTask.TASK,
                        OneStepTargetsTask.TASK,
                        TruthfulRuleTask.OF_BENCHMARKS,
                        TruthfulRuleTask.OF_TIER_ONE,
                        OverTimeTask.TASK,
                        WarmStartTask.TASK,
                        MisreportOverTimeTask.TASK,
                        MaliciousAgentsTask.TASK,
                        ExchangeAttackTask.TASK,
                        BatteriesTask.TASK,
                        EconomicResaleTask.TASK,
                        ScalingMarketTask.TASK)
                .forEach(task -> tasks.put(task.name(), task));
        return Collections.unmodifiableSequencedMap(tasks);
    }

    /** Returns the task with this name; empty if there is none. */
    public static Optional<CellTask> named(String name) {
        return Optional.ofNullable(all().get(name));
    }
}
