package skybourse.server.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import skybourse.files.text.Sha256;
import skybourse.server.signedlog.ExchangeStore;
import skybourse.server.signedlog.MarketLog;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/**
 * Running market. One thread writes, one thread solves rounds, and callers wait until their answer is durable. Rounds are closed by the market's clock or by
 * the operator. Thread safe.
 */
public final class RunningExchange implements AutoCloseable {

    /** Exit code of a market that was stopped. All accepted commands are stored. */
    public static final int ENDED = 0;

    /** Exit code of a market whose writer failed because of an error in the program. */
    public static final int FAULT = 1;

    /** Exit code of a market whose journal failed. */
    public static final int JOURNAL_FAILED = 5;

    /** Exit code of a market with a violated invariant. */
    public static final int LAW_BROKEN = 6;

    /** Largest number of waiting commands. The last quarter is reserved for results, statements about pieces and withdrawals of tasks. */
    static final int QUEUE = 8_192;

    private static final int BATCH = 1_024;
    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    /** Smallest time for which payloads and results are stored. Those that are not needed are then deleted at the next sweep. */
    private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(1);

    private static final long SWEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** Time limit of the solver as a share of a round's length: prices are due after 0.4 rounds, and the solver may use 0.8 of that time. */
    private static final double SOLVE_SHARE = .4 * .8;

    /** Time limit of the solver if rounds are closed only on request, s. */
    private static final double ON_DEMAND_SECONDS = 2;

    private final MarketRules rules;
    private final double roundSeconds;
    private final ExchangeEngine engine;
    private final SingleWriter writer;
    private final ExchangeStore store;
    private final MarketLog log;
    private final MarketTimeSource clock;
    private final Optional<RoundSolver> solving;
    private final BlockingQueue<SingleWriter.QueuedCommand> queue = new LinkedBlockingQueue<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Notifier bells = new Notifier();
    private final AgentActivity presence;
    private final ServiceMetrics tally = new ServiceMetrics();
    private final BlobJournal offers;
    private final Map<Thread, CompletableFuture<SingleWriter.RecordedAnswer>> asking = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().name("writer").unstarted(this::run);
    private volatile boolean isStopping;
    private volatile List<String> broken = List.of();
    /** Buyers of the round that waits for its prices, including buyers whose pieces will have no worker. */
    private Set<String> buyers = Set.of();

    private final List<Consumer<Journal.Entry>> listeners = new CopyOnWriteArrayList<>();
    private long nextFreeze;
    private long nextSweep;

    private RunningExchange(MarketRules rules, double roundSeconds, MarketLog log, long at, ExchangeStore store)
            throws IOException {
        this.rules = rules;
        this.roundSeconds = roundSeconds;
        this.log = log;
        engine = log.venue();
        this.store = store;
        clock = new MarketTimeSource(at, System::nanoTime);
        presence = new AgentActivity(at);
        offers = new BlobJournal(store, log);
        writer = new SingleWriter(engine, offers, at, this::published);
        double budget = SOLVE_SHARE * (roundSeconds > 0 ? roundSeconds : ON_DEMAND_SECONDS / SOLVE_SHARE);
        solving = rules.inference().isPresent()
                ? Optional.empty()
                : Optional.of(new RoundSolver(rules, budget, System::nanoTime));
        nextFreeze = roundSeconds > 0 ? at + (long) (1_000 * roundSeconds) : Long.MAX_VALUE;
    }

    /**
     * Starts a new market, or continues a market.
     *
     * @param rules fixed settings of the market
     * @param roundSeconds time for which a round collects orders, s; 0 if rounds are closed only on request
     * @param log the log and its market, in their state after all entries of the store
     * @param at time of the last entry, milliseconds of the market's clock; the system time for a new market
     * @param store durable store
     */
    public static RunningExchange start(
            MarketRules rules, double roundSeconds, MarketLog log, long at, ExchangeStore store) throws IOException {
        log.loadLeaves();
        var market = new RunningExchange(rules, roundSeconds, log, at, store);
        log.venue().frozenRound().ifPresent(market::solve);
        market.thread.start();
        return market;
    }

