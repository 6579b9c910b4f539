package skybourse.server.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.text.Sha256;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.server.journal.SqliteJournal;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.venue.event.Caller;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.FrozenRound;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.SingleWriter;
import skybourse.server.http.Bots;
import skybourse.server.http.ExchangeServer;
import skybourse.server.http.ServedAddresses;
import skybourse.server.http.AddressSeatLimit;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.server.signedlog.MarketLog;

/** Benchmark of the running exchange for {@code bench exchange}. It measures the CPU time of the server, the journal, rounds, recovery and memory. */
public final class ExchangeBench implements BiConsumer<PrintWriter, double[]> {

    private static final int BATCH = 64;

    /** Number of warm-up rounds. Their solver is stopped after 1 ms. */
    private static final int WARM_ROUNDS = 40;

    /** Tight tolerance of prices. {@code LOOSE} is a tolerance that suits a market with 1,000 agents. */
    private static final double TIGHT = 1e-6;

    private static final double LOOSE = 1e-2;

    /** Time limit of the solver in a round of 5 s, ns. */
    private static final long SOLVE_NANOS = 1_600_000_000L;

    private static final long MONEY = 1L << 50;
    private static final String SECRET = "s".repeat(40);
    private static final String HASH = Sha256.of(SECRET.getBytes(StandardCharsets.UTF_8));

    private PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private Path folder = Path.of("");

    /** Creates the benchmark. */
    public ExchangeBench() {}

