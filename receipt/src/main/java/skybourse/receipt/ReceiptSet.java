package skybourse.receipt;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Set of receipts of one agent. Compares the receipts with each other. Each receipt covers some of the commands of a round. */
final class ReceiptSet {

    /**
     * Receipt of the set.
     *
     * @param index index of its leaf in the log
     * @param leaf content of the leaf
     */
    record Part(long index, ReceiptLeaf leaf) {

        private String commands() {
            return leaf.fromSeq() + " to " + leaf.toSeq();
        }
    }

    private final List<Part> parts;

    /** Creates the set from receipts in any order. Duplicates count once. */
    ReceiptSet(List<Part> parts) {
        this.parts = parts.stream()
                .distinct()
                .sorted(Comparator.comparingLong((Part part) -> part.leaf().fromSeq())
                        .thenComparingLong(Part::index))
                .toList();
    }

    List<ReceiptLeaf> leaves() {
        return parts.stream().map(Part::leaf).toList();
    }

    /**
     * Returns the first contradiction between neighbouring receipts, as text; empty if there is none. Contradictions are different agents, different
     * data of one round, rounds or commands out of sequence, and different balances between consecutive rounds.
     */
    Optional<String> mismatch() {
        return first((one, next) -> {
            boolean isOneRound =
                    one.leaf().round().number() == next.leaf().round().number();
            return differs("agent", one.leaf().agent(), next.leaf().agent())
                    .or(() -> isOneRound ? within(one, next) : between(one, next));
        });
    }

    /** Applies a function to each pair of neighbouring receipts. Returns the first result that is not empty. */
    private <T> Optional<T> first(BiFunction<Part, Part, Optional<T>> look) {
        return IntStream.range(1, parts.size())
                .mapToObj(i -> look.apply(parts.get(i - 1), parts.get(i)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> within(Part one, Part next) {
        long between = next.index() - one.index() - 1;
        return differs("round", one.leaf().round(), next.leaf().round())
                .or(() -> differs("record", one.leaf().record(), next.leaf().record()))
                .or(() -> differs("before", one.leaf().before(), next.leaf().before()))
                .or(() -> differs("after", one.leaf().after(), next.leaf().after()))
                .or(() -> between >= 0 && leavesOut(one, next) >= between
                        ? Optional.empty()
                        : Optional.of("leaf " + one.index() + " has commands " + one.commands() + ", leaf "
                                + next.index() + " has " + next.commands() + ": they are not in sequence"));
    }

    /**
     * Compares the rounds of two receipts. The later round must begin after the last command of the earlier one. If the rounds are consecutive, the
     * balances between them must agree.
     */
    private static Optional<String> between(Part one, Part next) {
        RoundCommandRange former = one.leaf().round();
        RoundCommandRange later = next.leaf().round();
        long out = later.firstSeq() - former.lastSeq() - 1;
        long numbers = later.number() - former.number();
        String wrong = "";
        if (out < 0 || numbers < 0 || next.leaf().record() <= one.index()) {
            wrong = " are not in sequence";
        } else if (out > 0 && numbers == 1) {
            wrong = " leave out commands, although no round is between them";
        } else if (out == 0 && one.leaf().after() != next.leaf().before()) {
            wrong = " are consecutive, but the balance is " + one.leaf().after() + " after the first and "
                    + next.leaf().before() + " before the second";
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(former + " and " + later + wrong);
    }

    private static Optional<String> differs(String field, Object one, Object other) {
        return Objects.equals(one, other)
                ? Optional.empty()
                : Optional.of("the receipts must have the same " + field + ", but have " + one + " and " + other);
    }

    /** Returns the number of journal entries between the ranges that two receipts cover. */
    private static long leavesOut(Part one, Part next) {
        return next.leaf().fromSeq() - one.leaf().toSeq() - 1;
    }

    /**
     * Returns the first gap between two receipts that are neighbours in the log. No receipt can cover the commands in such a gap. Returns an empty
     * value if there is no gap.
     */
    Optional<Gap> gap() {
        return first((one, next) -> next.index() == one.index() + 1 && leavesOut(one, next) > 0
                ? Optional.of(
                        new Gap(one.index(), one.leaf().toSeq() + 1, next.leaf().fromSeq() - 1))
                : Optional.empty());
    }

    /**
     * Commands that no receipt covers.
     *
     * @param index index of the leaf that ends before these commands; the next leaf begins after them
     * @param fromSeq number of the first command
     * @param toSeq number of the last command
     */
    record Gap(long index, long fromSeq, long toSeq) {

        boolean has(long seq) {
            return fromSeq <= seq && seq <= toSeq;
        }

        @Override
        public String toString() {
            return "leaves " + index + " and " + (index + 1) + " leave out commands " + fromSeq + " to " + toSeq;
        }
    }

    /** Returns whether a receipt covers a command. */
    boolean has(long seq) {
        return parts.stream()
                .anyMatch(part ->
                        part.leaf().fromSeq() <= seq && seq <= part.leaf().toSeq());
    }

    /** Returns whether the receipts cover all commands from one number to another. */
    boolean hasAll(long from, long to) {
        long next = from;
        for (Part part : parts) {
            next = part.leaf().fromSeq() <= next ? Math.max(next, part.leaf().toSeq() + 1) : next;
        }
        return next > to;
    }

    /** Returns the span of the round of the receipts. If there are several rounds, the span extends from the first to the last. */
    RoundCommandRange span() {
        RoundCommandRange first = parts.getFirst().leaf().round();
        return new RoundCommandRange(
                first.market(),
                first.number(),
                first.firstSeq(),
                parts.getLast().leaf().round().lastSeq());
    }

    @Override
    public String toString() {
        RoundCommandRange round = span();
        long all = parts.stream()
                .mapToLong(part -> part.leaf().toSeq() - part.leaf().fromSeq() + 1)
                .sum();
        String leaves = parts.stream().map(part -> Long.toString(part.index())).collect(Collectors.joining(", "));
        return (parts.size() == 1 ? "the receipt is leaf " : "the receipts are leaves ") + leaves + " of the log"
                + (all == round.lastSeq() - round.firstSeq() + 1
                        ? ""
                        : ", and of commands "
                                + parts.stream().map(Part::commands).collect(Collectors.joining(", ")) + " alone");
    }
}
