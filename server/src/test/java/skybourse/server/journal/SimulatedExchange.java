package skybourse.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.random.RandomStreams;
import skybourse.server.codec.SnapshotJson;
import skybourse.server.journal.SimulatedDisk.Fault;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.SingleWriter;
import skybourse.venue.Snapshot;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;

/**
 * Simulation of one exchange in one thread from one seed. Agents repeat unanswered commands, the network drops, doubles
 * and reorders, the disk loses pending writes, syncs fail, and the power is cut at times. The writer is that of the
 * real service.
 */
final class SimulatedExchange {

    private static final int SECONDS = 40;

    /** A seat that the operator passes on. The secret of its holder follows from the version of its terms. */
    private static final String PASSED_ON = "AA2";

    /** A copy of a command on its way. */
    private record Letter(long at, long order, MarketCommand command) {}

    private final RandomGenerator random;
    private final Fault fault;

    /** Prices by the input of the solver. Most exchanges have the same few rounds. */
    private final Map<List<Object>, RoundPrices> prices;

    private final SimulatedDisk disk;
    private final PriorityQueue<Letter> network =
            new PriorityQueue<>(Comparator.comparingLong(Letter::at).thenComparing(Letter::order));

    /** Replies by command. Each later reply must be the same. */
    private final Map<MarketCommand, CommandReply.Reply> answered = new LinkedHashMap<>();

    /** Commands without a reply. */
    private final List<MarketCommand> open = new ArrayList<>();

    private SingleWriter writer;
    private ExchangeEngine engine;
    private long now = 1_000;
    private long order;
    private int cuts;

    /**
     * Starts an exchange.
     *
     * @param prices prices found earlier, shared by threads; new ones are added
     */
    SimulatedExchange(long seed, Fault fault, Map<List<Object>, RoundPrices> prices) {
        random = new RandomStreams(seed).stream("simulation", 0);
        this.fault = fault;
        this.prices = prices;
        disk = new SimulatedDisk(random, fault);
        recover();
    }

    /** Simulates the exchange. A failed assertion is a violation. Returns the number of power cuts. */
    int play() {
        Agents.joining().forEach(this::want);
        long end = now + 1_000L * SECONDS;
        long nextFreeze = now + 3_000;
        while (now < end) {
            now += 1 + random.nextInt(80);
            send();
            arrive();
            if (now >= nextFreeze) {
                round();
                nextFreeze = now + 3_000;
                submitAgentCommands();
            }
            if (random.nextInt(150) == 0) {
                cut();
            }
        }
        cut();
        answered.forEach(this::requireSame);
        return cuts;
    }

    private void want(MarketCommand command) {
        open.add(command);
    }

    /** Sends commands without a reply again: once, twice or not at all. */
    private void send() {
        for (MarketCommand command : open) {
            for (int copies = random.nextInt(12) == 0 ? 1 + random.nextInt(2) : 0; copies > 0; copies--) {
                if (random.nextInt(5) > 0) {
                    network.add(new Letter(now + random.nextInt(900), order++, command));
                }
            }
        }
    }

    private void arrive() {
        List<MarketCommand> batch = new ArrayList<>();
        while (!network.isEmpty() && network.peek().at() <= now && batch.size() < 6) {
            batch.add(network.poll().command());
        }
        if (!batch.isEmpty()) {
            write(batch, true);
        }
    }

    /** Returns the time of a clock that jumps. The time of the exchange must not jump. */
    private long clock() {
        return random.nextInt(20) == 0 ? now - random.nextInt(5_000) : now;
    }

    private Caller caller(MarketCommand command) {
        if (command instanceof MarketCommand.OfAgent asked && asked.agent().equals(PASSED_ON)) {
            long version = command instanceof MarketCommand.PutAgent put
                    ? put.version()
                    : engine.agent(PASSED_ON).orElseThrow().version();
            return new Caller.Agent(secret(version));
        }
        return Agents.caller(command);
    }

    private static String secret(long version) {
        return Agents.digest("secret " + version + " of " + PASSED_ON);
    }

    private boolean write(List<MarketCommand> batch, boolean fromAgents) {
        List<SingleWriter.QueuedCommand> asked = new ArrayList<>();
        for (MarketCommand command : batch) {
            asked.add(new SingleWriter.QueuedCommand(command, caller(command), "", answer -> {
                if (fromAgents && random.nextInt(6) > 0) { // otherwise the reply is lost
                    receive(command, answer.answer());
                }
            }));
        }
        try {
            writer.write(asked, clock());
            return true;
        } catch (IOException e) {
            cut();
            return false;
        }
    }

    private void receive(MarketCommand command, CommandReply answer) {
        if (answer instanceof CommandReply.Done done && !Agents.isErasing(command)) {
            CommandReply.Reply first = answered.putIfAbsent(command, done.reply());
            require(first == null || first.equals(done.reply()), "has another reply", command, answer);
        }
        open.remove(command);
    }

