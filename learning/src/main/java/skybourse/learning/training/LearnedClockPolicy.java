package skybourse.learning.training;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.RoundFeatures;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.environment.Policy;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;

/**
 * Clock policy of a trained model.
 *
 * <p>Use the policy for markets like those of its training, with the same turn order. Outside the training range ({@link TrainedRange}) it takes the
 * best fixed step of its training instead. A model that observes rounds also takes this step if no round is known ({@link #withRound}). The policy is
 * not truthful, because steps above one tick allow profitable misreports.
 *
 * <p>The step depends only on the visible state, because this state and the model's seed determine all random numbers. Safe for several threads.
 */
public final class LearnedClockPolicy implements ClockPolicy {

    /** Choice of a step from the network's output. */
    public enum Choice {
        /** Sampled from the softmax of one pass. */
        DRAWN,
        /** The step with the highest mean preference over 16 chains. Without diffusion, one pass is used instead. */
        STEADY
    }

    private static final int MOST_TAKEN = 10_000;

    private final TrainedModel model;
    private final Choice choice;
    private final String known;
    private final RoundFeatures view;
    private final RandomStreams streams;
    private final ThreadLocal<Policy> policy;
    private final Map<ClockState, Long> taken =
            new ConcurrentHashMap<>(); // a cache, because an audit asks for the same state repeatedly

    /** Creates the policy. */
    public LearnedClockPolicy(TrainedModel model, Choice choice) {
        this(
                model,
                choice,
                "a trained model (" + model.origin().learnerName() + ")",
                RoundFeatures.NONE,
                ThreadLocal.withInitial(() -> choice == Choice.DRAWN
                        ? model.policy().sampled()
                        : model.policy().steady()));
    }

    private LearnedClockPolicy(
            TrainedModel model, Choice choice, String known, RoundFeatures view, ThreadLocal<Policy> policy) {
        this.model = model;
        this.choice = choice;
        this.known = known;
        this.view = view;
        this.policy = policy;
        streams = new RandomStreams(model.origin().seed());
    }

    /** Returns this policy with information about the round of an auction; unchanged if the model does not observe rounds. */
    public LearnedClockPolicy withRound(Supplier<RoundFeatures> round) {
        return seesRounds() ? new LearnedClockPolicy(model, choice, known, round.get(), policy) : this;
    }

    private boolean seesRounds() {
        return model.form().counts() == StateEncoding.Counts.ROUND;
    }

    @Override
    public String name() {
        return "learned-" + model.origin().learnerName() + (choice == Choice.STEADY ? "-steady" : "");
    }

    @Override
    public String steps() {
        return "chosen by " + known;
    }

    /** Returns the smallest step on a gap. It is 1/64 of the gap, at least 1 tick. */
    @Override
    public long leastStepTicks(long gapTicks) {
        return Math.max(1, gapTicks / 64);
    }

    /**
     * Returns a description of how this policy chooses steps in an auction. It includes the fixed step if that was taken outside the training range.
     */
    public String steps(DoubleDutch auction, OrderBook book, TieOrder ties) {
        DecisionCounts asked = countDecisions(auction, book, ties);
        String instead = String.format(
                Locale.ROOT,
                "of %d ticks, for this market is outside the training range of %s",
                asked.elsewhereTicks,
                known);
        return asked.beyond == 0
                ? steps()
                : asked.within == 0
                        ? instead
                        : String.format(Locale.ROOT, "%s, the last %d %s", steps(), asked.beyond, instead);
    }

    /** Returns this policy with another display name of the model. */
    public LearnedClockPolicy withName(String name) {
        return new LearnedClockPolicy(model, choice, name, view, policy);
    }

    /** Returns the model. */
    public TrainedModel model() {
        return model;
    }

    /** Returns the turn order with which the model was trained. */
    public TurnOrder turns() {
        return model.origin().turns();
    }

    @Override
    public long stepTicks(ClockState state) {
        Long before = taken.get(state);
        if (before != null) {
            return before;
        }
        long ticks = chosenTicks(state);
        if (taken.size() < MOST_TAKEN) {
            taken.put(state, ticks);
        }
        return ticks;
    }

