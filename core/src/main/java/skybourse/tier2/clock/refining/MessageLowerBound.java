package skybourse.tier2.clock.refining;

import java.util.Arrays;
import skybourse.tier2.auction.SampledMarket;

/**
 * Computes the smallest number of messages that proves the outcome of a refining auction if all limit prices are known beforehand. This
 * number is a lower bound for every questioner.
 *
 * <p>The responses at two or three prices next to the crossing prove the trades. Two prices prove that there is no trade: one that no buyer
 * accepts, and the price one tick below it, which fewer than two sellers accept. The start clocks need no message, because no trader
 * accepts a price beyond the start clock of its side.
 */
public final class MessageLowerBound {

    private final long[] bids;
    private final long[] asks;
    private final long lowTicks;
    private final long highTicks;

    private MessageLowerBound(SampledMarket market, long buyersStartTicks, long sellersStartTicks) {
        bids = market.bidTicks().clone();
        asks = market.askTicks().clone();
        Arrays.sort(bids);
        Arrays.sort(asks);
        lowTicks = sellersStartTicks;
        highTicks = buyersStartTicks;
    }

    /**
     * Returns the smallest number of messages that proves a market's outcome.
     *
     * @param market limit prices between the start clocks
     * @param buyersStartTicks start of the buyers' clock
     * @param sellersStartTicks start of the sellers' clock, at most {@code buyersStartTicks}
     */
    public static long messages(SampledMarket market, long buyersStartTicks, long sellersStartTicks) {
        return new MessageLowerBound(market, buyersStartTicks, sellersStartTicks).messages();
    }

    private long messages() {
        if (bids.length == 0 || asks.length < 2) {
            return 0;
        }
        long index = 2 * lowTicks;
        while (surplus(index) <= 0) {
            index++;
        }
        long price = RefiningState.price(index);
        boolean even = index == 2 * price;
        if (even && demand(price) > 0) {
            return proof(bids.length, demand(price))
                    + (price == lowTicks
                            ? proof(asks.length, supply(price))
                            : twoProofs(asks.length, supply(price), supply(price - 1)));
        }
        if (even || supply(price) < 2) {
            return noTrade();
        }
        return proof(asks.length, supply(price))
                + (price == highTicks
                        ? proof(bids.length, demand(price))
                        : twoProofs(bids.length, demand(price), demand(price + 1)));
    }

    private long surplus(long index) {
        long price = RefiningState.price(index);
        return (long) supply(price) - demand(index == 2 * price ? price : price + 1);
    }

    private int demand(long price) {
        return (int) Arrays.stream(bids).filter(limit -> limit >= price).count();
    }

    private int supply(long price) {
        return price > highTicks
                ? asks.length
                : (int) Arrays.stream(asks).filter(limit -> limit <= price).count();
    }

    /** Returns the number of messages if one price is announced to all traders of a side. */
    private static long proof(int people, int accepting) {
        return (long) people + accepting;
    }

    /**
     * Returns the number of messages if two neighbouring prices are announced in the cheaper order. Either the harder price is then
     * announced to the traders that accept the easier one, or the easier price to the traders that reject the harder one.
     */
    private static long twoProofs(int people, int easier, int harder) {
        return Math.min((long) people + 2L * easier + harder, 2L * people + easier - harder);
    }

    private long noTrade() {
        long buyers = demand(lowTicks) == 0 ? bids.length : Long.MAX_VALUE;
        int selling = supply(highTicks);
        long sellers = selling <= 1 ? proof(asks.length, selling) : Long.MAX_VALUE;
        boolean apart = bids[bids.length - 1] < asks[0];
        return Math.min(Math.min(buyers, sellers), (long) bids.length + asks.length + (apart ? 0 : 1));
    }
}
