package skybourse.server.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import skybourse.venue.Event;
import skybourse.venue.Journal;

/** The last rounds that were closed, as their events tell of them; the log has what was sold. */
final class RoundBook {

    private static final int MOST_ROUNDS = 1_000;

    private final SequencedMap<Long, Told> rounds = new LinkedHashMap<>();

    /**
     * A round.
     *
     * @param number from 0
     * @param frozen who is in it; null where it came to nothing before
     * @param reason why it came to nothing; empty where it did not
     * @param at of its last event, milliseconds of the market's clock
     */
    record Told(long number, Event.@Nullable RoundFrozen frozen, String reason, long at) {}

    synchronized void add(Journal.Entry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case Event.RoundFrozen frozen -> put(new Told(frozen.round(), frozen, "", entry.at()));
                case Event.RoundVoid gone -> {
                    Told told = rounds.get(gone.round());
                    put(new Told(gone.round(), told == null ? null : told.frozen(), gone.reason(), entry.at()));
                }
                default -> {}
            }
        }
    }

    private void put(Told told) {
        rounds.remove(told.number());
        rounds.put(told.number(), told);
        if (rounds.size() > MOST_ROUNDS) {
            rounds.pollFirstEntry();
        }
    }

    /** Returns who may wait for a round to be sold: who works in it, and its buyers, those too for whom nobody does. */
    Set<String> concerned(Event.RoundSettled sold) {
        Set<String> concerned = new TreeSet<>();
        sold.pieces().forEach(piece -> concerned.addAll(List.of(piece.buyer(), piece.worker())));
        Event.RoundFrozen frozen = of(sold.solved().round()).map(Told::frozen).orElse(null);
        if (frozen != null) {
            concerned.addAll(frozen.buyers());
        }
        return concerned;
    }

    synchronized Optional<Told> of(long number) {
        return Optional.ofNullable(rounds.get(number));
    }
}
