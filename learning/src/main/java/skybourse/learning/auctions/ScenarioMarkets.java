package skybourse.learning.auctions;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardScale;
import skybourse.learning.headroom.RewardWeights;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.TurnOrder;

/**
 * Source of the markets that result from tier 1 of several scenarios ({@link ScenarioRound}). A seed selects one market; every scenario is equally
 * likely. Rewards are scaled by the mean of the scenario's markets, so that scenarios of different size have equal weight.
 *
 * @param pools the markets of each scenario, at least one
 */
public record ScenarioMarkets(List<Pool> pools) implements MarketSource.AnyDemand {

    /** Default turn order of tier 2: the side with the shorter queue. */
    public static final TurnOrder TURNS = TurnOrder.SHORTER;

    /**
     * Markets of one scenario.
     *
     * @param markets the markets, at least one
     * @param scale scale of their rewards
     * @param views the auctioneer's information about their rounds, by market
     * @param rounds rewards of their rounds, by market; empty if gains from trade alone count
     */
    public record Pool(
            List<AuctionMarket> markets, RewardScale scale, List<RoundFeatures> views, List<RoundReward> rounds) {
        public Pool {
            markets = List.copyOf(markets);
            views = List.copyOf(views);
            rounds = List.copyOf(rounds);
        }

        /** Returns the markets of rounds. Rewards are scaled by the mean of these markets and do not count deadlines. Empty without rounds. */
        public static Optional<Pool> of(List<ScenarioRound> rounds) {
            List<AuctionMarket> markets =
                    rounds.stream().map(ScenarioRound::market).toList();
            return markets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Pool(
                            markets,
                            ScenarioMarkets.scale(markets),
                            rounds.stream().map(ScenarioRound::view).toList(),
                            List.of()));
        }

        /** Returns a pool with the market of one round. Its reward counts deadlines unless the value of a deadline is 0. */
        public static Pool withDeadlines(ScenarioRound round) {
            List<AuctionMarket> market = List.of(round.market());
            RewardScale scale = ScenarioMarkets.scale(market);
            double value = round.before().scenario().deadlineValue();
            return new Pool(
                    market,
                    scale,
                    List.of(round.view()),
                    value == 0 ? List.of() : List.of(RoundReward.of(round, value, scale)));
        }

        /** Returns the reward of an auction on the market with index {@code market}. {@code weights} is ignored if the rewards count deadlines. */
        public double total(int market, AuctionTranscript transcript, RewardWeights weights) {
            return rounds.isEmpty()
                    ? new ClockReward(weights, scale)
                            .total(transcript, markets.get(market).book())
                    : rounds.get(market).total(transcript);
        }
    }

    public ScenarioMarkets {
        pools = List.copyOf(pools);
    }

    /**
     * Returns the markets of a scenario with randomized tasks whose auction has a choice between several steps; empty if there are none.
     *
     * @param scenario the scenario
     * @param purpose purpose of the random stream, such as {@code "training-tasks"}
     * @param worlds number of times that tasks are sampled
     * @param tasks solves rounds in parallel; changes no result
     */
    public static Optional<Pool> pool(Scenario scenario, String purpose, int worlds, TaskRunner tasks) {
        return Pool.of(ScenarioRound.withChoices(scenario, purpose, worlds, tasks));
    }

    /** Returns the markets of rounds, one pool per round. Rewards of each market have their own scale and do not count deadlines. */
    public static ScenarioMarkets each(List<ScenarioRound> rounds) {
        return new ScenarioMarkets(rounds.stream()
                .flatMap(round -> Pool.of(List.of(round)).stream())
                .toList());
    }

    /** Returns the markets of rounds, one pool per round. Rewards count deadlines unless the value of a deadline is 0. */
    public static ScenarioMarkets withDeadlines(List<ScenarioRound> rounds) {
        return new ScenarioMarkets(rounds.stream().map(Pool::withDeadlines).toList());
    }

    @Override
    public int mostBuyerLots() {
        return mostLots(Side.BUYERS);
    }

    @Override
    public int mostSellerLots() {
        return mostLots(Side.SELLERS);
    }

    private int mostLots(Side side) {
        return pools.stream()
                .flatMap(pool -> pool.markets.stream())
                .mapToInt(market -> market.book().orders(side).size())
                .max()
                .orElseThrow();
    }

    @Override
    public AuctionMarket market(long seed) {
        List<AuctionMarket> markets = pool(seed).markets;
        return markets.get(place(seed, "scenario-market", markets.size()));
    }

    @Override
    public Optional<RewardScale> scale(long seed) {
        return Optional.of(pool(seed).scale);
    }

    @Override
    public RoundFeatures view(long seed) {
        List<RoundFeatures> views = pool(seed).views;
        return views.get(place(seed, "scenario-market", views.size()));
    }

    @Override
    public Optional<RoundReward> round(long seed) {
        List<RoundReward> rounds = pool(seed).rounds;
        return rounds.isEmpty()
                ? Optional.empty()
                : Optional.of(rounds.get(place(seed, "scenario-market", rounds.size())));
    }

    private Pool pool(long seed) {
        return pools.get(place(seed, "scenario-pool", pools.size()));
    }

    private static int place(long seed, String purpose, int places) {
        return (int) Math.floorMod(new RandomStreams(seed).key(purpose, 0), (long) places);
    }

    /** Returns the problem of the auctioneer of tier 2: fine steps, the wide state, turns of tier 2, and the mean of the pools' scales. */
    public AuctionProblem problem() {
        return problem(StateEncoding.Counts.LOGARITHMS, RewardWeights.standard());
    }

    /**
     * Returns {@link #problem()} with information about the round in the state. If the rewards of all pools count deadlines, the reward has no
     * regret.
     */
    public AuctionProblem roundProblem() {
        boolean counted = pools.stream().noneMatch(pool -> pool.rounds.isEmpty());
        return problem(StateEncoding.Counts.ROUND, counted ? RoundReward.WEIGHTS : RewardWeights.standard());
    }

    private AuctionProblem problem(StateEncoding.Counts counts, RewardWeights weights) {
        var scale = new RewardScale(
                mean(pools, pool -> pool.scale.welfareTicks()), mean(pools, pool -> pool.scale.messages()));
        return AuctionProblemBuilder.builder()
                .source(this)
                .turns(TURNS)
                .actions(ActionSet.fine())
                .form(StateEncodingBuilder.builder()
                        .full(true)
                        .wide(true)
                        .counts(counts)
                        .buyersScale(mostBuyerLots())
                        .sellersScale(mostSellerLots())
                        .clocks(StateEncoding.Clocks.PLAIN)
                        .build())
                .reward(new ClockReward(weights, scale))
                .training(TrainingReward.PLAIN)
                .stateNoise(0)
                .build();
    }

    private static <T> double mean(List<T> things, ToDoubleFunction<T> number) {
        return things.stream().mapToDouble(number).average().orElseThrow();
    }

    private static RewardScale scale(List<AuctionMarket> markets) {
        return new RewardScale(
                mean(markets, AuctionMarket::clairvoyantWelfareTicks),
                mean(
                        markets,
                        market -> market.course(smallestStep(market))
                                .outcome()
                                .effort()
                                .messages()));
    }

    private static FixedStep smallestStep(AuctionMarket market) {
        return new FixedStep(ActionSet.standard().smallest(market.gapTicks()));
    }
}
