package skybourse.learning.headroom;

import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.Course;

/**
 * The auctioneer's reward: welfare at the end, less regret of those who accept and messages on the way; not discounted.
 *
 * @param weights what counts how much
 * @param scale what welfare, regret and messages are measured in
 */
public record ClockReward(RewardWeights weights, RewardScale scale) {

    /** Returns the reward of a market with its exact scale. */
    public static ClockReward of(ClockMarket market) {
        return new ClockReward(market.weights(), RewardScale.exact(market));
    }

    /**
     * Returns the reward of an announcement.
     *
     * @param regretTicks of those who accept: a buyer's limit less its clock, a seller's clock less its limit
     * @param messages sent, one to each told and one from each that accepts
     */
    public double announcement(double regretTicks, double messages) {
        return -weights.regret() * regretTicks / scale.welfareTicks()
                - weights.messages() * messages / scale.messages();
    }

    /** Returns the reward of gains from trade, in ticks. */
    public double welfare(double ticks) {
        return weights.welfare() * ticks / scale.welfareTicks();
    }

    /**
     * Returns what is added at the end of an auction where the market's best is taken off: the mean best of all markets less it.
     *
     * @param clairvoyantTicks the most that trade can gain on the market
     */
    public double lookingBack(double clairvoyantTicks) {
        return welfare(scale.welfareTicks() - clairvoyantTicks);
    }

    /** Returns the reward of one announcement. */
    public double announcement(Announcement announcement) {
        return announcement((double) regretTicks(announcement), (double) announcement.messages());
    }

    /** Returns the reward of a whole auction in which everybody told the truth. */
    public double total(Course course, OrderBook truth) {
        double sum = welfare((double) course.outcome().welfareTicks(truth));
        for (Announcement announcement : course.announcements()) {
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
