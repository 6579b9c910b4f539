package skybourse.evidence.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.choice.SolverResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.MeasuredColumn;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.TieOrder;

/** Round through both tiers. With {@code rule: none}, the round has only tier 1. */
final class RoundTask {

    private static final SequencedMap<MeasuredColumn, ToDoubleFunction<MeasuredRound>> COLUMNS =
            Collections.unmodifiableSequencedMap(measured());
    private static final List<MeasuredColumn> WORDS = List.copyOf(COLUMNS.keySet());

    /** Returns the columns of a round. Wall times are not included, since they differ from run to run. */
    private static SequencedMap<MeasuredColumn, ToDoubleFunction<MeasuredRound>> measured() {
        SequencedMap<MeasuredColumn, ToDoubleFunction<MeasuredRound>> columns = new LinkedHashMap<>();
        columns.put(
                new MeasuredColumn("welfare", "money", "total utility of all agents in both tiers; payments cancel"),
                MeasuredRound::welfare);
        columns.put(
                new MeasuredColumn("resaleCost", "money", "cost of tier 2 in welfare"),
                round -> round.first().welfare() - round.welfare());
        columns.put(
                new MeasuredColumn("deadlineShare", "share", "tasks returned by their deadline"),
                round -> round.finalRound().totals().deadlineShare());
        columns.put(
                new MeasuredColumn("lateAgents", "agents", "tasks returned after their deadline"),
                round -> round.finalRound().agents().size()
                        - round.finalRound().totals().deadlinesMet());
        columns.put(
                new MeasuredColumn("delaySeconds", "s", "mean time until a task is returned"),
                MeasuredRound::delaySeconds);
        columns.put(
                new MeasuredColumn(
                        "meanSatisfaction", "money", "mean satisfaction of wireless agents with what they send"),
                round -> round.finalRound().totals().meanSatisfaction());
        columns.put(
                new MeasuredColumn("offloadedShare", "share", "offloaded work"),
                round -> round.finalRound().totals().offloadedShare());
        addKinds(columns);
        addAuction(columns);
        columns.put(
                new MeasuredColumn("certified", "share", "whether prices are certified"),
                round -> round.result().certificate().holds() ? 1 : 0);
        columns.put(
                new MeasuredColumn("epsilon", "relative", "certified bound on the largest deviation gap"),
                round -> round.result().certificate().epsilon());
        columns.put(
                new MeasuredColumn("iterations", "iterations", "until prices converge"),
                round -> round.result().effort().iterations());
        columns.put(
                new MeasuredColumn(
                        "repairs", "repairs", "repair steps: leaders moved to a better price found by the certificate"),
                round -> round.result().effort().repairs());
        columns.put(
                new MeasuredColumn("oscillating", "share", "whether prices never converge"),
                round -> switch (round.result()) {
                    case SolveResult.Cycle _, SolveResult.StepLimit _ -> 1;
                    default -> 0;
                });
        return columns;
    }

    private static void addKinds(SequencedMap<MeasuredColumn, ToDoubleFunction<MeasuredRound>> columns) {
        columns.put(
                new MeasuredColumn("wirelessUtility", "money", "of all wireless agents"),
                MeasuredRound::wirelessUtility);
        columns.put(
                new MeasuredColumn("wirelessJoules", "J", "spent by wireless agents"),
                round -> round.finalRound().totals().agentJoules());
        columns.put(
                new MeasuredColumn("mobilePricePerMegabit", "money per Mbit", "mean price of mobile agents that sell"),
                round -> round.pricePerMegabit(false));
        columns.put(
                new MeasuredColumn("mobileLoadPerCapacity", "share", "mean load of mobile agents that sell"),
                round -> round.loadPerCapacity(false));
        columns.put(
                new MeasuredColumn(
                        "mobileProfitSettled",
                        "money",
                        "settled profit of mobile agents, after all payments and energy"),
                round -> round.profit(false));
        columns.put(
                new MeasuredColumn("mobileJoules", "J", "spent on computing by mobile agents"),
                round -> round.joules(false));
        columns.put(
                new MeasuredColumn("fixedPricePerMegabit", "money per Mbit", "mean price of fixed agents that sell"),
                round -> round.pricePerMegabit(true));
        columns.put(
                new MeasuredColumn("fixedLoadPerCapacity", "share", "mean load of fixed agents that sell"),
                round -> round.loadPerCapacity(true));
        columns.put(
                new MeasuredColumn(
                        "fixedProfitSettled", "money", "settled profit of fixed agents, after all payments and energy"),
                round -> round.profit(true));
        columns.put(
                new MeasuredColumn("fixedJoules", "J", "spent on computing by fixed agents"),
                round -> round.joules(true));
        columns.put(
                new MeasuredColumn("aerialProfitSettled", "money", "payments to aerial agents minus their cost"),
                round -> round.aerial(AerialOutcome::profit));
        columns.put(
                new MeasuredColumn("aerialJoules", "J", "spent by aerial agents on computing and on hovering for it"),
                round -> round.aerial(outcome -> outcome.computeJoules() + outcome.hoverJoules()));
        columns.put(
                new MeasuredColumn("overloadedLeaders", "leaders", "that sold more than their capacity"),
                round -> round.finalRound().totals().overloadedLeaders());
        columns.put(
                new MeasuredColumn("demandPerSupply", "share", "sold work relative to the leaders' total capacity"),
                MeasuredRound::demandPerSupply);
    }

