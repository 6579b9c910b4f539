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
import skybourse.files.text.Description;
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
        @Description("Format.") @SchemaRule("const: record-3") @JsonProperty("skybourse")
        String form,

        @Description("Round.") @JsonUnwrapped Head head,

        @Description("State of the round.") @SchemaRule("const: SOLD")
        String state,

        @Description(value = "Time of the sale.", unit = "ms")
        long at,

        @Description("Rules of the market.") @JsonUnwrapped Rules rules,
        @Description("Participants.") @JsonUnwrapped Orders orders,
        @Description("Prices.") @JsonUnwrapped Pricing pricing,
        @Description("Offloading.") @JsonUnwrapped Split split,
        @Description("Sale.") @JsonUnwrapped Sale sale,

        @Description("The scenario of the round: all seats with their terms and tasks.")
        JsonNode frozen) {

    /** Returns the record of a round. */
    public static RoundRecordBody of(
            Head head, long at, Rules rules, Orders orders, Pricing pricing, Split split, Sale sale, JsonNode frozen) {
        return new RoundRecordBody("record-3", head, "SOLD", at, rules, orders, pricing, split, sale, frozen);
    }

    /** Round with its first and last journal entry. */
    public record Head(
            @Description("Name of the market.") String market,
            @Description("Number of the round.") long round,

            @Description("First journal entry of the round.")
            long firstSeq,

            @Description("Journal entry that sold the round.")
            long lastSeq) {}

    /** Those rules of the market that are needed to check the record. */
    public record Rules(
            @Description("Auction rule of tier 2.") String rule,

            @Description("Time for results after the deadline.")
            double graceSeconds,

            @Description("Time for disputing a result.") double objectionSeconds,

            @Description("Time limit for a ruling on a dispute.")
            double rulingSeconds,

            @Description("Share of the bill that the house keeps if the buyer confirms that a piece is undoable.")
            double feeShare,

            @Description("Share of rulings that are wrong, as stated by the operator. Stakes are computed from it.")
            double errorRate) {

        /** Returns these rules of a market. */
        public static Rules of(MarketRules rules) {
            return new Rules(
                    rules.rule(),
                    rules.graceSeconds(),
                    rules.objectionSeconds(),
                    rules.disputes().rulingSeconds(),
                    rules.disputes().feeShare(),
                    rules.disputes().errorRate());
        }
    }

    /** Participants of a round with their terms, tasks and asks. */
    public record Orders(
            @Description("Journal entry that closed the orders.")
            long frozenSeq,

            @Description("Wireless agents.") List<String> buyers,
            @Description("Mobile, fixed and aerial agents.") List<String> sellers,
            @Description("Terms as submitted, by agent.") Map<String, TermsBody.AgreedTerms> terms,
            @Description("By buyer: its task.") Map<String, SoldTask> tasks,

            @Description(value = "Ask prices, by aerial agent.", unit = "ticks")
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
            @Description("Name of the task.") String task,

            @Description("SHA-256 of the payload.") @SchemaRule(SchemaRule.DIGEST)
            String sha256,

            @Description("Number of equal units, if it has units.") @SchemaRule("minimum: 1")
            Optional<Integer> units,

            @Description("Journal entry that submitted it.") long seq) {

        /** Returns the entry of a task in the record. */
        public static SoldTask of(SubmittedTask task) {
            Optional<Integer> units = Optional.of(task.units()).filter(any -> any > 0);
            return new SoldTask(task.name(), task.payload(), units, task.putSeq());
        }
    }

    /** Prices of a round, and the way in which they were found. */
    public record Pricing(
            @Description("The prices.") @JsonUnwrapped PricesBody prices,

            @Description(value = "Price in tier 2 that leaders expected.", unit = "money per work unit")
            double expectedResalePrice,

            @Description("Largest epsilon at which a round is sold.")
            double maxEpsilon,

            @Description("Number of postponements because no prices were found that could be sold.")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int postponements,

            @Description("Signature by the market key. It selects the sampled prices and breaks ties.")
            @SchemaRule("pattern: '^[0-9a-f]{128}$'")
            String draw,

            @Description("Leaders that set their own price.")
            List<String> posting) {

        public Pricing {
            posting = List.copyOf(posting);
        }
    }

    /** Amounts of work that each buyer sends to each leader, as ratios or numbers of units. */
    public record Split(
            @Description("By buyer: ratio of the task sent to each leader, if all tasks are divisible.")
            Map<String, Map<String, Double>> ratios,

            @Description("By buyer whose task has units: number of units sent to each leader.")
            Map<String, Map<String, Integer>> units) {

        public Split {
            ratios = inOrder(ratios);
            units = inOrder(units);
        }
    }

    /** Result of a sale: the auction, pieces and payments. */
    public record Sale(
            @Description("Number of lots in the auction.") SortedMap<String, Integer> lots,
            @Description("Lots that were resold.") List<Trade> trades,
            @Description("Each piece.") List<PieceRow> pieces,

            @Description("Penalties that leaders could not pay.")
            long shortUnits,

            @Description("Pieces ended since the last record.")
            List<Outcome> outcomes,

            @Description("Payments since the last record.") List<Entry> entries) {

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
            @Description("Leader that bought.") String buyer,
            @Description("Number of its lot, from 0.") int buyerLot,
            @Description("Aerial agent that sold.") String seller,
            @Description("Number of its lot, from 0.") int sellerLot,
            @Description("What the buyer pays.") JsonLong buyerHalfTicks,
            @Description("What the seller receives.") JsonLong sellerHalfTicks) {

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
            @Description("Id of the piece.") String id,
            @Description("Wireless agent that bought it.") String buyer,
            @Description("Name of the buyer's task.") String task,

            @Description("Mobile or fixed agent that sold it.")
            String leader,

            @Description("The leader, or an aerial agent.") String worker,
            @Description("Start in the task, as a share.") double from,
            @Description("End in the task, as a share.") double to,

            @Description(value = "Work of the piece.", unit = "work units")
            double work,

            @Description(value = "Due time.", unit = "ms") long due,
            @Description("What the buyer pays the leader.") long billUnits,

            @Description("Amount that leaders pay for it as part of a lot.")
            long lotUnits,

            @Description("What the aerial agent is paid.") long wageUnits,

            @Description("Bond that the leader owes the buyer if the piece fails; its penalty if nobody does it.")
            long bondUnits,

            @Description("Worker's bond to the leader.") long lotBondUnits,
            @Description("Worker's fine for its lots.") long fineUnits,
            @Description("True if nobody does the piece.") boolean isUndone) {

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
            @Description("Id of the piece.") String piece,

            @Description("Final state of the piece.") @SchemaRule("enum: [PAID, FAILED, RETURNED]")
            String result,

            @Description("Reason of the outcome.") Piece.Cause cause,

            @Description("Journal entry that ended the piece.")
            long seq) {}

    /** Payment between two accounts. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(
            @Description("Account that pays.") String from,
            @Description("Account that is paid.") String to,

            @Description(value = "Amount.", unit = "ledger units")
            long units,

            @Description("Reason of the payment.") MarketPayment.Reason reason,

            @Description("Piece or reference that it is for; empty for money that is held for lots.")
            String of) {

        /** Returns the entry of a payment in the record. */
        public static Entry of(MarketPayment movement) {
            return new Entry(movement.from(), movement.to(), movement.units(), movement.reason(), movement.of());
        }
    }
}
