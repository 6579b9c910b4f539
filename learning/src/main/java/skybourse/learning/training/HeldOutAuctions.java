package skybourse.learning.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.Evaluation;
import skybourse.learning.environment.Policy;
import skybourse.learning.episodes.AuctionProblem;
import skybourse.learning.episodes.ScenarioMarkets;

/**
 * Judges a policy by its mean return on auctions kept for it, the same each time; on markets of scenarios, whose users meet one of them and not
 * the mean, the worst tenth counts for a tenth more.
 */
public final class HeldOutAuctions implements Evaluation {

    private static final int LANES = 256;
    private static final double TAIL = 0.1;

    private final BatchEnvironment environment;
    private final int episodesPerLane;
    private final RandomStreams streams;
    private final boolean tail;

    /**
     * Prepares the auctions.
     *
     * @param episodes rounded up to a multiple of 256
     */
    public HeldOutAuctions(AuctionProblem problem, int episodes, RandomStreams streams) {
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
