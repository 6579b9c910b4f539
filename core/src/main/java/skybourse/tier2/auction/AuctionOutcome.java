package skybourse.tier2.auction;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an auction ended: with trades or, an ordinary ending too, without. */
public sealed interface AuctionOutcome {

    /**
     * Some lots trade.
     *
     * @param trades at least one, in the order of pairing
     * @param effort what it took
     */
    record Cleared(List<Trade> trades, Effort effort) implements AuctionOutcome {
        public Cleared {
            trades = List.copyOf(trades);
            if (trades.isEmpty()) {
                throw new IllegalArgumentException("trades must have at least one trade: 0");
            }
        }
    }

    /**
     * No lot trades.
     *
     * @param reason why
     * @param effort what it took
     */
    record NoTrade(NoTradeReason reason, Effort effort) implements AuctionOutcome {
        @Override
        public List<Trade> trades() {
            return List.of();
        }
    }

    /** Returns the trades, possibly none. */
    List<Trade> trades();

    /** Returns what it took. */
    Effort effort();

    /** Returns what buyers pay less what sellers get, in half ticks; below zero when the house pays. */
    default long houseHalfTicks() {
        return trades().stream().mapToLong(Trade::houseHalfTicks).sum();
    }

    /** Returns how many lots a participant buys or sells. */
    default int lotsOf(String participant) {
        return (int) trades().stream()
                .filter(trade -> trade.bid().participant().equals(participant)
                        || trade.ask().participant().equals(participant))
                .count();
    }

    /**
     * Returns the gains from trade at true values, whatever was reported: what the buyers' lots are worth to them less what
     * the sellers' cost.
     *
     * @param truth the true limit of every lot
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
     * Returns what a participant gains at true values: worth less payment, or payment less cost, in half ticks.
     *
     * @param participant whose gain
     * @param truth the true limit of every lot
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

    /** Returns the outcome in words: one trade a line, what the house keeps, what it took; lines end with a newline. */
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
            text.append("no trade: ").append(none.reason().words()).append('\n');
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "the house keeps %s; %d announcements, %d messages\n",
                        ticks(houseHalfTicks()),
                        effort().announcements(),
                        effort().messages()))
                .toString();
    }

    /** Returns half ticks written in ticks, such as {@code 7.5}. */
    static String ticks(long halfTicks) {
        String sign = halfTicks < 0 ? "-" : "";
        return sign + Math.abs(halfTicks) / 2 + (halfTicks % 2 == 0 ? "" : ".5");
    }
}
