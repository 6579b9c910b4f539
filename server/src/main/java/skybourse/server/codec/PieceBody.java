package skybourse.server.codec;

import static skybourse.server.codec.TermsBody.unlessEmpty;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.event.Piece;
import skybourse.venue.event.PieceMeter;

/** Piece, as shown to its buyer, worker and leader. */
public record PieceBody(
        @FieldDescription("Id of the piece.") String piece,
        @FieldDescription("Wireless agent that bought it.") String buyer,
        @FieldDescription("Name of the buyer's task.") String task,

        @FieldDescription("Mobile or fixed agent that sold it.")
        String leader,

        @FieldDescription("The leader, or an aerial agent.") String worker,

        @FieldDescription("Start in the task, as a share.") @SchemaRule(SchemaRule.SHARE)
        double from,

        @FieldDescription("End in the task, as a share.") @SchemaRule(SchemaRule.SHARE)
        double to,

        @FieldDescription("First unit of the payload that belongs to the piece, if the task has units.")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Integer> firstUnit,

        @FieldDescription("First unit after the piece.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Integer> endUnit,

        @FieldDescription("First byte of the payload that belongs to the piece, if the task is divisible.")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Integer> firstByte,

        @FieldDescription("First byte after the piece.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        Optional<Integer> endByte,

        @FieldDescription(value = "Work of the piece.", unit = "work units") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        double work,

        @FieldDescription(value = "Due time.", unit = "ms") JsonLong due,
        @FieldDescription("Stage of the piece.") Piece.Stage state,

        @FieldDescription(
                "What the buyer pays the leader. In an inference market, the escrow: the most that the buyer pays; meter has the bill.")
        JsonLong billUnits,

        @FieldDescription("Bill by use, in an inference market.")
        Optional<MeterBody> meter,

        @FieldDescription("Leader's bond to the buyer.") JsonLong bondUnits,
        @FieldDescription("Worker's bond to the leader.") JsonLong lotBondUnits,

        @FieldDescription("SHA-256 of the result.") @SchemaRule(SchemaRule.DIGEST)
        Optional<String> sha256,

        @FieldDescription("Worker's reason for the report.") Optional<String> undoable,
        @FieldDescription("Reason of the dispute.") Optional<String> objection,
        @FieldDescription("Agent that disputes.") Optional<String> disputedBy,

        @FieldDescription("Stake that the disputing agent loses to the worker if the ruling is for the worker.")
        Optional<JsonLong> stakeUnits) {

    /** Numbers from which the bill of a piece in an inference market is computed. */
    public record MeterBody(
            @FieldDescription(
                    value = "Payment of the seller if all its lots of the round are used in full.",
                    unit = "ledger units")
            JsonLong payment,

            @FieldDescription("Volume of all lots that the seller sold in the round.")
            JsonLong soldVolume,

            @FieldDescription(
                    "Share of these lots that is paid the price cap, because no other offer below the cap replaces them. For these lots, the cap is a posted price.")
            @SchemaRule(SchemaRule.SHARE)
            double capShare,

            @FieldDescription("Used volume, on which the bill is based; 0 before there is a result.")
            JsonLong usedVolume,

            @FieldDescription("Reserved volume of the requests without an answer.")
            JsonLong unservedVolume,

            @FieldDescription(value = "Bill of the used volume.", unit = "ledger units")
            JsonLong bill) {

        private static MeterBody of(PieceMeter meter) {
            return new MeterBody(
                    new JsonLong(meter.paymentUnits()),
                    new JsonLong(meter.soldVolume()),
                    meter.capShare(),
                    new JsonLong(meter.answers().usedVolume()),
                    new JsonLong(meter.answers().unservedVolume()),
                    new JsonLong(meter.billUnits()));
        }
    }

    /**
     * Returns the body of a piece.
     *
     * @param meter meter of the piece; empty in a two-tier market
     * @param units number of units of the piece's task; 0 if the task is divisible
     * @param bytes size of the task's payload; -1 if the payload is not stored
     */
    public static PieceBody of(Piece piece, Optional<PieceMeter> meter, int units, int bytes) {
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
                new JsonLong(piece.dueMillis()),
                piece.state(),
                new JsonLong(piece.billUnits()),
                meter.map(MeterBody::of),
                new JsonLong(piece.bondUnits()),
                new JsonLong(piece.lotBondUnits()),
                unlessEmpty(piece.digest()),
                unlessEmpty(claims.undoable()),
                unlessEmpty(claims.objection()),
                unlessEmpty(claims.disputedBy()),
                unlessEmpty(claims.disputedBy()).map(_ -> new JsonLong(claims.stakeUnits())));
    }

    private static Optional<Integer> place(double share, int of, boolean isPresent) {
        return isPresent ? Optional.of(place(share, of)) : Optional.empty();
    }

    /**
     * Returns the index of the unit or byte at the position {@code share} of a task, in [0, 1], rounded to the nearest integer. {@code count} is the
     * number of units or bytes.
     */
    public static int place(double share, int count) {
        return (int) Math.rint(share * count);
    }

    /** Open pieces of a worker. If the worker is a leader, also the undoable reports that it must confirm or dispute. */
    public record WorkBody(
            @FieldDescription(value = "Current time.", unit = "ms")
            JsonLong now,

            @FieldDescription("Pieces that the agent must do.")
            List<AssignedPiece> pieces,

            @FieldDescription("Pieces reported undoable that this agent must confirm or dispute.")
            List<String> toAnswer) {

        public WorkBody {
            pieces = List.copyOf(pieces);
            toAnswer = List.copyOf(toAnswer);
        }
    }

    /** Piece with the part of the payload that belongs to it. */
    public record AssignedPiece(
            @FieldDescription("The piece.") @JsonUnwrapped PieceBody piece,

            @FieldDescription("Part of the payload that belongs to the piece; missing if it is not stored any more.")
            Optional<PayloadBody> payload) {}

    /** Part of a payload. The bytes are included if they are at most 64 KiB; otherwise {@code GET pieces/{piece}/payload} returns them. */
    public record PayloadBody(
            @FieldDescription("The bytes, if they are UTF-8.")
            Optional<String> text,

            @FieldDescription("The bytes in base64 otherwise.")
            Optional<String> base64,

            @FieldDescription("SHA-256 of the bytes.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @FieldDescription("Length.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int bytes) {}
}
