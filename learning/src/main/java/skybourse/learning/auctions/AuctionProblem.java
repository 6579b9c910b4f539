package skybourse.learning.auctions;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.headroom.ClockMarketDistribution;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.clock.TurnOrder;

/**
 * Learning problem of an auctioneer: source of markets, actions, representation of the state, and reward.
 *
 * @param source source of markets
 * @param turns turn order of the clocks
 * @param actions the auctioneer's steps
 * @param form representation of the state
 * @param reward reward; if the source has a scale for a market, that scale replaces the one of the reward
 * @param training form of the reward during training
 * @param stateNoise standard deviation of Gaussian noise on each number of the state, sampled at every step; 0 for none
 */
@RecordBuilder
public record AuctionProblem(
        MarketSource source,
        TurnOrder turns,
        ActionSet actions,
        StateEncoding form,
        ClockReward reward,
        TrainingReward training,
        double stateNoise)
        implements AuctionProblemBuilder.With {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if {@code stateNoise} is negative or not finite
     */
    public AuctionProblem {
        Checks.nonNegative(stateNoise, "stateNoise");
    }

    /** Returns the problem of a distribution of markets, with the full state, the market's own steps and its exact reward scale. */
    public static AuctionProblem of(ClockMarketDistribution market) {
        return new AuctionProblem(
                new MarketSampler(market),
                TurnOrder.ALTERNATE,
                new ActionSet(market.steps(), market.gapTicks()),
                StateEncodingBuilder.builder()
                        .full(true)
                        .wide(false)
                        .counts(StateEncoding.Counts.SHARES)
                        .buyersScale(market.mostBuyers())
                        .sellersScale(market.mostSellers())
                        .clocks(StateEncoding.Clocks.PLAIN)
                        .build(),
                ClockReward.of(market),
                TrainingReward.PLAIN,
                0);
    }

    /** Returns this problem with the clock features and the training reward of {@code aids}. */
    public AuctionProblem with(TrainingAids aids) {
        return withForm(form.withClocks(aids.clocks())).withTraining(aids.reward());
    }

    /** Returns this problem with the markets of an evaluation and the plain reward. */
    public AuctionProblem forEvaluation(MarketSource other) {
        return withSource(other).withTraining(TrainingReward.PLAIN);
    }

    /** Returns the reward in the market of a seed. */
    ClockReward reward(long seed) {
        return source.scale(seed)
                .map(scale -> new ClockReward(reward.weights(), scale))
                .orElse(reward);
    }

    /**
     * Creates the fastest environment that supports this problem, including its state noise.
     *
     * @param lanes number of auctions in parallel, at least 1
     * @throws IllegalArgumentException if {@code lanes} is below 1
     * @throws LinkageError if {@link AuctionBatchEnvironment} supports the problem and the module {@code jdk.incubator.vector} is missing
     */
    public BatchEnvironment lanes(int lanes) {
        return AuctionBatchEnvironment.supports(this)
                ? noisy(new AuctionBatchEnvironment(this, lanes))
                : plainLanes(lanes);
    }

    /**
     * Creates an environment that does not need the vector module, including the state noise. It has the same numbers as {@link #lanes}.
     *
     * @param lanes number of auctions in parallel, at least 1
     * @throws IllegalArgumentException if {@code lanes} is below 1
     */
    public BatchEnvironment plainLanes(int lanes) {
        return noisy(new EnvironmentLanes(() -> new AuctionEnvironment(this), lanes));
    }

    private BatchEnvironment noisy(BatchEnvironment clear) {
        return stateNoise == 0 ? clear : NoisyEnvironment.of(clear, stateNoise);
    }
}
