package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.base.agent.WirelessAgent;
import skybourse.files.text.Sha256;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/** Times of a running exchange without a server: closing rounds, payments, deletion and notification. */
class MarketTimesTest {

    private static final long START = 1_000;

    private final MemoryStore store = new MemoryStore();
    private RunningExchange market;
    private WirelessAgent buyer;

    private void start(double roundSeconds, double objectionSeconds) throws IOException {
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 60, objectionSeconds, true);
        market = RunningExchange.start(rules, roundSeconds, RunningMarket.log(rules, store), START, store);
        buyer = rules.scenario().wirelessAgents().getFirst();
    }

    @AfterEach
    void close() {
        market.close();
    }

    private void ask(MarketCommand command, Caller caller) {
        assertThat(market.ask(command, caller, "", Optional.empty()).answer()).isInstanceOf(CommandReply.Done.class);
    }

    private void ask(MarketCommand.OfAgent command) {
        ask(command, new Caller.Agent(RunningMarket.secret(command.agent())));
    }

    private void join(Agent agent) {
        ask(new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id()), new Caller.Operator());
        ask(new MarketCommand.PutAgent(agent.id(), 1, AgentTerms.ofScenario()));
    }

    private void allJoin() {
        market.rules().scenario().agents().forEach(this::join);
    }

    private void putTask(String name, long lastRound) {
        ask(new MarketCommand.PutTask(buyer.id(), name, buyer.task(), 10, "ab".repeat(32), lastRound));
    }

    private void closeRound() {
        ask(
                new MarketCommand.Freeze(
                        market.read(ExchangeEngine::round), market.inactiveAgents(), RunningMarket.DRAW),
                new Caller.Operator());
    }

    private List<Piece> sold(String task) {
        return market.await(
                buyer.id(), 20_000, engine -> engine.piecesOfTask(buyer.id(), task), pieces -> !pieces.isEmpty());
    }

    /** Requires that requests that wait for the given conditions are woken by an action. */
    private void assertWakes(List<String> conditions, Runnable then) throws Exception {
        List<CompletableFuture<Integer>> woken = new ArrayList<>();
        for (String bell : conditions) {
            var reads = new AtomicInteger();
            var one = new CompletableFuture<Integer>();
            Thread.ofVirtual()
                    .start(() ->
                            one.complete(market.await(bell, 60_000, _ -> reads.incrementAndGet(), many -> many > 1)));
            while (reads.get() == 0) {
                Thread.onSpinWait(); // after its first read it misses no event
            }
            woken.add(one);
        }
        assertThat(market.waiting()).isEqualTo(conditions.size());
        then.run();
        for (CompletableFuture<Integer> one : woken) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void timedOutWaitReadsTwice() throws IOException {
        start(0, 5);
        var reads = new AtomicInteger();
        assertThat((int) market.await("nobody", 50, _ -> reads.incrementAndGet(), _ -> false))
                .isEqualTo(2);
        assertThat(market.waiting()).isZero();
    }

    @Test
    void buyerIsWokenByTaskEvents() throws Exception {
        start(0, 5);
        join(buyer);
        putTask("gone", 9);
        assertWakes(List.of(buyer.id(), ""), () -> ask(new MarketCommand.WithdrawTask(buyer.id(), "gone")));
        putTask("late", 0);
        closeRound();
        assertWakes(List.of(buyer.id()), this::closeRound);
        assertThat(market.read(engine -> engine.task(buyer.id(), "late"))
                        .orElseThrow()
                        .stage()
                        .name())
                .isEqualTo("EXPIRED");
    }

    @Test
    void buyerAndWorkerAreWokenByPieceEvents() throws Exception {
        start(0, 3_600);
        allJoin();
        putTask("t", 9);
        assertWakes(List.of(buyer.id()), this::closeRound);
        Piece piece = sold("t").getFirst();
        List<String> both = List.of(buyer.id(), piece.worker());
        assertWakes(both, () -> ask(new MarketCommand.PutResult(piece.worker(), piece.id(), "cd".repeat(32))));
        assertWakes(both, () -> ask(new MarketCommand.RejectResult(buyer.id(), piece.id(), "rubbish")));
        assertWakes(both, () -> ask(new MarketCommand.Rule(piece.id(), false), new Caller.Operator()));
        assertThat(market.tally().text(market))
                .contains("rounds_total{ending=\"sold\"} 1\n")
                .containsPattern("_commands_total [1-9][0-9]"); // nine agents join with two commands each
    }

    @Test
    void pieceIsPaidWhenObjectionTimeEnds() throws Exception {
        start(0, .2);
        allJoin();
        putTask("t", 9);
        closeRound();
        Piece piece = sold("t").getFirst();
        ask(new MarketCommand.PutResult(piece.worker(), piece.id(), "cd".repeat(32)));
        var paid = new CompletableFuture<Piece>();
        Thread.ofVirtual()
                .start(() -> paid.complete(market.await(
                        buyer.id(),
                        60_000,
                        engine -> engine.piece(piece.id()).orElseThrow(),
                        now -> now.state() == Piece.Stage.PAID)));
        assertThat(paid.get(10, TimeUnit.SECONDS).worker()).isEqualTo(piece.worker());
    }

    @Test
    void roundsWithoutLengthCloseOnDemandOnly() throws Exception {
        start(0, 5);
        allJoin();
        boolean isCertified = false;
        for (int round = 0; round < 5 && !isCertified; round++) { // a slow machine may need the first one to get warm
            putTask("t" + round, 9);
            ask(new MarketCommand.PutAgent(buyer.id(), 2 + round, AgentTerms.ofScenario()));
            assertThat(closed()).hasSize(round);
            closeRound();
            sold("t" + round);
            isCertified = isCertified();
        }
        assertThat(isCertified).isTrue();
    }

    /** Returns whether the last round's prices are certified. */
    private boolean isCertified() {
        return store.entries(0, 10_000).stream()
                .flatMap(entry -> entry.events().stream())
                .filter(MarketEvent.RoundSettled.class::isInstance)
                .map(event -> ((MarketEvent.RoundSettled) event).solved().isCertified())
                .reduce(false, (_, last) -> last);
    }

    /** Returns the times at which rounds were closed, also void ones. */
    private List<Long> closed() {
        return store.entries(0, 10_000).stream()
                .filter(entry -> entry.events().getLast() instanceof MarketEvent.RoundFrozen
                        || entry.events().getLast() instanceof MarketEvent.RoundVoid)
                .map(Journal.Entry::at)
                .toList();
    }

    /** Rounds are not closed early, and not a whole second late, which is the longest sleep. */
    @Test
    void roundsCloseAfterTheirLength() throws Exception {
        start(.1, 5);
        assertThat(market.roundSeconds()).isEqualTo(.1);
        join(buyer);
        putTask("t", 1_000);
        List<Long> closed = market.await("", 20_000, _ -> closed(), rounds -> rounds.size() > 3);
        List<Long> between = IntStream.range(1, closed.size())
                .mapToObj(round -> closed.get(round) - closed.get(round - 1))
                .toList();
        assertThat(between).hasSizeGreaterThanOrEqualTo(3).allMatch(millis -> millis >= 100);
        assertThat(between).anyMatch(millis -> millis < 900);
    }

    @Test
    void roundOfOneHourStaysOpen() throws Exception {
        start(3_600, 5);
        allJoin();
        putTask("t", 9);
        ask(new MarketCommand.PutAgent(buyer.id(), 2, AgentTerms.ofScenario()));
        assertThat(closed()).isEmpty();
        assertThat(market.inactiveAgents()).as("inactive for two rounds").isEmpty();
        long sweep = market.now() - TimeUnit.DAYS.toMillis(1);
        assertThat(store.dropped())
                .as("once an hour")
                .singleElement()
                .satisfies(before -> assertThat(before).isBetween(START - TimeUnit.DAYS.toMillis(1), sweep));
    }

    @Test
    void recordedActivityMakesAgentActive() throws Exception {
        start(.1, 5);
        join(buyer);
        while (market.inactiveAgents().isEmpty()) {
            Thread.onSpinWait();
        }
        boolean isHeard = false;
        for (int i = 0; i < 1_000 && !isHeard; i++) { // two rounds may pass between two lines on a slow machine
            market.recordActivity(buyer.id());
            isHeard = market.inactiveAgents().isEmpty();
        }
        assertThat(isHeard).isTrue();
    }

    /** A payload of a refused task is not stored. */
    @Test
    void refusedPayloadsAreNotStored() throws Exception {
        start(0, 5);
        byte[] payload = {1, 2, 3};
        var task = new MarketCommand.PutTask(buyer.id(), "t", buyer.task(), 10, Sha256.of(payload), 9);
        var caller = new Caller.Agent(RunningMarket.secret(buyer.id()));
        assertThat(market.ask(task, caller, "", Optional.of(payload)).answer())
                .isInstanceOf(CommandReply.Refused.class);
        join(buyer);
        ask(task);
        assertThat(store.blob(Sha256.of(payload))).isEmpty();
        ask(new MarketCommand.WithdrawTask(buyer.id(), "t"));
        var again = new MarketCommand.PutTask(buyer.id(), "again", buyer.task(), 10, Sha256.of(payload), 9);
        assertThat(market.ask(again, caller, "", Optional.of(payload)).answer()).isInstanceOf(CommandReply.Done.class);
        assertThat(store.blob(Sha256.of(payload))).contains(payload);
    }
}
