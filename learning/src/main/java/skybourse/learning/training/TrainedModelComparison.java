package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import skybourse.base.numeric.EnumNames;
import skybourse.learning.headroom.ClairvoyantSteps;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.CountOptimalPolicy;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.SampledMarket;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.GreedyStep;
import skybourse.tier2.clock.OrderStatisticStep;
import skybourse.tier2.clock.RandomStep;

/** Comparison of a trained model with baselines and bounds, on the same sampled markets of one distribution. */
public final class TrainedModelComparison {

    private static final int SCHEDULE_MARKETS = 2_000;

    private final TrainedModel model;
    private final ClockMarketDistribution market;
    private final ClockReward reward;
    private final long seed;
    private final long mostStates;
    private final Headroom headroom;
    private final List<SampledMarket> draws;
    private final LongSupplier clock;

    /** Baselines in the comparison. */
    public enum Rivals {
        /** All baselines. */
        ALL,
        /** Only fixed steps. */
        FIXED,
        /** No baselines. */
        NONE;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    /**
     * Result of one policy.
     *
     * @param value reward on the sampled markets
     * @param exact exact expected reward, computed only for policies of a model if the headroom is exact; empty otherwise
     * @param decisionMicros mean wall time of a decision, microseconds; 0 if it was not measured
     */
    public record Row(SampledValue value, OptionalDouble exact, double decisionMicros) {}

    /**
     * Clairvoyant bound, which is the mean reward of schedules that are computed with all limit prices known.
     *
     * @param reward mean reward
     * @param markets number of markets with a schedule; they are the first markets of the comparison
     */
    public record Bound(double reward, int markets) {}

    /**
     * Samples the markets and computes their headroom.
     *
     * @param model the model
     * @param market the distribution of markets, with the steps of the model
     * @param seed seed of the sampled markets
     * @param markets number of markets
     * @param mostStates largest number of states of an exact dynamic program
     * @param clock time source, nanoseconds
     */
    public TrainedModelComparison(
            TrainedModel model,
            ClockMarketDistribution market,
            long seed,
            int markets,
            long mostStates,
            LongSupplier clock) {
        this.model = model;
        this.market = market;
        this.reward = ClockReward.of(market);
        this.seed = seed;
        this.mostStates = mostStates;
        this.clock = clock;
        var standard = HeadroomStudy.standard(seed);
        this.headroom = new HeadroomStudy(
                        seed, standard.trainingMarkets(), markets, standard.scheduleMarkets(), mostStates)
                .of(market);
        this.draws = SampledValue.markets(market, seed, "evaluation-markets", markets);
    }

    /** Returns the headroom of the distribution. */
    public Headroom headroom() {
        return headroom;
    }

    /** Returns the model's policies, sampled and steady, and the baselines. */
    public List<ClockPolicy> policies(Rivals rivals) {
        List<ClockPolicy> policies = new ArrayList<>(List.of(model.sampledPolicy(), model.steady()));
        if (rivals == Rivals.ALL || rivals == Rivals.FIXED) {
            market.steps().ticks().forEach(ticks -> policies.add(new FixedStep(ticks)));
        }
        if (rivals == Rivals.ALL) {
            policies.addAll(List.of(
                    new OrderStatisticStep(),
                    new GreedyStep(),
                    new RandomStep(seed, 0),
                    new CountOptimalPolicy(market, reward)));
        }
        return policies;
    }

    /** Evaluates a policy on the markets. */
    public Row play(ClockPolicy policy) {
        var timed = new Timed(policy);
        SampledValue value = policy instanceof RandomStep
                ? SampledValue.of(market, reward, draws, index -> new RandomStep(seed, index))
                : SampledValue.of(market, reward, timed, draws);
        OptionalDouble exact = policy instanceof LearnedClockPolicy && headroom.exact()
                ? PolicyValue.exact(market, reward, policy, 10 * mostStates)
                : OptionalDouble.empty();
        return new Row(value, exact, timed.micros());
    }

    /** Returns the clairvoyant bound on the first of the markets, at most 2,000. */
    public Bound clairvoyant() {
        int count = Math.min(SCHEDULE_MARKETS, draws.size());
        double mean = draws.subList(0, count).stream()
                .mapToDouble(draw -> ClairvoyantSteps.value(market, reward, draw))
                .average()
                .orElseThrow();
        return new Bound(mean, count);
    }

    /** Policy that forwards to another policy and measures the time of its decisions. */
    private final class Timed implements ClockPolicy {

        private final ClockPolicy policy;
        private long nanos;
        private long decisions;

        Timed(ClockPolicy policy) {
            this.policy = policy;
        }

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public long stepTicks(ClockState state) {
            long began = clock.getAsLong();
            long step = policy.stepTicks(state);
            nanos += clock.getAsLong() - began;
            decisions++;
            return step;
        }

        double micros() {
            return nanos / 1e3 / Math.max(1, decisions);
        }
    }
}
