package skybourse.learning.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.ScenarioMarkets;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.Policy;
import skybourse.learning.environment.PolicyEvaluation;

/**
 * Evaluation of a policy by its mean return on held-out auctions. All calls use the same auctions. On markets of scenarios, the score is 0.9 times
 * the mean return plus 0.1 times the mean of the worst 10 % of returns. Not safe for several threads.
 */
public final class HeldOutEvaluation implements PolicyEvaluation {

    private static final int LANES = 256;
    private static final double TAIL = 0.1;

    private final BatchEnvironment environment;
    private final int episodesPerLane;
    private final RandomStreams streams;
    private final boolean tail;

    /**
     * Creates the evaluation.
     *
     * @param problem the problem
     * @param episodes number of auctions, rounded up to a multiple of 256
     * @param streams random streams of the auctions and actions
     */
    public HeldOutEvaluation(AuctionProblem problem, int episodes, RandomStreams streams) {
        environment = problem.lanes(LANES);
        episodesPerLane = Math.ceilDiv(episodes, LANES);
        this.streams = streams;
        tail = problem.source() instanceof ScenarioMarkets;
    }

    @Override
    public double score(Policy policy) {
        RandomGenerator random = streams.stream("judged-actions", 0);
        environment.reset(streams.stream("judged-seeds", 0).nextLong());
        int[] chosen = new int[LANES];
        int[] ended = new int[LANES];
        int left = LANES;
        double sum = 0;
        double[] returns = new double[LANES * episodesPerLane];
        while (left > 0) {
            policy.choose(random, LANES, environment.states(), environment.legal(), chosen);
            environment.step(chosen);
            for (int lane = 0; lane < LANES; lane++) {
                if (ended[lane] < episodesPerLane) {
                    sum += environment.rewards()[lane];
                    returns[lane * episodesPerLane + ended[lane]] += environment.rewards()[lane];
                    if (environment.terminated()[lane] && ++ended[lane] == episodesPerLane) {
                        left--;
                    }
                }
            }
        }
        double mean = sum / LANES / episodesPerLane;
        Arrays.sort(returns);
        int worst = (int) Math.ceil(TAIL * returns.length);
        return tail
                ? (1 - TAIL) * mean + TAIL * Arrays.stream(returns, 0, worst).sum() / worst
                : mean;
    }
}
