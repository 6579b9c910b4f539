package skybourse.venue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.random.RandomStreams;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.Piece;

/**
 * An inference market over several rounds: 3 to 8 sellers that state their costs and lots, and two buyers with lots of four requests. The owner of seller
 * {@value #SELLER} and buyer {@value #BUYER} may attack. The invariants of money hold after every entry.
 */
final class LotsRun {

    static final String SELLER = "s0";
    static final String BUYER = "own";
    static final int ROUNDS = 20;
    private static final long CAP = 10_000;
    private static final long LOT = 1_000;
    private static final int REQUEST_BYTES = 25;
    private static final int EMPTY_BYTES = 3;
    private static final List<String> HONEST = List.of("b1", "b2");

    /**
     * What the owner does. All zero is honest.
     *
     * @param filler bytes that its seller adds to each answer to an honest buyer; they cost it nothing
     * @param emptyLots lots that its buyer demands in each round; its requests reserve a lot each, and their answers are empty
     * @param leastShare rule against empty reservations, see {@link InferenceProduct}
     */
    record Attack(int filler, int emptyLots, double leastShare) {

        /** Returns an honest owner in the same market. */
        Attack honest() {
            return new Attack(0, 0, leastShare);
        }
    }

    private final PlayedLots market;
    private final InferenceProduct product;
    private final Attack attack;
    private final int draw;
    private final RandomStreams streams;
    private final Map<String, Integer> lots = new TreeMap<>();
    private final Map<String, Long> costs = new TreeMap<>();
    private final Map<String, Long> start;
    private final Map<String, Double> spent = new TreeMap<>();
    private final Map<String, Integer> needed = new TreeMap<>();
    private final long reserved;
    private int batches;
    private String emptyBatch = "";

    /** Bills of the honest buyers. */
    long honestBills;

    /** Volume of their requests and of the answers without filler. */
    double honestUsed;

    /** Number of their lots that were sold. */
    int honestLots;

    /** What the owner's seller would be paid in addition if no bill were limited by the reservation. */
    double unlimitedBills;

    /**
     * Creates a market.
     *
     * @param seed seed of the sellers and of the mean demand
     * @param draw number of the demand and use of this run, at least 0
     */
    LotsRun(long seed, int draw, Attack attack) {
        this.attack = attack;
        this.draw = draw;
        streams = new RandomStreams(seed);
        RandomGenerator random = streams.stream("market", 0);
        int sellers = 3 + random.nextInt(6);
        product = new InferenceProduct("model", "q4", 4_096, LOT, 1, 1, 8, 64, attack.leastShare(), 10, CAP, 0);
        reserved = product.reservedVolume(REQUEST_BYTES, 28);
        market = new PlayedLots(
                IntStream.range(0, sellers).mapToObj(s -> "s" + s).toList(), List.of("b1", "b2", BUYER), product);
        for (String id : market.engine.ids()) {
            market.done(new MarketCommand.Deposit(id, 1L << 40, "more-" + id));
        }
        start = Map.copyOf(market.engine.balances());
        for (int s = 0; s < sellers; s++) {
            lots.put("s" + s, 2 + random.nextInt(7));
            costs.put("s" + s, 1_000L * (1 + random.nextInt(9)));
        }
        lots.forEach((id, count) -> market.sell(id, count, costs.get(id)));
    }

    LotsRun play() {
        double load = (0.3 + streams.uniformKey("load", 0))
                * lots.values().stream().mapToInt(Integer::intValue).sum();
        for (int round = 0; round < ROUNDS; round++) {
            for (int b = 0; b < HONEST.size(); b++) {
                demand(HONEST.get(b), (int) Math.round(load * streams.uniformKey("demand" + draw, 2L * round + b)));
            }
            demandEmptyLots();
            market.round().ifPresent(sold -> sold.pieces().forEach(this::answer));
            market.pass(6);
        }
        return this;
    }

    /** Submits all lots that a buyer needs, if its last batch is sold. */
    private void demand(String buyer, int arrived) {
        int count = needed.merge(buyer, arrived, Integer::sum);
        if (count > 0 && market.held(buyer) == 0) {
            market.batch(buyer, "t" + batches++, Collections.nCopies(4 * count, reserved));
            needed.put(buyer, 0);
        }
    }

    /** Replaces the batch of the owner's buyer. */
    private void demandEmptyLots() {
        if (market.held(BUYER) > 0) {
            market.done(new MarketCommand.WithdrawTask(BUYER, emptyBatch));
        }
        if (attack.emptyLots() > 0) {
            emptyBatch = "t" + batches++;
            market.batch(BUYER, emptyBatch, Collections.nCopies(attack.emptyLots(), LOT));
        }
    }

    private void answer(Piece piece) {
        boolean isEmpty = piece.buyer().equals(BUYER);
        long volume = (long) piece.work();
        int own = isEmpty ? 0 : answerBytes(piece);
        int filler = piece.worker().equals(SELLER) ? attack.filler() : 0;
        long used = isEmpty
                ? product.usedVolume(volume, EMPTY_BYTES, 0)
                : 4 * product.usedVolume(volume / 4, REQUEST_BYTES, own + filler);
        market.answer(piece, used);
        long bill = market.engine.meter(piece.id()).orElseThrow().billUnits();
        double worked = isEmpty ? EMPTY_BYTES : 4 * (REQUEST_BYTES + own);
        spent.merge(piece.worker(), costs.get(piece.worker()) * worked / LOT, Double::sum);
        if (isEmpty) {
            return;
        }
        honestLots++;
        honestBills += bill;
        honestUsed += worked;
        if (piece.worker().equals(SELLER)) {
            unlimitedBills += (double) bill / used * 4 * (REQUEST_BYTES + own + filler) - bill;
        }
    }

    /** Returns the length of each honest answer of a lot: 25 to 150 bytes of 224 that are reserved. */
    private int answerBytes(Piece piece) {
        return 25 + (int) (126 * streams.uniformKey("answer" + draw, Math.round(piece.from() * 1e6) + piece.soldAt()));
    }

    /** Returns the money that agents have gained, less the costs of their work. */
    double profit(List<String> ids) {
        return ids.stream()
                .mapToDouble(id -> market.balance(id) - start.get(id) - spent.getOrDefault(id, 0.0))
                .sum();
    }

    double owner() {
        return profit(List.of(SELLER, BUYER));
    }

    double emptyBills() {
        return -profit(List.of(BUYER));
    }

    /** Returns what honest buyers pay for a unit of volume that they need. */
    double price() {
        return honestBills / honestUsed;
    }

    List<String> otherSellers() {
        List<String> others = new ArrayList<>(lots.keySet());
        others.remove(SELLER);
        return others;
    }
}
