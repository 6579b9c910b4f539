package skybourse.evidence.auctioneer;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.numeric.Wire;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.CountOptimal;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;

/** Auctioneers that do not learn, and the ceiling. */
enum Yardstick {
    /** A step drawn each time. */
    RANDOM,
    /** The fixed step that was best on training markets. */
    FIXED,
    /** The fixed step that was best on the judged markets. */
    HINDSIGHT,
    /** Half the expected distance to the next limit. */
    ORDER_STATISTICS,
    /** The largest step that an estimate says loses no trade. */
    GREEDY,
    /** Dynamic programming over clocks and numbers. */
    COUNT_OPTIMAL,
    /** Bayes-optimal where it can be computed, else an upper bound of it: a reward, no policy. */
    CEILING;

    /** Fixes the markets drawn for every auctioneer, whatever the cell's seed, so that all are judged on the same. */
    static final long JUDGING_SEED = 1;

    /** Most states of an exact program (ours). */
    static final long MOST_STATES = 2_000_000;

    private static final int TRAINING_MARKETS = 20_000;
    private static final int SCHEDULE_MARKETS = 4_000;

    /** Returns the names. */
    static List<String> names() {
        return Arrays.stream(values()).map(Yardstick::text).toList();
    }

    /** Returns the auctioneer of that name. */
    static Yardstick named(String text) {
        return values()[names().indexOf(text)];
    }

    String text() {
        return Wire.name(this);
    }

    /** Returns its row. */
    double[] row(ClockMarket market, int judgedMarkets) {
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

    private IntFunction<ClockPolicy> policies(ClockMarket market, ClockReward reward, int judgedMarkets) {
        return switch (this) {
            case RANDOM -> index -> new RandomStep(JUDGING_SEED, index);
            case FIXED -> always(fixed(market, headroom(market, judgedMarkets).fixed()));
            case HINDSIGHT ->
                always(fixed(market, headroom(market, judgedMarkets).hindsight()));
            case ORDER_STATISTICS -> always(new OrderStatistics());
            case GREEDY -> always(new Greedy());
            case COUNT_OPTIMAL -> always(new CountOptimal(market, reward));
            case CEILING -> throw new IllegalStateException("a ceiling is no policy");
        };
    }

    private static IntFunction<ClockPolicy> always(ClockPolicy policy) {
        return _ -> policy;
    }

    private static FixedStep fixed(ClockMarket market, Headroom.Mark mark) {
        return market.steps().ticks().stream()
                .map(FixedStep::new)
                .filter(step -> step.name().equals(mark.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Headroom headroom(ClockMarket market, int judgedMarkets) {
        return new HeadroomStudy(JUDGING_SEED, TRAINING_MARKETS, judgedMarkets, SCHEDULE_MARKETS, MOST_STATES)
                .of(market);
    }

    /** Writes reward, welfare and messages of policies, by market, into a row; returns the reward. */
    static double measure(
            double[] row,
            ClockMarket market,
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

    /** Returns the exact value of a policy where the market is small, else the one given. */
    static double exactOr(double sampled, ClockMarket market, ClockReward reward, ClockPolicy policy) {
        return market.components().size() == 1 && market.mostBuyers() <= AuctioneerTask.EXACT_BUYERS
                ? PolicyValue.exact(market, reward, policy, 10 * MOST_STATES).orElse(sampled)
                : sampled;
    }
}
