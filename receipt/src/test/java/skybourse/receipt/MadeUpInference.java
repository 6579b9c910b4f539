package skybourse.receipt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import skybourse.receipt.format.MerkleHash;
import skybourse.receipt.format.Trees;

/**
 * Rounds of a synthetic inference market as trees, for tests: two buyers with batches, and three sellers with capacity for a few lots. Commands,
 * disputes and used volumes are random.
 */
public final class MadeUpInference extends MadeUpMarket {

    public static final int LOT_VOLUME = 1_000;
    public static final long CAP = 9_000;
    static final double ANSWER_SECONDS = 3;

    private static final List<String> BUYERS = List.of("by-1", "by-2");
    private static final List<String> SELLERS = List.of("se-1", "se-2", "se-3");

    /** The auction of the market. Rows are those of the record. */
    public interface Auction {

        List<List<Object>> clear(int lots, List<List<Object>> offers, String draw, long round);

        /** Returns the index of the purchase of each lot; -1 if it is not bought. */
        int[] assign(int lots, List<List<Object>> purchases, String draw, long round);
    }

    /** Changes a step of the exchange. The following steps use the changed values. */
    public interface Lie {

        default void offers(List<List<Object>> offers) {}

        default void purchases(List<List<Object>> purchases) {}

        default void assigned(int[] sellers) {}

        default void pieces(List<List<Object>> pieces) {}

        /** Returns the stated unserved volume. */
        default long unserved(long volume) {
            return volume;
        }

        /** Returns the used volume. */
        default long used(long volume) {
            return volume;
        }

        /** Changes the entries of a piece that ended. */
        default void ended(List<Object> outcome, List<List<Object>> entries) {}

        /** Changes the record before it is published. */
        default void record(Map<String, Object> record) {}
    }

    /** Batch of a buyer with its unsold lots. */
    private record Batch(String task, String sha256, long seq, int requests, long lastRound, List<List<Object>> lots) {}

    private static final double LEAST_SHARE = 0.1;

    private final Auction auction;
    private final Lie lie;
    private final Map<String, Batch> batches = new TreeMap<>();

    /**
     * Creates a market.
     *
     * @param seed not 0
     */
    public MadeUpInference(long seed, Auction auction, Lie lie) {
        super(seed, market -> new Work(market, lie));
        this.auction = auction;
        this.lie = lie;
    }

    /** Pays for the used volume of pieces. */
    private static final class Work extends MadeUpWork {

        private final Lie lie;

        Work(MadeUpMarket market, Lie lie) {
            super(market);
            this.lie = lie;
        }

        @Override
        void pay(Open piece, List<Object> outcome) {
            long reserved = piece.units(7);
            boolean hasResult = at(piece, 4, "result").isPresent();
            long share = market.random.nextInt(4);
            long used = hasResult ? lie.used(share == 3 ? reserved : share * market.random.nextLong(reserved) / 2) : 0;
            long unserved = hasResult && market.random.nextBoolean()
                    ? market.random.nextLong(Math.max(1, reserved - used + 1))
                    : 0;
            if (outcome.get(2).equals("silence") && market.chance(0.3)) {
                outcome.set(1, market.chance(0.5) ? "PAID" : "FAILED");
                outcome.set(2, "check");
            }
            outcome.add(used);
            outcome.add(lie.unserved(unserved));
            int from = entries.size();
            switch ((String) outcome.get(1)) {
                case "PAID" -> {
                    boolean isPenaltyWaived = outcome.get(2).equals("check");
                    long waived = Math.max(
                            used + (long) Math.ceil(LEAST_SHARE * unserved),
                            Math.min((long) Math.ceil(LEAST_SHARE * LOT_VOLUME), reserved));
                    long billed = isPenaltyWaived ? waived : used;
                    long bill = billed == reserved ? piece.units(9) : bill(piece, billed);
                    entry("escrow", piece.text(4), bill, "BILL", piece);
                    entry("escrow", piece.text(1), piece.units(9) - bill, "RETURNED", piece);
                    long penalty = isPenaltyWaived ? 0 : Math.ceilDiv(piece.units(12) * unserved, reserved);
                    entry(piece.text(4), "house", penalty, "PENALTY", piece);
                }
                case "FAILED" -> {
                    entry("escrow", piece.text(1), piece.units(9), "RETURNED", piece);
                    entry(piece.text(4), "house", piece.units(12), "PENALTY", piece);
                }
                default -> super.pay(piece, outcome);
            }
            List<Object> own = entries.subList(from, entries.size());
            List<List<Object>> rows = new ArrayList<>(Trees.rows(Trees.of("rows", own), "rows"));
            own.clear();
            lie.ended(outcome, rows);
            entries.addAll(rows);
        }

