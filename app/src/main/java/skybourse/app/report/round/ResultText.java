package skybourse.app.report.round;

import java.util.Map;
import java.util.Optional;
import skybourse.app.report.Columns;
import skybourse.app.report.RoundRecords;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.PricesText;
import skybourse.round.analysis.Books;
import skybourse.round.analysis.Origin;
import skybourse.round.analysis.RoundAudit;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StartRun;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.DoubleDutch;

/**
 * {@code result.json}: one round through both tiers with its evidence, the whole game included. Schema: {@code
 * docs/result.schema.json}.
 */
public final class ResultText {

    /** The version of the schema; up with every key that changes. */
    private static final int SCHEMA = 2;

    private static final Columns<SolveResult> SOLUTION = new Columns<SolveResult>()
            .with("ending", ResultText::ending)
            .with("iterations", result -> result.effort().iterations())
            .with("firstIterations", result -> result.effort().firstIterations())
            .with("firstEnding", result -> result.effort().firstEnding())
            .with("repairs", result -> result.effort().repairs())
            .with("cycle", ResultText::cycle);

    private static final Columns<SolverState> STATE = new Columns<SolverState>()
            .with("iteration", SolverState::iteration)
            .with("pricesPerBit", state -> JsonText.prices(state.prices()))
            .with("loads", state -> JsonText.numbers(state.loads()))
            .with("decisionProfits", state -> JsonText.numbers(state.profits()))
            .with("largestMove", state -> JsonText.number(state.largestMove()));

    private static final Columns<StartRun> START = new Columns<StartRun>()
            .with("start", StartRun::start)
            .and(SOLUTION.without("cycle"), StartRun::result)
            .with("epsilon", run -> JsonText.number(run.result().certificate().epsilon()))
            .with("pricesPerBit", run -> JsonText.prices(run.result().prices()));

    private static final Columns<RoundAudit.Asked> SETTLED = new Columns<RoundAudit.Asked>()
            .with("leader", one -> one.leader().id())
            .with("pricePerBit", one -> JsonText.price(one.price()))
            .with("profitSettled", RoundAudit.Asked::settled)
            .with("bestPricePerBit", one -> JsonText.price(one.bestPrice()))
            .with("bestProfitSettled", RoundAudit.Asked::best)
            .with("relativeGain", RoundAudit.Asked::relativeGain);

    private static final Columns<RuleTraits> TRAITS = new Columns<RuleTraits>()
            .with("budget", RuleTraits::budget)
            .with("truthfulFor", RuleTraits::truthful)
            .with("against", RuleTraits::sense)
            .with("conditions", RuleTraits::conditions)
            .with("needsPrior", RuleTraits::needsPrior)
            .with("givesUp", RuleTraits::cost);

    private ResultText() {}

    /**
     * Returns the study as JSON; nothing in it depends on the time or the machine.
     *
     * @param study what to write
     * @param links its links; all of them make it the whole game
     */
    public static String write(RoundStudy study, StudyLinks links) {
        Round round = study.round();
        Books books = Books.of(study.resale().ledger(), study.resale());
        Optional<MixedPrices> mix = MixText.drawn(study);
        Columns<Integer> leaders =
                RoundRecords.leaders(study).with(PricesText.MIX, s -> mix.flatMap(all -> MixText.of(all, s)));
        return JsonText.indented(new Columns<Origin>()
                .with("seed", _ -> round.scenario().seed())
                .with("version", Origin::version)
                .with("scenarioSha256", Origin::scenarioHash)
                .with("schema", _ -> mix.isPresent() ? PricesText.MIXED_SCHEMA : SCHEMA)
                .with("command", Origin::command)
                .with("scenario", _ -> scenario(round.scenario()))
                .with("solution", _ -> SOLUTION.tree(study.result()))
                .with("draws", _ -> mix.map(all -> MixText.DRAW.trees(MixText.draws(study.game(), all))))
                .with(
                        "certificate",
                        _ -> RoundRecords.CERTIFICATE.tree(study.result().certificate()))
                .with("settledSearch", _ -> SETTLED.trees(study.settledSearch()))
                .with("totals", _ -> RoundRecords.TOTALS.tree(study.after().totals()))
                .with("totalsWithoutResale", _ -> RoundRecords.TOTALS.tree(round.totals()))
                .with("welfare", _ -> study.resale().welfare())
                .with("resaleCost", _ -> study.resaleCost())
                .with("efficiency", _ -> RoundRecords.EFFICIENCY.tree(study.efficiency()))
                .with("leaders", _ -> leaders.trees(Columns.indices(round.leaders())))
                .with("allLinks", _ -> links.areAll())
                .with("agents", _ -> RoundRecords.agents(study, links).trees(Columns.indices(round.agents())))
                .with("resale", _ -> resale(study.resale()))
                .with("rules", _ -> study.tried().map(RoundRecords::tree))
                .with("books", _ -> RoundRecords.BOOKS.tree(books))
                .with("iterations", _ -> STATE.trees(study.iterates()))
                .with("starts", _ -> START.trees(study.starts()))
                .tree(study.origin()));
    }

