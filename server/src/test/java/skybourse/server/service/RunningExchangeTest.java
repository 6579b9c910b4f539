package skybourse.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.server.signedlog.ClosedRound;
import skybourse.server.signedlog.MarketLog;
import skybourse.server.signedlog.MemoryStore;
import skybourse.venue.Journal;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

class RunningExchangeTest {

    private static final MarketRules RULES = RunningMarket.RULES;

    /** A store whose syncs can be delayed, or fail. */
    private static final class WeakStore extends MemoryStore {

        private final AtomicBoolean fails = new AtomicBoolean();
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final AtomicBoolean waits = new AtomicBoolean();
        private final CountDownLatch isWaiting = new CountDownLatch(1);

        @Override
        public void sync() throws IOException {
            try {
                if (waits.get()) {
                    isWaiting.countDown();
                    mayGoOn.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (fails.get()) {
                throw new IOException("the disk is gone");
            }
        }
    }

    /** Requests that wait while a sync fails, and later ones, are refused: their commands may be lost. */
    @Test
    void noReplyAfterFailedSync() throws Exception {
        var store = new WeakStore();
        try (var market = new RunningMarket(RULES, store, 0)) {
            market.deposit(market.buyer().id(), 5, "in-1");
            store.waits.set(true);
            var body = Map.of("agent", market.buyer().id(), "units", 5, "reference", "in-2");
            var asked = RunningMarket.later(() -> market.operator.put("operator/deposit", body));
            store.isWaiting.await();
            var waiting = market.waiting(() -> market.operator.get("events?after=99&wait=60"));
            store.fails.set(true);
            store.mayGoOn.countDown();
            assertThat(RunningMarket.text(asked.get())).startsWith("503 ").contains("has stopped");
            assertThat(waiting.get().status()).isEqualTo(503);
            assertThat(market.market.exitCode().join()).isEqualTo(RunningExchange.JOURNAL_FAILED);
            assertThat(market.market.failure()).singleElement().asString().contains("the disk is gone");
            store.fails.set(false);
            assertThat(market.operator.put("operator/deposit", body).status()).isEqualTo(503);
            assertThat(market.operator.get("health").status()).isEqualTo(503);
        }
    }

    /** A fault of the program and a violated invariant each stop the exchange, with different exit codes. */
    @Test
    void faultsAndBrokenInvariantsStopTheExchange() throws IOException {
        var deposit =
                new MarketCommand.Deposit(RULES.scenario().leaders().getFirst().id(), 1, "in");
        var failing = new MemoryStore() {
            @Override
            public synchronized void append(Journal.Entry entry) {
                throw new IllegalStateException("a fault");
            }
        };
        try (RunningExchange market =
                RunningExchange.start(RULES, 0, RunningMarket.log(RULES, failing), 1_000, failing)) {
            assertThatThrownBy(() -> market.ask(deposit, new Caller.Operator(), "", Optional.empty()))
                    .isInstanceOf(ProblemException.class);
            assertThat(market.exitCode().join()).isEqualTo(RunningExchange.FAULT);
            assertThat(market.isRunning()).isFalse();
            assertThat(market.failure()).containsExactly("internal error: java.lang.IllegalStateException: a fault");
        }
        var store = new MemoryStore();
        MarketLog log = RunningMarket.log(RULES, store);
        log.venue()
                .apply(
                        0,
                        0,
                        List.of(new MarketEvent.MoneyWithdrawn(
                                deposit.agent(), 5, "out"))); // of an account with nothing in it
        try (RunningExchange market = RunningExchange.start(RULES, 0, log, 1_000, store)) {
            assertThat(market.isRunning()).isTrue();
            assertThatThrownBy(() -> market.ask(deposit, new Caller.Operator(), "", Optional.empty()))
                    .isInstanceOf(ProblemException.class);
            assertThat(market.exitCode().join()).isEqualTo(RunningExchange.LAW_BROKEN);
            assertThat(market.failure())
                    .singleElement()
                    .asString()
                    .startsWith("a money invariant is violated: an agent has less money");
        }
    }

    @Test
    void waitingRequestsAreAnsweredOnStop() throws Exception {
        try (var market = new RunningMarket(RULES, new MemoryStore(), 0)) {
            String id = market.buyer().id();
            assertThat(market.client(id)
                            .put("agents/" + id, Map.of("version", 1))
                            .status())
                    .isEqualTo(200);
            var got = market.waiting(() -> market.client(id).get("agents/" + id + "/work?wait=60"));
            market.market.close();
            assertThat(got.get().status()).isEqualTo(503);
            assertThat(market.market.exitCode().join()).isEqualTo(RunningExchange.ENDED);
        }
    }

    /**
     * The last quarter of the queue is reserved for commands that settle sold work. A stop finishes accepted commands.
     */
    @Test
    void fullQueueAcceptsSettlementCommands() throws Exception {
        var store = new WeakStore();
        RunningExchange market = RunningExchange.start(RULES, 0, RunningMarket.log(RULES, store), 1_000, store);
        String agent = RULES.scenario().wirelessAgents().getFirst().id();
        store.waits.set(true);
        int accepted = RunningExchange.QUEUE - RunningExchange.QUEUE / 4;
        var answers = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i <= accepted; i++) {
            var deposit = new MarketCommand.Deposit(agent, 1, "in-" + i);
            Thread.ofVirtual().start(() -> {
                market.ask(deposit, new Caller.Operator(), "", Optional.empty());
                answers.incrementAndGet();
            });
            if (i == 0) {
                store.isWaiting.await(); // the writer holds the first one
            }
        }
        while (market.queued() < accepted) {
            Thread.onSpinWait();
        }
        var refused = new CompletableFuture<ProblemException>(); // one that is taken would wait for the writer
        Thread.ofVirtual().start(() -> {
            try {
                market.ask(new MarketCommand.Deposit(agent, 1, "more"), new Caller.Operator(), "", Optional.empty());
            } catch (ProblemException full) {
                refused.complete(full);
            }
        });
        ProblemException full = refused.get(20, TimeUnit.SECONDS);
        assertThat(full.reply().status()).isEqualTo(503);
        assertThat(full.reply().headers()).containsKey("Retry-After");
        var settled = new CompletableFuture<Object>();
        Thread.ofVirtual()
                .start(() -> settled.complete(market.ask(
                        new MarketCommand.WithdrawTask(agent, "none"),
                        new Caller.Agent("ab".repeat(32)),
                        "",
                        Optional.empty())));
        while (market.queued() <= accepted) {
            Thread.onSpinWait();
        }
        store.mayGoOn.countDown();
        market.close();
        assertThat(settled.get()).isNotNull();
        while (answers.get() < accepted + 1) {
            Thread.onSpinWait();
        }
        long units = market.read(engine -> engine.agent(agent)).orElseThrow().balanceUnits();
        assertThat(units).isEqualTo(accepted + 1);
        assertThat(market.tally().text(market)).contains("refused_full_total 1\n");
    }

