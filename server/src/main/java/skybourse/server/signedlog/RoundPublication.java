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
import skybourse.round.market.TaskUnitRounding;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.PricesBody;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.codec.RoundRecordBody;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;

/**
 * Round that was just sold, with the texts that it adds to the market's log. They are the record of the round and the receipts of agents. {@code
 * docs/reference/receipts.md} describes their format.
 *
 * @param key key of the market
 * @param rules rules of the market
 * @param firstSeq number of the first entry that the record covers
 * @param entry entry that sold the round, the last one that the record covers
 * @param settled event that sold the round
 * @param closed orders of the round
 * @param outcomes outcomes of pieces that ended since the previous record
 * @param payments all payments since the previous record
 */
record RoundPublication(
        MarketSigningKey key,
        MarketRules rules,
        long firstSeq,
        Journal.Entry entry,
        MarketEvent.RoundSettled settled,
        RoundOrders closed,
        List<PieceOutcome> outcomes,
        List<MarketPayment> payments) {

    /** Largest size of a receipt in a log of up to 2^30 leaves, bytes. Long names with the digest of a single command may exceed it. */
    static final int MOST_RECEIPT = 4_096;

    /** Largest size of the commands in a receipt, bytes. It applies even if names and proofs leave more space. */
    private static final int MOST_BYTES = 1_600;

    /**
     * Size of a receipt without the leaf, the hashes and the market name, bytes. It includes names of fields, numbers of ten digits, the root and the
     * signature.
     */
    private static final int FRAME = 300;

    /** Number of hashes of a path in a log of 2^30 leaves. */
    static final int DEPTH = 30;

    /** Size of a hash in a path, bytes: base64 in quotation marks, and a comma. */
    static final int HASH = 47;

    /** Number of additional bytes of a row in the JSON string of a receipt. */
    private static final int QUOTED = 7;

    private RoundRecordBody.Head head() {
        return new RoundRecordBody.Head(key.market(), round(), firstSeq, entry.seq());
    }

    long round() {
        return closed.frozen().round();
    }

    private FrozenRound frozen() {
        return closed.frozen();
    }

    /** Returns the public record as JSON. */
    String record() {
        return BodyJsonEncoder.write(RoundRecordBody.of(
                head(),
                entry.at(),
                RoundRecordBody.Rules.of(rules),
                orders(),
                pricing(),
                new RoundRecordBody.Split(ratios(), units()),
                sale(),
                ScenarioText.tree(frozen().allAgents())));
    }

    private RoundRecordBody.Sale sale() {
        Map<String, Long> penalties = penalties();
        return new RoundRecordBody.Sale(
                settled.lots(),
                settled.trades().stream().map(RoundRecordBody.Trade::of).toList(),
                settled.pieces().stream()
                        .map(piece -> RoundRecordBody.PieceRow.of(piece, penalties.getOrDefault(piece.id(), 0L)))
                        .toList(),
                settled.shortUnits(),
                outcomes.stream().map(PieceOutcome::row).toList(),
                payments.stream().map(RoundRecordBody.Entry::of).toList());
    }

    /** Returns the participants with their terms, tasks and asks. */
    private RoundRecordBody.Orders orders() {
        Scenario in = frozen().scenario();
        Map<String, RoundRecordBody.SoldTask> tasks = new LinkedHashMap<>();
        in.wirelessAgents().forEach(buyer -> closed.task(buyer.id()).ifPresent(task -> tasks.put(buyer.id(), task)));
        Map<String, List<Long>> asks = new LinkedHashMap<>();
        for (int k = 0; k < in.aerialAgents().size(); k++) {
            String aerial = in.aerialAgents().get(k).id();
            frozen().asks().get(k).ifPresent(ticks -> asks.put(aerial, ticks));
        }
        return new RoundRecordBody.Orders(
                closed.seq(),
                ids(in.wirelessAgents().stream()),
                ids(Stream.concat(in.leaders().stream(), in.aerialAgents().stream())),
                closed.terms(),
                tasks,
                asks);
    }

    private RoundRecordBody.Pricing pricing() {
        Scenario in = frozen().scenario();
        List<String> posting = new ArrayList<>();
        for (int s = 0; s < in.leaders().size(); s++) {
            if (frozen().postedPrices().get(s).isPresent()) {
                posting.add(in.leaders().get(s).id());
            }
        }
        return new RoundRecordBody.Pricing(
                PricesBody.of(
                        settled.solved(), frozen().byLeader(settled.solved().prices())),
                frozen().roundResalePrice(),
                rules.maxEpsilon(),
                frozen().postponements(),
                frozen().draw(),
                posting);
    }

    /** Returns the agents of a round in this order: wireless agents, leaders, aerial agents. */
    static Stream<Agent> agents(Scenario in) {
        return Stream.of(in.wirelessAgents(), in.leaders(), in.aerialAgents()).flatMap(List::stream);
    }

    private static List<String> ids(Stream<? extends Agent> agents) {
        return agents.map(Agent::id).toList();
    }

    /** Returns the ratio of its task that each buyer sends to each leader, if all tasks are divisible. */
    private Map<String, Map<String, Double>> ratios() {
        return sent(frozen().bestResponses(settled.solved()), (_, ratio) -> ratio);
    }

    /** Returns the number of units that each buyer whose task has units sends to each leader. */
    private Map<String, Map<String, Integer>> units() {
        int[] units = frozen().units();
        Map<String, Map<String, Integer>> sent = sent(
                frozen().afterTierOne(settled.solved()), (buyer, ratio) -> TaskUnitRounding.count(ratio, units[buyer]));
        for (int n = 0; n < units.length; n++) {
            if (units[n] == 0) {
                sent.remove(frozen().scenario().wirelessAgents().get(n).id());
            }
        }
        return sent;
    }

    /** Returns the amount that each buyer sends to each leader. Links with ratio 0 are omitted. */
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

    /** Returns the penalties that leaders paid for pieces without a worker, ledger units, by piece. */
    private Map<String, Long> penalties() {
        return settled.entries().stream()
                .filter(entry -> entry.reason() == MarketPayment.Reason.PENALTY)
                .collect(Collectors.groupingBy(MarketPayment::of, Collectors.summingLong(MarketPayment::units)));
    }

    /** Returns the accounts that have a receipt of this round even if they sent no command. They are the participants, payers and payees. */
    Set<String> recipients() {
        Set<String> concerned = new HashSet<>(ids(agents(frozen().scenario())));
        for (MarketPayment entry : payments) {
            concerned.add(entry.from());
            concerned.add(entry.to());
        }
        return concerned;
    }

    /**
     * Returns the texts of an agent's receipts. The agent's commands are divided between them in order, so that each receipt is small. Receipts do not repeat
     * the data about the agent that the record contains.
     *
     * @param index index in the log of the first receipt
     */
    List<String> receipts(AgentShare own, long index) {
        List<String> texts = new ArrayList<>();
        List<ReceiptBody.SentCommand> rows = new ArrayList<>();
        long from = firstSeq;
        int leaf = bytes(receipt(own, entry.seq(), entry.seq(), List.of()));
        int bytes = 0;
        for (MarketLog.LoggedCommand sent : own.commands()) {
            int room = availableBytes(key.market(), leaf, index + texts.size(), own.record());
            ReceiptBody.SentCommand row = sent.row();
            int more = bytes(row);
            if (more > room) {
                row = sent.digested().row();
                more = bytes(row);
            }
            if (!rows.isEmpty() && bytes + more > room) {
                texts.add(BodyJsonEncoder.write(receipt(own, from, sent.seq() - 1, rows)));
                rows.clear();
                from = sent.seq();
                bytes = 0;
            }
            rows.add(row);
            bytes += more;
        }
        texts.add(BodyJsonEncoder.write(receipt(own, from, entry.seq(), rows)));
        return texts;
    }

    /**
     * Returns the number of bytes that are available for commands in the file of a receipt. The paths of the leaf and the record differ below their lowest
     * common ancestor. If a multiple of a large power of two lies between their indices, this ancestor is high in the tree.
     *
     * @param leaf size of the leaf without commands, bytes
     */
    static int availableBytes(String market, int leaf, long index, long record) {
        int hashes = DEPTH + Long.SIZE - Long.numberOfLeadingZeros(index ^ record);
        int names = 2 * market.getBytes(StandardCharsets.UTF_8).length;
        return Math.min(MOST_BYTES, MOST_RECEIPT - FRAME - names - leaf - HASH * hashes);
    }

    /** Returns the number of bytes of a row in the file of a receipt, in which the row is part of a JSON string. */
    static int bytes(Record row) {
        String text = BodyJsonEncoder.write(row);
        long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + (int) escaped + QUOTED;
    }

    private ReceiptBody.Leaf receipt(AgentShare own, long from, long to, List<ReceiptBody.SentCommand> commands) {
        return new ReceiptBody.Leaf(
                "receipt-1", head(), from, to, own.agent(), own.record(), commands, own.before(), own.after());
    }

    /**
     * Data of a receipt that concern only its agent.
     *
     * @param agent the agent
     * @param record index of the round's record in the log
     * @param commands commands that the agent sent
     * @param before balance of the agent when the previous round was sold, ledger units
     * @param after present balance of the agent, ledger units
     */
    record AgentShare(String agent, long record, List<MarketLog.LoggedCommand> commands, long before, long after) {}
}
