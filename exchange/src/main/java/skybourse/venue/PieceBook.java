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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Piece;

/** The pieces of a market that are known, as they are asked for. Mutable. */
final class PieceBook {

    private static final Pattern PIECE = Pattern.compile("r[0-9]{1,15}\\.[0-9]{1,9}");

    final Map<String, Piece> byId = new HashMap<>();

    /** Those that wait for a result, by who does them. */
    final Map<String, SortedMap<String, Piece>> openOf = new HashMap<>();

    /** Lots for which money still waits, by who does them. */
    private final Map<String, SortedMap<String, Piece>> openLots = new HashMap<>();

    /** Lots that are said to be undoable, by their leader. */
    final Map<String, SortedMap<String, Piece>> undoableLotsOf = new HashMap<>();

    /** By their task. */
    final Map<TaskKey, SortedMap<String, Piece>> ofTask = new HashMap<>();

    /** Ids of those for which a time will come, by that time. */
    private final SortedMap<Long, Set<String>> timed = new TreeMap<>();

    /** Ids by the round that sold them, the first to be forgotten first. */
    private final SortedMap<Long, List<String>> soldIn = new TreeMap<>();

    /** Says why there is no piece of an id, in a round: its own may be too many rounds ago. */
    static Answer.Refused missing(String id, long round, long keptRounds) {
        boolean isOld = PIECE.matcher(id).matches() && round(id) < round - keptRounds;
        return isOld
                ? new Answer.Refused(
                        Answer.Kind.PAST,
                        "piece",
                        "is deleted " + keptRounds + " rounds after its own round, unless its money is outstanding",
                        id)
                : Venue.unknown("piece", id);
    }

    /** Forgets old keys; those that are not forgotten yet stay. */
    static <K> void forget(SortedMap<Long, ? extends Collection<K>> old, Predicate<K> isForgotten) {
        old.values().forEach(keys -> keys.removeIf(isForgotten));
        old.values().removeIf(Collection::isEmpty);
    }

    /** Returns the round that sold a piece. */
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

    /** Returns all, by id. */
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

    /** Returns when the next piece is due, milliseconds of the market's clock; {@link Long#MAX_VALUE} if none is. */
    long nextDueMillis() {
        return timed.isEmpty() ? Long.MAX_VALUE : timed.firstKey();
    }

    /** Returns the ids of the pieces that are due by an instant, milliseconds of the market's clock: the soonest first, then by id. */
    Stream<String> dueBy(long nowMillis) {
        return timed.entrySet().stream()
                .takeWhile(at -> at.getKey() <= nowMillis)
                .flatMap(at -> at.getValue().stream().sorted());
    }

    /** Returns the lots of the same round and aerial agent for which money still waits. */
    List<Piece> openLotsBeside(Piece lot) {
        String round = "r" + round(lot.id());
        return List.copyOf(openLots.getOrDefault(lot.worker(), new TreeMap<>())
                .subMap(round + '.', round + '/')
                .values());
    }

    /** Tells whether money still waits for a piece of a task. */
    boolean isAtWork(TaskKey task) {
        return ofTask.getOrDefault(task, new TreeMap<>()).values().stream()
                .anyMatch(piece -> piece.state().isOpen());
    }

    /** Forgets those of rounds before one for which no money waits. */
    void forget(long round) {
        forget(soldIn.headMap(round), this::isForgotten);
    }

    private boolean isForgotten(String id) {
        Piece piece = of(id);
        if (piece.state().isOpen()) {
            return false;
        }
        byId.remove(id);
        ofTask.computeIfPresent(new TaskKey(piece.buyer(), piece.task()), (_, of) -> {
            of.remove(id);
            return of.isEmpty() ? null : of;
        });
        return true;
    }
}
