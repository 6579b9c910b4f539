package skybourse.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import skybourse.base.numeric.Wire;
import skybourse.learning.headroom.ClairvoyantSchedule;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.CountOptimal;
import skybourse.learning.headroom.Headroom;
import skybourse.learning.headroom.HeadroomStudy;
import skybourse.learning.headroom.PolicyValue;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Greedy;
import skybourse.tier2.clock.OrderStatistics;
import skybourse.tier2.clock.RandomStep;

/** A trained model beside everything that could beat it, on the same drawn markets of one law. */
public final class ModelStudy {

    private static final int SCHEDULE_MARKETS = 2_000;

    private final TrainedModel model;
    private final ClockMarket market;
    private final ClockReward reward;
    private final long seed;
    private final long mostStates;
    private final Headroom headroom;
    private final List<MarketDraw> draws;
    private final LongSupplier clock;

    /** Which rivals are played too. */
    public enum Rivals {
        ALL,
        FIXED,
        NONE;

        @Override
        public String toString() {
            return Wire.name(this);
        }
    }

    /**
     * What one policy came to.
     *
     * @param value on the drawn markets
     * @param exact its expected reward, where that could be computed
     * @param decisionMicros mean time of a decision, microseconds; 0 where it was not taken
     */
    public record Row(SampledValue value, OptionalDouble exact, double decisionMicros) {}

    /**
     * The mean reward of schedules that know every limit.
     *
     * @param reward mean
     * @param markets on the first so many
     */
    public record Bound(double reward, int markets) {}

    /**
     * Draws the markets and finds their headroom.
     *
     * @param market whose steps are the model's
     * @param seed fixes the markets drawn
     * @param markets how many
     * @param mostStates of an exact program
     * @param clock says the time in nanoseconds
     */
    public ModelStudy(
            TrainedModel model, ClockMarket market, long seed, int markets, long mostStates, LongSupplier clock) {
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

    /** Returns what a policy could gain at most. */
    public Headroom headroom() {
        return headroom;
    }

    /** Returns the model, by drawn steps and by its likeliest ones, and the rivals that are policies of the same rule. */
    public List<ClockPolicy> policies(Rivals rivals) {
        List<ClockPolicy> policies = new ArrayList<>(List.of(model.drawing(), model.steady()));
        if (rivals == Rivals.ALL || rivals == Rivals.FIXED) {
            market.steps().ticks().forEach(ticks -> policies.add(new FixedStep(ticks)));
        }
        if (rivals == Rivals.ALL) {
            policies.addAll(List.of(
                    new OrderStatistics(), new Greedy(), new RandomStep(seed, 0), new CountOptimal(market, reward)));
        }
        return policies;
    }

    /** Plays a policy on the markets. */
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

    /** Returns the reward of whoever knows every limit, on the first of the markets. */
    public Bound clairvoyant() {
        int count = Math.min(SCHEDULE_MARKETS, draws.size());
        double mean = draws.subList(0, count).stream()
                .mapToDouble(draw -> ClairvoyantSchedule.value(market, reward, draw))
                .average()
                .orElseThrow();
        return new Bound(mean, count);
    }

    /** Measures how long a policy thinks. */
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
