package skybourse.learning.headroom;

import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.AuctionTranscript;

/**
 * Undiscounted reward of the auctioneer: gains from trade at the end, minus the regret of accepting traders, minus messages, each with its weight.
 *
 * @param weights weights of welfare, regret and messages
 * @param scale units of welfare, regret and messages
 */
public record ClockReward(RewardWeights weights, RewardScale scale) {

    /** Returns the reward of a market with its exact scale. */
    public static ClockReward of(ClockMarketDistribution market) {
        return new ClockReward(market.weights(), RewardScale.exact(market));
    }

    /**
     * Returns the reward of an announcement.
     *
     * @param regretTicks regret of accepting traders: a buyer's limit minus its clock, a seller's clock minus its limit
     * @param messages number of messages: one to each informed trader and one from each accepting trader
     */
    public double announcement(double regretTicks, double messages) {
        return -weights.regret() * regretTicks / scale.welfareTicks()
                - weights.messages() * messages / scale.messages();
    }

    /** Returns the reward of {@code ticks} of gains from trade. */
    public double welfare(double ticks) {
        return weights.welfare() * ticks / scale.welfareTicks();
    }

    /**
     * Returns the baseline added at the end of an auction. It is the reward of a difference of gains: the mean of the largest attainable gains over
     * all markets, minus the largest attainable gains of this market.
     *
     * @param clairvoyantTicks largest attainable gains from trade on the market
     */
    public double hindsightBaseline(double clairvoyantTicks) {
        return welfare(scale.welfareTicks() - clairvoyantTicks);
    }

    /** Returns the reward of one announcement. */
    public double announcement(Announcement announcement) {
        return announcement((double) regretTicks(announcement), (double) announcement.messages());
    }

    /**
     * Returns the reward of a complete auction.
     *
     * @param transcript course of the auction
     * @param truth the true limits, which the traders reported
     */
    public double total(AuctionTranscript transcript, OrderBook truth) {
        double sum = welfare((double) transcript.outcome().welfareTicks(truth));
        for (Announcement announcement : transcript.announcements()) {
            sum += announcement(announcement);
        }
        return sum;
    }

    private static long regretTicks(Announcement announcement) {
        return announcement.accepted().stream()
                .mapToLong(Order::limitTicks)
                .map(limit -> Math.abs(limit - announcement.stopTicks()))
                .sum();
    }
}
