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
import skybourse.files.codec.Described;
import skybourse.venue.Event;
import skybourse.venue.MarketRules;
import skybourse.venue.Movement;
import skybourse.venue.Piece;
import skybourse.venue.WaitingTask;
import tools.jackson.databind.JsonNode;

/**
 * Record of a sold round, as published in the log. {@code docs/reference/receipts.md} explains it.
 *
 * @param form {@code record-3}
 */
public record RecordBody(
        @Described("Format.") @Limited("const: record-3") @JsonProperty("skybourse")
        String form,

        @Described("Round.") @JsonUnwrapped Head head,

        @Described("State of the round.") @Limited("const: SOLD")
        String state,

        @Described(value = "Time of the sale.", unit = "ms") long at,
        @Described("Rules of the market.") @JsonUnwrapped Rules rules,
        @Described("Participants.") @JsonUnwrapped Orders orders,
        @Described("Prices.") @JsonUnwrapped Pricing pricing,
        @Described("Offloading.") @JsonUnwrapped Split split,
        @Described("Sale.") @JsonUnwrapped Sale sale,

        @Described("The scenario of the round: all seats with their terms and tasks.")
        JsonNode frozen) {

    /** Returns the record of a round. */
    public static RecordBody of(
            Head head, long at, Rules rules, Orders orders, Pricing pricing, Split split, Sale sale, JsonNode frozen) {
        return new RecordBody("record-3", head, "SOLD", at, rules, orders, pricing, split, sale, frozen);
    }

    /** Round and journal entries that a leaf covers. */
    public record Head(
            @Described("Name of the market.") String market,
            @Described("Number of the round.") long round,
            @Described("First journal entry of the round.") long firstSeq,
            @Described("Journal entry that sold the round.") long lastSeq) {}

    /** Rules of the market that a check of the record needs. */
    public record Rules(
            @Described("Auction rule of tier 2.") String rule,

            @Described("Time for results after the deadline.")
            double graceSeconds,

            @Described("Time for disputing a result.") double objectionSeconds,

            @Described("Time limit for a ruling on a dispute.")
            double rulingSeconds,

            @Described("Share of the bill that the house keeps if the buyer confirms that a piece is undoable.")
            double feeShare,

            @Described("Share of rulings that are wrong, as stated by the operator. Stakes are computed from it.")
            double errorRate) {

        /** Returns the rules of a market. */
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
            @Described("Journal entry that closed the orders.")
            long frozenSeq,

            @Described("Wireless agents.") List<String> buyers,
            @Described("Mobile, fixed and aerial agents.") List<String> sellers,
            @Described("Terms as submitted, by agent.") Map<String, TermsBody.AgreedTerms> terms,
            @Described("By buyer: its task.") Map<String, SoldTask> tasks,

            @Described(value = "Ask prices, by aerial agent.", unit = "ticks")
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

    /** Task of a buyer. */
    public record SoldTask(
            @Described("Name of the task.") String task,

            @Described("SHA-256 of the payload.") @Limited(Limited.DIGEST)
            String sha256,

            @Described("Number of equal units, if it has units.") @Limited("minimum: 1")
            Optional<Integer> units,

            @Described("Journal entry that submitted it.") long seq) {

        /** Returns a task. */
        public static SoldTask of(WaitingTask task) {
            Optional<Integer> units = Optional.of(task.units()).filter(any -> any > 0);
            return new SoldTask(task.name(), task.payload(), units, task.putSeq());
        }
    }

    /** Prices of a round and how they were found. */
    public record Pricing(
            @Described("The prices.") @JsonUnwrapped PricesBody prices,

            @Described(value = "Price in tier 2 that leaders expected.", unit = "money per work unit")
            double expectedResalePrice,

            @Described("Largest epsilon of a sale.") double maxEpsilon,

            @Described("Number of postponements because no prices were found that could be sold.")
            @Limited(Limited.NOT_NEGATIVE)
            int postponements,

            @Described("Signature by the market key. It selects the sampled prices and breaks ties.")
            @Limited("pattern: '^[0-9a-f]{128}$'")
            String draw,

            @Described("Leaders that set their own price.") List<String> posting) {

        public Pricing {
            posting = List.copyOf(posting);
        }
    }

    /** What each buyer sends to each leader. */
    public record Split(
            @Described("By buyer: ratio of the task sent to each leader, if all tasks are divisible.")
            Map<String, Map<String, Double>> ratios,

            @Described("By buyer whose task has units: number of units sent to each leader.")
            Map<String, Map<String, Integer>> units) {

        public Split {
            ratios = inOrder(ratios);
            units = inOrder(units);
        }
    }

    /** Auction, pieces and payments. */
    public record Sale(
            @Described("Number of lots in the auction.") SortedMap<String, Integer> lots,
            @Described("Lots that were resold.") List<Trade> trades,
            @Described("Each piece.") List<PieceRow> pieces,

            @Described("What leaders owed for work that nobody does and could not pay.")
            long shortUnits,

            @Described("Pieces ended since the last record.")
            List<Outcome> outcomes,

            @Described("Payments since the last record.") List<Entry> entries) {

        public Sale {
            lots = Collections.unmodifiableSortedMap(lots);
            trades = List.copyOf(trades);
            pieces = List.copyOf(pieces);
            outcomes = List.copyOf(outcomes);
            entries = List.copyOf(entries);
        }
    }

    /** A lot that was resold. */
    public record Trade(
            @Described("Leader that bought.") String buyer,
            @Described("Number of its lot, from 0.") int buyerLot,
            @Described("Aerial agent that sold.") String seller,
            @Described("Number of its lot, from 0.") int sellerLot,
            @Described("What the buyer pays.") Whole buyerHalfTicks,
            @Described("What the seller receives.") Whole sellerHalfTicks) {

        /** Returns a trade. */
        public static Trade of(Event.LotTrade trade) {
            return new Trade(
                    trade.buyer(),
                    trade.buyerLot(),
                    trade.seller(),
                    trade.sellerLot(),
                    new Whole(trade.buyerHalfTicks()),
                    new Whole(trade.sellerHalfTicks()));
        }
    }

    /** A piece that was sold. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record PieceRow(
            @Described("Id of the piece.") String id,
            @Described("Wireless agent that bought it.") String buyer,
            @Described("Name of the buyer's task.") String task,

            @Described("Mobile or fixed agent that sold it.")
            String leader,

            @Described("The leader, or an aerial agent.") String worker,
            @Described("Start in the task, as a share.") double from,
            @Described("End in the task, as a share.") double to,

            @Described(value = "Work of the piece.", unit = "work units")
            double work,

            @Described(value = "Due time.", unit = "ms") long due,
            @Described("What the buyer pays the leader.") long billUnits,
            @Described("What leaders pay for it in a lot.") long lotUnits,
            @Described("What the aerial agent is paid.") long wageUnits,

            @Described("Bond that the leader owes the buyer if the piece fails; its penalty if nobody does it.")
            long bondUnits,

            @Described("Worker's bond to the leader.") long lotBondUnits,
            @Described("Worker's fine for its lots.") long fineUnits,
            @Described("True if nobody does the piece.") boolean isUndone) {

        /**
         * Returns the row of a piece.
         *
         * @param penalty what its leader paid if nobody does it, in ledger units
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
            @Described("Id of the piece.") String piece,

            @Described("Final state of the piece.") @Limited("enum: [PAID, FAILED, RETURNED]")
            String result,

            @Described("Reason of the outcome.") Piece.Cause cause,

            @Described("Journal entry that ended the piece.")
            long seq) {}

    /** A payment. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(
            @Described("Account that pays.") String from,
            @Described("Account that is paid.") String to,

            @Described(value = "Amount.", unit = "ledger units")
            long units,

            @Described("Reason of the payment.") Movement.Reason reason,

            @Described("Piece or reference that it is for; empty for money that is held for lots.")
            String of) {

        /** Returns a payment. */
        public static Entry of(Movement movement) {
            return new Entry(movement.from(), movement.to(), movement.units(), movement.reason(), movement.of());
        }
    }
}
