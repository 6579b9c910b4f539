package skybourse.venue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.Piece;

/** Stored pieces of a market, with indexes. Mutable. */
final class PieceIndex {

    private static final Pattern PIECE = Pattern.compile("r[0-9]{1,15}\\.[0-9]{1,9}");

    final Map<String, Piece> byId = new HashMap<>();

    /** Pieces that wait for a result, by worker. */
    final Map<String, SortedMap<String, Piece>> openOf = new HashMap<>();

    /** Lots with money in escrow, by worker. */
    private final Map<String, SortedMap<String, Piece>> openLots = new HashMap<>();

    /** Lots that are reported undoable and not disputed, by leader. */
    final Map<String, SortedMap<String, Piece>> undoableLotsOf = new HashMap<>();

    /** Pieces by task. */
    final Map<TaskKey, SortedMap<String, Piece>> ofTask = new HashMap<>();

    /** Ids of pieces whose stage has a time limit, by this limit in milliseconds of the market's clock. */
    private final SortedMap<Long, Set<String>> timed = new TreeMap<>();

    /** Ids of pieces by the round that sold them, earliest round first. */
    private final SortedMap<Long, List<String>> soldIn = new TreeMap<>();

    /**
     * Returns the refusal of an id for which there is no piece. Its kind is {@code PAST} if the round in the id is more than {@code keptRounds}
     * before the current one, otherwise {@code UNKNOWN}.
     */
    static CommandReply.Refused missingReason(String id, long round, long keptRounds) {
        boolean isOld = PIECE.matcher(id).matches() && round(id) < round - keptRounds;
        return isOld
                ? new CommandReply.Refused(
                        CommandReply.Kind.PAST,
                        "piece",
                        "is deleted " + keptRounds
                                + " rounds after the last sale of its task, unless money is outstanding",
                        id)
                : ExchangeEngine.unknown("piece", id);
    }

    /** Removes the keys for which the predicate holds. Removes collections that become empty. */
    static <K> void forget(SortedMap<Long, ? extends Collection<K>> old, Predicate<K> isForgotten) {
        old.values().forEach(keys -> keys.removeIf(isForgotten));
        old.values().removeIf(Collection::isEmpty);
    }

    /** Returns the number of the round in the id of a piece. */
    static long round(String id) {
        return Long.parseLong(id, 1, id.indexOf('.'), 10);
    }

    Piece of(String id) {
        Piece piece = byId.get(id);
        if (piece == null) {
            throw new IllegalStateException("no piece of this market: " + id);
        }
        return piece;
    }

    /** Returns all pieces, by id. */
    List<Piece> all() {
        return byId.values().stream().sorted(Comparator.comparing(Piece::id)).toList();
    }

    void change(Piece before, Piece after) {
        if (byId.put(after.id(), after) == null) {
            soldIn.computeIfAbsent(round(after.id()), _ -> new ArrayList<>()).add(after.id());
        } else {
            timed.computeIfPresent(
                    before.dueMillis(), (_, ids) -> ids.remove(before.id()) && ids.isEmpty() ? null : ids);
        }
        index(ofTask, new TaskKey(after.buyer(), after.task()), after, true);
        index(openOf, after.worker(), after, after.state() == Piece.Stage.OPEN);
        if (after.isLot()) {
            index(openLots, after.worker(), after, after.state().isOpen());
            index(undoableLotsOf, after.leader(), after, after.state() == Piece.Stage.UNDOABLE);
        }
        if (after.state().isOpen()) {
            timed.computeIfAbsent(after.dueMillis(), _ -> new HashSet<>()).add(after.id());
        }
    }

    private static <K> void index(Map<K, SortedMap<String, Piece>> by, K key, Piece piece, boolean isThere) {
        if (isThere) {
            by.computeIfAbsent(key, _ -> new TreeMap<>()).put(piece.id(), piece);
        } else {
            by.getOrDefault(key, new TreeMap<>()).remove(piece.id());
        }
    }

    /** Returns the instant at which the next piece is due, milliseconds of the market's clock; {@link Long#MAX_VALUE} if none is. */
    long nextDueMillis() {
        return timed.isEmpty() ? Long.MAX_VALUE : timed.firstKey();
    }

    /** Returns the ids of pieces that are due by an instant, milliseconds of the market's clock: earliest first, then by id. */
    Stream<String> dueBy(long nowMillis) {
        return timed.entrySet().stream()
                .takeWhile(at -> at.getKey() <= nowMillis)
                .flatMap(at -> at.getValue().stream().sorted());
    }

    /** Returns the lots of the same round and aerial agent with money in escrow, including the given lot if it has. */
    List<Piece> openLotsBeside(Piece lot) {
        String round = "r" + round(lot.id());
        return List.copyOf(openLots.getOrDefault(lot.worker(), new TreeMap<>())
                .subMap(round + '.', round + '/')
                .values());
    }

    /** Returns whether a piece of a task has money in escrow. */
    boolean hasOpenPieces(TaskKey task) {
        return ofTask.getOrDefault(task, new TreeMap<>()).values().stream()
                .anyMatch(piece -> piece.state().isOpen());
    }

    /** Returns the last round that sold a piece of a task; -1 if no piece is stored. */
    long lastRound(TaskKey task) {
        return ofTask.getOrDefault(task, new TreeMap<>()).keySet().stream()
                .mapToLong(PieceIndex::round)
                .max()
                .orElse(-1);
    }

    /**
     * Removes all pieces of each task whose pieces were sold before a given round and have no money in escrow.
     *
     * @param isOpen returns whether a task waits for a further sale; its pieces stay
     * @param removed receives the id of each removed piece
     */
    void forget(long round, Predicate<TaskKey> isOpen, Consumer<String> removed) {
        Map<TaskKey, Boolean> isForgotten = new HashMap<>();
        forget(soldIn.headMap(round), id -> {
            Piece piece = of(id);
            TaskKey task = new TaskKey(piece.buyer(), piece.task());
            if (!isForgotten.computeIfAbsent(
                    task, key -> !isOpen.test(key) && !hasOpenPieces(key) && lastRound(key) < round)) {
                return false;
            }
            byId.remove(id);
            ofTask.remove(task);
            removed.accept(id);
            return true;
        });
    }
}
