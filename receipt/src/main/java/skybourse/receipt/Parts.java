package skybourse.receipt;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Receipts of an agent that are held against each other: each is of some of the commands of a round. */
final class Parts {

    /**
     * One of them.
     *
     * @param index of the leaf in the log
     * @param leaf what it says
     */
    record Part(long index, ReceiptLeaf leaf) {

        private String commands() {
            return leaf.fromSeq() + " to " + leaf.toSeq();
        }
    }

    private final List<Part> parts;

    /** Takes them in any order; a leaf that is given twice counts once. */
    Parts(List<Part> parts) {
        this.parts = parts.stream()
                .distinct()
                .sorted(Comparator.comparingLong((Part part) -> part.leaf().fromSeq())
                        .thenComparingLong(Part::index))
                .toList();
    }

    List<ReceiptLeaf> leaves() {
        return parts.stream().map(Part::leaf).toList();
    }

    /** Returns what of them says that they are not receipts of one agent, those of a round and rounds one behind the other. */
    Optional<String> wrong() {
        return first((one, next) -> {
            boolean isOneRound =
                    one.leaf().round().number() == next.leaf().round().number();
            return differs("agent", one.leaf().agent(), next.leaf().agent())
                    .or(() -> isOneRound ? within(one, next) : between(one, next));
        });
    }

    /** Returns the first that is found in two that are neighbours here. */
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

    /** Looks at two rounds: the next that is sold begins behind the last command of the one before, with what that left. */
    private static Optional<String> between(Part one, Part next) {
        RoundSpan former = one.leaf().round();
        RoundSpan later = next.leaf().round();
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

    /** Returns how many commands of the journal lie between two of them. */
    private static long leavesOut(Part one, Part next) {
        return next.leaf().fromSeq() - one.leaf().toSeq() - 1;
    }

    /** Returns two neighbours in the log that leave out commands between them: no receipt can be of these. */
    Optional<Gap> gap() {
        return first((one, next) -> next.index() == one.index() + 1 && leavesOut(one, next) > 0
                ? Optional.of(
                        new Gap(one.index(), one.leaf().toSeq() + 1, next.leaf().fromSeq() - 1))
                : Optional.empty());
    }

    /**
     * Commands that are in no receipt.
     *
     * @param index of the leaf before them; the next begins behind them
     * @param fromSeq the first of them
     * @param toSeq the last
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

    /** Tells whether one of them is of a command. */
    boolean has(long seq) {
        return parts.stream()
                .anyMatch(part ->
                        part.leaf().fromSeq() <= seq && seq <= part.leaf().toSeq());
    }

    /** Tells whether they are of all commands from one number to another. */
    boolean hasAll(long from, long to) {
        long next = from;
        for (Part part : parts) {
            next = part.leaf().fromSeq() <= next ? Math.max(next, part.leaf().toSeq() + 1) : next;
        }
        return next > to;
    }

    /** Returns the round, or several as one. */
    RoundSpan span() {
        RoundSpan first = parts.getFirst().leaf().round();
        return new RoundSpan(
                first.market(),
                first.number(),
                first.firstSeq(),
                parts.getLast().leaf().round().lastSeq());
    }

    @Override
    public String toString() {
        RoundSpan round = span();
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
