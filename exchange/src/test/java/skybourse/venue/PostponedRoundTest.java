package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.WirelessAgent;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.SubmittedTask;

/**
 * A round is sold only at prices that its sellers can accept. Otherwise it is postponed, and finally one task is left
 * out.
 */
class PostponedRoundTest {

    private final Played market = new Played(Played.drawn(5, 4)).joined();

    private FrozenRound frozen() {
        return market.venue.frozenRound().orElseThrow();
    }

    private FrozenRound freeze(String task) {
        market.putTasks(task);
        market.done(new MarketCommand.Freeze(market.venue.round(), new TreeSet<>(), Played.DRAW));
        return frozen();
    }

    /** Returns prices that are marked as certified without a proof. */
    private static RoundPrices claimed(FrozenRound frozen, List<Double> prices) {
        return new RoundPrices(frozen.round(), prices, RoundPrices.PriceOrigin.SOLVED, 0, true, 0, Optional.empty());
    }

    private static RoundPrices uncertified(double epsilon, RoundPrices solved) {
        return new RoundPrices(
                solved.round(), solved.prices(), solved.how(), epsilon, false, solved.postedGain(), solved.mix());
    }

    private List<MarketEvent> finished(RoundPrices solved, String hardest) {
        return market.done(new MarketCommand.SolveFinished(solved, hardest)).events();
    }

    /** A solver without time returns its start, price 0. */
    @Test
    void zeroPricesPostponeTheRound() {
        FrozenRound frozen = freeze("t");
        RoundPrices begun = frozen.solve(market.solver, () -> true);
        assertThat(begun.prices()).containsOnly(0.0);
        assertThat(finished(begun, ""))
                .singleElement()
                .isInstanceOfSatisfying(MarketEvent.RoundPostponed.class, event -> {
                    assertThat(event.round()).isZero();
                    assertThat(event.reason()).startsWith("epsilon must be at most 0.05, but is ");
                });
        String first = frozen.scenario().leaders().getFirst().id();
        assertThat(finished(claimed(frozen, begun.prices()), ""))
                .containsExactly(new MarketEvent.RoundPostponed(0, first + " would earn less than its work costs"));
        assertThat(market.venue.pieces()).isEmpty();
        assertThat(frozen().postponements()).isEqualTo(2);
        assertThat(frozen().postponementReason()).startsWith(first);
    }

    /** An epsilon equal to the limit is accepted; the next larger value and NaN are not. */
    @Test
    void epsilonLimitIsInclusive() {
        FrozenRound frozen = freeze("t");
        RoundPrices solved = frozen.solve(market.solver, () -> false);
        assertThat(frozen.objection(uncertified(.05, solved), .05)).isEmpty();
        assertThat(frozen.objection(uncertified(Math.nextUp(.05), solved), .05)).isPresent();
        assertThat(frozen.objection(uncertified(Double.NaN, solved), .05)).isPresent();
    }

    /** A leader's income must cover the cost of the work that it sells, unless it posts its price itself. */
    @Test
    void onlyPostedPriceMayBeBelowCost() {
        FrozenRound frozen = freeze("t");
        RoundPrices solved = frozen.solve(market.solver, () -> false);
        int leader = IntStream.range(0, solved.prices().size())
                .filter(s -> frozen.afterTierOne(solved).leaders().get(s).load().work() > 0)
                .findFirst()
                .orElseThrow();
        String id = frozen.scenario().leaders().get(leader).id();
        List<Double> prices = new java.util.ArrayList<>(solved.prices());
        prices.set(leader, 1e-12);
        RoundPrices cheap = claimed(frozen, prices);
        assertThat(frozen.objection(cheap, .05)).contains(id + " would earn less than its work costs");
        assertThat(finished(cheap, "").getFirst()).isInstanceOf(MarketEvent.RoundPostponed.class);
        market.done(new MarketCommand.SolveFinished(solved));
        market.done(new MarketCommand.PutAgent(id, 2, BoundsTest.terms(1e-12, Double.NaN)));
        FrozenRound next = freeze("u");
        RoundPrices posted = next.solve(market.solver, () -> false);
        assertThat(posted.prices().get(leader)).isEqualTo(1e-12);
        assertThat(next.afterTierOne(posted).leaders().get(leader).load().work())
                .isPositive();
        assertThat(finished(posted, "").getFirst()).isInstanceOf(MarketEvent.RoundSettled.class);
    }

