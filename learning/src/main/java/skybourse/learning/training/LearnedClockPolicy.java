package skybourse.learning.training;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.Policy;
import skybourse.learning.episodes.RoundView;
import skybourse.learning.episodes.StateForm;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.Turns;

/**
 * A trained model as an auctioneer.
 *
 * <p>Right on markets like those of its training, with the turns it was trained for. Far from them ({@link TrainedRange}) it is the
 * best fixed step of its training instead. So is a model that was trained with rounds, if no round is known ({@link #on}). Wrong wherever
 * a rule has to be truthful: steps above one tick allow profitable misreports.
 *
 * <p>The step depends on the visible state alone: what is drawn is fixed by the state and the model's seed. For any number of
 * threads.
 */
public final class LearnedClockPolicy implements ClockPolicy {

    /** How a step is taken from a network. */
    public enum Choice {
        /** Drawn from the softmax of one chain. */
        DRAWN,
        /** The best of the mean of 16 chains. */
        STEADY
    }

    private static final int MOST_TAKEN = 10_000;

    private final TrainedModel model;
    private final Choice choice;
    private final String known;
    private final RoundView view;
    private final RandomStreams streams;
    private final ThreadLocal<Policy> policy;
    private final Map<ClockState, Long> taken =
            new ConcurrentHashMap<>(); // an audit comes to the same state again and again

    /** Makes the auctioneer. */
    public LearnedClockPolicy(TrainedModel model, Choice choice) {
        this(
                model,
                choice,
                "a trained model (" + model.origin().learnerName() + ")",
                RoundView.NONE,
                ThreadLocal.withInitial(() -> choice == Choice.DRAWN
                        ? model.policy().sampled()
                        : model.policy().steady()));
    }

    private LearnedClockPolicy(
            TrainedModel model, Choice choice, String known, RoundView view, ThreadLocal<Policy> policy) {
        this.model = model;
        this.choice = choice;
        this.known = known;
        this.view = view;
        this.policy = policy;
        streams = new RandomStreams(model.origin().seed());
    }

    /** Returns the same auctioneer in the auction of a round; a model whose state does not hold the round stays as it is. */
    public LearnedClockPolicy on(Supplier<RoundView> round) {
        return seesRounds() ? new LearnedClockPolicy(model, choice, known, round.get(), policy) : this;
    }

    private boolean seesRounds() {
        return model.form().counts() == StateForm.Counts.ROUND;
    }

    @Override
    public String name() {
        return "learned-" + model.origin().learnerName() + (choice == Choice.STEADY ? "-steady" : "");
    }

    @Override
    public String steps() {
        return "chosen by " + known;
    }

    /** Its steps grow with the gap. */
    @Override
    public long leastStepTicks(long gapTicks) {
        return Math.max(1, gapTicks / 64);
    }

    /** Returns how the steps of an auction that it conducts come about, and which fixed step chose where that is beyond its training. */
    public String steps(DoubleDutch auction, OrderBook book, TieOrder ties) {
        Asked asked = asked(auction, book, ties);
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

    /** Returns the same auctioneer, known to people as {@code name}. */
    public LearnedClockPolicy knownAs(String name) {
        return new LearnedClockPolicy(model, choice, name, view, policy);
    }

    /** Returns the model. */
    public TrainedModel model() {
        return model;
    }

    /** Returns the turns that the model was trained with. */
    public Turns turns() {
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
        if (seesRounds() && view.equals(RoundView.NONE)) {
            return model.range().fixedTicks(state, model.actions());
        }
        return model.range()
                .elsewhere(state, model.actions())
                .orElseGet(() -> stepTicks(state, model.form().numbers(state, model.actions(), view)));
    }

    /**
     * How often it chose the steps of an auction.
     *
     * @param within what it was trained on
     * @param beyond that, where a fixed step was taken
     * @param elsewhereTicks that step
     */
    public record Asked(int within, int beyond, long elsewhereTicks) {}

    /** Plays an auction that it conducts and counts. */
    public Asked asked(DoubleDutch auction, OrderBook book, TieOrder ties) {
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
        return new Asked(counts[0], counts[1], model.actions().on(model.range().elsewhereTicks(), high - low));
    }

    /**
     * Returns the auctioneer as it acts when Gaussian noise lies on each number that it sees; for one auction.
     *
     * @param random where the noise comes from
     * @param deviation of the noise
     */
    public ClockPolicy seeingNoise(RandomGenerator random, double deviation) {
        return seeing(numbers -> {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (float) (deviation * random.nextGaussian());
            }
            return numbers;
        });
    }

    /** Returns the auctioneer as it acts when the numbers that it sees are in another order, the same for all auctions: a control. */
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

    /** Returns what a model draws from in a state. */
    public static RandomGenerator chance(RandomStreams streams, ClockState state) {
        return streams.stream("learned-step", key(state));
    }

    /** Two states that look alike to the model have the same key only if they are alike in ticks too. */
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
