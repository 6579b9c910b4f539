package skybourse.benchmarks;

import java.util.List;
import java.util.random.RandomGenerator;
import skybourse.base.random.RandomStreams;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockMarketDistributionBuilder;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.auctions.AuctionEnvironment;
import skybourse.learning.auctions.AuctionProblem;
import skybourse.learning.auctions.AuctionProblemBuilder;
import skybourse.learning.auctions.MarketSampler;
import skybourse.learning.auctions.StateEncoding;
import skybourse.learning.auctions.StateEncodingBuilder;
import skybourse.learning.auctions.TrainingReward;
import skybourse.tier2.auction.UnitDemandMarketDistribution;
import skybourse.tier2.auction.ValueDistribution;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;

/**
 * Load for measuring an environment: 64 parallel auctions with random steps. If the sampled step is not legal, the smallest one is taken.
 *
 * <p>Limit prices are distributed as in the benchmark markets concentrated-5x3 and concentrated-20x10: around 30 ± 3 ticks for buyers and 20 ± 3
 * ticks for sellers. The clocks start at 50 and 0 ticks.
 */
public final class EnvironmentWorkload {

    /** Number of parallel auctions. */
    public static final int LANES = 64;

    private static final int DRAWS = 1 << 12;
    private static final int GAP_TICKS = 50;

    private final BatchEnvironment environment;
    private final int[] draws = new int[DRAWS];
    private final int[] chosen = new int[LANES];
    private int next;

    /**
     * Creates the environment and the random steps.
     *
     * @param buyers number of buyers of every auction
     * @param sellers number of sellers of every auction
     * @param plain whether the auctions are played one by one; otherwise by the parallel implementation
     */
    public EnvironmentWorkload(int buyers, int sellers, boolean plain) {
        AuctionProblem problem = problem(buyers, sellers);
        environment = plain ? new EnvironmentLanes(() -> new AuctionEnvironment(problem), LANES) : problem.lanes(LANES);
        environment.reset(1);
        RandomGenerator random = new RandomStreams(1).stream("actions", 0);
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = random.nextInt(environment.actions());
        }
    }

    /**
     * Returns the learning problem. Rewards are in units of one tick and one message, because the scale of rewards does not affect the speed and
     * computing the usual scale takes long.
     */
    private static AuctionProblem problem(int buyers, int sellers) {
        var component = new UnitDemandMarketDistribution(
                buyers,
                ValueDistribution.normal(30, 3, 1, GAP_TICKS),
                sellers,
                ValueDistribution.normal(20, 3, 1, GAP_TICKS));
        StepSet steps = StepSet.forGap(GAP_TICKS);
        var market = ClockMarketDistributionBuilder.builder()
                .name("load")
                .components(List.of(component))
                .buyersStartTicks(GAP_TICKS)
                .sellersStartTicks(0)
                .steps(steps)
                .weights(RewardWeights.standard())
                .build();
        return AuctionProblemBuilder.builder()
                .source(new MarketSampler(market))
                .turns(TurnOrder.ALTERNATE)
                .actions(new ActionSet(steps, GAP_TICKS))
                .form(StateEncodingBuilder.builder()
                        .full(true)
                        .wide(false)
                        .counts(StateEncoding.Counts.SHARES)
                        .buyersScale(buyers)
                        .sellersScale(sellers)
                        .clocks(StateEncoding.Clocks.PLAIN)
                        .build())
                .reward(new ClockReward(RewardWeights.standard(), new RewardScale(1, 1)))
                .training(TrainingReward.PLAIN)
                .stateNoise(0)
                .build();
    }

    /** Takes one step in every auction. Returns the reward of the first auction. */
    public float step() {
        boolean[] legal = environment.legal();
        int actions = environment.actions();
        for (int lane = 0; lane < LANES; lane++) {
            int drawn = draws[next++ & (DRAWS - 1)];
            chosen[lane] = legal[lane * actions + drawn] ? drawn : 0;
        }
        environment.step(chosen);
        return environment.rewards()[0];
    }
}
