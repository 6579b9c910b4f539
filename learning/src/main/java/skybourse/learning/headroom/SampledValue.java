package skybourse.learning.headroom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Normal95;
import skybourse.base.random.RandomStreams;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.fast.QuickAuction;

/**
 * Estimated value of a policy on a sample of markets. Compare policies on the same markets.
 *
 * @param policy name of the policy
 * @param markets number of markets
 * @param reward mean reward
 * @param halfWidth half width of the 95 % confidence interval of the mean reward
 * @param welfareShare mean welfare divided by the expected clairvoyant welfare
 * @param messages mean number of messages
 */
public record SampledValue(
        String policy, int markets, double reward, double halfWidth, double welfareShare, double messages) {

    /**
     * Samples markets. Equal arguments result in equal markets. With a larger count, the first markets are the same.
     *
     * @param market the distribution
     * @param seed the run's seed
     * @param purpose purpose of the random stream, such as {@code "evaluation-markets"}
     * @param count number of markets
     */
    public static List<SampledMarket> markets(ClockMarketDistribution market, long seed, String purpose, int count) {
        RandomGenerator random = new RandomStreams(seed).stream(purpose + "/" + market.name(), 0);
        List<SampledMarket> draws = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            draws.add(market.draw(random));
        }
        return draws;
    }

    /** Evaluates a policy on markets, at least one. */
    public static SampledValue of(
            ClockMarketDistribution market, ClockReward reward, ClockPolicy policy, List<SampledMarket> draws) {
        return of(market, reward, draws, index -> policy);
    }

    /** Evaluates random policies on markets, at least one. {@code policies} returns the policy for a market, given the index of the market. */
    public static SampledValue of(
            ClockMarketDistribution market,
            ClockReward reward,
            List<SampledMarket> draws,
            IntFunction<ClockPolicy> policies) {
        double sum = 0;
        double squares = 0;
        double welfare = 0;
        double messages = 0;
        for (int i = 0; i < draws.size(); i++) {
            QuickAuction auction = new QuickAuction(
                            market.buyersStartTicks(),
                            draws.get(i).bidTicks(),
                            market.sellersStartTicks(),
                            draws.get(i).askTicks())
                    .play(policies.apply(i));
            double value = reward.welfare((double) auction.welfareTicks())
                    + reward.announcement((double) auction.regretTicks(), (double) auction.messages());
            sum += value;
            squares += value * value;
            welfare += auction.welfareTicks();
            messages += auction.messages();
        }
        int count = draws.size();
        Headroom.RewardMark mark = mark(policies.apply(0).name(), sum, squares, count);
        return new SampledValue(
                mark.name(),
                count,
                mark.reward(),
                mark.halfWidth(),
                welfare / count / reward.scale().welfareTicks(),
                messages / count);
    }

    /** Returns the mean and its confidence interval from the sum of values and the sum of squares. */
    static Headroom.RewardMark mark(String name, double sum, double squares, int count) {
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        return new Headroom.RewardMark(name, mean, Normal95.halfWidth(variance, count));
    }
}