        private long bill(Open piece, long used) {
            List<Object> purchase = ((MadeUpInference) market).bought.get(piece.round() + piece.text(4));
            return MadeUpInference.bill(Objects.requireNonNull(purchase), used);
        }
    }

    /** Purchases by round and seller. */
    private final Map<String, List<Object>> bought = new TreeMap<>();

    private static long bill(List<Object> purchase, long volume) {
        long reserved = (Long) purchase.get(1) * LOT_VOLUME;
        long payment = (Long) purchase.get(2);
        return Math.max(Math.min(volume, 1), Math.ceilDiv(payment * volume, reserved));
    }

    @Override
    public List<String> agents() {
        return List.of("by-1", "by-2", "se-1", "se-2", "se-3");
    }

    @Override
    public Map<String, Object> next() {
        begin();
        long first = seq + 1;
        List<MadeUpWork.Open> before = List.copyOf(work.open);
        for (String agent : agents()) {
            boolean isBuyer = BUYERS.contains(agent);
            if (terms.get(agent) == null || chance(0.3)) {
                put(agent, isBuyer);
            }
            if (isBuyer) {
                batch(agent);
                before.stream().filter(piece -> piece.text(1).equals(agent)).forEach(piece -> work.answered(piece, 1));
            } else {
                before.stream().filter(piece -> piece.text(4).equals(agent)).forEach(work::worked);
            }
        }
        outside(0);
        work.end(before);
        seq++;
        Map<String, Object> record = record(first);
        lie.record(record);
        round++;
        return record;
    }

    private void put(String agent, boolean isBuyer) {
        Map<String, Object> body =
                Trees.of("version", versions.merge(agent, 1L, Long::sum), "kind", isBuyer ? "buyer" : "seller");
        if (!isBuyer) {
            body.put("workPerSecond", 700 + 300 * random.nextInt(5));
            body.put("askTicks", Trees.list(2_000L + 1_000L * random.nextInt(5)));
        }
        send(agent, "PUT /v1/agents/" + agent, body, chance(0.3));
        terms.put(agent, body);
    }

    /** Sends a new batch if the previous one is sold or over. */
    private void batch(String agent) {
        Batch open = batches.get(agent);
        if (open != null && !open.lots().isEmpty() && open.lastRound() >= round) {
            return;
        }
        int requests = 4 + random.nextInt(8);
        String name = "t" + round;
        String payload = "{\"n\":1}\n".repeat(requests) + agent + round;
        long lastRound = round + 1L;
        Sent command = send(
                agent,
                "PUT /v1/agents/" + agent + "/batches/" + name,
                Trees.of("payload", Trees.of("text", payload), "lastRound", lastRound),
                true);
        List<List<Object>> lots = new ArrayList<>();
        for (int from = 0; from < requests; ) {
            int to = Math.min(requests, from + 1 + random.nextInt(3));
            lots.add(Trees.list((long) from, (long) to, 300L + random.nextInt(LOT_VOLUME - 299)));
            from = to;
        }
        batches.put(agent, new Batch(name, MerkleHash.hex(payload), command.seq(), requests, lastRound, lots));
    }

