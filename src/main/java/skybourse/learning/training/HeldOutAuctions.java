package skybourse.learning.training;

import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.BatchEnvironment;
import skybourse.learning.learners.Evaluation;
import skybourse.learning.learners.Policy;

/** Judges a policy by its mean return on auctions kept for it, the same each time. */
public final class HeldOutAuctions implements Evaluation {

    private static final int LANES = 256;

    private final BatchEnvironment environment;
    private final int episodesPerLane;
    private final RandomStreams streams;

    /**
     * Prepares the auctions.
     *
     * @param episodes rounded up to a multiple of 256
     */
    public HeldOutAuctions(AuctionProblem problem, int episodes, RandomStreams streams) {
        environment = problem.lanes(LANES);
        episodesPerLane = Math.ceilDiv(episodes, LANES);
        this.streams = streams;
    }

    @Override
    public double score(Policy policy) {
        RandomGenerator random = streams.stream("judged-actions", 0);
        environment.reset(streams.stream("judged-seeds", 0).nextLong());
        int[] chosen = new int[LANES];
        int[] ended = new int[LANES];
        int left = LANES;
        double sum = 0;
        while (left > 0) {
            policy.choose(random, LANES, environment.states(), environment.legal(), chosen);
            environment.step(chosen);
            for (int lane = 0; lane < LANES; lane++) {
                if (ended[lane] < episodesPerLane) {
                    sum += environment.rewards()[lane];
                    if (environment.terminated()[lane] && ++ended[lane] == episodesPerLane) {
                        left--;
                    }
                }
            }
        }
        return sum / LANES / episodesPerLane;
    }
}
