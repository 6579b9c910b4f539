package skybourse.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two results beside each other, A and B: what differs first.
 *
 * @param first what A is
 * @param second what B is
 * @param notes in what they were made differently, and from where on they differ
 * @param totals numbers of the whole
 * @param means numbers of one slot or agent
 * @param equalFiles names of files that are the same to the byte
 * @param series both over the slots, of two simulations
 */
public record TwoResults(
        String first,
        String second,
        List<String> notes,
        List<Difference> totals,
        List<Difference> means,
        List<String> equalFiles,
        @Nullable Series series) {

    /** Of the totals, this many are shown first. */
    private static final int LARGEST = 8;

    /**
     * Series of two simulations.
     *
     * @param stretches of slots
     * @param slotSeconds length of a slot
     * @param charts one below the other
     */
    public record Series(Stretches stretches, double slotSeconds, List<Line> charts) {}

    /**
     * A chart with a line for each of the two.
     *
     * @param title what it shows
     * @param note what its lines mean
     * @param isFirst whether it is what a reader came for
     * @param tree the same as the page's script reads it
     */
    public record Line(String title, String note, boolean isFirst, Map<String, ?> tree) {}

    public TwoResults {
        notes = List.copyOf(notes);
        totals = List.copyOf(totals);
        means = List.copyOf(means);
        equalFiles = List.copyOf(equalFiles);
    }

    /** Returns the totals that differ most, the largest difference first. */
    List<Difference> largest() {
        return totals.stream()
                .filter(Predicate.not(Difference::isNone))
                .sorted(Comparator.comparingDouble(Difference::size).reversed())
                .limit(LARGEST)
                .toList();
    }

    /** Returns the totals that differ less than those. */
    List<Difference> otherTotals() {
        List<Difference> largest = largest();
        return totals.stream()
                .filter(total -> !total.isNone() && !largest.contains(total))
                .toList();
    }

    /** Returns the means that a reader came for, whether they differ or not. */
    List<Difference> foremost() {
        return means.stream()
                .filter(one -> one.name().matches("deadlines|welfare|eps prices.*|price of .*"))
                .sorted(Comparator.comparing(one -> one.name().startsWith("price of")))
                .toList();
    }

    /** Returns the means that differ. */
    List<Difference> differingMeans() {
        return means.stream().filter(Predicate.not(Difference::isNone)).toList();
    }

    /** Returns what is the same in both. */
    List<String> same() {
        return all().filter(one -> one.isNone() && one.isMeasured())
                .map(Difference::name)
                .distinct()
                .toList();
    }

    /** Returns what neither measured. */
    List<String> unmeasured() {
        return all().filter(one -> !one.isMeasured())
                .map(Difference::name)
                .distinct()
                .toList();
    }

    private Stream<Difference> all() {
        return Stream.concat(totals.stream(), means.stream());
    }

    /** Returns the main thing in one sentence. */
    String verdict() {
        List<Difference> largest = largest();
        if (!largest.isEmpty()) {
            Difference most = largest.getFirst();
            return "Largest difference: " + most.name() + " is " + Difference.shown(most.first()) + " in A and "
                    + Difference.shown(most.second()) + " in B.";
        }
        return differingMeans().isEmpty() ? "No number differs." : "No total differs, but some means do.";
    }
}