    /** After a restart, the state follows from the entries. The clock continues from the last one. */
    @Test
    void restartedExchangeHasTheSameState() throws IOException {
        var store = new MemoryStore();
        String task;
        List<String> checkpoint;
        String buyer = RULES.scenario().wirelessAgents().getFirst().id();
        try (var market = new RunningMarket(RULES, store, 0).joined()) {
            task = market.putTask("t1");
            market.sell();
            checkpoint = market.market.log().checkpoint().lines().limit(3).toList();
        }
        List<Journal.Entry> entries = store.entries(0, 1_000);
        MarketLog log = RunningMarket.log(RULES, store);
        for (Journal.Entry entry : entries) {
            log.venue().apply(entry.seq(), entry.at(), entry.events());
            log.replay(entry);
        }
        RunningExchange again =
                RunningExchange.start(RULES, 0, log, entries.getLast().at(), store);
        try (again) {
            assertThat(again.log().record(0)).isPresent();
            assertThat(again.log().checkpoint().lines().limit(3)).containsExactlyElementsOf(checkpoint);
            assertThat(ClosedRound.of(store, 0)).isPresent();
            assertThat(again.now()).isGreaterThanOrEqualTo(entries.getLast().at());
            assertThat(again.<List<Piece>>read(of -> of.piecesOfTask(buyer, "t1")))
                    .isNotEmpty();
            assertThat(task).endsWith("t1");
        }
    }

