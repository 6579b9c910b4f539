package skybourse.tier2.auction;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Outcome of an auction: its trades, or the reason for no trade. */
public sealed interface AuctionOutcome {

    /**
     * Outcome with at least one trade.
     *
     * @param trades trades, in the order of pairing
     * @param effort communication of the auction
     */
    record Cleared(List<Trade> trades, Communication effort) implements AuctionOutcome {
        /** @throws IllegalArgumentException if {@code trades} is empty */
        public Cleared {
            trades = List.copyOf(trades);
            if (trades.isEmpty()) {
                throw new IllegalArgumentException("trades must have at least one trade: 0");
            }
        }
    }

    /**
     * Outcome without trades.
     *
     * @param reason reason for no trade
     * @param effort communication of the auction
     */
    record NoTrade(NoTradeReason reason, Communication effort) implements AuctionOutcome {
        @Override
        public List<Trade> trades() {
            return List.of();
        }
    }

    /** Returns the trades; empty if there are none. */
    List<Trade> trades();

    /** Returns the communication of the auction. */
    Communication effort();

    /** Returns the buyers' payments minus the sellers' receipts, in half ticks; negative if the house pays. */
    default long houseHalfTicks() {
        return trades().stream().mapToLong(Trade::houseHalfTicks).sum();
    }

    /** Returns the number of lots that a participant buys or sells. */
    default int lotsOf(String participant) {
        return (int) trades().stream()
                .filter(trade -> trade.bid().participant().equals(participant)
                        || trade.ask().participant().equals(participant))
                .count();
    }

    /**
     * Returns the realized gains from trade, in ticks: the buyers' valuations of the traded lots minus the sellers' costs. True values
     * count, not reports. If a participant trades n lots, its first n lots count.
     *
     * @param truth true limit price of each lot
     * @throws IllegalArgumentException if a participant trades more lots than it has in {@code truth}
     */
    default long welfareTicks(OrderBook truth) {
        Map<String, Integer> lots = new HashMap<>();
        for (Trade trade : trades()) {
            lots.merge(trade.bid().participant(), 1, Integer::sum);
            lots.merge(trade.ask().participant(), 1, Integer::sum);
        }
        return lots.entrySet().stream()
                .mapToLong(entry -> truth.signedValueTicks(entry.getKey(), entry.getValue()))
                .sum();
    }

    /**
     * Returns a participant's utility at true values, in half ticks: a buyer's valuation minus its payment, or a seller's receipts
     * minus its cost.
     *
     * @param participant id of the participant
     * @param truth true limit price of each lot
     * @throws IllegalArgumentException if the participant trades more lots than it has in {@code truth}
     */
    default long utilityHalfTicks(String participant, OrderBook truth) {
        long money = 0;
        for (Trade trade : trades()) {
            if (trade.bid().participant().equals(participant)) {
                money -= trade.buyerPriceHalfTicks();
            } else if (trade.ask().participant().equals(participant)) {
                money += trade.sellerPriceHalfTicks();
            }
        }
        return 2 * truth.signedValueTicks(participant, lotsOf(participant)) + money;
    }

    /**
     * Returns a description of the outcome: one line per trade, or the reason for no trade, then a line with the house's surplus and the
     * communication. Each line ends with a newline.
     */
    default String text() {
        StringBuilder text = new StringBuilder();
        for (Trade trade : trades()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s buys from %s: pays %s, %s receives %s\n",
                    trade.bid().label(),
                    trade.ask().label(),
                    ticks(trade.buyerPriceHalfTicks()),
                    trade.ask().label(),
                    ticks(trade.sellerPriceHalfTicks())));
        }
        if (this instanceof NoTrade none) {
            text.append("no trade: ").append(none.reason().text()).append('\n');
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "the house keeps %s; %d announcements, %d messages\n",
                        ticks(houseHalfTicks()),
                        effort().announcements(),
                        effort().messages()))
                .toString();
    }

    /** Formats half ticks as ticks, for example {@code 7.5}. */
    static String ticks(long halfTicks) {
        String sign = halfTicks < 0 ? "-" : "";
        return sign + Math.abs(halfTicks) / 2 + (halfTicks % 2 == 0 ? "" : ".5");
    }
}
