package skybourse.server.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.ScenarioText;
import skybourse.round.market.AgentOutcome;
import skybourse.venue.Event;
import skybourse.venue.FrozenRound;
import skybourse.venue.Journal;
import skybourse.venue.MarketRules;
import skybourse.venue.Movement;
import skybourse.venue.Piece;
import skybourse.venue.Solved;

/**
 * A round that was just sold, as texts of the market's log: its record and receipts of agents. {@code docs/receipts.md} has their form.
 *
 * @param market its name
 * @param firstSeq number of the first entry that it is of
 * @param entry that sold it, the last it is of
 * @param settled its event
 * @param frozen what was sold
 * @param rules of the market
 * @param payments of all since the record before
 */
record SoldRound(
        String market,
        long firstSeq,
        Journal.Entry entry,
        Event.RoundSettled settled,
        FrozenRound frozen,
        MarketRules rules,
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
        tree.put("rule", rules.rule());
        tree.put("maxEpsilon", rules.maxEpsilon());
        tree.put("draw", frozen.draw());
        tree.put("postponements", frozen.postponements());
        tree.put("buyers", ids(in.wirelessAgents().stream()));
        tree.put("sellers", ids(Stream.concat(in.leaders().stream(), in.aerialAgents().stream())));
        tree.put("expectedResalePrice", frozen.expectedResalePrice());
        List<String> posting = new ArrayList<>();
        for (int s = 0; s < in.leaders().size(); s++) {
            if (frozen.posted().get(s).isPresent()) {
                posting.add(in.leaders().get(s).id());
            }
        }
        Solved solved = settled.solved();
        tree.putAll(Views.solved(solved, frozen.byLeader(solved.prices())));
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
        for (AgentOutcome buyer : frozen.bestResponses(settled.solved()).agents()) {
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

    private static List<Object> row(Movement entry) {
        return List.of(entry.from(), entry.to(), entry.units(), entry.reason().name(), entry.of());
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
        Set<String> concerned = new HashSet<>(frozen.taskNames().keySet());
        concerned.addAll(ids(frozen.scenario().leaders().stream()));
        concerned.addAll(ids(frozen.scenario().aerialAgents().stream()));
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
        List<Object> rows = new ArrayList<>();
        long from = firstSeq;
        int leaf = bytes(receipt(own, entry.seq(), entry.seq(), List.of()));
        int bytes = 0;
        for (MarketLog.Sent sent : own.commands()) {
            int room = room(market, leaf, index + texts.size(), own.record());
            Map<String, Object> row = sent.tree();
            int more = bytes(row);
            if (more > room) {
                row = sent.digested().tree();
                more = bytes(row);
            }
            if (!rows.isEmpty() && bytes + more > room) {
                texts.add(JsonText.compact(receipt(own, from, sent.seq() - 1, rows)));
                rows.clear();
                from = sent.seq();
                bytes = 0;
            }
            rows.add(row);
            bytes += more;
        }
        texts.add(JsonText.compact(receipt(own, from, entry.seq(), rows)));
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
    static int bytes(Map<String, Object> row) {
        String text = JsonText.compact(row);
        long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + (int) escaped + QUOTED;
    }

    private Map<String, Object> receipt(Own own, long from, long to, List<Object> commands) {
        Map<String, Object> tree = head("receipt-1");
        tree.put("fromSeq", from);
        tree.put("toSeq", to);
        tree.put("agent", own.agent());
        tree.put("record", own.record());
        tree.put("commands", commands);
        tree.put("before", own.before());
        tree.put("after", own.after());
        return tree;
    }

    /** Returns what stands in the leaves of an agent alone: what is quoted has no plain quotation marks. */
    static String named(String agent) {
        String named = JsonText.compact(Map.of("agent", agent));
        return "," + named.substring(1, named.length() - 1) + ",";
    }

    /** Tells whether a leaf is of an agent, by what stands in its leaves, and of a command or of later ones. */
    static boolean isReceipt(String leaf, String named, long command) {
        String last = "\"toSeq\":";
        int at = leaf.indexOf(last) + last.length();
        return leaf.contains(named) && Long.parseLong(leaf, at, leaf.indexOf(',', at), 10) >= command;
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
