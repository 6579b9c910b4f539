package skybourse.server.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.ScenarioText;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.Event;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.Piece;

/**
 * A round that was just sold, as texts of the market's log: its record and receipts of agents. {@code docs/receipts.md} has their form.
 *
 * @param market its name
 * @param firstSeq number of the first entry that it is of
 * @param entry that sold it, the last it is of
 * @param settled its event
 * @param frozen what was sold
 * @param rule of the auction
 * @param payments of all since the record before
 */
record SoldRound(
        String market,
        long firstSeq,
        Journal.Entry entry,
        Event.RoundSettled settled,
        FrozenRound frozen,
        String rule,
        List<Ledger.Entry> payments) {

    private Map<String, Object> head(String form) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("skybourse", form);
        tree.put("market", market);
        tree.put("round", frozen.round());
        tree.put("firstSeq", firstSeq);
        tree.put("lastSeq", entry.seq());
        return tree;
    }

    /** Returns the record, which is public. */
    String record() {
        Scenario in = frozen.scenario();
        Map<String, Object> tree = head("record-1");
        tree.put("state", "SOLD");
        tree.put("at", entry.at());
        tree.put("rule", rule);
        tree.put("buyers", ids(in.wirelessAgents().stream()));
        tree.put("sellers", ids(Stream.concat(in.leaders().stream(), in.aerialAgents().stream())));
        tree.put("expectedResalePrice", frozen.expectedResalePrice());
        SortedMap<String, Double> prices = new TreeMap<>();
        List<String> posting = new ArrayList<>();
        for (int s = 0; s < in.leaders().size(); s++) {
            String leader = in.leaders().get(s).id();
            prices.put(leader, settled.solved().prices().get(s));
            if (frozen.posted().get(s).isPresent()) {
                posting.add(leader);
            }
        }
        tree.putAll(Views.solved(settled.solved(), prices));
        tree.put("posting", posting);
        tree.put("ratios", ratios());
        Map<String, Object> asks = new LinkedHashMap<>();
        for (int k = 0; k < in.aerialAgents().size(); k++) {
            String aerial = in.aerialAgents().get(k).id();
            frozen.asks().get(k).ifPresent(ticks -> asks.put(aerial, ticks));
        }
        tree.put("asks", asks);
        tree.put("lots", settled.lots());
        tree.put("trades", settled.trades().stream().map(Views::trade).toList());
        tree.put("pieces", settled.pieces().stream().map(SoldRound::row).toList());
        tree.put("shortUnits", settled.shortUnits());
        tree.put("entries", payments.stream().map(SoldRound::row).toList());
        tree.put("frozen", ScenarioText.tree(frozen.everybody()));
        return JsonText.compact(tree);
    }

    private static List<String> ids(Stream<? extends Agent> agents) {
        return agents.map(Agent::id).toList();
    }

    /** Returns the share of its task that each buyer sends to each leader. */
    private Map<String, Object> ratios() {
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (AgentOutcome buyer : frozen.sold(settled.solved()).agents()) {
            Map<String, Object> sent = new LinkedHashMap<>();
            for (AgentOutcome.Link link : buyer.links()) {
                if (link.ratio() > 0) {
                    sent.put(frozen.scenario().leaders().get(link.leader()).id(), link.ratio());
                }
            }
            ratios.put(buyer.agent().id(), sent);
        }
        return ratios;
    }

    private static List<Object> row(Ledger.Entry entry) {
        return List.of(entry.from(), entry.to(), entry.units(), entry.reason().name());
    }

    private static List<Object> row(Piece piece) {
        return List.of(
                piece.id(),
                piece.buyer(),
                piece.task(),
                piece.leader(),
                piece.worker(),
                piece.from(),
                piece.to(),
                piece.due(),
                piece.billUnits(),
                piece.lotUnits(),
                piece.wageUnits());
    }

    /** Returns who has a receipt of this round, even if it sent nothing: who took part, who paid and who was paid. */
    Set<String> concerned() {
        Set<String> concerned = new TreeSet<>(frozen.taskNames().keySet());
        concerned.addAll(ids(frozen.scenario().leaders().stream()));
        concerned.addAll(ids(frozen.scenario().aerialAgents().stream()));
        for (Ledger.Entry entry : payments) {
            concerned.addAll(List.of(entry.from(), entry.to()));
        }
        return concerned;
    }

    /** Returns the rows of all payments, by who pays or is paid. */
    Map<String, List<Object>> entries() {
        Map<String, List<Object>> entries = new HashMap<>();
        payments.forEach(entry -> add(entries, row(entry), entry.from(), entry.to()));
        return entries;
    }

    /** Returns the ids of all pieces, by whom they concern. */
    Map<String, List<Object>> pieces() {
        Map<String, List<Object>> pieces = new HashMap<>();
        settled.pieces().forEach(piece -> add(pieces, piece.id(), piece.buyer(), piece.leader(), piece.worker()));
        return pieces;
    }

    private static void add(Map<String, List<Object>> rows, Object row, String... agents) {
        Arrays.stream(agents)
                .distinct()
                .forEach(agent ->
                        rows.computeIfAbsent(agent, _ -> new ArrayList<>()).add(row));
    }

    /** Returns the text of a receipt. */
    String receipt(Own own) {
        Map<String, Object> tree = head("receipt-1");
        tree.put("agent", own.agent());
        tree.put("record", own.record());
        tree.put("commands", own.commands().stream().map(MarketLog.Sent::tree).toList());
        tree.put("pieces", own.pieces());
        tree.put("entries", own.entries());
        tree.put("before", own.before());
        tree.put("after", own.after());
        return JsonText.compact(tree);
    }

    /**
     * What is the agent's own of a receipt.
     *
     * @param agent whose it is
     * @param record where the record is in the log
     * @param commands that it sent
     * @param pieces ids of those that concern it
     * @param entries that it paid, or was paid
     * @param before what it had when the round before was sold, in units
     * @param after what it has now
     */
    record Own(
            String agent,
            long record,
            List<MarketLog.Sent> commands,
            List<Object> pieces,
            List<Object> entries,
            long before,
            long after) {}
}
