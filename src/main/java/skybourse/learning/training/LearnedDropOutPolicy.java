package skybourse.learning.training;

import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Policy;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.DropOutPolicy;
import skybourse.tier2.clock.DropOutState;

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
    private final RandomStreams streams;
    private final ThreadLocal<Policy> steady;

    /**
     * Makes the auctioneer.
     *
     * @param problem that the network was trained on
     * @param seed fixes the chains of a diffusion actor
     * @throws IllegalArgumentException where the network has another shape than the problem
     */
    public LearnedDropOutPolicy(DropOutProblem problem, TrainedPolicy policy, long seed) {
        TrainedPolicy.Form form = policy.form();
        if (form.stateSize() != problem.stateSize() || form.actions() != problem.actions()) {
            throw new IllegalArgumentException("policy must see " + problem.stateSize() + " numbers and choose from "
                    + problem.actions() + " actions: " + form.stateSize() + ", " + form.actions());
        }
        this.problem = problem;
        streams = new RandomStreams(seed);
        steady = ThreadLocal.withInitial(policy::steady);
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
        long key = ((buyersClock * 1_000_003 + sellersClock) * 1_000_003 + buyers) * 1_000_003 + sellers;
        int[] chosen = new int[1];
        steady.get()
                .choose(
                        streams.stream("learned-move", key),
                        1,
                        problem.numbers(buyersClock, sellersClock, buyers, sellers),
                        problem.legal(state.gapTicks()),
                        chosen);
        return problem.move(chosen[0], state.gapTicks());
    }
}
