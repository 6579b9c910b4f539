package skybourse.evidence.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Resold;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.TieOrder;

/** A round through both tiers; with {@code rule: none} through the first alone. */
record RoundTask() implements CellTask {

    private static final SequencedMap<String, ToDoubleFunction<PlayedRound>> COLUMNS =
            Collections.unmodifiableSequencedMap(columns());

    /** All that a round reports but wall times, which would differ from run to run. */
    private static SequencedMap<String, ToDoubleFunction<PlayedRound>> columns() {
        SequencedMap<String, ToDoubleFunction<PlayedRound>> columns = new LinkedHashMap<>();
        columns.put("welfare", PlayedRound::welfare);
        columns.put("resaleCost", round -> round.first().totals().welfare() - round.welfare());
        columns.put("deadlineShare", round -> round.last().totals().deadlineShare());
        columns.put(
                "lateAgents",
                round -> round.last().agents().size() - round.last().totals().deadlinesMet());
        columns.put("delaySeconds", PlayedRound::delaySeconds);
        columns.put("meanSatisfaction", round -> round.last().totals().meanSatisfaction());
        columns.put("offloadedShare", round -> round.last().totals().offloadedShare());
        addKinds(columns);
        addAuction(columns);
        columns.put("certified", round -> round.result().certificate().holds() ? 1 : 0);
        columns.put("epsilon", round -> round.result().certificate().epsilon());
        columns.put("iterations", round -> round.result().effort().iterations());
        columns.put("repairs", round -> round.result().effort().repairs());
        columns.put("oscillating", round -> switch (round.result()) {
            case SolveResult.Cycle _, SolveResult.StepLimit _ -> 1;
            default -> 0;
        });
        return columns;
    }

    private static void addKinds(SequencedMap<String, ToDoubleFunction<PlayedRound>> columns) {
        columns.put("wirelessUtility", PlayedRound::wirelessUtility);
        columns.put("wirelessJoules", round -> round.last().totals().agentJoules());
        columns.put("mobilePricePerMegabit", round -> round.pricePerMegabit(false));
        columns.put("mobileLoadPerCapacity", round -> round.loadPerCapacity(false));
        columns.put("mobileProfitSettled", round -> round.profit(false));
        columns.put("mobileJoules", round -> round.joules(false));
        columns.put("fixedPricePerMegabit", round -> round.pricePerMegabit(true));
        columns.put("fixedLoadPerCapacity", round -> round.loadPerCapacity(true));
        columns.put("fixedProfitSettled", round -> round.profit(true));
        columns.put("fixedJoules", round -> round.joules(true));
        columns.put("aerialProfitSettled", round -> round.aerial(AerialOutcome::profit));
        columns.put("aerialJoules", round -> round.aerial(outcome -> outcome.computeJoules() + outcome.hoverJoules()));
        columns.put("overloadedLeaders", round -> round.last().totals().overloadedLeaders());
        columns.put("demandPerSupply", PlayedRound::demandPerSupply);
    }

    private static void addAuction(SequencedMap<String, ToDoubleFunction<PlayedRound>> columns) {
        columns.put("soldShareOfOverload", PlayedRound::soldShareOfOverload);
        columns.put("trades", round -> round.auction(0, (o, _) -> o.trades().size()));
        columns.put("priceTicks", round -> round.auction(Double.NaN, (o, _) -> PlayedRound.priceTicks(o)));
        columns.put(
                "announcements", round -> round.auction(0, (o, _) -> o.effort().announcements()));
        columns.put("messages", round -> round.auction(0, (o, _) -> o.effort().messages()));
        columns.put(
                "gainsFromTradeShare",
                round -> round.auction(Double.NaN, (o, book) -> {
                    long best = round.efficient(book).welfareTicks(book);
                    return best == 0 ? Double.NaN : (double) o.welfareTicks(book) / best;
                }));
        columns.put("houseTicks", round -> round.auction(0, (o, _) -> o.houseHalfTicks() / 2.0));
        columns.put("truthfulLossTicks", round -> round.auction(0, PlayedRound::worstLossTicks));
        // as 1, an auction that trades less than half of what would have been worth trading
        columns.put(
                "deadweightShare",
                round -> round.auction(
                        0,
                        (o, book) -> 2 * o.trades().size()
                                        < round.efficient(book).trades().size()
                                ? 1
                                : 0));
    }

    @Override
    public String name() {
        return "round";
    }

    @Override
    public SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = Solvers.axes();
        axes.putAll(RuleChoice.axesOfTierTwo());
        return axes;
    }

    @Override
    public List<String> values() {
        return List.copyOf(COLUMNS.keySet());
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
        Solvers.check(settings, worlds);
        if (!settings.text(RuleChoice.RULE).equals(RuleChoice.NONE)) {
            RuleChoice.check(settings, worlds);
        }
    }

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        Scenario world = worlds.world(settings, seed);
        TwoTiers tiers = TwoTiers.of(world);
        PricingGame game = tiers.game();
        SolveResult result = Solvers.certified(settings, world).solve(game, Solvers.start(settings, game, seed));
        Round first = tiers.sold(result.prices());
        TieOrder ties = new TieOrder.ByLot(seed, 0);
        var played = new PlayedRound(result, first, second(settings, seed, worlds, first, ties), ties);
        return List.of(COLUMNS.values().stream()
                .mapToDouble(column -> column.applyAsDouble(played))
                .toArray());
    }

    private static Optional<Resold> second(Settings settings, long seed, Worlds worlds, Round first, TieOrder ties) {
        if (settings.text(RuleChoice.RULE).equals(RuleChoice.NONE)) {
            return Optional.empty();
        }
        return TwoTiers.resold(
                first,
                market -> RuleChoice.of(settings, worlds, market.buyersStartTicks(), market.sellersStartTicks(), seed),
                ties);
    }
}
