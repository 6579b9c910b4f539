package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.TwoTierModel;

/** Prices of a round within a time limit, measured by a clock of the test in nanoseconds. */
class RoundSolverTest {

    private static final Scenario DRAWN = RunningMarket.drawn();
    private static final MarketRules RULES = MarketRules.standard(DRAWN, "seller-vcg", 2, .05, true);
    private static final long SECOND = 1_000_000_000L;
    private static final double POSTED = 2e-6;

    /** Returns a round with all agents. The second leader posts its price, and the first buyer submits a task. */
    private static FrozenRound round() {
        return venue().frozenRound().orElseThrow();
    }

    private static ExchangeEngine venue() {
        ExchangeEngine engine = ExchangeEngine.open(RULES);
        for (Agent agent : DRAWN.agents().toList()) {
            var caller = new Caller.Agent(RunningMarket.secret(agent.id()));
            done(
                    engine,
                    new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id()),
                    new Caller.Operator());
            done(engine, new MarketCommand.PutAgent(agent.id(), 1, terms(agent)), caller);
        }
        WirelessAgent buyer = DRAWN.wirelessAgents().getFirst();
        var task = new MarketCommand.PutTask(buyer.id(), "t", buyer.task(), 10, "ab".repeat(32), 9);
        done(engine, task, new Caller.Agent(RunningMarket.secret(buyer.id())));
        done(engine, new MarketCommand.Freeze(0, new TreeSet<>(), RunningMarket.DRAW), new Caller.Market());
        return engine;
    }

    private static AgentTerms terms(Agent agent) {
        AgentTerms usual = AgentTerms.ofScenario();
        return agent.equals(DRAWN.leaders().get(1))
                ? AgentTerms.ofScenario()
                        .withPricePerBit(OptionalDouble.of(POSTED))
                        .withWorkPerSecond(usual.workPerSecond())
                        .withPosition(usual.position())
                        .withAskTicks(usual.askTicks())
                        .withPublicKey(usual.publicKey())
                : usual;
    }

    private static void done(ExchangeEngine engine, MarketCommand command, Caller caller) {
        assertThat(engine.decide(command, caller, 0)).isInstanceOf(CommandReply.Done.class);
    }

    private static RoundPrices solved(double budgetSeconds, LongSupplier nanos) throws Exception {
        var prices = new CompletableFuture<MarketCommand.SolveFinished>();
        try (var solving = new RoundSolver(RULES, budgetSeconds, nanos)) {
            solving.begin(round(), Collections.emptySortedMap(), prices::complete);
            return prices.get(20, TimeUnit.SECONDS).solved();
        }
    }

    /** Returns a clock that returns the given times in turn, and then the last one. */
    private static LongSupplier clock(long... times) {
        Iterator<Long> each = Arrays.stream(times).iterator();
        long last = times[times.length - 1];
        return () -> each.hasNext() ? each.next() : last;
    }

    @Test
    void solverUsesItsTimeToTheNanosecond() throws Exception {
        RoundPrices whole = solved(4, clock(5 * SECOND, 8 * SECOND - 1));
        assertThat(whole.isCertified()).isTrue();
        assertThat(whole.prices().get(1)).isEqualTo(POSTED);
        RoundPrices cut = solved(4, clock(5 * SECOND, 8 * SECOND));
        assertThat(cut.isCertified()).isFalse();
        assertThat(cut.epsilon()).isGreaterThan(whole.epsilon()).isFinite();
        assertThat(solved(2, clock(Long.MAX_VALUE - SECOND, Long.MIN_VALUE)).isCertified())
                .as("System.nanoTime may overflow")
                .isTrue();
    }

    /** Returns the result of an attempt with the given certified prices of earlier rounds. */
    private static MarketCommand.SolveFinished finished(
            MarketRules rules, FrozenRound round, Map<String, Double> certified, LongSupplier nanos) throws Exception {
        var found = new CompletableFuture<MarketCommand.SolveFinished>();
        try (var solving = new RoundSolver(rules, 4, nanos)) {
            solving.begin(round, certified, found::complete);
            return found.get(60, TimeUnit.SECONDS);
        }
    }

    /** If the search ends without a certificate, the last certified prices are certified in the remaining time. */
    @Test
    void reusesCertifiedPricesIfTheyAreBetter() throws Exception {
        FrozenRound round = round();
        RoundPrices whole = finished(RULES, round, Map.of(), () -> 0).solved();
        assertThat(whole.how()).isEqualTo(RoundPrices.PriceOrigin.SOLVED);
        List<Double> near = whole.prices().stream().map(price -> 1.001 * price).toList();
        Map<String, Double> before = round.byLeader(near); // the second leader posts another price now
        RoundPrices reused =
                finished(RULES, round, before, clock(0, 3 * SECOND)).solved();
        assertThat(reused.how()).isEqualTo(RoundPrices.PriceOrigin.REUSED);
        assertThat(reused.prices()).isEqualTo(List.of(near.getFirst(), POSTED, near.getLast()));
        assertThat(reused.epsilon()).isLessThan(RULES.twoTier().maxEpsilon());
        RoundPrices late = finished(RULES, round, before, clock(0, 4 * SECOND)).solved();
        assertThat(late.epsilon()).as("an interrupted bound is larger").isGreaterThan(reused.epsilon());
        Map<String, Double> caps = new TreeMap<>();
        DRAWN.leaders().forEach(leader -> caps.put(leader.id(), leader.priceCapPerBit()));
        RoundPrices solved = finished(RULES, round, caps, () -> 0).solved();
        assertThat(solved.how()).isEqualTo(RoundPrices.PriceOrigin.SOLVED);
        assertThat(solved.isCertified()).isTrue();
    }

    /** Returns a market with too many lots for tier 2 if leaders are overloaded. */
    private static ExchangeEngine withTooManyLots(MarketRules rules) {
        Scenario large = rules.scenario();
        ExchangeEngine engine = ExchangeEngine.open(rules);
        for (Agent agent : large.agents().toList()) {
            var in = new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            done(engine, in, new Caller.Operator());
            var speed = agent instanceof AerialAgent ? OptionalDouble.of(1e17) : OptionalDouble.empty();
            var terms = AgentTerms.ofScenario().withWorkPerSecond(speed);
            engine.apply(
                    engine.seq() + 1,
                    0,
                    List.of(new MarketEvent.AgentPut(agent.id(), 1, terms, RunningMarket.secret(agent.id()))));
        }
        for (WirelessAgent buyer : large.wirelessAgents()) {
            engine.apply(
                    engine.seq() + 1,
                    0,
                    List.of(new MarketEvent.TaskPut(buyer.id(), "t", buyer.task(), 0, "ab".repeat(32), 9, 0, 1_000)));
        }
        done(engine, new MarketCommand.Freeze(0, new TreeSet<>(), RunningMarket.DRAW), new Caller.Market());
        return engine;
    }

    private static MarketRules large() {
        return large(MarketRules.STANDARD_MAX_EPSILON);
    }

    private static MarketRules large(double maxEpsilon) {
        Scenario large = ScenarioSampler.standard(new ScenarioSampler.Counts(20, 1, 2, 2))
                .sample("drawn", 4);
        return MarketRules.standard(new TwoTierModel(large, "seller-vcg", maxEpsilon), 2, .05, true);
    }

    /**
     * Prices at which a round can be sold are better than others with a smaller epsilon. With closed leaders, no lot is
     * left to sell.
     */
    @Test
    void prefersSellablePricesToSmallerEpsilon() throws Exception {
        MarketRules rules = large(1e9);
        FrozenRound round = withTooManyLots(rules).frozenRound().orElseThrow();
        RoundPrices proved = finished(rules, round, Map.of(), () -> 0).solved();
        assertThat(round.refusal(proved, rules.twoTier().maxEpsilon())).isPresent();
        Map<String, Double> closed = new TreeMap<>();
        rules.scenario().leaders().forEach(leader -> closed.put(leader.id(), Double.POSITIVE_INFINITY));
        RoundPrices sold = finished(rules, round, closed, () -> 0).solved();
        assertThat(round.refusal(sold, rules.twoTier().maxEpsilon())).isEmpty();
        assertThat(sold.how()).isEqualTo(RoundPrices.PriceOrigin.REUSED);
        assertThat(sold.prices()).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(sold.soldEpsilon()).isGreaterThan(proved.soldEpsilon());
    }

    /** If the auction of tier 2 fails, the solver names the task without which prices are best. */
    @Test
    void unsellableRoundNamesATaskAtLastAttempt() throws Exception {
        MarketRules rules = large();
        ExchangeEngine engine = withTooManyLots(rules);
        FrozenRound round = engine.frozenRound().orElseThrow();
        MarketCommand.SolveFinished found = finished(rules, round, Map.of(), () -> 0);
        assertThat(found.hardest()).as("not the last attempt").isEmpty();
        done(engine, found, new Caller.Market());
        assertThat(engine.frozenRound().orElseThrow().postponementReason())
                .startsWith("rules.lotWork must make at most");
        done(engine, found, new Caller.Market());
        FrozenRound last = engine.frozenRound().orElseThrow();
        assertThat(last.isLastAttempt()).isTrue();
        assertThat(finished(rules, last, Map.of(), () -> 0).hardest())
                .isIn(last.taskNames().keySet());
    }

    /** If the solver fails once, the last certified prices are used. */
    @Test
    void reusesCertifiedPricesIfSolverFails() throws Exception {
        FrozenRound round = round();
        Map<String, Double> before = round.byLeader(
                finished(RULES, round, Map.of(), () -> 0).solved().prices());
        var asked = new AtomicInteger();
        LongSupplier failsOnce = () -> {
            if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("no solver");
            }
            return 0;
        };
        RoundPrices reused = finished(RULES, round, before, failsOnce).solved();
        assertThat(reused.how()).isEqualTo(RoundPrices.PriceOrigin.REUSED);
        assertThat(reused.isCertified()).isTrue();
    }

    /**
     * Returns a market that no fixed prices certify at this limit unless one of some tasks is left out; the fourth
     * outlier is one of them.
     */
    private static ExchangeEngine hard(MarketRules rules) {
        ExchangeEngine engine = ExchangeEngine.open(rules);
        for (Agent agent : rules.scenario().agents().toList()) {
            var caller = new Caller.Agent(RunningMarket.secret(agent.id()));
            done(
                    engine,
                    new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id()),
                    new Caller.Operator());
            done(engine, new MarketCommand.PutAgent(agent.id(), 1, AgentTerms.ofScenario()), caller);
        }
        for (WirelessAgent buyer : rules.scenario().wirelessAgents()) {
            var task = new MarketCommand.PutTask(buyer.id(), "t", buyer.task(), 10, "ab".repeat(32), 9);
            done(engine, task, new Caller.Agent(RunningMarket.secret(buyer.id())));
        }
        done(engine, new MarketCommand.Freeze(0, new TreeSet<>(), RunningMarket.DRAW), new Caller.Market());
        return engine;
    }

    @Test
    void leavesOutTaskWithBestRemainingPrices() throws Exception {
        MarketRules rules = HardTasksTest.rules(9, 154);
        ExchangeEngine engine = hard(rules);
        for (int attempt = 0; attempt < 3; attempt++) {
            FrozenRound round = engine.frozenRound().orElseThrow();
            MarketCommand.SolveFinished found = finished(rules, round, Map.of(), () -> 0);
            assertThat(round.objection(found.solved(), rules.twoTier().maxEpsilon()))
                    .isPresent();
            assertThat(found.hardest())
                    .isEqualTo(attempt < 2 ? "" : round.outlierBuyers().get(3));
            done(engine, found, new Caller.Market());
        }
        MarketCommand.SolveFinished last = finished(rules, engine.frozenRound().orElseThrow(), Map.of(), () -> 0);
        assertThat(last.solved().isCertified()).isTrue();
        done(engine, last, new Caller.Market());
        assertThat(engine.frozenRound()).isEmpty();
        assertThat(engine.pieces()).isNotEmpty();
    }

    /** If no time is left for trials, the farthest outlier is left out. A round of one task needs no choice. */
    @Test
    void leavesOutOutlierIfTimeIsOver() throws Exception {
        MarketRules rules = HardTasksTest.rules(9, 154);
        ExchangeEngine engine = hard(rules);
        int tasks = 0;
        while (engine.frozenRound().isPresent()) {
            FrozenRound round = engine.frozenRound().get();
            var times = new AtomicLong();
            MarketCommand.SolveFinished found =
                    finished(rules, round, Map.of(), () -> 100 * SECOND * times.getAndIncrement());
            boolean chooses = round.isLastAttempt() && round.taskNames().size() > 1;
            assertThat(found.hardest())
                    .isEqualTo(chooses ? round.outlierBuyers().getFirst() : "");
            tasks += round.isLastAttempt() ? 1 : 0;
            done(engine, found, new Caller.Market());
        }
        assertThat(tasks).isEqualTo(9);
        assertThat(engine.pieces()).isEmpty();
    }

    /**
     * The clock advances by half a second after the first read. This is too late in a market with 10 ms, and in time
     * for a postponed round.
     */
    @Test
    void postponedRoundGetsLongerSearch() throws Exception {
        ExchangeEngine engine = venue();
        for (boolean isLater : new boolean[] {false, true}) {
            var found = new CompletableFuture<MarketCommand.SolveFinished>();
            try (var solving = new RoundSolver(RULES, .01, clock(0, SECOND / 2))) {
                solving.begin(engine.frozenRound().orElseThrow(), Map.of(), found::complete);
                RoundPrices solved = found.get(20, TimeUnit.SECONDS).solved();
                assertThat(solved.isCertified()).isEqualTo(isLater);
                var none = new RoundPrices(
                        0,
                        solved.prices(),
                        RoundPrices.PriceOrigin.SOLVED,
                        Double.POSITIVE_INFINITY,
                        false,
                        0,
                        Optional.empty());
                done(engine, new MarketCommand.SolveFinished(none), new Caller.Market());
            }
        }
    }

    /** A postponed round has at least a second, and starts from the best prices found. */
    @Test
    void postponedRoundStartsFromItsBestPrices() throws Exception {
        FrozenRound round = round();
        RoundPrices whole = finished(RULES, round, Map.of(), () -> 0).solved();
        ExchangeEngine engine = venue();
        var now = new AtomicLong(SECOND / 2); // 0.5 s are over at the second read
        try (var solving = new RoundSolver(RULES, .01, () -> now.getAndAdd(SECOND / 2))) {
            var first = new CompletableFuture<MarketCommand.SolveFinished>();
            solving.begin(round, round.byLeader(whole.prices()), first::complete);
            assertThat(first.get(20, TimeUnit.SECONDS).solved().epsilon()).isFinite();
            RoundPrices bad = new RoundPrices(
                    0,
                    whole.prices(),
                    RoundPrices.PriceOrigin.SOLVED,
                    Double.POSITIVE_INFINITY,
                    false,
                    0,
                    Optional.empty());
            done(engine, new MarketCommand.SolveFinished(bad), new Caller.Market());
            FrozenRound later = engine.frozenRound().orElseThrow();
            assertThat(later.postponements()).isEqualTo(1);
            var second = new CompletableFuture<MarketCommand.SolveFinished>();
            solving.begin(later, Map.of(), second::complete);
            RoundPrices solved = second.get(20, TimeUnit.SECONDS).solved();
            assertThat(solved.how()).isEqualTo(RoundPrices.PriceOrigin.SOLVED);
            assertThat(solved.isCertified())
                    .as("its initial prices are certified")
                    .isTrue();
            assertThat(solved.prices()).isEqualTo(whole.prices());
        }
    }

    @Test
    void failedSolverGivesUnsellablePrices() throws Exception {
        LongSupplier failing = () -> {
            throw new IllegalStateException("no solver");
        };
        Iterator<LongSupplier> times = List.<LongSupplier>of(() -> 0, failing).iterator();
        RoundPrices solved = solved(2, () -> times.next().getAsLong());
        assertThat(solved.epsilon()).isInfinite();
        assertThat(round().objection(solved, 1)).isPresent();
    }

    @Test
    void closeInterruptsTheSolver() throws Exception {
        var asked = new CountDownLatch(1);
        var stopped = new CompletableFuture<Boolean>();
        var solving = new RoundSolver(RULES, 2, () -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                stopped.complete(true);
            }
            return 0;
        });
        solving.begin(round(), Collections.emptySortedMap(), _ -> {});
        asked.await();
        solving.close();
        assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> solving.begin(round(), Collections.emptySortedMap(), _ -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }
}
