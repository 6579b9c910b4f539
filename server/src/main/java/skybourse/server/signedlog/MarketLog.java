package skybourse.server.signedlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import skybourse.files.text.Sha256;
import skybourse.receipt.format.MerkleTree;
import skybourse.server.codec.AcceptedBody;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.server.journal.JournalException;
import skybourse.server.journal.MerkleLeafTable.Leaves;
import skybourse.venue.ExchangeEngine;
import skybourse.venue.Journal;
import skybourse.venue.Snapshot;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;

/**
 * Log of a market, an append-only Merkle tree. Each sold round adds leaves: its record, and receipts for the agents that it concerns. The leaves are stored
 * in the transaction of the entry that sold the round. They are published only after they are durable.
 */
public final class MarketLog implements Journal {

    /**
     * Longest text of a command in a receipt, characters. For longer texts, and for results and blobs sent as bytes, the receipt contains the digest.
     */
    static final int MOST_TEXT = 1_000;

    private static final String DIGEST = "sha256:";
    private static final int HASH_BYTES = 32;

    private final MarketSigningKey key;
    private final MarketRules rules;
    private final LogStore store;
    private final ExchangeEngine engine;
    private final MerkleTree tree = new MerkleTree();
    private final List<MarketPayment> payments = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private Map<String, List<LoggedCommand>> commands = new HashMap<>();
    private final List<PieceOutcome> outcomes = new ArrayList<>();
    private @Nullable RoundOrders closed;
    private long firstSeq = 1;
    private long published;
    private String checkpoint = "";

    /**
     * Command as it was sent.
     *
     * @param seq number of the command's entry
     * @param at time of the entry, milliseconds of the market's clock
     * @param route method and path
     * @param text the body of the command, or {@code sha256:} and the digest of the body
     */
    record LoggedCommand(long seq, long at, String route, String text) {

        ReceiptBody.SentCommand row() {
            Optional<String> digest = isDigest() ? Optional.of(sha256()) : Optional.empty();
            return new ReceiptBody.SentCommand(
                    seq, at, route, digest.isPresent() ? Optional.empty() : Optional.of(text), digest);
        }

        /** Returns the same command with the digest in place of the text. */
        LoggedCommand digested() {
            return new LoggedCommand(seq, at, route, DIGEST + sha256());
        }

        private boolean isDigest() {
            return text.startsWith(DIGEST);
        }

        private String sha256() {
            return isDigest() ? text.substring(DIGEST.length()) : Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        }

        ReceiptBody.Promise promised(String market, String agent, CommandReply.Reply reply) {
            return new ReceiptBody.Promise(
                    "promise-1", market, agent, seq, at, route, sha256(), AcceptedBody.of(reply));
        }
    }

    /**
     * State of a market and its log between two rounds. It replaces all earlier entries when both are restored.
     *
     * @param venue state of the market
     * @param payments payments since the last round was sold
     * @param outcomes outcomes of pieces that ended since the last round was sold
     * @param balances balances when the last round was sold, ledger units, by agent
     * @param commands commands since the last round was sold, by agent
     * @param firstSeq number of the first entry since the last round was sold
     * @param leaves hashes of all leaves, concatenated
     */
    public record State(
            Snapshot venue,
            List<MarketPayment> payments,
            List<PieceOutcome> outcomes,
            Map<String, Long> balances,
            Map<String, List<LoggedCommand>> commands,
            long firstSeq,
            byte[] leaves) {}

    /** Returns the state of the market and the log; empty while a round waits for its prices. */
    public synchronized Optional<State> state() {
        var leaves = new ByteArrayOutputStream();
        LongStream.range(0, tree.size()).forEach(leaf -> leaves.writeBytes(tree.hash(leaf)));
        return engine.snapshot()
                .map(market -> new State(
                        market,
                        List.copyOf(payments),
                        List.copyOf(outcomes),
                        new TreeMap<>(balances),
                        copy(commands),
                        firstSeq,
                        leaves.toByteArray()));
    }

    private static Map<String, List<LoggedCommand>> copy(Map<String, List<LoggedCommand>> commands) {
        Map<String, List<LoggedCommand>> copy = new TreeMap<>();
        commands.forEach((agent, sent) -> copy.put(agent, new ArrayList<>(sent)));
        return copy;
    }

    /** Restores a state of the same market. Must be called at most once, before any entry. */
    public synchronized void restore(State state) {
        engine.restore(state.venue());
        payments.addAll(state.payments());
        outcomes.addAll(state.outcomes());
        balances.putAll(state.balances());
        commands = copy(state.commands());
        firstSeq = state.firstSeq();
        for (int at = 0; at < state.leaves().length; at += HASH_BYTES) {
            tree.appendHash(Arrays.copyOfRange(state.leaves(), at, at + HASH_BYTES));
        }
    }

