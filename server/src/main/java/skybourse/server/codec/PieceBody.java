package skybourse.server.codec;

import static skybourse.server.codec.TermsBody.unlessEmpty;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.codec.Described;
import skybourse.venue.Piece;

/** A piece, as its buyer, worker and leader may know it. */
public record PieceBody(
        @Described("Id of the piece.") String piece,
        @Described("Wireless agent that bought it.") String buyer,
        @Described("Name of the buyer's task.") String task,
        @Described("Mobile or fixed agent that sold it.") String leader,
        @Described("The leader, or an aerial agent.") String worker,

        @Described("Start in the task, as a share.") @Limited(Limited.SHARE)
        double from,

        @Described("End in the task, as a share.") @Limited(Limited.SHARE)
        double to,

        @Described("First unit of the payload that belongs to the piece, if the task has units.")
        @Limited(Limited.NOT_NEGATIVE)
        Optional<Integer> firstUnit,

        @Described("First unit after the piece.") @Limited(Limited.NOT_NEGATIVE)
        Optional<Integer> endUnit,

        @Described("First byte of the payload that belongs to the piece, if the task is divisible.")
        @Limited(Limited.NOT_NEGATIVE)
        Optional<Integer> firstByte,

        @Described("First byte after the piece.") @Limited(Limited.NOT_NEGATIVE)
        Optional<Integer> endByte,

        @Described(value = "Work of the piece.", unit = "work units") @Limited(Limited.NOT_NEGATIVE)
        double work,

        @Described(value = "Due time.", unit = "ms") Whole due,
        @Described("Stage of the piece.") Piece.Stage state,
        @Described("What the buyer pays the leader.") Whole billUnits,
        @Described("Leader's bond to the buyer.") Whole bondUnits,
        @Described("Worker's bond to the leader.") Whole lotBondUnits,

        @Described("SHA-256 of the result.") @Limited(Limited.DIGEST)
        Optional<String> sha256,

        @Described("Worker's reason for the report.") Optional<String> undoable,
        @Described("Reason of the dispute.") Optional<String> objection,
        @Described("Agent that disputes.") Optional<String> disputedBy,

        @Described("Stake that the disputing agent loses to the worker if the ruling is for the worker.")
        Optional<Whole> stakeUnits) {

    /**
     * Returns a piece.
     *
     * @param units of its task; 0 if that is divisible
     * @param bytes of its task's payload; -1 if they are not stored any more
     */
    public static PieceBody of(Piece piece, int units, int bytes) {
        Piece.Claims claims = piece.claims();
        boolean isDivisible = units == 0 && bytes >= 0;
        return new PieceBody(
                piece.id(),
                piece.buyer(),
                piece.task(),
                piece.leader(),
                piece.worker(),
                piece.from(),
                piece.to(),
                place(piece.from(), units, units > 0),
                place(piece.to(), units, units > 0),
                place(piece.from(), bytes, isDivisible),
                place(piece.to(), bytes, isDivisible),
                piece.work(),
                new Whole(piece.dueMillis()),
                piece.state(),
                new Whole(piece.billUnits()),
                new Whole(piece.bondUnits()),
                new Whole(piece.lotBondUnits()),
                unlessEmpty(piece.digest()),
                unlessEmpty(claims.undoable()),
                unlessEmpty(claims.objection()),
                unlessEmpty(claims.disputedBy()),
                unlessEmpty(claims.disputedBy()).map(_ -> new Whole(claims.stakeUnits())));
    }

    private static Optional<Integer> place(double share, int of, boolean isPresent) {
        return isPresent ? Optional.of(place(share, of)) : Optional.empty();
    }

    /** Returns the number of the unit, or of the byte, at a share of a task in [0, 1]. */
    public static int place(double share, int count) {
        return (int) Math.rint(share * count);
    }

    /** Work of an agent, and its answers that are due. */
    public record WorkBody(
            @Described(value = "Current time.", unit = "ms") Whole now,
            @Described("Pieces that the agent must do.") List<AssignedPiece> pieces,

            @Described("Pieces reported undoable that this agent must confirm or dispute.")
            List<String> toAnswer) {

        public WorkBody {
            pieces = List.copyOf(pieces);
            toAnswer = List.copyOf(toAnswer);
        }
    }

    /** A piece with its part of the payload. */
    public record AssignedPiece(
            @Described("The piece.") @JsonUnwrapped PieceBody piece,

            @Described("Part of the payload that belongs to the piece; missing if it is not stored any more.")
            Optional<PayloadBody> payload) {}

    /** Part of a payload. Up to 64 KiB the bytes are included; otherwise {@code GET pieces/{piece}/payload} returns them. */
    public record PayloadBody(
            @Described("The bytes, if they are UTF-8.") Optional<String> text,
            @Described("The bytes in base64 otherwise.") Optional<String> base64,

            @Described("SHA-256 of the bytes.") @Limited(Limited.DIGEST)
            String sha256,

            @Described("Length.") @Limited(Limited.NOT_NEGATIVE)
            int bytes) {}
}
