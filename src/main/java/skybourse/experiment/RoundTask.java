package skybourse.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.auction.AuctionOutcome;
import skybourse.auction.EfficientTrade;
import skybourse.auction.TieOrder;
import skybourse.equilibrium.SolveResult;
import skybourse.game.PricingGame;
import skybourse.game.ScenarioGame;
import skybourse.market.LeaderOutcome;
import skybourse.market.ResaleMarket;
import skybourse.market.Round;
import skybourse.market.RoundEvaluation;
import skybourse.market.RoundTotals;
import skybourse.market.SecondTier;
import skybourse.scenario.FixedAgent;
import skybourse.scenario.Reach;
import skybourse.scenario.Scenario;

/** A round through both tiers; with {@code rule: none} through the first alone. */
record RoundTask() implements CellTask {

    @Override
    public String name() {
        return "round";
    }

    @Override
    public SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = IterationsTask.tierOneAxes();
        axes.putAll(RuleChoice.axes());
        return axes;
    }

    @Override
    public List<String> keys() {
        return List.of();
    }

    @Override
    public List<String> values() {
        return List.of(
                "welfare",
                "deadlineShare",
                "lateAgents",
                "meanSatisfaction",
                "leadersProfit",
                "mobileLoadPerCapacity",
                "fixedLoadPerCapacity",
                "overloadedLeaders",
                "demandPerSupply",
                "soldShareOfOverload",
                "trades",
                "messages",
                "deadweightShare",
                "certified",
                "epsilon",
                "oscillating");
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        worlds.check(settings);
        Solvers.check(settings);
        if (!settings.text(RuleChoice.RULE).equals(RuleChoice.NONE)) {
            RuleChoice.check(settings);
        }
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        Scenario world = worlds.world(settings, seed);
        Reach reach = world.network().reach(world);
        PricingGame game = ScenarioGame.of(world, reach);
        SolveResult result = Solvers.certified(settings, world).solve(game, Solvers.start(settings, game, seed));
        double[][] ratios = RoundEvaluation.ratios(game, result.prices());
        Round first = RoundEvaluation.evaluate(world, result, ratios);
        Optional<SecondTier> second = second(settings, seed, first, ratios, reach);
        Round last = second.map(SecondTier::after).orElse(first);
        RoundTotals totals = last.totals();
        double sold = last.leaders().stream().mapToDouble(o -> o.load().work()).sum();
        double capacity =
                last.leaders().stream().mapToDouble(o -> o.load().capacity()).sum();
        boolean overloaded = first.leaders().stream()
                .anyMatch(o -> o.leader() instanceof FixedAgent && o.load().overload() > 0);
        return List.of(new double[] {
            second.map(SecondTier::welfare).orElse(totals.welfare()),
            totals.deadlineShare(),
            last.agents().size() - totals.deadlinesMet(),
            totals.meanSatisfaction(),
            totals.leadersProfit(),
            loads(last, false),
            loads(last, true),
            totals.overloadedLeaders(),
            sold / capacity,
            !overloaded ? Double.NaN : second.map(SecondTier::soldShare).orElse(0.0),
            second.map(tier -> tier.outcome().trades().size()).orElse(0),
            second.map(tier -> tier.outcome().effort().messages()).orElse(0L),
            second.map(tier -> deadweight(tier, seed)).orElse(0),
            result.certificate().holds() ? 1 : 0,
            result.certificate().epsilon(),
            result instanceof SolveResult.Cycle || result instanceof SolveResult.StepLimit ? 1 : 0
        });
    }

    private static Optional<SecondTier> second(
            Settings settings, long seed, Round first, double[][] ratios, Reach reach) {
        if (settings.text(RuleChoice.RULE).equals(RuleChoice.NONE)) {
            return Optional.empty();
        }
        return ResaleMarket.of(first, reach).map(market -> {
            AuctionOutcome outcome = RuleChoice.of(
                            settings, market.buyersStartTicks(), market.sellersStartTicks(), seed)
                    .clear(market.book(), new TieOrder.ByLot(seed, 0));
            return SecondTier.of(first, ratios, market, outcome, reach);
        });
    }

    /** Tells, as 1, an auction that trades less than half of what would have been worth trading. */
    private static int deadweight(SecondTier tier, long seed) {
        int best = new EfficientTrade()
                .clear(tier.market().book(), new TieOrder.ByLot(seed, 0))
                .trades()
                .size();
        return 2 * tier.outcome().trades().size() < best ? 1 : 0;
    }

    private static double loads(Round round, boolean fixed) {
        List<LeaderOutcome> leaders = round.leaders().stream()
                .filter(o ->
                        o.leader() instanceof FixedAgent == fixed && o.load().work() > 0)
                .toList();
        double[] loads = leaders.stream()
                .mapToDouble(o -> o.load().work() / o.load().capacity())
                .toArray();
        return Arrays.stream(loads).average().orElse(Double.NaN);
    }
}
