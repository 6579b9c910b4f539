package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.LeaderKind;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Books;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.Origin;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.RoundTotals;
import skybourse.round.market.StartRun;
import skybourse.round.market.StudyLinks;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier1.game.LeaderTable;

/**
 * {@code result.json}: one round through both tiers with its evidence, the whole game included. Schema: {@code
 * docs/result.schema.json}.
 */
public final class ResultText {

    /** The version of the schema; up with every key that changes. */
    private static final int SCHEMA = 2;

    private ResultText() {}

    /**
     * Returns the study as JSON; nothing in it depends on the time or the machine.
     *
     * @param study what to write
     * @param links its links; all of them make it the whole game
     */
    public static String write(RoundStudy study, StudyLinks links) {
        Round round = study.round();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        Origin origin = study.origin();
        tree.put("seed", round.scenario().seed());
        tree.put("version", origin.version());
        tree.put("scenarioSha256", origin.scenarioHash());
        tree.put("schema", SCHEMA);
        tree.put("command", origin.command());
        tree.put("scenario", scenario(round.scenario()));
        tree.put("solution", solution(study.result()));
        tree.put("certificate", certificate(study.result().certificate()));
        tree.put("totals", totals(study.after().totals()));
        tree.put("totalsWithoutResale", totals(round.totals()));
        tree.put("welfare", study.resale().welfare());
        tree.put("resaleCost", study.resaleCost());
        tree.put("leaders", leaders(study));
        tree.put("allLinks", links.areAll());
        tree.put("agents", agents(study, links));
        tree.put("resale", ResaleJson.of(study.resale()));
        study.tried().ifPresent(tried -> tree.put("rules", RuleData.tree(tried)));
        tree.put("books", ResaleJson.books(Books.of(study.resale().ledger(), study.resale())));
        tree.put("iterations", study.iterates().stream().map(ResultText::state).toList());
        tree.put("starts", study.starts().stream().map(ResultText::start).toList());
        return JsonText.indented(tree);
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

    private static Map<String, ?> scenario(Scenario scenario) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", scenario.name());
        tree.put("description", scenario.description());
        tree.put("wirelessAgents", scenario.wirelessAgents().size());
        for (LeaderKind kind : LeaderKind.values()) {
            tree.put(Wire.name(kind) + "Agents", scenario.count(kind));
        }
        tree.put("aerialAgents", scenario.aerialAgents().size());
        tree.put("roundSeconds", scenario.rules().roundSeconds());
        tree.put("overloadPricing", Wire.name(scenario.rules().overloadPricing()));
        tree.put("overloadDelay", Wire.name(scenario.rules().overloadDelay()));
        tree.put("sharing", Wire.name(scenario.rules().sharing()));
        return tree;
    }

    private static Map<String, ?> solution(SolveResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ending", ending(result));
        tree.put("iterations", result.effort().iterations());
        tree.put("firstIterations", result.effort().firstIterations());
        tree.put("firstEnding", Wire.name(result.effort().firstEnding()));
        tree.put("repairs", result.effort().repairs());
        if (result instanceof SolveResult.Cycle cycle) {
            tree.put("cycle", cycle.cycle().stream().map(JsonText::prices).toList());
        }
        return tree;
    }

