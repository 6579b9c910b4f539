package skybourse.receipt;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Receipts of an agent in a round that are held against each other: each is of some of the round's commands. */
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

    /** Returns what of them says that they are not receipts of one agent and round, one behind the other. */
    Optional<String> wrong() {
        ReceiptLeaf first = parts.getFirst().leaf();
        for (int i = 1; i < parts.size(); i++) {
            ReceiptLeaf leaf = parts.get(i).leaf();
            Optional<String> differs = differs("agent", first.agent(), leaf.agent())
                    .or(() -> differs("round", first.round(), leaf.round()))
                    .or(() -> differs("record", first.record(), leaf.record()))
                    .or(() -> differs("before", first.before(), leaf.before()))
                    .or(() -> differs("after", first.after(), leaf.after()));
            if (differs.isPresent()) {
                return differs;
            }
            Part one = parts.get(i - 1);
            Part next = parts.get(i);
            long between = next.index() - one.index() - 1;
            if (between < 0 || leavesOut(one, next) < between) {
                return Optional.of("leaf " + one.index() + " is of commands " + one.commands() + ", leaf "
                        + next.index() + " of " + next.commands() + ": not one behind the other");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> differs(String field, Object one, Object other) {
        return Objects.equals(one, other)
                ? Optional.empty()
                : Optional.of(
                        "two receipts of one round have the same " + field + ", these have " + one + " and " + other);
    }

    /** Returns how many commands of the journal lie between two of them. */
    private static long leavesOut(Part one, Part next) {
        return next.leaf().fromSeq() - one.leaf().toSeq() - 1;
    }

    /** Returns two neighbours in the log that leave out commands between them: no receipt can be of these. */
    Optional<Gap> gap() {
        for (int i = 1; i < parts.size(); i++) {
            Part one = parts.get(i - 1);
            Part next = parts.get(i);
            if (next.index() == one.index() + 1 && leavesOut(one, next) > 0) {
                return Optional.of(
                        new Gap(one.index(), one.leaf().toSeq() + 1, next.leaf().fromSeq() - 1));
            }
        }
        return Optional.empty();
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

    @Override
    public String toString() {
        RoundSpan round = parts.getFirst().leaf().round();
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
