package skybourse.server.codec;

import static skybourse.server.codec.TermsBody.unlessEmpty;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;
import skybourse.venue.event.SubmittedTask;

/** Task with its pieces, as shown to its buyer. */
public record TaskBody(
        @FieldDescription("Buyer.") String agent,
        @FieldDescription("Name of the task.") String task,
        @FieldDescription("Stage of the task.") SubmittedTask.Stage stage,

        @FieldDescription("True if no result is outstanding and the buyer has nothing left to confirm or dispute.")
        boolean isAnswered,

        @FieldDescription("Size of the input.") double inputBits,

        @FieldDescription(value = "Work of the task.", unit = "work units")
        double work,

        @FieldDescription("Deadline after the sale.") double deadlineSeconds,

        @FieldDescription("Number of equal units, if it has units.") @SchemaRule("minimum: 1")
        Optional<Integer> units,

        @FieldDescription("Last round that may sell the task.")
        JsonLong lastRound,

        @FieldDescription("Round for which the task was submitted.")
        JsonLong round,

        @FieldDescription("Money held when it was submitted.")
        JsonLong holdUnits,

        @FieldDescription("Reason for leaving the task out.")
        Optional<String> reason,

        @FieldDescription("SHA-256 of the payload.") @SchemaRule(SchemaRule.DIGEST)
        Optional<String> sha256,

        @FieldDescription(TaskBody.SOLD_IN) Optional<JsonLong> soldIn,

        @FieldDescription(
                "Sum of bills that were not refunded. In an inference market: for pieces with a result, their bills; for other pieces, their escrow.")
        JsonLong billUnits,

        @FieldDescription("Pieces reported undoable that this agent must confirm or dispute.")
        List<String> toAnswer,

        @FieldDescription("Pieces of the task.") List<PieceBody> pieces) {

    static final String SOLD_IN =
            "Round in which the task was sold. For a batch that is not open, the round in which its last lot was sold.";

    public TaskBody {
        toAnswer = List.copyOf(toAnswer);
        pieces = List.copyOf(pieces);
    }

    /**
     * Returns the body of a task.
     *
     * @param meter returns the meter of a piece by its id; empty in a two-tier market
     * @param bytes size of the task's payload; -1 if the payload is not stored
     */
    public static TaskBody of(
            SubmittedTask task, List<Piece> pieces, Function<String, Optional<PieceMeter>> meter, int bytes) {
        return new TaskBody(
                task.agent(),
                task.name(),
                task.stage(),
                isAnswered(task, pieces),
                task.amounts().inputBits(),
                task.amounts().work(),
                task.amounts().deadlineSeconds(),
                Optional.of(task.units()).filter(units -> units > 0),
                new JsonLong(task.lastRound()),
                new JsonLong(task.round()),
                new JsonLong(task.holdUnits()),
                unlessEmpty(task.reason()),
                unlessEmpty(task.payload()),
                soldIn(task),
                billUnits(pieces, meter),
                toAnswer(pieces, task.agent()),
                pieces.stream()
                        .map(piece -> PieceBody.of(piece, meter.apply(piece.id()), task.units(), bytes))
                        .toList());
    }

    /**
     * Returns whether a task needs no further answer. This is so if it has been sold or has ended, no result is outstanding, and its buyer has nothing to
     * confirm or dispute.
     */
    public static boolean isAnswered(SubmittedTask task, List<Piece> pieces) {
        return task.stage() != SubmittedTask.Stage.OPEN
                && pieces.stream()
                        .noneMatch(piece -> piece.state() == Piece.Stage.OPEN || piece.waitsFor(task.agent()));
    }

    /** Returns the ids of the pieces that were reported undoable and whose report an agent must still confirm or dispute. */
    public static List<String> toAnswer(List<Piece> pieces, String agent) {
        return pieces.stream()
                .filter(piece -> piece.waitsFor(agent))
                .map(Piece::id)
                .toList();
    }

    static Optional<JsonLong> soldIn(SubmittedTask task) {
        return Optional.of(task.soldIn()).filter(round -> round >= 0).map(JsonLong::new);
    }

    static JsonLong billUnits(List<Piece> pieces, Function<String, Optional<PieceMeter>> meter) {
        return new JsonLong(pieces.stream()
                .filter(piece -> piece.state() != Piece.Stage.FAILED && piece.state() != Piece.Stage.RETURNED)
                .mapToLong(piece -> piece.digest().isEmpty()
                        ? piece.billUnits()
                        : meter.apply(piece.id()).map(PieceMeter::billUnits).orElse(piece.billUnits()))
                .sum());
    }
}