    private void round() {
        boolean mayGoOn = write(List.of(new MarketCommand.Freeze(engine.round(), new TreeSet<>(), Agents.DRAW)), false);
        if (mayGoOn && random.nextInt(10) > 0) {
            write(solved(), false);
        }
        tick();
    }

    private List<MarketCommand> solved() {
        return engine.frozenRound().stream()
                .<MarketCommand>map(round -> new MarketCommand.SolveFinished(prices.computeIfAbsent(
                        List.of(
                                round.round(),
                                round.roundResalePrice(),
                                round.allAgents(),
                                round.scenario(),
                                round.postedPrices()),
                        _ -> round.solve(Agents.SOLVER, () -> false))))
                .toList();
    }

    private void tick() {
        List<MarketCommand> due = engine.dueBy(now);
        if (!due.isEmpty() && write(due, false) && random.nextInt(3) == 0) {
            write(due, false); // timers may fire twice
        }
    }

    private void submitAgentCommands() {
        if (random.nextInt(4) == 0 && engine.frozenRound().isPresent()) {
            write(solved(), false);
        }
        int name = (int) (now / 3_000);
        for (WirelessAgent agent : Agents.RULES.scenario().wirelessAgents()) {
            if (random.nextInt(3) > 0) {
                want(new MarketCommand.PutTask(
                        agent.id(),
                        "t" + name,
                        agent.task(),
                        random.nextInt(3) * 5,
                        Agents.digest(agent.id()),
                        engine.round() + 3));
            }
            if (random.nextInt(9) == 0) {
                want(new MarketCommand.WithdrawTask(agent.id(), "t" + (name - 1)));
            }
        }
        engine.pieces().forEach(this::statement);
        want(new MarketCommand.PutBlob("WA3", Agents.digest("blob" + name), 1 + random.nextInt(5)));
        Agents.erasing(name, name - random.nextInt(3)).forEach(this::want);
        int version = 2 + name;
        want(new MarketCommand.Deposit("WA1", 1 + random.nextInt(5), "d" + name));
        want(new MarketCommand.Withdraw("WA2", 1 + random.nextInt(5), "w" + name));
        want(
                random.nextInt(4) == 0
                        ? new MarketCommand.LeaveMarket("AA1", version)
                        : new MarketCommand.PutAgent("AA1", version, AgentTerms.ofScenario()));
        want(new MarketCommand.Bar("WA6", version, random.nextInt(3) == 0));
        if (name % 4 == 0) {
            Agents.newcomer().forEach(this::want);
        }
        if (open.stream()
                .noneMatch(MarketCommand.Invite.class::isInstance)) { // the operator sends one command at a time
            want(new MarketCommand.Invite(PASSED_ON, secret(version)));
            want(new MarketCommand.PutAgent(PASSED_ON, version, AgentTerms.ofScenario()));
        }
    }

