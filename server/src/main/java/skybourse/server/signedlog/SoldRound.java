package skybourse.server.signedlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.WholeUnits;
import skybourse.server.codec.BodyText;
import skybourse.server.codec.PricesBody;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.codec.RecordBody;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Movement;

/**
 * A round that was just sold, as texts of the market's log: its record and receipts of agents. {@code docs/reference/receipts.md} has their form.
 *
 * @param key of the market
 * @param rules of the market
 * @param firstSeq number of the first entry that it is of
 * @param entry that sold it, the last it is of
 * @param settled its event
 * @param closed what was sold
 * @param outcomes of pieces that ended since the record before
 * @param payments of all since the record before
 */
record SoldRound(
        MarketKey key,
        MarketRules rules,
        long firstSeq,
        Journal.Entry entry,
        Event.RoundSettled settled,
        RoundOrders closed,
        List<PieceOutcome> outcomes,
        List<Movement> payments) {

    /** Most bytes of a receipt in a log of 2^30 leaves, unless long names and one command's digest alone take more. */
    static final int MOST_RECEIPT = 4_096;

    /** What commands may take of a receipt at most, where names and proofs leave more. */
    private static final int MOST_BYTES = 1_600;

    /** What a file has beside leaf, hashes and the market's name: names of fields, numbers of ten digits, root and signature. */
    private static final int FRAME = 300;

    /** Hashes of a path in a log of 2^30 leaves. */
    static final int DEPTH = 30;

    /** What a hash takes in a path: base64 in quotation marks, and a comma. */
    static final int HASH = 47;

    /** What a text has around it as the one member of an object without a name. */
    private static final int QUOTED = 7;

    private RecordBody.Head head() {
        return new RecordBody.Head(key.market(), round(), firstSeq, entry.seq());
    }

    long round() {
        return closed.frozen().round();
    }

    private FrozenRound frozen() {
        return closed.frozen();
    }

    /** Returns the record, which is public. */
    String record() {
        return BodyText.written(RecordBody.of(
                head(),
                entry.at(),
                RecordBody.Rules.of(rules),
                orders(),
                pricing(),
                new RecordBody.Split(ratios(), units()),
                sale(),
                ScenarioText.tree(frozen().everybody())));
    }

    private RecordBody.Sale sale() {
        Map<String, Long> penalties = penalties();
        return new RecordBody.Sale(
                settled.lots(),
                settled.trades().stream().map(RecordBody.Trade::of).toList(),
                settled.pieces().stream()
                        .map(piece -> RecordBody.PieceRow.of(piece, penalties.getOrDefault(piece.id(), 0L)))
                        .toList(),
                settled.shortUnits(),
                outcomes.stream().map(PieceOutcome::row).toList(),
                payments.stream().map(RecordBody.Entry::of).toList());
    }

    /** Returns who took part, on which terms and with which tasks. */
    private RecordBody.Orders orders() {
        Scenario in = frozen().scenario();
        Map<String, RecordBody.SoldTask> tasks = new LinkedHashMap<>();
        in.wirelessAgents().forEach(buyer -> closed.task(buyer.id()).ifPresent(task -> tasks.put(buyer.id(), task)));
        Map<String, List<Long>> asks = new LinkedHashMap<>();
        for (int k = 0; k < in.aerialAgents().size(); k++) {
            String aerial = in.aerialAgents().get(k).id();
            frozen().asks().get(k).ifPresent(ticks -> asks.put(aerial, ticks));
        }
        return new RecordBody.Orders(
                closed.seq(),
                ids(in.wirelessAgents().stream()),
                ids(Stream.concat(in.leaders().stream(), in.aerialAgents().stream())),
                closed.terms(),
                tasks,
                asks);
    }

    private RecordBody.Pricing pricing() {
        Scenario in = frozen().scenario();
        List<String> posting = new ArrayList<>();
        for (int s = 0; s < in.leaders().size(); s++) {
            if (frozen().posted().get(s).isPresent()) {
                posting.add(in.leaders().get(s).id());
            }
        }
        return new RecordBody.Pricing(
                PricesBody.of(
                        settled.solved(), frozen().byLeader(settled.solved().prices())),
                frozen().roundResalePrice(),
                rules.maxEpsilon(),
                frozen().postponements(),
                frozen().draw(),
                posting);
    }

    /** Returns the agents of a round, sellers last. */
    static Stream<Agent> agents(Scenario in) {
        return Stream.of(in.wirelessAgents(), in.leaders(), in.aerialAgents()).flatMap(List::stream);
    }

    private static List<String> ids(Stream<? extends Agent> agents) {
        return agents.map(Agent::id).toList();
    }

    /** Returns the share of its task that each buyer sends to each leader, if all tasks are divisible. */
    private Map<String, Map<String, Double>> ratios() {
        return sent(frozen().bestResponses(settled.solved()), (_, ratio) -> ratio);
    }

    /** Returns how many whole units of its task each buyer sends to each leader, if its task has units. */
    private Map<String, Map<String, Integer>> units() {
        int[] units = frozen().units();
        Map<String, Map<String, Integer>> sent =
                sent(frozen().sold(settled.solved()), (buyer, ratio) -> WholeUnits.count(ratio, units[buyer]));
        for (int n = 0; n < units.length; n++) {
            if (units[n] == 0) {
                sent.remove(frozen().scenario().wirelessAgents().get(n).id());
            }
        }
        return sent;
    }

    /** Returns what each buyer sends to each leader to which it sends anything. */
    private <T> Map<String, Map<String, T>> sent(Round round, BiFunction<Integer, Double, T> amount) {
        Map<String, Map<String, T>> all = new LinkedHashMap<>();
        List<Leader> leaders = frozen().scenario().leaders();
        for (int n = 0; n < round.agents().size(); n++) {
            Map<String, T> sent = new LinkedHashMap<>();
            for (AgentOutcome.Link link : round.agents().get(n).links()) {
                if (link.ratio() > 0) {
                    sent.put(leaders.get(link.leader()).id(), amount.apply(n, link.ratio()));
                }
            }
            all.put(round.agents().get(n).agent().id(), sent);
        }
        return all;
    }

    /** Returns what leaders paid for pieces that nobody does, by piece. */
    private Map<String, Long> penalties() {
        return settled.entries().stream()
                .filter(entry -> entry.reason() == Movement.Reason.PENALTY)
                .collect(Collectors.groupingBy(Movement::of, Collectors.summingLong(Movement::units)));
    }

    /** Returns who has a receipt of this round, even if it sent nothing: who took part, who paid and who was paid. */
    Set<String> concerned() {
        Set<String> concerned = new HashSet<>(ids(agents(frozen().scenario())));
        for (Movement entry : payments) {
            concerned.add(entry.from());
            concerned.add(entry.to());
        }
        return concerned;
    }

    /**
     * Returns the texts of an agent's receipt: as many as it takes to keep each small, with commands one behind the other. What the record
     * has of the agent does not stand in them.
     *
     * @param index of the first in the log
     */
    List<String> receipts(Own own, long index) {
        List<String> texts = new ArrayList<>();
        List<ReceiptBody.SentCommand> rows = new ArrayList<>();
        long from = firstSeq;
        int leaf = bytes(receipt(own, entry.seq(), entry.seq(), List.of()));
        int bytes = 0;
        for (MarketLog.Sent sent : own.commands()) {
            int room = room(key.market(), leaf, index + texts.size(), own.record());
            ReceiptBody.SentCommand row = sent.row();
            int more = bytes(row);
            if (more > room) {
                row = sent.digested().row();
                more = bytes(row);
            }
            if (!rows.isEmpty() && bytes + more > room) {
                texts.add(BodyText.written(receipt(own, from, sent.seq() - 1, rows)));
                rows.clear();
                from = sent.seq();
                bytes = 0;
            }
            rows.add(row);
            bytes += more;
        }
        texts.add(BodyText.written(receipt(own, from, entry.seq(), rows)));
        return texts;
    }

    /**
     * Returns how many bytes commands may take of a receipt's file. The paths of leaf and record are apart up to where their indices are,
     * which may be far where a power of two lies between them.
     *
     * @param leaf bytes that its leaf takes without commands
     */
    static int room(String market, int leaf, long index, long record) {
        int hashes = DEPTH + Long.SIZE - Long.numberOfLeadingZeros(index ^ record);
        int names = 2 * market.getBytes(StandardCharsets.UTF_8).length;
        return Math.min(MOST_BYTES, MOST_RECEIPT - FRAME - names - leaf - HASH * hashes);
    }

    /** Returns how many bytes a row takes in the file of a receipt, where it stands in a text. */
    static int bytes(Record row) {
        String text = BodyText.written(row);
        long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + (int) escaped + QUOTED;
    }

    private ReceiptBody.Leaf receipt(Own own, long from, long to, List<ReceiptBody.SentCommand> commands) {
        return new ReceiptBody.Leaf(
                "receipt-1", head(), from, to, own.agent(), own.record(), commands, own.before(), own.after());
    }

    /**
     * What is the agent's own of a receipt.
     *
     * @param agent whose it is
     * @param record where the record is in the log
     * @param commands that it sent
     * @param before what it had when the round before was sold, in units
     * @param after what it has now
     */
    record Own(String agent, long record, List<MarketLog.Sent> commands, long before, long after) {}
}