    /** A round that is closed but not sold at a restart is solved and sold. */
    @Test
    void closedRoundIsSoldAfterRestart() throws IOException {
        var store = new MemoryStore();
        try (var market = new RunningMarket(RULES, store, 0).joined()) {
            market.putTask("t1");
            market.sell();
        }
        List<Journal.Entry> entries = store.entries(0, 1_000).stream()
                .takeWhile(entry -> !(entry.events().getFirst() instanceof MarketEvent.RoundSettled))
                .toList();
        var half = new MemoryStore();
        MarketLog log = RunningMarket.log(RULES, half);
        for (Journal.Entry entry : entries) {
            half.append(entry);
            log.venue().apply(entry.seq(), entry.at(), entry.events());
            log.replay(entry);
        }
        assertThat(log.venue().frozenRound()).isPresent();
        try (RunningExchange again =
                RunningExchange.start(RULES, 0, log, entries.getLast().at(), half)) {
            long seq = again.await("", 20_000, _ -> again.seq(), now -> now > entries.size());
            assertThat(seq).isEqualTo(entries.size() + 1);
            assertThat(again.log().record(0)).isPresent();
        }
    }

    /** Agents inactive for two rounds are left out of the next one. An agent that waits for work is active. */
    @Tag("slow")
    @Test
    void inactiveSellersAreLeftOut() throws Exception {
        try (var market = new RunningMarket(RULES, new MemoryStore(), .3).joined()) {
            String waits = RULES.scenario().leaders().getFirst().id();
            var work = market.waiting(() -> market.client(waits).get("agents/" + waits + "/work?wait=60"));
            long joined = market.market.now();
            while (market.market.now() < joined + 900) {
                Thread.sleep(20);
            }
            String task = market.putTask("t1");
            market.client(market.buyer().id()).get(task + "?wait=1");
            List<String> sellers =
                    market.market.await("", 20_000, _ -> sellers(market.market), found -> !found.isEmpty());
            assertThat(sellers).containsExactly(waits);
            assertThat(work.get().json().path("pieces").size()).isPositive();
        }
    }

    /**
     * An agent is inactive after two rounds without a request, and not earlier. Rounds are long enough to check between
     * them.
     */
    @Tag("slow")
    @Test
    void agentIsInactiveAfterTwoRounds() throws Exception {
        long roundMillis = 1_500;
        try (var market = new RunningMarket(RULES, new MemoryStore(), roundMillis / 1_000.)) {
            RunningExchange live = market.market;
            String id = market.buyer().id();
            long before = live.now();
            assertThat(market.client(id)
                            .put("agents/" + id, Map.of("version", 1))
                            .status())
                    .isEqualTo(200);
            long after = live.now();
            int checks = 0;
            while (live.now() <= after + 2 * roundMillis) {
                long from = live.now();
                boolean isInactive = live.inactiveAgents().contains(id);
                if (live.now() < before + 2 * roundMillis) {
                    assertThat(isInactive).isFalse();
                    checks += from > after + roundMillis ? 1 : 0;
                }
                Thread.sleep(20);
            }
            assertThat(checks).isPositive();
            assertThat(live.inactiveAgents()).containsExactly(id);
        }
    }

    /** Returns the sellers of the first sold round. */
    private static List<String> sellers(RunningExchange market) {
        return LongStream.range(0, 200)
                .filter(round -> isSold(market, round))
                .mapToObj(round -> closed(market, round))
                .findFirst()
                .map(round -> round.frozen().sellers())
                .orElse(List.of());
    }

    private static ClosedRound closed(RunningExchange market, long round) {
        try {
            return ClosedRound.of(market.store(), round).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSold(RunningExchange market, long round) {
        try {
            return market.log().record(round).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