    /**
     * Runs all measurements and prints their results.
     *
     * @param sizes duration of each measurement in seconds, number of entries to recover, number of waiting agents
     */
    @Override
    public void accept(PrintWriter to, double[] sizes) {
        out = to;
        try {
            folder = Files.createTempDirectory("skybourse-bench-");
            commands(sizes[0]);
            journal(sizes[0]);
            rounds(20, TIGHT, sizes[0]);
            rounds(1_000, TIGHT, sizes[0]);
            rounds(1_000, LOOSE, sizes[0]);
            recovery((long) sizes[1]);
            waiting((int) sizes[2]);
        } catch (IOException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    private static MarketRules market(int agents) {
        return market(agents, TIGHT);
    }

    private static MarketRules market(int agents, double tolerance) {
        int wireless = (int) (agents / (1 + 1 / ScenarioSampler.WIRELESS_PER_LEADER + 1 / ScenarioSampler.WIRELESS_PER_AERIAL));
        int leaders = (int) Math.ceil(wireless / ScenarioSampler.WIRELESS_PER_LEADER);
        var counts = new ScenarioSampler.Counts(
                wireless, leaders / 2, leaders - leaders / 2, agents - wireless - leaders);
        Scenario sampled = ScenarioSampler.standard(counts).sample("bench", 1);
        sampled = sampled.withRules(sampled.rules().withTolerance(tolerance));
        return MarketRules.standard(sampled, AuctionCatalogue.DEFAULT_RULE, 60, 60, true);
    }

    private DurableStore store(String name) {
        return DurableStore.open(folder.resolve(name), "bench", "bench");
    }

    private MarketSigningKey key(String name) throws IOException {
        return MarketSigningKey.of(folder.resolve(name), "bench");
    }

    private static List<String> ids(MarketRules rules) {
        return rules.scenario().agents().map(Agent::id).toList();
    }

    private void commands(double seconds) throws IOException, InterruptedException {
        MarketRules rules = market(80);
        try (DurableStore store = store("commands");
                RunningExchange market = store.start(rules, 0, key("commands"))) {
            new HttpCommandBench(market, ids(rules), SECRET, out).measure(seconds);
        }
    }

    private static SingleWriter.QueuedCommand asked(MarketCommand command) {
        Caller caller = command instanceof MarketCommand.OfAgent
                ? new Caller.Agent(HASH)
                : command instanceof MarketCommand.OfOperator ? new Caller.Operator() : new Caller.Market();
        return new SingleWriter.QueuedCommand(command, caller, command.toString(), _ -> {});
    }

    private static List<SingleWriter.QueuedCommand> deposits(List<String> ids, long from, int count) {
        List<SingleWriter.QueuedCommand> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(asked(new MarketCommand.Deposit(ids.get(i % ids.size()), 5, "d" + (from + i))));
        }
        return batch;
    }

    /** Measures the entries per second that one thread decides and stores, with one sync per batch. */
    private void journal(double seconds) throws IOException {
        MarketRules rules = market(20);
        for (int size : new int[] {BATCH, 1_024}) {
            String name = "journal" + size;
            try (DurableStore store = store(name)) {
                var log = new MarketLog(key(name), rules, store);
                store.journal().recover(log.venue(), log::replay);
                var writer = new SingleWriter(log.venue(), log, 0, _ -> {});
                double entries = 0;
                for (int warm = 0; warm < 2; warm++) {
                    long start = System.nanoTime();
                    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    long first = writer.seq();
                    while (System.nanoTime() - start < 1e9 * seconds) {
                        writer.write(deposits(ids(rules), writer.seq(), size), 0);
                    }
                    entries = writer.seq() - first;
                    if (warm == 1) {
                        say("journal in process, batches of %d: %.0f entries per second, %.1f us of CPU each", size,
                                entries / (System.nanoTime() - start) * 1e9,
                                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / entries / 1e3);
                    }
                }
            }
            long bytes = Files.size(folder.resolve(name).resolve("journal.sqlite"));
            say("disk: %d bytes per entry", bytes / Math.max(1, count(name)));
        }
    }

    private long count(String name) throws IOException {
        try (DurableStore store = store(name)) {
            return store.journal().recover(market(20)).seq();
        }
    }

    /** Measures the CPU time from the closing of a round until its record and receipts are stored. */
    private void rounds(int agents, double tolerance, double seconds) throws IOException {
        MarketRules rules = market(agents, tolerance);
        String name = "rounds" + agents + "-" + tolerance;
        try (DurableStore store = store(name)) {
            var log = new MarketLog(key(name), rules, store);
            ExchangeEngine engine = log.venue();
            store.journal().recover(engine, log::replay);
            var writer = new SingleWriter(engine, log, 0, _ -> {});
            join(writer, rules);
            List<Double> millis = new ArrayList<>();
            List<Double> solving = new ArrayList<>();
            for (int warm = 0; warm < WARM_ROUNDS; warm++) {
                round(writer, rules, 1_000_000);
                writer.tick(1_000_000 * engine.round());
            }
            for (double spent = 0; spent < 1_000 * seconds || millis.size() < 5; spent += millis.getLast()) {
                double[] spentOn = round(writer, rules, SOLVE_NANOS);
                solving.add(spentOn[0]);
                millis.add(spentOn[1]);
                writer.tick(1_000_000 * engine.round());
            }
            boolean isCertified = engine.lastSolved().orElseThrow().isCertified();
            long last = engine.round() - 1;
            say("from freeze to publication, %d agents, tolerance %s: %.1f ms of CPU, %.1f until its prices%s (medians of %d); %d pieces, a record of %d bytes",
                    agents, tolerance, median(millis), median(solving), isCertified ? "" : ", which none certifies", millis.size(),
                    engine.pieces().stream().filter(piece -> piece.id().startsWith("r" + last + ".")).count(),
                    log.record(last).orElseThrow().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static void join(SingleWriter writer, MarketRules rules) throws IOException {
        List<SingleWriter.QueuedCommand> joining = new ArrayList<>();
        for (String id : ids(rules)) {
            joining.add(asked(new MarketCommand.Deposit(id, MONEY, "first-" + id)));
            joining.add(asked(new MarketCommand.PutAgent(id, 1, AgentTerms.ofScenario())));
        }
        writer.write(joining, 0);
    }

    /**
     * Sells a round in which every wireless agent has a task. Returns two CPU times, ms: until the prices are known, and until the round is
     * published.
     */
    private static double[] round(SingleWriter writer, MarketRules rules, long solveNanos) throws IOException {
        long round = writer.venue().round();
        long at = 1_000_000 * round;
        writer.write(rules.scenario().wirelessAgents().stream()
                .map(agent -> asked(new MarketCommand.PutTask(agent.id(), "t" + round, agent.task(), 0, "ab".repeat(32), round)))
                .toList(), at);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        writer.write(List.of(asked(new MarketCommand.Freeze(round, new TreeSet<>(), "ab".repeat(64)))), at);
        FrozenRound frozen = writer.venue().frozenRound().orElseThrow();
        var solver = SolverCatalogue.defaultSolver(rules.scenario().rules(), 1);
        long until = System.nanoTime() + solveNanos;
        var prices = frozen.solve(solver, () -> System.nanoTime() > until);
        double solving = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6;
        writer.write(List.of(asked(new MarketCommand.SolveFinished(prices))), at);
        return new double[] {solving, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6};
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    /** Measures the recovery of a market with sales, results and payments. It is recovered from all entries, and from its snapshot. */
    private void recovery(long entries) throws IOException {
        MarketRules rules = market(20);
        try (DurableStore store = store("recovery")) {
            DurableStore.OpenedLog begun = store.begin(rules, key("recovery"));
            var writer = new SingleWriter(begun.log().venue(), begun.log(), 0, _ -> {});
            join(writer, rules);
            for (long version = 2; writer.seq() < entries; version++) {
                worked(writer, rules, version);
            }
        }
        for (int time = 0; time < 2; time++) {
            recovered("all entries", store -> {
                var log = new MarketLog(key("recovery"), rules, store);
                SqliteJournal.RecoveredMarket read = store.journal().recover(log.venue(), log::replay);
                return new DurableStore.OpenedLog(log, read.seq(), read.at(), 0);
            });
            recovered("its snapshot", store -> store.begin(rules, key("recovery")));
        }
    }

    /** Plays a round in which agents put terms and receive money, and all results are submitted and paid. */
    private static void worked(SingleWriter writer, MarketRules rules, long version) throws IOException {
        List<SingleWriter.QueuedCommand> all = new ArrayList<>(deposits(ids(rules), writer.seq(), 10));
        for (int i = 0; i < 100; i++) {
            String id = ids(rules).get(i % ids(rules).size());
            all.add(asked(new MarketCommand.PutAgent(id, 100 * version + i, AgentTerms.ofScenario())));
        }
        writer.write(all, 0);
        round(writer, rules, SOLVE_NANOS);
        writer.write(writer.venue().pieces().stream()
                .filter(piece -> piece.state() == Piece.Stage.OPEN)
                .map(piece -> asked(new MarketCommand.PutResult(piece.worker(), piece.id(), HASH)))
                .toList(), 0);
        writer.tick(1_000_000 * writer.venue().round());
    }

    /** Reconstructs a market from a store. */
    private interface Beginning {
        DurableStore.OpenedLog of(DurableStore store) throws IOException;
    }

    private void recovered(String from, Beginning beginning) throws IOException {
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (DurableStore store = store("recovery")) {
            DurableStore.OpenedLog begun = beginning.of(store);
            double entries = (System.nanoTime() - start) / 1e9;
            begun.log().loadLeaves();
            say("recovery of %d entries from %s: %.2f s, %.2f s of CPU, %.2f s with %d leaves of its log", begun.seq(), from, entries,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9, (System.nanoTime() - start) / 1e9,
                    begun.log().size());
        }
    }

    /** Measures the heap of agents that wait for work, including the clients' ends of their connections. */
    private void waiting(int agents) throws IOException, InterruptedException {
        MarketRules rules = market(agents);
        List<Socket> sockets = new ArrayList<>();
        try (DurableStore store = store("waiting");
                RunningExchange market = store.start(rules, 0, key("waiting"));
                ExchangeServer server =
                        new ExchangeServer(market, ServedAddresses.plain("127.0.0.1", 0), HASH, 1e9, new AddressSeatLimit(1_000_000, 1), Optional.empty(), List.of(), (_, _) -> {})) {
            for (String id : ids(rules)) {
                market.ask(new MarketCommand.PutAgent(id, 1, AgentTerms.ofScenario()), new Caller.Agent(HASH), "", Optional.empty());
            }
            long before = liveBytes();
            for (String id : ids(rules)) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write(("GET /v1/agents/" + id + "/work?wait=60 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + SECRET + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            for (int tries = 0; market.waiting() < sockets.size() && tries < 200; tries++) {
                Thread.sleep(100);
            }
            double bytes = liveBytes() - before;
            say("%d waiting agents: %.0f MiB of heap, %.1f KiB each, both ends of each connection", market.waiting(),
                    bytes / (1 << 20), bytes / 1_024 / Math.max(1, market.waiting()));
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
