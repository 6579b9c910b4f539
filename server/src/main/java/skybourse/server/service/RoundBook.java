package skybourse.server.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import skybourse.venue.Event;
import skybourse.venue.Journal;

/** The last rounds, as their events tell of them. */
final class RoundBook {

    private static final int MOST_ROUNDS = 1_000;

    private final SequencedMap<Long, Told> rounds = new LinkedHashMap<>();

    /**
     * A round.
     *
     * @param number from 0
     * @param frozen who is in it; null where it came to nothing before
     * @param settled how it was sold; null where it was not, or not yet
     * @param reason why it came to nothing; empty where it did not
     * @param at of its last event, milliseconds of the market's clock
     */
    record Told(
            long number,
            Event.@Nullable RoundFrozen frozen,
            Event.@Nullable RoundSettled settled,
            String reason,
            long at) {}

    synchronized void add(Journal.Entry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case Event.RoundFrozen frozen -> put(new Told(frozen.round(), frozen, null, "", entry.at()));
                case Event.RoundSettled sold -> {
                    long number = sold.solved().round();
                    put(new Told(number, frozen(number), sold, "", entry.at()));
                }
                case Event.RoundVoid gone ->
                    put(new Told(gone.round(), frozen(gone.round()), null, gone.reason(), entry.at()));
                default -> {}
            }
        }
    }

    private Event.@Nullable RoundFrozen frozen(long number) {
        Told told = rounds.get(number);
        return told == null ? null : told.frozen();
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

    /** Returns the leaders of a round, in the order of its prices. */
    static List<String> leaders(Event.RoundFrozen frozen, List<String> allLeaders) {
        return allLeaders.stream().filter(frozen.sellers()::contains).toList();
    }
}
