package skybourse.round.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysisPlanBuilder;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.market.TwoTierRound;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.audit.MarketDistribution;
import skybourse.tier2.rule.McAfee;

/** With one thread, a round, its audit, an audit of a rule and a simulation run on the caller's thread only. */
class OneThreadTest {

    private static final ResultProvenance ORIGIN = new ResultProvenance("0", "none", "none");
    private static final Counts MANY = new Counts(600, 2, 3, 3);

    /** Runs all computations that may fork. */
    private static void runAll(int threads) {
        TaskRunner tasks = TaskRunner.of(threads);
        Scenario scenario = ScenarioSampler.standard(MANY).sample("many", 1);
        TwoTierRound tiers = TwoTierRound.of(scenario, tasks);
        RoundAnalysisPlanBuilder.builder()
                .solver(Setups.solver(threads))
                .startSeed(1)
                .randomStarts(0)
                .curves(1)
                .points(5)
                .mechanism(Setups::rule)
                .triesRules(true)
                .tasks(tasks)
                .build()
                .study(tiers, new double[tiers.game().leaders()], ORIGIN, _ -> {});
        DeviationAudit.of(Setups.REFERENCE, Setups.solver(1).withoutRepairs(), Setups::rule, tasks);
        var shape = new MarketDistribution.Shape(3, 3, 1, 0, 20);
        AuctionRuleAudit.ofRandomMarkets(_ -> new McAfee(), new MarketDistribution.Uniform(shape), 1)
                .run(20, tasks);
        Dynamics moving = Setups.moving(1, MessageDelays.immediate(), Optional.empty());
        var setup = SimulationSetupBuilder.builder()
                .scenario(Setups.REFERENCE)
                .dynamics(moving)
                .seed(1)
                .frozen(false)
                .solver(Setups.solver(threads))
                .certifyEvery(1)
                .mechanism(Setups::rule)
                .tasks((count, _, piece) -> tasks.run(count, 1, piece))
                .build();
        Simulation simulation = Simulation.begin(setup);
        for (int slot = 0; slot < 3; slot++) {
            simulation.play();
        }
    }

    private static Set<String> started(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long startedBefore = threads.getTotalStartedThreadCount();
        long stolenBefore = ForkJoinPool.commonPool().getStealCount();
        work.run();
        Set<String> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .collect(Collectors.toSet());
        if (threads.getTotalStartedThreadCount() > startedBefore) {
            started.add("one that has ended");
        }
        if (ForkJoinPool.commonPool().getStealCount() > stolenBefore) {
            started.add("the common pool");
        }
        return started;
    }

    @Test
    void oneThreadStartsNoOtherThreads() {
        runAll(1); // warm-up: threads that the JVM starts by itself
        assertThat(started(() -> runAll(1))).isEmpty();
        assertThat(started(() -> runAll(2))).containsExactly("one that has ended");
    }
}
