package skybourse.learning.training;

import skybourse.base.numeric.Checks;
import skybourse.learning.learners.BatchEnvironment;
import skybourse.learning.learners.EnvironmentLanes;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutReward;

/**
 * Drop-out clocks as a problem to learn, one lot a trader. An action is a side and a step of its clock; a step that would pass the other
 * clock stops there, and the auction ends.
 *
 * <p>Seen are both clocks and how many are in on each side, no more: where traders are independent that tells all that may be known, and the
 * value of a policy can be had exactly.
 *
 * @param market the traders, all of them in where the clocks start
 * @param reward what it is paid
 * @param steps of either clock
 * @param clocks what it sees of the clocks beside where they stand
 * @param training what it is paid while it trains; pairs are settled at the end whatever it says
 */
public record DropOutProblem(
        DropOutMarket market, DropOutReward reward, StepSet steps, StateForm.Clocks clocks, TrainingReward training)
        implements ExactProblem {

    /** Made for a gap of 50: each step is longer than the one before by one tick more. */
    private static final StepSet STANDARD = StepSet.of(1, 3, 6, 10, 15, 21, 28, 36);

    private static final long STANDARD_GAP = 50;
    private static final int CLEAR = 4;

    public DropOutProblem {
        ValueDistribution values = market.traders().buyerValues();
        ValueDistribution costs = market.traders().sellerCosts();
        Checks.within(values.lowTicks(), market.lowTicks(), Long.MAX_VALUE, "lowest limit of buyers");
        Checks.within(costs.highTicks(), Long.MIN_VALUE, market.highTicks(), "highest limit of sellers");
    }

    /** Returns the problem with {@link #standardSteps}, paid for gains and messages as {@link DropOutMarket#reward} says, by 1 and 0.2. */
    public static DropOutProblem of(DropOutMarket market, Aids aids) {
        return new DropOutProblem(market, market.reward(1, 0.2), standardSteps(market), aids.clocks(), aids.reward());
    }

    /** Returns the steps 1, 3, 6, 10, 15, 21, 28, 36 on a gap of 50 between the start clocks, on another {@link StepSet#scaled}. */
    public static StepSet standardSteps(DropOutMarket market) {
        return STANDARD.scaled(STANDARD_GAP, market.highTicks() - market.lowTicks());
    }

    @Override
    public int stateSize() {
        return CLEAR + (clocks == StateForm.Clocks.FOURIER ? 3 * StateForm.WAVES : 0);
    }

    /** The steps of the buyers' clock, then those of the sellers'. */
    @Override
    public int actions() {
        return 2 * steps.size();
    }

    /** Returns a state as numbers of about [0, 1]: clocks as shares of the starting gap, numbers in as shares of all traders of the side. */
    float[] numbers(long buyersClock, long sellersClock, int buyers, int sellers) {
        long gap = market.highTicks() - market.lowTicks();
        long rose = buyersClock - market.lowTicks();
        long left = sellersClock - market.lowTicks();
        float[] numbers = new float[stateSize()];
        numbers[0] = (float) rose / gap;
        numbers[1] = (float) left / gap;
        numbers[2] = (float) buyers / market.traders().buyers();
        numbers[3] = (float) sellers / market.traders().sellers();
        if (clocks == StateForm.Clocks.FOURIER) {
            StateForm.waves(rose, gap, numbers, CLEAR);
            StateForm.waves(left, gap, numbers, CLEAR + StateForm.WAVES);
            StateForm.waves(left - rose, gap, numbers, CLEAR + 2 * StateForm.WAVES);
        }
        return numbers;
    }

    /** Returns {@code boolean[actions]}: on each side, of all steps that reach the other clock only the smallest is legal. */
    boolean[] legal(long gapTicks) {
        boolean[] legal = new boolean[actions()];
        for (int i = 0; i < steps.legal(gapTicks); i++) {
            legal[i] = true;
            legal[steps.size() + i] = true;
        }
        return legal;
    }

    /** Returns what an action does. */
    DropOutPolicy.Move move(int action, long gapTicks) {
        Side side = action < steps.size() ? Side.BUYERS : Side.SELLERS;
        return new DropOutPolicy.Move(side, steps.stepTicks(action % steps.size(), gapTicks));
    }

    @Override
    public BatchEnvironment lanes(int lanes) {
        return new EnvironmentLanes(() -> new DropOutEnvironment(this), lanes);
    }

    @Override
    public double value(TrainedPolicy policy, long seed) {
        return market.value(new LearnedDropOutPolicy(this, policy, seed)).of(reward);
    }
}