    private long chosenTicks(ClockState state) {
        if (seesRounds() && view.equals(RoundFeatures.NONE)) {
            return model.range().fixedTicks(state, model.actions());
        }
        return model.range()
                .fallbackStepTicks(state, model.actions())
                .orElseGet(() -> stepTicks(state, model.form().numbers(state, model.actions(), view)));
    }

    /**
     * Numbers of decisions in an auction.
     *
     * @param within decisions within the training range
     * @param beyond decisions outside the training range, in which the fixed step was taken
     * @param elsewhereTicks the fixed step in ticks
     */
    public record DecisionCounts(int within, int beyond, long elsewhereTicks) {}

    /** Plays an auction with this policy and counts its decisions within and outside the training range. */
    public DecisionCounts countDecisions(DoubleDutch auction, OrderBook book, TieOrder ties) {
        int[] counts = new int[2];
        var counting = new ClockPolicy() {
            @Override
            public String name() {
                return LearnedClockPolicy.this.name();
            }

            @Override
            public long stepTicks(ClockState state) {
                counts[model.range().covers(state) ? 0 : 1]++;
                return LearnedClockPolicy.this.stepTicks(state);
            }
        };
        long high = auction.buyersStartTicks();
        long low = auction.sellersStartTicks();
        new DoubleDutch(high, low, auction.turns(), auction.clearing(), counting).clear(book, ties);
        return new DecisionCounts(
                counts[0], counts[1], model.actions().on(model.range().elsewhereTicks(), high - low));
    }

    /**
     * Returns this policy with Gaussian noise on each number of its state. It also calls the network outside the training range. Use the result for
     * one auction.
     *
     * @param random source of the noise
     * @param deviation standard deviation of the noise
     */
    public ClockPolicy seeingNoise(RandomGenerator random, double deviation) {
        return seeing(numbers -> {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (float) (deviation * random.nextGaussian());
            }
            return numbers;
        });
    }

    /**
     * Returns this policy with the numbers of its state permuted, as a control in experiments. The permutation is the same for all auctions. The
     * result also calls the network outside the training range.
     */
    public ClockPolicy withShuffledState() {
        int[] order = IntStream.range(0, model.form().size()).toArray();
        RandomStreams.shuffle(streams.stream("shuffled-state", 0), order);
        return seeing(numbers -> {
            float[] shuffled = new float[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                shuffled[i] = numbers[order[i]];
            }
            return shuffled;
        });
    }

    private ClockPolicy seeing(UnaryOperator<float[]> changed) {
        return new ClockPolicy() {
            @Override
            public String name() {
                return LearnedClockPolicy.this.name();
            }

            @Override
            public long stepTicks(ClockState state) {
                float[] numbers = changed.apply(model.form().numbers(state, model.actions(), view));
                return LearnedClockPolicy.this.stepTicks(state, numbers);
            }
        };
    }

    private long stepTicks(ClockState state, float[] numbers) {
        long gap = state.largestStepTicks();
        StepSet steps = model.actions().on(state.startGapTicks());
        int[] chosen = new int[1];
        policy.get().choose(chance(streams, state), 1, numbers, steps.legalMask(gap), chosen);
        return steps.stepTicks(chosen[0], gap);
    }

    /** Returns the generator of the random numbers that a model uses in a state. */
    public static RandomGenerator chance(RandomStreams streams, ClockState state) {
        return streams.stream("learned-step", key(state));
    }

    /**
     * Returns the key of a state for random numbers. The key depends on prices in ticks. States with equal inputs of the model may therefore have
     * different keys.
     */
    private static long key(ClockState state) {
        long key = state.step() * 2L + (state.active() == Side.SELLERS ? 1 : 0);
        for (ClockState.SideState side : new ClockState.SideState[] {state.buyers(), state.sellers()}) {
            key = key * 1_000_003 + side.startTicks();
            key = key * 1_000_003 + side.clockTicks();
            key = key * 1_000_003 + side.waiting();
            key = key * 1_000_003 + side.queuedLots() * 2L + (side.announced() ? 1 : 0);
        }
        return key;
    }
}