    /** Returns the name of an ending, such as {@code smallest-epsilon}. */
    public static String ending(SolveResult result) {
        return switch (result) {
            case SolveResult.Certified _ -> "certified";
            case SolveResult.CertifiedMixed _ -> "certified-mixed";
            case SolveResult.SmallestEpsilon _ -> "smallest-epsilon";
            case SolveResult.Cycle _ -> "cycle";
            case SolveResult.StepLimit _ -> "step-limit";
            case SolveResult.NobodyTrades _ -> "nobody-trades";
        };
    }

    private static Optional<?> cycle(SolveResult result) {
        return result instanceof SolveResult.Cycle cycle
                ? Optional.of(cycle.cycle().stream()
                        .map(prices -> JsonText.prices(prices.likeliest()))
                        .toList())
                : Optional.empty();
    }

    private static Map<String, ?> scenario(Scenario scenario) {
        var columns = new Columns<Scenario>()
                .with("name", Scenario::name)
                .with("description", Scenario::description)
                .with("wirelessAgents", one -> one.wirelessAgents().size());
        for (LeaderKind kind : LeaderKind.values()) {
            columns.with(Wire.name(kind) + "Agents", one -> one.count(kind));
        }
        return columns.with("aerialAgents", one -> one.aerialAgents().size())
                .with("roundSeconds", one -> one.rules().roundSeconds())
                .with("overloadPricing", one -> one.rules().overloadPricing())
                .with("overloadDelay", one -> one.rules().overloadDelay())
                .with("sharing", one -> one.rules().sharing())
                .tree(scenario);
    }

    private static Map<String, ?> resale(ResaleStudy study) {
        if (study instanceof ResaleStudy.NotHeld none) {
            return new Columns<ResaleStudy.NotHeld>()
                    .with("held", _ -> false)
                    .with("reason", ResaleStudy.NotHeld::reason)
                    .tree(none);
        }
        var held = (ResaleStudy.Held) study;
        OrderBook book = held.tier().market().book();
        return new Columns<AuctionOutcome>()
                .with("held", _ -> true)
                .with("rule", _ -> rule(held.rule(), held.tier().market()))
                .with("orders", _ -> RoundRecords.ORDER.trees(book.orders().toList()))
                .with("trades", outcome -> RoundRecords.TRADED.trees(outcome.trades()))
                .with("noTrade", RoundRecords::noTrade)
                .and(RoundRecords.EFFORT, outcome -> outcome)
                .with("houseHalfTicks", AuctionOutcome::houseHalfTicks)
                .with("gainsFromTradeTicks", outcome -> outcome.welfareTicks(book))
                .with(
                        "possibleGainsFromTradeTicks",
                        _ -> held.audit().efficient().welfareTicks(book))
                .with("soldShare", _ -> held.tier().soldShare())
                .with("aerialAgents", _ -> RoundRecords.AERIAL.trees(held.aerialAgents()))
                .with("audit", _ -> RoundRecords.AUDIT.tree(held.audit()))
                .tree(held.tier().outcome());
    }

    private static Map<String, ?> rule(AuctionRule rule, ResaleMarket market) {
        return new Columns<AuctionRule>()
                .with("name", AuctionRule::name)
                .and(TRAITS, AuctionRule::traits)
                .with(
                        "turns",
                        one -> one instanceof DoubleDutch clocks ? Optional.of(clocks.turns()) : Optional.empty())
                .with("policy", RoundRecords::policy)
                .with("buyersStartTicks", _ -> market.buyersStartTicks())
                .with("sellersStartTicks", _ -> market.sellersStartTicks())
                .tree(rule);
    }
}