    private void run() {
        int code = FAULT;
        try {
            while (!isStopping || !queue.isEmpty()) {
                step();
            }
            code = ENDED;
        } catch (IOException e) {
            broken = List.of("the journal failed: " + e.getMessage());
            code = JOURNAL_FAILED;
        } catch (SingleWriter.BrokenInvariantException e) {
            broken = List.of("a money invariant is violated: " + e.getMessage());
            code = LAW_BROKEN;
        } catch (InterruptedException | RuntimeException e) {
            broken = List.of("internal error: " + e);
        } finally {
            ended.complete(code);
            asking.values().forEach(answer -> answer.completeExceptionally(gone()));
            bells.signalAll();
        }
    }

    private void step() throws IOException, InterruptedException {
        List<SingleWriter.QueuedCommand> batch = new ArrayList<>();
        SingleWriter.QueuedCommand first = queue.poll(sleepMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
        lock.writeLock().lock();
        try {
            long now = clock.now();
            writer.tick(now);
            if (now >= nextFreeze && engine.frozenRound().isEmpty() && !isStopping) {
                nextFreeze = now + (long) (1_000 * roundSeconds);
                batch.add(own(new MarketCommand.Freeze(
                        engine.round(),
                        presence.inactive(engine, now, roundSeconds),
                        log.key().draw(engine.round()))));
            }
            if (now >= nextSweep) {
                nextSweep = now + SWEEP_MILLIS;
                store.drop(now - KEPT_MILLIS, engine.digests());
            }
            if (!batch.isEmpty()) {
                writer.write(batch, now);
                tally.batch(batch.size());
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private long sleepMillis() {
        if (isStopping) {
            return 0;
        }
        long freeze = engine.frozenRound().isEmpty() ? nextFreeze : Long.MAX_VALUE;
        return Math.clamp(Math.min(freeze, engine.nextDueMillis()) - clock.now(), 0, LONGEST_SLEEP_MILLIS);
    }

    /** Handles a durable entry. The writer calls this method for all entries in order. */
    private void published(Journal.Entry entry) {
        tally.entry(entry);
        listeners.forEach(listener -> listener.accept(entry));
        for (MarketEvent event : entry.events()) {
            switch (event) {
                case MarketEvent.RoundFrozen _, MarketEvent.RoundPostponed _ ->
                    engine.frozenRound().ifPresent(this::solve);
                case MarketEvent.TaskLeftOut gone -> {
                    bells.signal(gone.agent());
                    engine.frozenRound().ifPresent(this::solve);
                }
                case MarketEvent.RoundSettled sold -> {
                    buyers.forEach(bells::signal);
                    sold.pieces().forEach(this::ring);
                }
                case MarketEvent.LotsSold sold -> {
                    sold.demand().forEach(batch -> bells.signal(batch.buyer()));
                    sold.pieces().forEach(this::ring);
                }
                case MarketEvent.SeatFreed freed -> bells.signal(freed.agent());
                case MarketEvent.TaskWithdrawn gone -> bells.signal(gone.agent());
                case MarketEvent.TaskExpired gone -> bells.signal(gone.agent());
                case MarketEvent.OfPiece of -> engine.piece(of.piece()).ifPresent(this::ring);
                default -> {}
            }
        }
        bells.signal("");
    }

    /** Returns a command whose caller is the market itself. */
    private static SingleWriter.QueuedCommand own(MarketCommand command) {
        return new SingleWriter.QueuedCommand(command, new Caller.Market(), "", _ -> {});
    }

    private void ring(Piece piece) {
        bells.signal(piece.buyer());
        bells.signal(piece.leader());
        bells.signal(piece.worker());
    }

    private void solve(FrozenRound round) {
        buyers = round.taskNames().keySet();
        solving.orElseThrow().begin(round, engine.certifiedPrices(), finished -> queue.add(own(finished)));
    }

    /**
     * Submits a command and waits until its answer is durable.
     *
     * @param text text of the entry, as {@link MarketLog#storedText} returns it
     * @param bytes payload, result or blob whose digest the command contains, which is stored with the command; empty for none
     * @throws ProblemException if too many commands wait, or the market has stopped
     */
    public SingleWriter.RecordedAnswer ask(MarketCommand command, Caller caller, String text, Optional<byte[]> bytes) {
        boolean settles = switch (command) {
            case MarketCommand.PutResult _,
                    MarketCommand.PutAnswers _,
                    MarketCommand.PutUndoable _,
                    MarketCommand.ConfirmUndoable _,
                    MarketCommand.RejectResult _,
                    MarketCommand.WithdrawTask _ -> true;
            default -> false;
        };
        if (isStopping || ended.isDone()) {
            throw gone();
        }
        if (queue.size() >= (settles ? QUEUE : QUEUE - QUEUE / 4)) {
            tally.recordOverload();
            throw ProblemException.busy("has too many waiting commands");
        }
        var answer = new CompletableFuture<SingleWriter.RecordedAnswer>();
        String digest = bytes.map(Sha256::of).orElse("");
        bytes.ifPresent(all -> offers.add(digest, all));
        asking.put(Thread.currentThread(), answer);
        try {
            queue.add(new SingleWriter.QueuedCommand(command, caller, text, answer::complete));
            if (ended.isDone()) {
                answer.completeExceptionally(gone());
            }
            return answer.get();
        } catch (ExecutionException | InterruptedException _) {
            throw gone();
        } finally {
            asking.remove(Thread.currentThread());
            offers.remove(digest);
        }
    }

    static ProblemException gone() {
        return ProblemException.busy("has stopped");
    }

    /** Returns the agents that would be left out as inactive if the round were closed now. */
    public SortedSet<String> inactiveAgents() {
        return read(of -> presence.inactive(of, clock.now(), roundSeconds));
    }

    /** Reads the market. The writer executes no batch of commands meanwhile. */
    public <T> T read(Function<ExchangeEngine, T> look) {
        lock.readLock().lock();
        try {
            return look.apply(engine);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Reads the market repeatedly until a condition holds or the time has elapsed. Throws {@link ProblemException} if the market stops.
     *
     * @param bell agent after whose events the market is read again; empty for the events of all agents
     * @return the last value read
     */
    public <T> T await(String bell, long waitMillis, Function<ExchangeEngine, T> look, Predicate<T> isThere) {
        long dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        presence.addWaiting(bell, 1);
        try {
            while (true) {
                CompletableFuture<Void> bellRings = bells.of(bell);
                T seen = read(look);
                long remainingNanos = dueNanos - System.nanoTime();
                if (isThere.test(seen) || remainingNanos <= 0) {
                    return seen;
                }
                if (isStopping || ended.isDone()) {
                    throw gone();
                }
                Notifier.await(bellRings, remainingNanos);
            }
        } finally {
            presence.addWaiting(bell, -1);
        }
    }

    /** Records the time of a request of an authenticated agent. */
    public void recordActivity(String agent) {
        presence.record(agent, clock.now());
    }

    public MarketRules rules() {
        return rules;
    }

    public double roundSeconds() {
        return roundSeconds;
    }

    public ExchangeStore store() {
        return store;
    }

    public MarketLog log() {
        return log;
    }

    public ServiceMetrics tally() {
        return tally;
    }

    public long now() {
        return clock.now();
    }

    /** Passes each durable entry from now on to a listener, in order. The writer calls it, so it must return at once and must not throw. */
    public void listen(Consumer<Journal.Entry> listener) {
        listeners.add(listener);
    }

    /** Returns the number of the last entry. */
    public long seq() {
        return read(_ -> writer.seq());
    }

    int queued() {
        return queue.size();
    }

    int waiting() {
        return presence.waiting();
    }

    public boolean isRunning() {
        return !isStopping && !ended.isDone();
    }

    /** Returns a future that completes with the exit code. */
    public CompletableFuture<Integer> exitCode() {
        return ended;
    }

    /** Returns the reason why the market failed; empty while it runs and after {@link #close}. */
    public List<String> failure() {
        return broken;
    }

    /** Rejects new commands, executes the accepted commands, and stops. */
    @Override
    public void close() {
        isStopping = true;
        queue.add(own(new MarketCommand.PieceDue(""))); // The command wakes the writer.
        ended.join();
        solving.ifPresent(RoundSolver::close);
    }
}
