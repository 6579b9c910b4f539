package skybourse.learning.training;

import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.dropout.DropOutPolicy;
import skybourse.tier2.clock.dropout.DropOutState;

/**
 * A trained network as the auctioneer of drop-out clocks, by its likeliest moves. What it learned moves the gains from trade, never what is
 * best for a trader, as with any {@link DropOutPolicy}.
 *
 * <p>Right on markets like those of its training, one lot each. Wrong far from them, where nothing holds it to any standard.
 *
 * <p>The move depends on clocks and numbers in alone: what is drawn is fixed by them and the seed. For any number of threads.
 */
public final class LearnedDropOutPolicy implements DropOutPolicy {

    private final DropOutProblem problem;
    private final SteadyChoice choice;

    /**
     * Makes the auctioneer.
     *
     * @param problem that the network was trained on
     * @param seed fixes the chains of a diffusion actor
     * @throws IllegalArgumentException where the network has another shape than the problem
     */
    public LearnedDropOutPolicy(DropOutProblem problem, TrainedPolicy policy, long seed) {
        this.problem = problem;
        choice = new SteadyChoice(problem, policy, seed);
    }

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public boolean needsPrior() {
        return true;
    }

    @Override
    public boolean readsLeavers() {
        return false;
    }

    @Override
    public Move next(DropOutState state) {
        long buyersClock = state.clockTicks(Side.BUYERS);
        long sellersClock = state.clockTicks(Side.SELLERS);
        int buyers = state.in(Side.BUYERS);
        int sellers = state.in(Side.SELLERS);
        int chosen = choice.of(
                problem.numbers(buyersClock, sellersClock, buyers, sellers),
                problem.legal(state.gapTicks()),
                buyersClock,
                sellersClock,
                buyers,
                sellers);
        return problem.move(chosen, state.gapTicks());
    }
}