    /**
     * Creates an empty log and its market.
     *
     * @param key key that signs the log
     * @param store stores entries and leaves
     */
    public MarketLog(MarketSigningKey key, MarketRules rules, LogStore store) {
        this.key = key;
        this.rules = rules;
        this.store = store;
        engine = ExchangeEngine.open(rules, this::paid);
    }

    /** Returns the market. */
    public ExchangeEngine venue() {
        return engine;
    }

    /** Returns the key that signs the log. */
    public MarketSigningKey key() {
        return key;
    }

    private synchronized void paid(MarketPayment payment) {
        payments.add(payment);
    }

    /** Processes an entry that was read from the store and applied to the market. */
    public synchronized void replay(Entry entry) {
        follow(entry).ifPresent(_ -> close(entry.seq()));
    }

    /**
     * Reads the leaves that are not in the restored state. Must be called once, after all entries were read.
     *
     * @throws JournalException if the leaves cannot be read, or differ from the published ones
     */
    public synchronized void loadLeaves() {
        byte[] root;
        try {
            root = store.leaves(tree.size(), leaves -> {
                boolean isNext = leaves.first() == tree.size();
                boolean isOfRound =
                        MerkleLeafHeader.of(leaves.texts().getFirst()).round() == leaves.round();
                leaves.texts().forEach(this::add);
                require(isNext && isOfRound);
            });
        } catch (IOException e) {
            throw new JournalException("leaves of the log cannot be read: " + e.getMessage(), e);
        }
        published = tree.size();
        require(published == 0 || Arrays.equals(root, tree.root(published)));
    }

    private static void require(boolean isAsPublished) {
        if (!isAsPublished) {
            throw new JournalException("leaves of the log differ from the published ones");
        }
    }

    @Override
    public synchronized void append(Entry entry) throws IOException {
        store.append(entry);
        Optional<RoundPublication> sold = follow(entry);
        if (sold.isPresent()) {
            publish(sold.get());
            close(entry.seq());
        }
    }

    @Override
    public void sync() throws IOException {
        store.sync();
        synchronized (this) {
            checkpoint = published == tree.size() ? checkpoint : "";
            published = tree.size();
        }
        store.cache(this);
    }

    /** Processes an entry. Returns the round that the entry sold; empty if it sold none. */
    private Optional<RoundPublication> follow(Entry entry) {
        boolean isSent = entry.text().indexOf('\n') > 0 && !entry.text().startsWith("PUT /v1/operator/");
        if (isSent && engine.isSeat(entry.actor())) {
            commands.computeIfAbsent(entry.actor(), _ -> new ArrayList<>()).add(sent(entry));
        }
        Optional<RoundPublication> sold = Optional.empty();
        for (MarketEvent event : entry.events()) {
            switch (event) {
                case MarketEvent.RoundFrozen _ -> closed = RoundOrders.of(entry.seq(), engine);
                case MarketEvent.RoundPostponed _ when closed != null -> closed = closed.updated(engine);
                case MarketEvent.TaskLeftOut _ when closed != null -> closed = closed.updated(engine);
                case MarketEvent.PostedPricesChecked checked
                when closed != null -> closed = closed.admitting(checked.admission());
                case MarketEvent.RoundSettled settled
                when closed != null -> sold = Optional.of(publication(entry, settled, closed));
                case MarketEvent.LotsSold lots -> sold = Optional.of(publication(entry, lots));
                case MarketEvent.PiecePaid paid -> end(paid.piece(), "PAID", paid.cause(), entry);
                case MarketEvent.PieceFailed no -> end(no.piece(), "FAILED", no.cause(), entry);
                case MarketEvent.PieceReturned back -> end(back.piece(), "RETURNED", back.cause(), entry);
                default -> {}
            }
        }
        return sold;
    }

    private void end(String piece, String result, Piece.Cause cause, Entry entry) {
        PieceMeter.Answers answers =
                engine.meter(piece).map(PieceMeter::answers).orElse(PieceMeter.Answers.NONE);
        outcomes.add(new PieceOutcome(piece, result, cause, entry.seq(), answers));
    }

    private RoundRecordBody.Head head(long round, Entry entry) {
        return new RoundRecordBody.Head(key.market(), round, firstSeq, entry.seq());
    }

    private RoundPublication publication(Entry entry, MarketEvent.RoundSettled settled, RoundOrders orders) {
        var record = new TwoTierRecord(
                head(settled.solved().round(), entry), entry.at(), rules, settled, orders, outcomes, payments);
        return new RoundPublication(record.head(), record.text(), record.participants(), List.copyOf(payments));
    }