    private static void addAuction(SequencedMap<MeasuredColumn, ToDoubleFunction<MeasuredRound>> columns) {
        columns.put(
                new MeasuredColumn("soldShareOfOverload", "share", "overload of fixed agents that is resold in tier 2"),
                MeasuredRound::soldShareOfOverload);
        columns.put(
                new MeasuredColumn("trades", "lots", "traded in tier 2"),
                round -> round.auction(0, (o, _) -> o.trades().size()));
        columns.put(
                new MeasuredColumn("priceTicks", "ticks", "mean price of a lot"),
                round -> round.auction(Double.NaN, (o, _) -> MeasuredRound.priceTicks(o)));
        columns.put(
                new MeasuredColumn("announcements", "stops", "announced clock prices"),
                round -> round.auction(0, (o, _) -> o.effort().announcements()));
        columns.put(
                new MeasuredColumn("messages", "messages", "between traders and auctioneer"),
                round -> round.auction(0, (o, _) -> o.effort().messages()));
        columns.put(
                new MeasuredColumn("gainsFromTradeShare", "share", "gains from trade relative to the optimum"),
                round -> round.auction(Double.NaN, (o, book) -> {
                    long best = round.efficient(book).welfareTicks(book);
                    return best == 0 ? Double.NaN : (double) o.welfareTicks(book) / best;
                }));
        columns.put(
                new MeasuredColumn("houseTicks", "ticks", "surplus of the house; negative: deficit"),
                round -> round.auction(0, (o, _) -> o.houseHalfTicks() / 2.0));
        columns.put(
                new MeasuredColumn("truthfulLossTicks", "ticks", "largest loss of a truthful trader"),
                round -> round.auction(0, MeasuredRound::worstLossTicks));
        columns.put(
                new MeasuredColumn("deadweightShare", "share", "auctions with less than half of the efficient trades"),
                round -> round.auction(
                        0,
                        (o, book) -> 2 * o.trades().size()
                                        < round.efficient(book).trades().size()
                                ? 1
                                : 0));
    }

    static final CellTask TASK = CellTask.of(
            "round",
            CellTask.axes(SolverResolver.axes(), RuleResolver.axesOfTierTwo()),
            WORDS,
            RoundTask::check,
            RoundTask::run);

    private RoundTask() {}

    private static void check(GridPoint settings, ScenarioSource scenarios) {
        SolverResolver.check(settings, scenarios);
        if (!settings.text(RuleResolver.RULE).equals(RuleResolver.NONE)) {
            RuleResolver.check(settings, scenarios);
        }
    }

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = scenarios.world(settings, seed);
        TwoTierRound tiers = TwoTierRound.of(scenario);
        PricingGame game = tiers.game();
        SolveResult result =
                SolverResolver.certified(settings, scenario).solve(game, SolverResolver.start(settings, game, seed));
        Round first = tiers.sell(RoundAnalysisPlan.roundPrices(result, seed, 0));
        TieOrder ties = new TieOrder.Lottery(seed, 0);
        var played = new MeasuredRound(result, first, second(settings, seed, scenarios, first, ties), ties);
        return List.of(COLUMNS.values().stream()
                .mapToDouble(column -> column.applyAsDouble(played))
                .toArray());
    }

    private static Optional<ResaleOutcome> second(
            GridPoint settings, long seed, ScenarioSource scenarios, Round first, TieOrder ties) {
        if (settings.text(RuleResolver.RULE).equals(RuleResolver.NONE)) {
            return Optional.empty();
        }
        return TwoTierRound.resell(
                first,
                market -> RuleResolver.of(
                        settings, scenarios, market.buyersStartTicks(), market.sellersStartTicks(), seed),
                ties);
    }
}