    /** Lets the worker, buyer, leader or operator submit a command about a piece. */
    private void statement(Piece piece) {
        switch (piece.state()) {
            case OPEN -> {
                if (random.nextInt(6) == 0) {
                    want(new MarketCommand.PutUndoable(piece.worker(), piece.id(), "no"));
                } else if (random.nextInt(2) == 0) {
                    want(new MarketCommand.PutResult(piece.worker(), piece.id(), Agents.digest(piece.id())));
                }
            }
            case UNDOABLE -> {
                String party = random.nextBoolean() ? piece.buyer() : piece.leader();
                want(
                        random.nextInt(3) == 0
                                ? new MarketCommand.RejectResult(party, piece.id(), "no")
                                : new MarketCommand.ConfirmUndoable(party, piece.id()));
            }
            case DONE -> {
                if (random.nextInt(8) == 0) {
                    want(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"));
                }
            }
            case REJECTED -> {
                if (random.nextInt(3) > 0) {
                    want(new MarketCommand.Rule(piece.id(), random.nextBoolean()));
                }
            }
            case PAID, FAILED, RETURNED -> {}
        }
    }

    /** Cuts the power and restarts. Commands in the network are lost. */
    private void cut() {
        cuts++;
        ExchangeEngine before = disk.isSynced() ? engine : null;
        disk.cut();
        network.clear();
        recover();
        if (before != null) {
            assertThat(engine.agents()).isEqualTo(before.agents());
            assertThat(engine.pieces()).isEqualTo(before.pieces());
            assertThat(engine.round()).isEqualTo(before.round());
        }
        answered.forEach(this::requireKept);
    }

    private void recover() {
        List<Journal.Entry> entries = disk.read();
        assertThat(disk.isWritten(entries))
                .as("entries read equal entries written")
                .isTrue();
        engine = ExchangeEngine.open(Agents.RULES);
        if (fault == Fault.NONE) {
            fromSnapshot(entries);
        } else {
            fold(engine, entries, fault);
        }
        assertThat(engine.breach()).isEmpty();
        long at = entries.isEmpty() ? 0 : entries.getLast().at();
        writer = new SingleWriter(engine, disk, at, _ -> {});
    }

    /** Restores the market from all entries, and from a random snapshot and the later entries. Both must be equal. */
    private void fromSnapshot(List<Journal.Entry> entries) {
        int at = random.nextInt(entries.size() + 1);
        fold(engine, entries.subList(0, at), fault);
        Optional<byte[]> kept = engine.snapshot().map(SnapshotJson::write);
        List<Journal.Entry> behind = entries.subList(at, entries.size());
        fold(engine, behind, fault);
        if (kept.isPresent()) {
            ExchangeEngine from = ExchangeEngine.open(Agents.RULES);
            from.restore(SnapshotJson.read(kept.get(), Snapshot.class));
            fold(from, behind, fault);
            assertThat(from.snapshot()).isEqualTo(engine.snapshot());
            engine = from;
        }
    }

    /** Applies the entries to the market, with the injected fault if it concerns replay. */
    private static void fold(ExchangeEngine engine, List<Journal.Entry> entries, Fault fault) {
        List<Journal.Entry> inOrder = new ArrayList<>(entries);
        if (fault == Fault.ANOTHER_ORDER) { // as a hash map would order entries of equal time
            inOrder.sort(Comparator.comparingLong(Journal.Entry::at)
                    .thenComparing(entry -> entry.actor().hashCode()));
        }
        for (Journal.Entry entry : inOrder) {
            for (MarketEvent event : entry.events()) {
                List<MarketEvent> one = List.of(event);
                switch (event) {
                    case MarketEvent.MoneyDeposited in
                    when fault == Fault.NAMES_FORGOTTEN ->
                        engine.apply(
                                entry.seq(),
                                entry.at(),
                                List.of(new MarketEvent.MoneyDeposited(
                                        in.agent(), in.units(), "forgotten-" + entry.seq())));
                    case MarketEvent.TaskWithdrawn _
                    when fault == Fault.HOLD_RELEASED_TWICE -> {
                        engine.apply(entry.seq(), entry.at(), one);
                        engine.apply(entry.seq(), entry.at(), one);
                    }
                    case MarketEvent.PiecePaid _
                    when fault == Fault.PAID_TWICE -> {
                        engine.apply(entry.seq(), entry.at(), one);
                        engine.apply(entry.seq(), entry.at(), one);
                    }
                    case MarketEvent.PieceFailed _
                    when fault == Fault.TIMER_TWICE -> {
                        engine.apply(entry.seq(), entry.at(), one);
                        engine.apply(entry.seq(), entry.at(), one);
                    }
                    default -> engine.apply(entry.seq(), entry.at(), one);
                }
            }
        }
    }

    /** A command with a reply is stored: repeated, it gets the same reply and has no further effect. */
    private void requireKept(MarketCommand command, CommandReply.Reply reply) {
        switch (command) {
            case MarketCommand.Deposit _,
                    MarketCommand.Withdraw _,
                    MarketCommand.Invite _,
                    MarketCommand.InviteKind _,
                    MarketCommand.PutTask _,
                    MarketCommand.PutBlob _,
                    MarketCommand.PutResult _,
                    MarketCommand.PutUndoable _,
                    MarketCommand.ConfirmUndoable _,
                    MarketCommand.RejectResult _,
                    MarketCommand.Rule _ -> requireSame(command, reply);
            default -> {} // a later command may have replaced its effect
        }
    }

    private void requireSame(MarketCommand command, CommandReply.Reply reply) {
        CommandReply again = engine.decide(command, caller(command), now);
        boolean isOvertaken = again instanceof CommandReply.Refused refused
                && switch (command) {
                    case MarketCommand.LeaveMarket _, MarketCommand.Bar _ -> refused.kind() == CommandReply.Kind.STALE;
                    case MarketCommand.PutAgent put ->
                        refused.kind() == CommandReply.Kind.STALE || put.agent().equals(PASSED_ON);
                    default -> false;
                };
        if (!isOvertaken && again instanceof CommandReply.Done done) {
            require(done.reply().equals(reply), "has another reply", command, again);
            require(done.events().isEmpty(), "happened again", command, again);
        } else {
            require(isOvertaken || command instanceof MarketCommand.WithdrawTask, "was answered", command, again);
        }
    }

    /** Builds the message only on failure, because it is called some hundred times per power cut. */
    private static void require(boolean holds, String otherwise, MarketCommand command, CommandReply answer) {
        if (!holds) {
            throw new AssertionError(command + " " + otherwise + ": " + answer);
        }
    }
}