    private RoundPublication publication(Entry entry, MarketEvent.LotsSold sold) {
        var record = new InferenceRecord(head(sold.round(), entry), entry.at(), rules, sold, outcomes, payments);
        return new RoundPublication(record.head(), record.text(engine), record.participants(), List.copyOf(payments));
    }

    private void publish(RoundPublication sold) throws IOException {
        long record = tree.size();
        List<String> texts = new ArrayList<>(List.of(sold.record()));
        Map<String, Long> after = engine.balances();
        Set<String> concerned = sold.recipients();
        Set<String> agents = new LinkedHashSet<>(engine.ids());
        agents.removeIf(agent -> !commands.containsKey(agent) && !concerned.contains(agent));
        // Agents that have lost their seats are added last.
        commands.keySet().stream().sorted().forEach(agents::add);
        for (String agent : agents) {
            List<LoggedCommand> sent = commands.getOrDefault(agent, List.of());
            long before = balances.getOrDefault(agent, 0L);
            var own = new RoundPublication.AgentShare(agent, record, sent, before, after.getOrDefault(agent, 0L));
            texts.addAll(sold.receipts(own, record + texts.size()));
        }
        texts.forEach(this::add);
        store.publish(new Leaves(sold.round(), record, texts), tree.root(tree.size()));
    }

    private void add(String text) {
        tree.append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts the entries of the next round. */
    private void close(long seq) {
        balances.putAll(engine.balances());
        payments.clear();
        outcomes.clear();
        commands = new HashMap<>();
        firstSeq = seq + 1;
    }

    /**
     * Returns the signed promise that a command will be in the agent's receipt.
     *
     * @param taken entry of the command
     * @param reply reply to the command
     */
    public String promise(Entry taken, CommandReply.Reply reply) {
        return key.sign(sent(taken).promised(key.market(), taken.actor(), reply));
    }

    /** Returns the command of an entry. The first line of the entry's text is the route. */
    private static LoggedCommand sent(Entry entry) {
        int line = entry.text().indexOf('\n');
        return new LoggedCommand(
                entry.seq(),
                entry.at(),
                entry.text().substring(0, line),
                entry.text().substring(line + 1));
    }

    /** Returns the text of a command in the journal. Its first line is the route. The body follows or, if the body is too long, its digest. */
    public static String storedText(String route, String sent) {
        return route
                + '\n'
                + (sent.length() <= MOST_TEXT ? sent : digest(Sha256.of(sent.getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns the text that represents a body in the journal if the body is not text or is too long, given its SHA-256. */
    public static String digest(String sha256) {
        return DIGEST + sha256;
    }

    /** Returns the signed checkpoint of the published leaves. */
    public synchronized String checkpoint() {
        if (checkpoint.isEmpty()) {
            checkpoint = key.checkpoint(published, tree.root(published));
        }
        return checkpoint;
    }

    /** Returns the record of a round that was sold; empty until it is published. */
    public Optional<String> record(long round) throws IOException {
        return published(round).map(leaves -> leaves.texts().getFirst());
    }

    /** Returns the leaves of a round; empty until a checkpoint covers them. */
    private Optional<Leaves> published(long round) throws IOException {
        Optional<Leaves> leaves = store.leaves(round);
        synchronized (this) {
            return leaves.filter(of -> of.first() < published);
        }
    }

    /** Returns the number of published leaves. */
    public synchronized long size() {
        return published;
    }

    /** Returns the proof that the log of {@code from} leaves is a prefix of the log of {@code to} leaves. Both are at most {@link #size}. */
    public synchronized ReceiptBody.ConsistencyProof consistency(long from, long to) {
        return new LogProofs(tree, published).growth(from, to);
    }

    /**
     * Returns a receipt of an agent in a round; empty if the agent has none, or the round is not published.
     *
     * @param command number of an entry, which selects one of several receipts of an agent: the first one whose last entry is {@code command} or later
     * @param older number of leaves of an earlier log, for a consistency proof; -1 for none
     */
    public Optional<ReceiptBody> receipt(long round, String agent, long command, long older) throws IOException {
        Leaves leaves = published(round).orElse(new Leaves(round, 0, List.of()));
        // Leaf 0 is the record of the round, so receipts start at 1.
        int own = 1;
        while (own < leaves.texts().size()
                && !MerkleLeafHeader.of(leaves.texts().get(own)).isReceipt(agent, command)) {
            own++;
        }
        synchronized (this) {
            if (own >= leaves.texts().size()) {
                return Optional.empty();
            }
            return Optional.of(new ReceiptBody(
                    checkpoint(),
                    leaves.texts().get(own),
                    new LogProofs(tree, published).places(leaves.first() + own, leaves.first()),
                    older >= 0 ? Optional.of(consistency(older, published)) : Optional.empty()));
        }
    }
}
