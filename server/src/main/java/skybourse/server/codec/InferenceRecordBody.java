package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.rule.ProcurementAuction;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RequestLot;

/**
 * Record of a sold round of an inference market as it is published in the log. {@code docs/reference/receipts.md} explains the format.
 *
 * @param form format, {@code inference-record-1}
 */
public record InferenceRecordBody(
        @FieldDescription("Format.") @SchemaRule("const: inference-record-1") @JsonProperty("skybourse")
        String form,

        @FieldDescription("Round.") @JsonUnwrapped RoundRecordBody.Head head,

        @FieldDescription("State of the round.") @SchemaRule("const: SOLD")
        String state,

        @FieldDescription(value = "Time of the sale.", unit = "ms")
        long at,

        @FieldDescription("Rules of the market.") @JsonUnwrapped
        Rules rules,

        @FieldDescription("What is sold.") ProductBody product,
        @FieldDescription("Participants.") @JsonUnwrapped Orders orders,
        @FieldDescription("Sale.") @JsonUnwrapped Sale sale) {

    /** Returns the record of a round. */
    public static InferenceRecordBody of(
            RoundRecordBody.Head head, long at, Rules rules, ProductBody product, Orders orders, Sale sale) {
        return new InferenceRecordBody("inference-record-1", head, "SOLD", at, rules, product, orders, sale);
    }

    /** Those rules of the market that are needed to check the record. */
    public record Rules(
            @FieldDescription("Time for results after the deadline.")
            double graceSeconds,

            @FieldDescription("Time for disputing a result.")
            double objectionSeconds,

            @FieldDescription("Time limit for a ruling on a dispute.")
            double rulingSeconds,

            @FieldDescription(
                    "Share of the escrow that the house keeps if the buyer confirms that a piece is undoable.")
            double feeShare,

            @FieldDescription(
                    "Share of rulings that are wrong, as stated by the operator. Stakes are computed from it.")
            double errorRate,

            @FieldDescription(
                    MarketBody.PAYS_UNRULED + " Missing in records of earlier versions; its meaning is then false.")
            Optional<Boolean> paysUnruled) {

        /** Returns these rules of a market. */
        public static Rules of(MarketRules rules) {
            return new Rules(
                    rules.graceSeconds(),
                    rules.objectionSeconds(),
                    rules.disputes().rulingSeconds(),
                    rules.disputes().feeShare(),
                    rules.disputes().errorRate(),
                    Optional.of(rules.disputes().paysUnruled()));
        }
    }

    /** Participants of a round with their terms, batches and offers. */
    public record Orders(
            @FieldDescription("Journal entry that closed the orders.")
            long frozenSeq,

            @FieldDescription("Buyers with waiting lots.") List<String> buyers,
            @FieldDescription("Sellers that offer lots.") List<String> sellers,

            @FieldDescription("Terms as submitted, by agent.")
            Map<String, TermsBody.AgreedTerms> terms,

            @FieldDescription("By buyer: its batch.") Map<String, Batch> batches,
            @FieldDescription("Offer of each seller.") List<Offer> offers) {

        public Orders {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
            terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
            batches = Collections.unmodifiableMap(new LinkedHashMap<>(batches));
            offers = List.copyOf(offers);
        }
    }

    /** Batch of a buyer with the demanded lots. */
    public record Batch(
            @FieldDescription("Name of the batch.") String task,

            @FieldDescription("SHA-256 of the payload.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @FieldDescription("Journal entry that submitted it.")
            long seq,

            @FieldDescription("Number of its requests.") @SchemaRule("minimum: 1")
            int requests,

            @FieldDescription("Demanded lots.") List<Lot> lots) {

        public Batch {
            lots = List.copyOf(lots);
        }
    }

    /** Demanded lot. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Lot(
            @FieldDescription("Its first line in the payload, from 0.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int first,

            @FieldDescription("First line after the lot.") @SchemaRule("minimum: 1")
            int end,

            @FieldDescription("Reserved volume.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            long volume) {

        /** Returns the entry of a lot in the record. */
        public static Lot of(RequestLot lot) {
            return new Lot(lot.first(), lot.end(), lot.volume());
        }
    }

    /** Offer of a seller. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Offer(
            @FieldDescription("Seller.") String seller,
            @FieldDescription("Number of lots.") int lots,

            @FieldDescription(value = "Ask for a lot.", unit = "ledger units")
            long ask) {

        /** Returns the entry of an offer in the record. */
        public static Offer of(ProcurementAuction.Offer offer) {
            return new Offer(offer.seller(), offer.lots(), offer.askTicks());
        }
    }

    /** Lots bought from a seller. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Purchase(
            @FieldDescription("Seller.") String seller,
            @FieldDescription("Number of lots.") int lots,

            @FieldDescription(value = "Payment if all lots are used in full.", unit = "ledger units")
            long payment,

            @FieldDescription("Number of lots that are paid the price cap.")
            int lotsAtCap) {

        /** Returns the entry of a purchase in the record. */
        public static Purchase of(ProcurementAuction.Purchase purchase) {
            return new Purchase(purchase.seller(), purchase.lots(), purchase.paymentTicks(), purchase.lotsAtCap());
        }
    }

    /** Result of a sale: purchases, pieces and payments. */
    public record Sale(
            @FieldDescription("Signature by the market key. It breaks ties and assigns lots.")
            @SchemaRule("pattern: '^[0-9a-f]{128}$'")
            String draw,

            @FieldDescription("Lots bought from each seller.")
            List<Purchase> purchases,

            @FieldDescription("Each piece.") List<RoundRecordBody.PieceRow> pieces,

            @FieldDescription("Pieces ended since the last record.")
            List<MeasuredOutcome> outcomes,

            @FieldDescription("Payments since the last record.")
            List<RoundRecordBody.Entry> entries) {

        public Sale {
            purchases = List.copyOf(purchases);
            pieces = List.copyOf(pieces);
            outcomes = List.copyOf(outcomes);
            entries = List.copyOf(entries);
        }
    }

    /** Outcome of a piece with its measured volumes. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record MeasuredOutcome(
            @FieldDescription("Id of the piece.") String piece,

            @FieldDescription("Final state of the piece.") @SchemaRule("enum: [PAID, FAILED, RETURNED]")
            String result,

            @FieldDescription("Reason of the outcome.") Piece.Cause cause,

            @FieldDescription("Journal entry that ended the piece.")
            long seq,

            @FieldDescription("Used volume; 0 without a result.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            long usedVolume,

            @FieldDescription("Reserved volume of the requests without an answer.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            long unservedVolume) {}
}
