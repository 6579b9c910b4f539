package skybourse.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import skybourse.files.codec.TableRows;

/** What each leader asked in two simulations, over the slots that both have: who asks most differently first. */
final class TwoLeaders {

    /** So many leaders are shown. */
    static final int MOST = 8;

    private static final double BITS_PER_MEGABIT = 1e6;
    private static final List<String> COLUMNS = List.of("slot", "id", "pricePerBit", "soldWork");

    private final Stretches stretches;
    private final Map<String, Pair> byId = new LinkedHashMap<>();
    private double highestPaid;

    /**
     * A leader's prices in both; those of the slots in which it was closed are missing.
     *
     * @param id of the leader
     * @param first in money per Mbit
     * @param second likewise
     */
    record Pair(String id, TimeSeries first, TimeSeries second) {

        Difference difference() {
            return new Difference("price of " + id, "money per Mbit", first.mean(), second.mean());
        }
    }

    TwoLeaders(Stretches stretches) {
        this.stretches = stretches;
    }

    /**
     * Adds the prices of a simulation.
     *
     * @param name of the table, for messages
     * @param isFirst whether it is the first of the two
     */
    void take(String name, Stream<String> lines, boolean isFirst) {
        TableRows.each(name, lines, COLUMNS, row -> {
            long slot = row.whole(0);
            if (slot < stretches.slots() && !row.text(2).equals("closed")) {
                Pair pair = byId.computeIfAbsent(
                        row.text(1), id -> new Pair(id, new TimeSeries(stretches), new TimeSeries(stretches)));
                if (row.number(3) > 0) {
                    highestPaid = Math.max(highestPaid, row.number(2) * BITS_PER_MEGABIT);
                }
                (isFirst ? pair.first : pair.second).add(slot, row.number(2) * BITS_PER_MEGABIT);
            }
        });
    }

    /** Returns the highest price at which anything was sold, in money per Mbit. */
    double highestPaid() {
        return highestPaid;
    }

    /** Returns how many ask another price in the mean. */
    long differing() {
        return byId.values().stream()
                .filter(pair -> !pair.difference().isNone())
                .count();
    }

    /** Returns those that differ most, the largest difference first. */
    List<Pair> shown() {
        List<Pair> pairs = new ArrayList<>(byId.values());
        pairs.sort(Comparator.comparingDouble((Pair pair) -> pair.difference().size())
                .reversed());
        return pairs.stream()
                .filter(pair -> !pair.difference().isNone())
                .limit(MOST)
                .toList();
    }
}
