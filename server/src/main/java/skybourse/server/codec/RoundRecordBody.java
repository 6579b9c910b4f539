package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketPayment;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;
import skybourse.venue.event.SubmittedTask;
import tools.jackson.databind.JsonNode;

/**
 * Record of a sold round as it is published in the log. {@code docs/reference/receipts.md} explains the format.
 *
 * @param form format, {@code record-3}
 */
public record RoundRecordBody(
        @FieldDescription("Format.") @SchemaRule("const: record-3") @JsonProperty("skybourse")
        String form,

        @FieldDescription("Round.") @JsonUnwrapped Head head,

        @FieldDescription("State of the round.") @SchemaRule("const: SOLD")
        String state,

        @FieldDescription(value = "Time of the sale.", unit = "ms")
        long at,

        @FieldDescription("Rules of the market.") @JsonUnwrapped
        Rules rules,

        @FieldDescription("Participants.") @JsonUnwrapped Orders orders,
        @FieldDescription("Prices.") @JsonUnwrapped Pricing pricing,
        @FieldDescription("Offloading.") @JsonUnwrapped Split split,
        @FieldDescription("Sale.") @JsonUnwrapped Sale sale,

        @FieldDescription("The scenario of the round: all seats with their terms and tasks.")
        JsonNode frozen) {

    /** Returns the record of a round. */
    public static RoundRecordBody of(
            Head head, long at, Rules rules, Orders orders, Pricing pricing, Split split, Sale sale, JsonNode frozen) {
        return new RoundRecordBody("record-3", head, "SOLD", at, rules, orders, pricing, split, sale, frozen);
    }

    /** Round with its first and last journal entry. */
    public record Head(
            @FieldDescription("Name of the market.") String market,
            @FieldDescription("Number of the round.") long round,

            @FieldDescription("First journal entry of the round.")
            long firstSeq,

            @FieldDescription("Journal entry that sold the round.")
            long lastSeq) {}

    /** Those rules of the market that are needed to check the record. */
    public record Rules(
            @FieldDescription("Auction rule of tier 2.") String rule,

            @FieldDescription("Time for results after the deadline.")
            double graceSeconds,

            @FieldDescription("Time for disputing a result.")
            double objectionSeconds,

            @FieldDescription("Time limit for a ruling on a dispute.")
            double rulingSeconds,

            @FieldDescription("Share of the bill that the house keeps if the buyer confirms that a piece is undoable.")
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
                    rules.twoTier().rule(),
                    rules.graceSeconds(),
                    rules.objectionSeconds(),
                    rules.disputes().rulingSeconds(),
                    rules.disputes().feeShare(),
                    rules.disputes().errorRate(),
                    Optional.of(rules.disputes().paysUnruled()));
        }
    }

    /** Participants of a round with their terms, tasks and asks. */
    public record Orders(
            @FieldDescription("Journal entry that closed the orders.")
            long frozenSeq,

            @FieldDescription("Wireless agents.") List<String> buyers,

            @FieldDescription("Mobile, fixed and aerial agents.")
            List<String> sellers,

            @FieldDescription("Terms as submitted, by agent.")
            Map<String, TermsBody.AgreedTerms> terms,

            @FieldDescription("By buyer: its task.") Map<String, SoldTask> tasks,

            @FieldDescription(value = "Ask prices, by aerial agent.", unit = "ticks")
            Map<String, List<Long>> asks) {

        public Orders {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
            terms = inOrder(terms);
            tasks = inOrder(tasks);
            asks = inOrder(asks);
        }
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Task of a buyer in a round. */
    public record SoldTask(
            @FieldDescription("Name of the task.") String task,

            @FieldDescription("SHA-256 of the payload.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @FieldDescription("Number of equal units, if it has units.") @SchemaRule("minimum: 1")
            Optional<Integer> units,

            @FieldDescription("Journal entry that submitted it.")
            long seq) {

        /** Returns the entry of a task in the record. */
        public static SoldTask of(SubmittedTask task) {
            Optional<Integer> units = Optional.of(task.units()).filter(any -> any > 0);
            return new SoldTask(task.name(), task.payload(), units, task.putSeq());
        }
    }

    /** Prices of a round, and the way in which they were found. */
    public record Pricing(
            @FieldDescription("The prices.") @JsonUnwrapped PricesBody prices,

            @FieldDescription(value = "Price in tier 2 that leaders expected.", unit = "money per work unit")
            double expectedResalePrice,

            @FieldDescription("Largest epsilon at which a round is sold.")
            double maxEpsilon,

            @FieldDescription(PricesBody.MOST_POSTED_GAIN) Optional<Double> mostPostedGain,

            @FieldDescription("Number of postponements because no prices were found that could be sold.")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int postponements,

            @FieldDescription("Signature by the market key. It selects the sampled prices and breaks ties.")
            @SchemaRule("pattern: '^[0-9a-f]{128}$'")
            String draw,

            @FieldDescription("Leaders that set their own price.")
            List<String> posting,

            @FieldDescription(
                    value =
                            "By buyer: satisfaction weight for which the prices were computed. Present only if the rules publish a distribution of weights.",
                    unit = "money")
            Optional<SortedMap<String, Double>> assignedWeights) {

        public Pricing {
            posting = List.copyOf(posting);
            assignedWeights = assignedWeights.map(Collections::unmodifiableSortedMap);
        }
    }

    /** Amounts of work that each buyer sends to each leader, as ratios or numbers of units. */
    public record Split(
            @FieldDescription("By buyer: ratio of the task sent to each leader, if all tasks are divisible.")
            Map<String, Map<String, Double>> ratios,

            @FieldDescription("By buyer whose task has units: number of units sent to each leader.")
            Map<String, Map<String, Integer>> units) {

        public Split {
            ratios = inOrder(ratios);
            units = inOrder(units);
        }
    }

    /** Result of a sale: the auction, pieces and payments. */
    public record Sale(
            @FieldDescription("Number of lots in the auction.")
            SortedMap<String, Integer> lots,

            @FieldDescription("Lots that were resold.") List<Trade> trades,
            @FieldDescription("Each piece.") List<PieceRow> pieces,

            @FieldDescription("Penalties that leaders could not pay.")
            long shortUnits,

            @FieldDescription("Pieces ended since the last record.")
            List<Outcome> outcomes,

            @FieldDescription("Payments since the last record.")
            List<Entry> entries) {

        public Sale {
            lots = Collections.unmodifiableSortedMap(lots);
            trades = List.copyOf(trades);
            pieces = List.copyOf(pieces);
            outcomes = List.copyOf(outcomes);
            entries = List.copyOf(entries);
        }
    }

    /** Resold lot. */
    public record Trade(
            @FieldDescription("Leader that bought.") String buyer,
            @FieldDescription("Number of its lot, from 0.") int buyerLot,
            @FieldDescription("Aerial agent that sold.") String seller,
            @FieldDescription("Number of its lot, from 0.") int sellerLot,
            @FieldDescription("What the buyer pays.") JsonLong buyerHalfTicks,
            @FieldDescription("What the seller receives.") JsonLong sellerHalfTicks) {

        /** Returns the entry of a trade in the record. */
        public static Trade of(MarketEvent.LotTrade trade) {
            return new Trade(
                    trade.buyer(),
                    trade.buyerLot(),
                    trade.seller(),
                    trade.sellerLot(),
                    new JsonLong(trade.buyerHalfTicks()),
                    new JsonLong(trade.sellerHalfTicks()));
        }
    }

    /** Sold piece. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record PieceRow(
            @FieldDescription("Id of the piece.") String id,

            @FieldDescription("Wireless agent that bought it.")
            String buyer,

            @FieldDescription("Name of the buyer's task.") String task,

            @FieldDescription("Mobile or fixed agent that sold it.")
            String leader,

            @FieldDescription("The leader, or an aerial agent.")
            String worker,

            @FieldDescription("Start in the task, as a share.")
            double from,

            @FieldDescription("End in the task, as a share.")
            double to,

            @FieldDescription(value = "Work of the piece.", unit = "work units")
            double work,

            @FieldDescription(value = "Due time.", unit = "ms")
            long due,

            @FieldDescription("What the buyer pays the leader.")
            long billUnits,

            @FieldDescription("Amount that leaders pay for it as part of a lot.")
            long lotUnits,

            @FieldDescription("What the aerial agent is paid.")
            long wageUnits,

            @FieldDescription("Bond that the leader owes the buyer if the piece fails; its penalty if nobody does it.")
            long bondUnits,

            @FieldDescription("Worker's bond to the leader.")
            long lotBondUnits,

            @FieldDescription("Worker's fine for its lots.") long fineUnits,

            @FieldDescription("True if nobody does the piece.")
            boolean isUndone) {

        /**
         * Returns the entry of a piece in the record.
         *
         * @param penalty penalty that the leader of the piece paid if the piece has no worker, ledger units
         */
        public static PieceRow of(Piece piece, long penalty) {
            boolean isUndone = !piece.state().isOpen();
            return new PieceRow(
                    piece.id(),
                    piece.buyer(),
                    piece.task(),
                    piece.leader(),
                    piece.worker(),
                    piece.from(),
                    piece.to(),
                    piece.work(),
                    piece.dueMillis(),
                    piece.billUnits(),
                    piece.lotUnits(),
                    piece.wageUnits(),
                    isUndone ? penalty : piece.bondUnits(),
                    piece.lotBondUnits(),
                    piece.fineUnits(),
                    isUndone);
        }
    }

    /** Outcome of a piece. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Outcome(
            @FieldDescription("Id of the piece.") String piece,

            @FieldDescription("Final state of the piece.") @SchemaRule("enum: [PAID, FAILED, RETURNED]")
            String result,

            @FieldDescription("Reason of the outcome.") Piece.Cause cause,

            @FieldDescription("Journal entry that ended the piece.")
            long seq) {}

    /** Payment between two accounts. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(
            @FieldDescription("Account that pays.") String from,
            @FieldDescription("Account that is paid.") String to,

            @FieldDescription(value = "Amount.", unit = "ledger units")
            long units,

            @FieldDescription("Reason of the payment.") MarketPayment.Reason reason,

            @FieldDescription("Piece or reference that it is for; empty for money that is held for lots.")
            String of) {

        /** Returns the entry of a payment in the record. */
        public static Entry of(MarketPayment movement) {
            return new Entry(movement.from(), movement.to(), movement.units(), movement.reason(), movement.of());
        }
    }
}