    private static Map<String, ?> certificate(EquilibriumCertificate certificate) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("epsilon", JsonText.number(certificate.epsilon()));
        tree.put("tolerance", certificate.tolerance());
        tree.put("holds", certificate.holds());
        tree.put("largestFollowerGap", JsonText.number(certificate.largestFollowerGap()));
        tree.put("largestGapMoney", JsonText.number(certificate.largestGapMoney()));
        return tree;
    }

    private static Map<String, ?> totals(RoundTotals totals) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("deadlinesMet", totals.deadlinesMet());
        tree.put("deadlineShare", totals.deadlineShare());
        tree.put("meanSatisfaction", totals.meanSatisfaction());
        tree.put("offloadedShare", totals.offloadedShare());
        tree.put("overloadedLeaders", totals.overloadedLeaders());
        tree.put("agentJoules", totals.agentJoules());
        tree.put("leaderJoules", totals.leaderJoules());
        return tree;
    }

    private static List<Map<String, ?>> leaders(RoundStudy study) {
        double[] settled = study.resale().settledProfits();
        return IntStream.range(0, settled.length)
                .<Map<String, ?>>mapToObj(s -> leader(study, s, settled[s]))
                .toList();
    }

    private static Map<String, ?> leader(RoundStudy study, int s, double settled) {
        LeaderOutcome outcome = study.after().leaders().get(s);
        LeaderGap gap = study.result().certificate().leaders().get(s);
        LeaderTable table = study.game().leaderTable();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", outcome.leader().id());
        tree.put("kind", Wire.name(outcome.leader().kind()));
        tree.put("pricePerBit", JsonText.price(outcome.pricePerBit()));
        tree.put("priceCapPerBit", table.priceCap(s));
        tree.put("costPerWork", table.costPerWork(s));
        tree.put("capacity", table.capacity(s));
        tree.put("overloadPrice", table.overloadPrice(s));
        tree.put("work", outcome.load().work());
        tree.put("overload", outcome.load().overload());
        tree.put("resold", outcome.load().resale().work());
        tree.put("leftOver", outcome.load().leftOver());
        tree.put("buyers", outcome.buyers());
        tree.put("revenue", outcome.revenue());
        tree.put("joules", outcome.joules());
        tree.put("decisionProfit", JsonText.number(gap.profit()));
        tree.put("upperBound", JsonText.number(gap.upperBound()));
        tree.put("bestPricePerBit", JsonText.price(gap.bestPrice()));
        tree.put("bestDecisionProfit", JsonText.number(gap.bestProfit()));
        tree.put("relativeGap", JsonText.number(gap.relativeGap()));
        tree.put("profitTier1", study.round().leaders().get(s).profit());
        tree.put("profitSettled", settled);
        return tree;
    }

    private static List<Map<String, ?>> agents(RoundStudy study, StudyLinks links) {
        return IntStream.range(0, study.after().agents().size())
                .<Map<String, ?>>mapToObj(n -> agent(study, n, links.of(n)))
                .toList();
    }

    private static Map<String, ?> agent(RoundStudy study, int n, List<StudyLinks.Link> links) {
        AgentOutcome outcome = study.after().agents().get(n);
        AgentOutcome without = study.round().agents().get(n);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", outcome.agent().id());
        tree.put("taskBits", study.game().taskBits()[n]);
        tree.put("taskWork", study.game().taskWork()[n]);
        tree.put("weight", study.game().weight()[n]);
        tree.put("homeRatio", outcome.homeRatio());
        tree.put("homeSeconds", outcome.homeSeconds());
        tree.put("delaySeconds", outcome.delaySeconds());
        tree.put("deadlineSeconds", outcome.agent().task().deadlineSeconds());
        tree.put("deadlineMet", outcome.deadlineMet());
        tree.put("delaySecondsWithoutResale", without.delaySeconds());
        tree.put("deadlineMetWithoutResale", without.deadlineMet());
        tree.put("homeJoules", outcome.homeJoules());
        tree.put("sendingJoules", outcome.sendingJoules());
        tree.put("satisfaction", outcome.satisfaction());
        tree.put("bill", outcome.bill());
        tree.put("utility", outcome.utility());
        tree.put("links", links.stream().map(link -> link(link, study.round())).toList());
        return tree;
    }

    private static Map<String, ?> link(StudyLinks.Link link, Round round) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("leader", round.leaders().get(link.leader()).leader().id());
        tree.put("charge", link.charge());
        tree.put("quality", link.quality());
        tree.put("cap", link.cap());
        tree.put("bitsPerSecond", link.bitsPerSecond());
        tree.put("ratio", link.ratio());
        link.sent().ifPresent(sent -> {
            tree.put("bill", sent.bill());
            tree.put("delaySeconds", sent.delay().seconds());
            tree.put("lastPart", Wire.name(sent.delay().last()));
        });
        return tree;
    }

    private static Map<String, ?> state(SolverState state) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("iteration", state.iteration());
        tree.put("pricesPerBit", JsonText.prices(state.prices()));
        tree.put("loads", JsonText.numbers(state.loads()));
        tree.put("decisionProfits", JsonText.numbers(state.profits()));
        tree.put("largestMove", JsonText.number(state.largestMove()));
        return tree;
    }

    private static Map<String, ?> start(StartRun run) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("start", run.start());
        tree.put("ending", ending(run.result()));
        tree.put("iterations", run.result().effort().iterations());
        tree.put("firstIterations", run.result().effort().firstIterations());
        tree.put("firstEnding", Wire.name(run.result().effort().firstEnding()));
        tree.put("repairs", run.result().effort().repairs());
        tree.put("epsilon", JsonText.number(run.result().certificate().epsilon()));
        tree.put("pricesPerBit", JsonText.prices(run.result().prices()));
        return tree;
    }
}
