package skybourse.evidence.auctioneer;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.numeric.EnumNames;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.CountOptimalPolicy;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;

/** Clock policies that do not learn, with which trained auctioneers are compared, and an upper bound. */
enum BaselinePolicy {
    /** A random step at each announcement. */
    RANDOM,
    /** The fixed step that is best on training markets. */
    FIXED,
    /** The fixed step that is best on the evaluation markets. */
    HINDSIGHT,
    /** A step of half the expected distance to the next limit price. */
    ORDER_STATISTICS,
    /** The largest step that is estimated to lose no trade. */
    GREEDY,
    /** The policy that dynamic programming finds, if clocks and numbers of traders are the state. */
    COUNT_OPTIMAL,
    /** The Bayes-optimal reward if it can be computed, otherwise an upper bound on it. It is not a policy. */
    CEILING;

    /** Seed of the evaluation markets. It does not depend on the cell's seed, so that all auctioneers are evaluated on the same markets. */
    static final long JUDGING_SEED = 1;

    /** Maximum number of states of an exact dynamic program (our choice). {@link #exactOr} allows ten times as many. */
    static final long MOST_STATES = 2_000_000;

    private static final int TRAINING_MARKETS = 20_000;
    private static final int SCHEDULE_MARKETS = 4_000;

    static List<String> names() {
        return Arrays.stream(values()).map(BaselinePolicy::text).toList();
    }

    /** Returns the auctioneer with this name, which must be one of {@link #names}. */
    static BaselinePolicy named(String text) {
        return values()[names().indexOf(text)];
    }

    String text() {
        return EnumNames.name(this);
    }

    /** Returns the row of this auctioneer. It contains metrics on {@code judgedMarkets} evaluation markets; for {@link #CEILING}, only the reward. */
    double[] row(ClockMarketDistribution market, int judgedMarkets) {
        ClockReward reward = ClockReward.of(market);
        double[] row = AuctioneerColumn.row(0);
        if (this == CEILING) {
            AuctioneerColumn.REWARD.put(
                    row, headroom(market, judgedMarkets).ceiling().reward());
            return row;
        }
        IntFunction<ClockPolicy> policies = policies(market, reward, judgedMarkets);
        double sampled = measure(row, market, reward, judgedMarkets, policies);
        if (this != RANDOM) {
            AuctioneerColumn.REWARD.put(row, exactOr(sampled, market, reward, policies.apply(0)));
        }
        return row;
    }

    private IntFunction<ClockPolicy> policies(ClockMarketDistribution market, ClockReward reward, int judgedMarkets) {
        return switch (this) {
            case RANDOM -> index -> new RandomStep(JUDGING_SEED, index);
            case FIXED -> always(fixed(market, headroom(market, judgedMarkets).fixed()));
            case HINDSIGHT ->
                always(fixed(market, headroom(market, judgedMarkets).hindsight()));
            case ORDER_STATISTICS -> always(new OrderStatisticStep());
            case GREEDY -> always(new GreedyStep());
            case COUNT_OPTIMAL -> always(new CountOptimalPolicy(market, reward));
            case CEILING -> throw new IllegalStateException("a ceiling is no policy");
        };
    }

    private static IntFunction<ClockPolicy> always(ClockPolicy policy) {
        return _ -> policy;
    }

    private static FixedStep fixed(ClockMarketDistribution market, Headroom.RewardMark mark) {
        return market.steps().ticks().stream()
                .map(FixedStep::new)
                .filter(step -> step.name().equals(mark.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Headroom headroom(ClockMarketDistribution market, int judgedMarkets) {
        return new HeadroomStudy(JUDGING_SEED, TRAINING_MARKETS, judgedMarkets, SCHEDULE_MARKETS, MOST_STATES)
                .of(market);
    }

    /**
     * Writes reward, welfare and messages of policies into a row and returns the reward.
     *
     * @param judgedMarkets number of evaluation markets
     * @param policies policy of each market, by its index
     */
    static double measure(
            double[] row,
            ClockMarketDistribution market,
            ClockReward reward,
            int judgedMarkets,
            IntFunction<ClockPolicy> policies) {
        var judged = SampledValue.markets(market, JUDGING_SEED, "evaluation-markets", judgedMarkets);
        SampledValue value = SampledValue.of(market, reward, judged, policies);
        AuctioneerColumn.WELFARE.put(row, value.welfareShare());
        AuctioneerColumn.MESSAGES.put(row, value.messages());
        AuctioneerColumn.REWARD.put(row, value.reward());
        return value.reward();
    }

    /**
     * Returns the exact reward of a policy if the market has one component and at most {@link AuctioneerTask#EXACT_BUYERS} buyers, and if the dynamic
     * program has few enough states. Otherwise returns {@code sampled}.
     */
    static double exactOr(double sampled, ClockMarketDistribution market, ClockReward reward, ClockPolicy policy) {
        return market.components().size() == 1 && market.mostBuyers() <= AuctioneerTask.EXACT_BUYERS
                ? PolicyValue.exact(market, reward, policy, 10 * MOST_STATES).orElse(sampled)
                : sampled;
    }
}
