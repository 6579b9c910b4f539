package skybourse.learning.episodes;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.numeric.Checks;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.EnvironmentLanes;
import skybourse.learning.headroom.ClockMarket;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.clock.Turns;

/**
 * What is to be learned.
 *
 * @param source where markets come from
 * @param turns who moves next
 * @param actions what the auctioneer chooses from
 * @param form what it sees
 * @param reward what it is paid, unless the source has a scale for the market
 * @param training what it is paid while it trains
 * @param stateNoise standard deviation of Gaussian noise on each number of its state, fresh at every step; 0 for none
 */
@RecordBuilder
public record AuctionProblem(
        MarketSource source,
        Turns turns,
        ActionSet actions,
        StateForm form,
        ClockReward reward,
        TrainingReward training,
        double stateNoise)
        implements AuctionProblemBuilder.With {

    public AuctionProblem {
        Checks.nonNegative(stateNoise, "stateNoise");
    }

    /** Returns the problem of a distribution of markets, seen in full, with the market's own steps and exact reward scale. */
    public static AuctionProblem of(ClockMarket market) {
        return new AuctionProblem(
                new DistributedMarkets(market),
                Turns.ALTERNATE,
                new ActionSet(market.steps(), market.gapTicks()),
                StateFormBuilder.builder()
                        .full(true)
                        .wide(false)
                        .counts(StateForm.Counts.SHARES)
                        .buyersScale(market.mostBuyers())
                        .sellersScale(market.mostSellers())
                        .clocks(StateForm.Clocks.PLAIN)
                        .build(),
                ClockReward.of(market),
                TrainingReward.PLAIN,
                0);
    }

    /** Returns the same problem with what a learner is given beside it. */
    public AuctionProblem with(Aids aids) {
        return withForm(form.withClocks(aids.clocks())).withTraining(aids.reward());
    }

    /** Returns the same problem on the markets that judge, paid as everyone is judged. */
    public AuctionProblem judged(MarketSource other) {
        return withSource(other).withTraining(TrainingReward.PLAIN);
    }

    /** Returns what the auctioneer is paid on the market of a seed. */
    ClockReward reward(long seed) {
        return source.scale(seed)
                .map(scale -> new ClockReward(reward.weights(), scale))
                .orElse(reward);
    }

    /** Returns the problem in its fastest form. */
    public BatchEnvironment lanes(int lanes) {
        BatchEnvironment clear = source instanceof MarketSource.UnitDemand && turns == Turns.ALTERNATE && !form.wide()
                ? new AuctionBatchEnvironment(this, lanes)
                : new EnvironmentLanes(() -> new AuctionEnvironment(this), lanes);
        return stateNoise == 0 ? clear : NoisyStates.of(clear, stateNoise);
    }
}
