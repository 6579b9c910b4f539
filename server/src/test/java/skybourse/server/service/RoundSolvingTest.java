package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.WirelessAgent;
import skybourse.venue.Answer;
import skybourse.venue.Caller;
import skybourse.venue.Command;
import skybourse.venue.FrozenRound;
import skybourse.venue.MarketRules;
import skybourse.venue.Solved;
import skybourse.venue.Terms;
import skybourse.venue.Venue;

/** Prices of a round within the time there is, told by a clock of the test's, in nanoseconds. */
class RoundSolvingTest {

    private static final Scenario DRAWN = RunningMarket.drawn();
    private static final MarketRules RULES = new MarketRules(DRAWN, "seller-vcg", 2, .05, true);
    private static final long SECOND = 1_000_000_000L;
    private static final double POSTED = 2e-6;

    /** Everybody is in it, the second leader posts its price, and the first buyer wants its task done. */
    private static FrozenRound round() {
        Venue venue = Venue.open(RULES);
        for (Agent agent : Bots.agents(DRAWN).toList()) {
            var caller = new Caller.Agent(RunningMarket.secret(agent.id()));
            done(
                    venue,
                    new Command.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id()),
                    new Caller.Operator());
            done(venue, new Command.PutAgent(agent.id(), 1, terms(agent)), caller);
        }
        WirelessAgent buyer = DRAWN.wirelessAgents().getFirst();
        var task = new Command.PutTask(buyer.id(), "t", buyer.task(), 10, "ab".repeat(32), 9);
        done(venue, task, new Caller.Agent(RunningMarket.secret(buyer.id())));
        done(venue, new Command.Freeze(0, new TreeSet<>(), RunningMarket.DRAW), new Caller.Market());
        return venue.frozen().orElseThrow();
    }

    private static Terms terms(Agent agent) {
        Terms usual = Terms.ofScenario();
        return agent.equals(DRAWN.leaders().get(1))
                ? new Terms(
                        OptionalDouble.of(POSTED),
                        usual.workPerSecond(),
                        usual.position(),
                        usual.askTicks(),
                        usual.publicKey())
                : usual;
    }

    private static void done(Venue venue, Command command, Caller caller) {
        assertThat(venue.decide(command, caller, 0)).isInstanceOf(Answer.Done.class);
    }

    private static Solved solved(double budgetSeconds, LongSupplier nanos) throws Exception {
        var prices = new CompletableFuture<Command.SolveFinished>();
        try (var solving = new RoundSolving(RULES, budgetSeconds, nanos)) {
            solving.begin(round(), Collections.emptySortedMap(), prices::complete);
            return prices.get(20, TimeUnit.SECONDS).solved();
        }
    }

    /** Tells one time after another, and the last one from then on. */
    private static LongSupplier clock(long... times) {
        Iterator<Long> each = Arrays.stream(times).iterator();
        long last = times[times.length - 1];
        return () -> each.hasNext() ? each.next() : last;
    }

    @Test
    void theSolverHasItsTimeToTheNanosecond() throws Exception {
        Solved whole = solved(4, clock(5 * SECOND, 8 * SECOND - 1));
        assertThat(whole.isCertified()).isTrue();
        assertThat(whole.prices().get(1)).isEqualTo(POSTED);
        Solved cut = solved(4, clock(5 * SECOND, 8 * SECOND));
        assertThat(cut.isCertified()).isFalse();
        assertThat(cut.epsilon()).isGreaterThan(whole.epsilon()).isFinite();
        assertThat(solved(2, clock(Long.MAX_VALUE - SECOND, Long.MIN_VALUE)).isCertified())
                .as("the machine's nanoseconds may overflow")
                .isTrue();
    }

    @Test
    void aRoundThatNoSolverCopesWithHasNoPricesToSell() throws Exception {
        LongSupplier failing = () -> {
            throw new IllegalStateException("no solver");
        };
        Iterator<LongSupplier> times = List.<LongSupplier>of(() -> 0, failing).iterator();
        Solved solved = solved(2, () -> times.next().getAsLong());
        assertThat(solved.epsilon()).isInfinite();
        assertThat(round().objection(solved, 1)).isPresent();
    }

    @Test
    void aStopEndsWhatIsBeingSolved() throws Exception {
        var asked = new CountDownLatch(1);
        var stopped = new CompletableFuture<Boolean>();
        var solving = new RoundSolving(RULES, 2, () -> {
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