    private Map<String, Object> record(long first) {
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Object> demand = new LinkedHashMap<>();
        for (String buyer : BUYERS) {
            Batch batch = Objects.requireNonNull(batches.get(buyer));
            own.put(buyer, terms.get(buyer));
            Map<String, Object> row = Trees.of("task", batch.task(), "sha256", batch.sha256(), "seq", batch.seq());
            row.putAll(Trees.of("requests", batch.requests(), "lots", Trees.copy(batch.lots())));
            demand.put(buyer, row);
        }
        List<List<Object>> offers = new ArrayList<>();
        SELLERS.forEach(seller -> offer(seller, offers));
        lie.offers(offers);
        offers.forEach(offer -> own.put((String) offer.get(0), terms.get((String) offer.get(0))));
        Map<String, Object> record = Trees.of("skybourse", "inference-record-1", "market", MadeUpExchange.MARKET);
        record.putAll(Trees.of("round", round, "firstSeq", first, "lastSeq", seq, "state", "SOLD", "at", at(seq)));
        record.putAll(Trees.of("graceSeconds", GRACE, "objectionSeconds", objectionMillis() / 1e3));
        record.putAll(Trees.of("rulingSeconds", rulingMillis() / 1e3, "feeShare", FEE, "errorRate", ERRORS));
        addUnruled(record);
        record.putAll(Trees.of("product", product(), "frozenSeq", seq, "buyers", Trees.list(BUYERS.toArray())));
        record.put("sellers", Trees.list(offers.stream().map(List::getFirst).toArray()));
        record.putAll(
                Trees.of("terms", Trees.copy(own), "batches", demand, "draw", draw(), "offers", Trees.copy(offers)));
        sell(record, offers);
        record.putAll(Trees.of("outcomes", work.outcomes, "entries", work.entries));
        return record;
    }

    /** Adds the offer of a seller, unless it is empty. */
    private void offer(String seller, List<List<Object>> offers) {
        Map<String, Object> own = Trees.at(Map.of("terms", terms), "terms", seller);
        long lots = (long) Math.floor((Integer) own.get("workPerSecond") * ANSWER_SECONDS / LOT_VOLUME);
        long open =
                work.open.stream().filter(piece -> piece.text(4).equals(seller)).count();
        if (lots > open) {
            offers.add(Trees.list(seller, lots - open, ((List<?>) own.get("askTicks")).getFirst()));
        }
    }

    private static Map<String, Object> product() {
        Map<String, Object> product = Trees.of("model", "m", "quantization", "q8", "contextTokens", 4_096);
        product.putAll(Trees.of("lotVolume", LOT_VOLUME, "promptWeight", 1, "answerWeight", 4, "bytesPerToken", 4));
        product.putAll(Trees.of(
                "defaultMaxTokens",
                64,
                "leastShare",
                LEAST_SHARE,
                "answerSeconds",
                ANSWER_SECONDS,
                "checkShare",
                0.05));
        product.put("capUnits", CAP);
        return product;
    }

    /** Sells the demanded lots. */
    private void sell(Map<String, Object> record, List<List<Object>> offers) {
        int lots =
                batches.values().stream().mapToInt(batch -> batch.lots().size()).sum();
        List<List<Object>> purchases = auction.clear(lots, offers, draw(), round);
        lie.purchases(purchases);
        int[] sellers = auction.assign(lots, purchases, draw(), round);
        lie.assigned(sellers);
        List<List<Object>> pieces = new ArrayList<>();
        int lot = 0;
        for (String buyer : BUYERS) {
            Batch batch = Objects.requireNonNull(batches.get(buyer));
            for (List<Object> range : List.copyOf(batch.lots())) {
                int seller = sellers[lot++];
                if (seller >= 0) {
                    batch.lots().remove(range);
                    pieces.add(piece(pieces.size(), buyer, batch, range, purchases.get(seller)));
                }
            }
        }
        lie.pieces(pieces);
        for (List<Object> piece : pieces) {
            var open = new MadeUpWork.Open(round, piece, (Long) piece.get(8));
            work.open.add(open);
            work.entry(open.text(1), "escrow", open.units(9), "HELD", open);
        }
        purchases.forEach(purchase -> bought.put(round + (String) purchase.getFirst(), purchase));
        record.putAll(Trees.of("purchases", Trees.copy(purchases), "pieces", Trees.copy(pieces)));
    }

    private List<Object> piece(int k, String buyer, Batch batch, List<Object> range, List<Object> purchase) {
        Object seller = purchase.getFirst();
        double requests = batch.requests();
        long volume = (Long) range.get(2);
        long due = at(seq) + (long) Math.ceil(1_000 * (ANSWER_SECONDS + GRACE));
        List<Object> row = Trees.list("r" + round + "." + k, buyer, batch.task(), seller, seller);
        row.addAll(List.of((Long) range.get(0) / requests, (Long) range.get(1) / requests, volume, due));
        row.addAll(List.of(bill(purchase, volume), 0L, 0L, CAP, 0L, 0L, false));
        return row;
    }
}
