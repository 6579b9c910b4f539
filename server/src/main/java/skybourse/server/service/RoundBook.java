package skybourse.server.service;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
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

    synchronized Optional<Told> of(long number) {
        return Optional.ofNullable(rounds.get(number));
    }
}
