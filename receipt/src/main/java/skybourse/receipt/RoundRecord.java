package skybourse.receipt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import skybourse.receipt.format.Ed25519;
import skybourse.receipt.format.Json;
import skybourse.receipt.format.JsonField;
import skybourse.receipt.format.NoteKey;

/**
 * Public record of a round ({@code record-3}, {@code record-2}, or {@code inference-record-1} for an inference market). This class does not read the
 * parts about prices and auctions of a two-tier market.
 *
 * @param bytes bytes of the leaf
 * @param round number, market and commands of the round
 * @param rule name of the auction rule
 * @param at time at which the round was sold, milliseconds since 1970
 * @param frozenSeq number of the journal entry that closed the orders
 * @param pieces pieces sold
 * @param outcomes pieces that ended since the previous record
 * @param payments payments since the previous record, in the ledger's order
 * @param inference sale of an inference market; empty for a two-tier market
 * @param whole the complete JSON object
 */
public record RoundRecord(
        byte[] bytes,
        RoundCommandRange round,
        String rule,
        long at,
        long frozenSeq,
        List<SoldPiece> pieces,
        List<EarlierPieceOutcome> outcomes,
        List<Payment> payments,
        Optional<InferenceSale> inference,
        JsonField whole) {

    private static final String FORM = "record-3";

    /** Older form of the record. Asks have a markup in it under every rule. The fields that this class reads are the same. */
    private static final String OLDER_FORM = "record-2";

    private static final String INFERENCE_FORM = "inference-record-1";

    /** Rule of an inference market, which its records do not name. */
    private static final String PROCUREMENT = "procurement";

    private static final List<String> NUMBERS =
            List.of("graceSeconds", "objectionSeconds", "rulingSeconds", "feeShare", "errorRate");
    private static final String PAYS_UNRULED = "paysUnruled";
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it has another form; names field, rule and value
     */
    public static RoundRecord read(byte[] bytes) {
        var record = new JsonField("", Json.read(bytes));
        String form = record.at("skybourse").text();
        if (form.equals("record-1")) {
            throw record.at("skybourse").error(FORM + " (version 0.2.0 checks record-1)");
        }
        boolean isInference = form.equals(INFERENCE_FORM);
        if (!isInference) {
            record.form(form.equals(OLDER_FORM) ? OLDER_FORM : FORM);
        }
        NUMBERS.forEach(name -> record.at(name).number());
        record.optional(PAYS_UNRULED).ifPresent(JsonField::truth);
        return new RoundRecord(
                bytes,
                RoundCommandRange.of(record),
                isInference ? PROCUREMENT : record.at("rule").text(),
                record.at("at").natural(),
                record.at("frozenSeq").natural(),
                record.at("pieces").items().stream().map(SoldPiece::of).toList(),
                record.at("outcomes").items().stream()
                        .map(row -> isInference ? EarlierPieceOutcome.ofInference(row) : EarlierPieceOutcome.of(row))
                        .toList(),
                Payment.all(record.at("entries")),
                isInference ? Optional.of(InferenceSale.of(record)) : Optional.empty(),
                record);
    }

    /**
     * Line 11 without the part that needs a solver. Checks that the draw in the record is the signature of the market's id and the round's number by
     * the market's key.
     */
    CheckResult draw(NoteKey key) {
        String draw = whole.at("draw").text();
        byte[] text =
                ("skybourse/draw-1\n" + round.market() + "\n" + round.number() + "\n").getBytes(StandardCharsets.UTF_8);
        boolean isSigned = SIGNATURE.matcher(draw).matches()
                && Ed25519.verify(key.publicKey(), text, HexFormat.of().parseHex(draw));
        return isSigned
                ? CheckResult.holds(11, "the draw is the signature of the round by " + key.name())
                : CheckResult.broken(11, "the draw is not the signature of " + round + " by " + key.name());
    }

    List<String> buyers() {
        return whole.at("buyers").texts();
    }

    List<String> sellers() {
        return whole.at("sellers").texts();
    }

    /** Returns a numeric setting of the market's rules. */
    double number(String name) {
        return whole.at(name).number();
    }

    /** Returns whether the market pays a disputed result if there is no ruling. Records of earlier versions do not state it: they return all money. */
    boolean paysUnruled() {
        return whole.optional(PAYS_UNRULED).map(JsonField::truth).orElse(false);
    }

    /** Returns the payments that are due when a piece of this round ends, without fine and stake. */
    List<Payment> endPayments(SoldPiece piece, EarlierPieceOutcome outcome) {
        double feeShare = number("feeShare");
        return inference
                .map(sale -> sale.endPayments(piece, outcome, feeShare))
                .orElseGet(() -> piece.endPayments(outcome, feeShare));
    }

    /** Returns the payments in this record for a piece that was sold before. */
    List<Payment> endPaymentsMade(String piece) {
        return payments.stream()
                .filter(payment -> payment.of().equals(piece) && !payment.isOf("outside") && !isOfSale(payment))
                .toList();
    }

    /** Returns the agents that the frozen scenario lists, by id. Agents of a crowd are not listed. */
    Map<String, JsonField> agents() {
        Map<String, JsonField> agents = new HashMap<>();
        Stream.of("wirelessAgents", "mobileAgents", "fixedAgents", "aerialAgents")
                .flatMap(list -> whole.at("frozen").optional(list).stream())
                .filter(list -> list.value() instanceof Json.JsonArray)
                .flatMap(list -> list.items().stream())
                .forEach(agent -> agents.put(agent.at("id").text(), agent));
        return agents;
    }

    /** Returns whether a payment was due at the sale of this round. Such a payment is checked together with the pieces. */
    boolean isOfSale(Payment payment) {
        return switch (payment.reason()) {
            case "HELD", "REFUND" -> true;
            case "PENALTY" -> pieces.stream().anyMatch(piece -> piece.id().equals(payment.of()));
            default -> false;
        };
    }
}
