package skybourse.learning.training;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.AuctionEnvironment;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.MarketSampler;
import skybourse.learning.environment.EnvironmentStepResult;
import skybourse.learning.headroom.CountOptimalPolicy;
import skybourse.learning.learners.Expert;
import skybourse.learning.learners.TransitionBatch;

/**
 * Expert that demonstrates the steps of the dynamic program over clocks and counts. In a share of the auctions, some of the played steps are random.
 * The learner then also sees states that the program does not reach. The demonstrated steps are always those of the program.
 *
 * <p>The expert applies only to markets with a known distribution, not to markets of scenarios.
 */
final class CountExpert implements Expert {

    /** Share of the auctions that contain random steps (ours). {@code AT_RANDOM} is the share of random steps in these auctions. */
    private static final double WANDERING = 0.5;

    private static final double AT_RANDOM = 0.2;

    private final AuctionEnvironment environment;
    private final CountOptimalPolicy program;
    private final RandomStreams streams;

    CountExpert(AuctionProblem problem, MarketSampler source, RandomStreams streams) {
        environment = new AuctionEnvironment(problem);
        program = new CountOptimalPolicy(source.market(), problem.reward());
        this.streams = streams;
    }

    @Override
    public void show(int round, TransitionBatch into) {
        RandomGenerator random = streams.stream("shown-auctions", round);
        int row = 0;
        while (row < into.rows()) {
            row = play(random, row, into);
        }
    }

    /**
     * Plays one auction and stores its steps in the rows from {@code first} on. Steps for which no row is left are not stored. Returns the next free
     * row.
     */
    private int play(RandomGenerator random, int first, TransitionBatch into) {
        double share = random.nextDouble() < WANDERING ? AT_RANDOM : 0;
        EnvironmentStepResult now = environment.reset(random.nextLong());
        boolean[] legal = ((EnvironmentStepResult.First) now).legal();
        int row = first;
        double rest = 0;
        while (legal.length > 0) {
            int best = environment.actionOf(program);
            boolean kept = row < into.rows();
            if (kept) {
                System.arraycopy(now.observation(), 0, into.states(), row * into.stateSize(), now.observation().length);
                System.arraycopy(legal, 0, into.legal(), row * into.actions(), legal.length);
                into.chosen()[row] = best;
            }
            now = environment.step(random.nextDouble() < share ? draw(random, legal) : best);
            double reward = reward(now);
            if (kept) {
                into.rewards()[row++] = (float) reward;
            } else {
                rest += reward;
            }
            legal = now instanceof EnvironmentStepResult.Mid mid ? mid.legal() : new boolean[0];
        }
        for (int r = row - 1; r >= first; r--) {
            into.rewards()[r] += (float) (r + 1 < row ? into.rewards()[r + 1] : rest);
        }
        return row;
    }

    private static double reward(EnvironmentStepResult step) {
        return switch (step) {
            case EnvironmentStepResult.Mid mid -> mid.reward();
            case EnvironmentStepResult.Terminated end -> end.reward();
            default -> throw new IllegalStateException("an auction must continue or end by itself: " + step);
        };
    }

    private static int draw(RandomGenerator random, boolean[] legal) {
        int action = random.nextInt(legal.length);
        while (!legal[action]) {
            action = random.nextInt(legal.length);
        }
        return action;
    }
}