    @Test
    void thirdFailureLeavesOutOneTask() {
        FrozenRound frozen = freeze("t");
        long held = market.venue.agent("WA2").orElseThrow().heldUnits();
        assertThat(held).isPositive();
        RoundPrices bad = frozen.solve(market.solver, () -> true);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(frozen().isLastAttempt()).isFalse();
            assertThat(finished(bad, "WA2")).singleElement().isInstanceOf(MarketEvent.RoundPostponed.class);
        }
        assertThat(frozen().isLastAttempt()).isTrue();
        assertThat(frozen().tiers()).isSameAs(frozen.tiers());
        List<MarketEvent> events = finished(bad, "WA2");
        assertThat(events).singleElement().isInstanceOfSatisfying(MarketEvent.TaskLeftOut.class, gone -> {
            assertThat(gone.agent() + " " + gone.task()).isEqualTo("WA2 t");
            assertThat(gone.reason()).startsWith("the round cannot be sold with it: epsilon must be");
            assertThat(market.venue.task("WA2", "t").orElseThrow().reason()).isEqualTo(gone.reason());
        });
        assertThat(market.venue.task("WA2", "t").orElseThrow().stage()).isEqualTo(SubmittedTask.Stage.LEFT_OUT);
        assertThat(market.venue.agent("WA2").orElseThrow().heldUnits()).isZero();
        assertThat(frozen().taskNames()).containsOnlyKeys("WA1", "WA3", "WA4", "WA5");
        assertThat(frozen().scenario().wirelessAgents()).hasSize(4);
        assertThat(frozen().isLastAttempt()).isFalse();
        assertThat(frozen().draw()).isEqualTo(Played.DRAW);
        MarketEvent sold =
                finished(frozen().solve(market.solver, () -> false), "").getFirst();
        assertThat(((MarketEvent.RoundSettled) sold).pieces())
                .isNotEmpty()
                .noneMatch(piece -> piece.buyer().equals("WA2"));
        assertThat(market.refused(new MarketCommand.WithdrawTask("WA2", "t")).kind())
                .isEqualTo(CommandReply.Kind.PAST);
        market.deliver();
        market.wait(30);
    }

    /**
     * A task whose held money was lost by a fault of the program: only this task is left out, its owner is named, and
     * the round is sold.
     */
    @Test
    void taskWithoutHeldMoneyIsLeftOut() {
        market.done(new MarketCommand.Withdraw("WA2", Played.MONEY, "out"));
        var task = market.rules.scenario().wirelessAgents().get(1).task();
        var put = new MarketEvent.TaskPut("WA2", "t", task, 0, Played.PAYLOAD, 9, 0, 0);
        market.venue.apply(market.venue.seq() + 1, 0, List.of(put));
        for (WirelessAgent agent : market.rules.scenario().wirelessAgents()) {
            if (!agent.id().equals("WA2")) {
                market.done(new MarketCommand.PutTask(agent.id(), "t", agent.task(), 0, Played.PAYLOAD, 9));
            }
        }
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        RoundPrices solved = frozen().solve(market.solver, () -> false);
        String why = "a bill is above what was kept for it";
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(finished(solved, "")).containsExactly(new MarketEvent.RoundPostponed(0, why));
        }
        assertThat(finished(solved, "WA3"))
                .containsExactly(
                        new MarketEvent.TaskLeftOut(0, "WA2", "t", "the round cannot be sold with it: " + why));
        List<MarketEvent> sold = finished(frozen().solve(market.solver, () -> false), "");
        assertThat(sold).singleElement().isInstanceOf(MarketEvent.RoundSettled.class);
    }

    /** A setting that makes the auction fail postpones the round, and then a task is left out. */
    @Test
    void failedAuctionPostponesTheRound() {
        var large = new Played(Played.drawn(20, 4)).joined();
        var fast = new MarketEvent.AgentPut("AA1", 2, BoundsTest.terms(Double.NaN, 1e17), Played.secret("AA1"));
        large.venue.apply(large.venue.seq() + 1, 0, List.of(fast));
        large.putTasks("t");
        large.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        FrozenRound round = large.venue.frozenRound().orElseThrow();
        RoundPrices solved = round.solve(large.solver, () -> false);
        String why = "rules.lotWork must make at most 100000 lots on a side: ";
        assertThat(round.objection(solved, .05)).isEmpty();
        assertThat(round.refusal(solved, .05).orElseThrow()).startsWith(why);
        for (int attempt = 0; attempt < 2; attempt++) {
            List<MarketEvent> later =
                    large.done(new MarketCommand.SolveFinished(solved)).events();
            assertThat(((MarketEvent.RoundPostponed) later.getFirst()).reason()).startsWith(why);
        }
        List<MarketEvent> gone =
                large.done(new MarketCommand.SolveFinished(solved, "WA7")).events();
        assertThat(gone).singleElement().isInstanceOfSatisfying(MarketEvent.TaskLeftOut.class, task -> {
            assertThat(task.agent()).isEqualTo("WA7");
            assertThat(task.reason()).startsWith("the round cannot be sold with it: " + why);
        });
        assertThat(large.venue.frozenRound()).isPresent();
    }

    /**
     * If no task of the round is named, the market chooses one. All hard tasks are left out one after the other, and
     * the next round is sold.
     */
    @Test
    void marketContinuesAfterAllTasksAreLeftOut() {
        FrozenRound frozen = freeze("t");
        int attempts = 0;
        List<MarketEvent> events = List.of();
        while (market.venue.frozenRound().isPresent()) {
            FrozenRound now = frozen();
            String farthest = now.outlierBuyers().getFirst();
            boolean isLast = now.isLastAttempt();
            events = finished(now.solve(market.solver, () -> true), "nobody");
            assertThat(isLast).isEqualTo(attempts % 3 == 2);
            if (isLast) {
                assertThat(((MarketEvent.TaskLeftOut) events.getFirst()).agent())
                        .isEqualTo(farthest);
            }
            attempts++;
        }
        assertThat(attempts).isEqualTo(3 * 5);
        assertThat(events.getLast()).isEqualTo(new MarketEvent.RoundVoid(0, "no task is left"));
        assertThat(market.venue.round()).isEqualTo(1);
        for (WirelessAgent agent : frozen.scenario().wirelessAgents()) {
            assertThat(market.venue.task(agent.id(), "t").orElseThrow().stage())
                    .isEqualTo(SubmittedTask.Stage.LEFT_OUT);
            assertThat(market.venue.agent(agent.id()).orElseThrow().heldUnits()).isZero();
        }
        market.putTasks("u");
        assertThat(market.sell().solved().round()).isEqualTo(1);
    }

    /** A market that is restored between two attempts continues with the next attempt. */
    @Test
    void postponementsAreRestored() {
        RoundPrices bad = freeze("t").solve(market.solver, () -> true);
        for (int attempt = 0; attempt < 5; attempt++) {
            finished(bad, "WA3");
            ExchangeEngine read = market.readBack();
            FrozenRound again = read.frozenRound().orElseThrow();
            assertThat(again.postponements()).isEqualTo(List.of(1, 2, 2, 3, 4).get(attempt));
            assertThat(again.isLastAttempt()).isEqualTo(frozen().isLastAttempt());
            assertThat(again.postponementReason())
                    .isEqualTo(frozen().postponementReason())
                    .isNotEmpty();
            assertThat(again.taskNames()).isEqualTo(frozen().taskNames());
            assertThat(read.agents()).isEqualTo(market.venue.agents());
        }
    }

    /** The tasks that differ most from the others in work per bit or in worth come first. */
    @Test
    void outlierTasksComeFirst() {
        FrozenRound frozen = freeze("t");
        assertThat(frozen.outlierBuyers())
                .containsExactlyInAnyOrderElementsOf(frozen.taskNames().keySet());
        market.done(new MarketCommand.SolveFinished(frozen.solve(market.solver, () -> false)));
        market.done(new MarketCommand.PutAgent("WA3", 2, worth(1e4)));
        for (WirelessAgent agent : market.rules.scenario().wirelessAgents()) {
            var task = agent.task();
            double times = agent.id().equals("WA4") ? 1e-3 : 1;
            var amounts = new skybourse.base.agent.Task(task.inputBits(), times * task.work(), 1);
            market.done(new MarketCommand.PutTask(agent.id(), "u", amounts, 0, Played.PAYLOAD, 9));
        }
        market.done(new MarketCommand.Freeze(1, new TreeSet<>(), Played.DRAW));
        assertThat(frozen().outlierBuyers()).startsWith("WA4", "WA3");
    }

    private static AgentTerms worth(double worth) {
        return AgentTermsBuilder.builder()
                .kind("")
                .worth(OptionalDouble.of(worth))
                .publicKey("")
                .build();
    }

    /** Prices without a certificate do not replace the certified prices with which the next round starts. */
    @Test
    void storesOnlyCertifiedPricesAsCertified() {
        market.putTasks("t");
        RoundPrices first = market.sell().solved();
        assertThat(first.isCertified()).isTrue();
        assertThat(market.venue.certifiedPrices()).isEqualTo(market.venue.lastPrices());
        FrozenRound frozen = freeze("u");
        List<Double> dearer =
                first.prices().stream().map(price -> 1.001 * price).toList();
        RoundPrices second =
                new RoundPrices(1, dearer, RoundPrices.PriceOrigin.SOLVED, .01, false, 0, Optional.empty());
        finished(second, "");
        assertThat(market.venue.lastPrices()).isEqualTo(frozen.byLeader(dearer));
        assertThat(market.venue.certifiedPrices()).isEqualTo(frozen.byLeader(first.prices()));
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        assertThat(restored.certifiedPrices()).isEqualTo(market.venue.certifiedPrices());
        assertThat(restored.snapshot()).isEqualTo(market.venue.snapshot());
    }

    /** The last certified prices are certified again on other tasks. */
    @Test
    void previousPricesAreRecertifiedOnNewTasks() {
        market.putTasks("t");
        RoundPrices first = market.sell().solved();
        FrozenRound same = freeze("u");
        RoundPrices reused = new RoundPricer(same, market.solver, OptionalDouble.empty())
                .recertify(market.venue.certifiedPrices(), () -> false)
                .solved();
        assertThat(reused.how()).isEqualTo(RoundPrices.PriceOrigin.REUSED);
        assertThat(reused.prices()).isEqualTo(first.prices());
        assertThat(reused.isCertified()).isTrue();
        RoundPrices cut = new RoundPricer(same, market.solver, OptionalDouble.empty())
                .recertify(market.venue.certifiedPrices(), () -> true)
                .solved();
        assertThat(cut.epsilon()).isBetween(reused.epsilon(), .05);
        RoundPrices unknown = new RoundPricer(same, market.solver, OptionalDouble.empty())
                .recertify(Collections.emptyMap(), () -> false)
                .solved();
        assertThat(unknown.prices())
                .isEqualTo(same.scenario().leaders().stream()
                        .map(leader -> leader.priceCapPerBit())
                        .toList());
    }

    @Test
    void refusesInvalidDraws() {
        market.putTasks("t");
        for (String wrong : List.of("", "ab", "AB".repeat(64), "ab".repeat(65), "xy".repeat(64))) {
            CommandReply.Refused refused = market.refused(new MarketCommand.Freeze(0, new TreeSet<>(), wrong));
            assertThat(refused)
                    .isEqualTo(new CommandReply.Refused(
                            CommandReply.Kind.INVALID, "draw", "must be 128 hexadecimal digits", wrong));
        }
        assertThat(market.venue.frozenRound()).isEmpty();
    }

    @Test
    void seedIsDerivedFromDigestOfDraw() {
        assertThat(freeze("t").seed()).isEqualTo(-1_412_502_483_698_215_536L); // by Python's hashlib
    }
}
