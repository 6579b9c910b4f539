package skybourse.venue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import skybourse.tier2.rule.ProcurementAuction.Purchase;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.RequestLot;
import skybourse.venue.event.RoundLots;

/** Part of the state that only an inference market has: lots that wait for a round, and meters of pieces. Mutable. */
final class InferenceState {

    /** Waiting lots of each open batch. */
    private final SortedMap<TaskKey, List<RequestLot>> waiting = new TreeMap<>();

    /** Meters of stored pieces, by piece. */
    private final Map<String, PieceMeter> meters = new HashMap<>();

    private @Nullable RoundLots last;

    /**
     * Copy of an {@link InferenceState}.
     *
     * @param waiting open batches with their waiting lots
     * @param meters meters of stored pieces, by piece
     * @param last the last round that was sold
     */
    record Part(List<MarketEvent.Demand> waiting, SortedMap<String, PieceMeter> meters, Optional<RoundLots> last) {}

    Part part() {
        return new Part(
                waiting.entrySet().stream()
                        .map(batch -> new MarketEvent.Demand(
                                batch.getKey().agent(), batch.getKey().task(), batch.getValue()))
                        .toList(),
                new TreeMap<>(meters),
                Optional.ofNullable(last));
    }

    void restore(Part part) {
        part.waiting().forEach(batch -> waiting.put(new TaskKey(batch.buyer(), batch.task()), batch.lots()));
        meters.putAll(part.meters());
        last = part.last().orElse(null);
    }

    Optional<RoundLots> last() {
        return Optional.ofNullable(last);
    }

    /** Returns the waiting lots of a batch, in the order of its requests; empty if the task is not an open batch. */
    Optional<List<RequestLot>> waiting(TaskKey batch) {
        return Optional.ofNullable(waiting.get(batch));
    }

    /** Returns the meter of a piece; empty for a piece of a two-tier market. */
    Optional<PieceMeter> meter(String piece) {
        return Optional.ofNullable(meters.get(piece));
    }

    void put(MarketEvent.BatchPut put) {
        waiting.put(new TaskKey(put.agent(), put.task()), put.lots());
    }

    void measure(MarketEvent.PieceMetered measured) {
        meters.computeIfPresent(measured.piece(), (_, meter) -> meter.measured(measured.answers()));
    }

    /** Creates the meters of the pieces of a round. */
    void sell(MarketEvent.LotsSold sold, InferenceProduct product) {
        Map<String, Purchase> bySeller = new HashMap<>();
        sold.purchases().forEach(purchase -> bySeller.put(purchase.seller(), purchase));
        for (Piece piece : sold.pieces()) {
            Purchase purchase = Objects.requireNonNull(bySeller.get(piece.worker()), piece.worker());
            meters.put(piece.id(), InferenceRound.meter(purchase, (long) piece.work(), product));
        }
        last = RoundLots.of(sold);
    }

    /**
     * Removes the sold lots of a batch.
     *
     * @param requests number of requests of the batch
     * @param pieces pieces of the batch
     * @return whether no lot waits any more
     */
    boolean removeSold(TaskKey batch, int requests, List<Piece> pieces) {
        Set<Integer> sold = new HashSet<>();
        pieces.forEach(piece -> sold.add((int) Math.rint(piece.from() * requests)));
        List<RequestLot> left = waiting(batch).orElse(List.of()).stream()
                .filter(lot -> !sold.contains(lot.first()))
                .toList();
        waiting.put(batch, left);
        return left.isEmpty();
    }

    void close(TaskKey batch) {
        waiting.remove(batch);
    }

    void forget(String piece) {
        meters.remove(piece);
    }
}
