package skybourse.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** This many of the totals that differ are shown first. */
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

    /** Returns the first of the totals that differ: deadlines by tasks, then money by its amount, then other totals by relative difference. */
    List<Difference> largest() {
        return totals.stream()
                .filter(Predicate.not(Difference::isNone))
                .sorted(Comparator.comparingInt(TwoResults::loss)
                        .thenComparing(
                                Comparator.comparingDouble(TwoResults::amount).reversed()))
                .limit(LARGEST)
                .toList();
    }

    /** Returns what users lose by a difference: 0 for deadlines, 1 for money, 2 for neither. */
    private static int loss(Difference one) {
        if (one.name().matches("met|late|expired|dropped|deadlines met")) {
            return 0;
        }
        return one.unit().equals("money") || one.name().matches("welfare|mean satisfaction|resale cost") ? 1 : 2;
    }

    private static double amount(Difference one) {
        double amount = Math.abs(one.second() - one.first());
        return loss(one) == 2 || Double.isNaN(amount) ? one.size() : amount;
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
        if (largest().isEmpty()) {
            return differingMeans().isEmpty() ? "No number differs." : "No total differs, but some means do.";
        }
        List<String> parts = new ArrayList<>();
        total("met|deadlines met")
                .ifPresent(met -> parts.add("B meets " + Difference.shown(met.second()) + " deadlines and A "
                        + Difference.shown(met.first())));
        total("welfare")
                .ifPresent(money -> parts.add("the welfare is " + Difference.shown(money.second()) + " money in B and "
                        + Difference.shown(money.first()) + " in A"));
        return parts.isEmpty()
                ? "Deadlines and welfare are equal; other totals differ."
                : Words.capital(String.join("; ", parts)) + ".";
    }

    private Optional<Difference> total(String names) {
        return totals.stream()
                .filter(one -> one.name().matches(names) && !one.isNone())
                .findFirst();
    }
}
