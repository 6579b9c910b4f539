package skybourse.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.base.scenario.Agent;
import skybourse.files.codec.JsonText;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ProfitCurve;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolverState;

/** What the charts of the page draw, as a tree for JSON. Prices are per Mbit; many agents are drawn as a crowd. */
final class PageData {

    /** More wireless agents than this are drawn as histograms and flows. */
    private static final int DRAWN_ONE_BY_ONE = 60;

    private static final double BITS_PER_MEGABIT = 1e6;
    private static final int DIGITS = 5;

    private final RoundStudy study;
    private final Round round;

    private PageData(RoundStudy study) {
        this.study = study;
        this.round = study.round();
    }

    static Map<String, ?> of(RoundStudy study) {
        return new PageData(study).tree();
    }

    /** Returns whether the page draws each wireless agent. */
    static boolean oneByOne(Round round) {
        return round.agents().size() <= DRAWN_ONE_BY_ONE;
    }

    private Map<String, ?> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("leaders", round.leaders().stream().map(PageData::leader).toList());
        tree.put(
                "aerial",
                round.scenario().aerialAgents().stream().map(PageData::place).toList());
        tree.put("agents", oneByOne(round) ? agents() : null);
        tree.put("crowd", oneByOne(round) ? null : Crowd.of(study));
        tree.put("prices", perLeader(study.iterates(), PageData::pricesPerMegabit));
        tree.put("shares", perLeader(study.iterates(), this::shares));
        tree.put("curves", study.curves().stream().map(this::curve).toList());
        tree.put("resale", ResaleData.of(study.resale()));
        return tree;
    }

    private List<Map<String, ?>> agents() {
        return IntStream.range(0, round.agents().size())
                .<Map<String, ?>>mapToObj(
                        n -> agent(study.after().agents().get(n), round.agents().get(n)))
                .toList();
    }

    static Map<String, @Nullable Object> place(Agent agent) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", agent.id());
        tree.put("x", agent.position().xMetres());
        tree.put("y", agent.position().yMetres());
        return tree;
    }

    private static Map<String, ?> leader(LeaderOutcome outcome) {
        Map<String, @Nullable Object> tree = place(outcome.leader());
        tree.put("fixed", !outcome.leader().moves());
        tree.put("price", JsonText.number(outcome.pricePerBit() * BITS_PER_MEGABIT));
        tree.put("load", outcome.load().work() / outcome.load().capacity());
        tree.put("overloaded", outcome.load().overload() > 0);
        tree.put("joules", outcome.joules());
        return tree;
    }

    private static Map<String, ?> agent(AgentOutcome outcome, AgentOutcome before) {
        Map<String, @Nullable Object> tree = place(outcome.agent());
        tree.put("delay", outcome.delaySeconds());
        tree.put("before", before.delaySeconds());
        tree.put("deadline", outcome.agent().task().deadlineSeconds());
        tree.put("met", outcome.deadlineMet());
        tree.put("home", outcome.homeJoules());
        tree.put("sending", outcome.sendingJoules());
        tree.put("kept", outcome.homeRatio());
        tree.put(
                "sent",
                outcome.links().stream()
                        .map(link -> List.of(link.leader(), link.ratio()))
                        .toList());
        return tree;
    }

    /** Turns what each state says of all leaders into one row per leader. */
    private static List<List<@Nullable Double>> perLeader(
            List<SolverState> states, java.util.function.Function<SolverState, double[]> values) {
        if (states.isEmpty()) {
            return List.of();
        }
        List<double[]> rows = states.stream().map(values).toList();
        List<List<@Nullable Double>> series = new ArrayList<>();
        for (int s = 0; s < rows.getFirst().length; s++) {
            int leader = s;
            series.add(JsonText.numbers(
                    rows.stream().mapToDouble(row -> row[leader]).toArray()));
        }
        return series;
    }

    private static double[] pricesPerMegabit(SolverState state) {
        return scaled(state.prices(), BITS_PER_MEGABIT);
    }

    /** The mean ratio of each leader, agents weighted by their work. */
    private double[] shares(SolverState state) {
        double work = round.agents().stream()
                .mapToDouble(o -> o.agent().task().work())
                .sum();
        return scaled(state.loads(), 1 / work);
    }

    /** More digits than a chart shows or tells. */
    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values)
                .map(value -> Numbers.rounded(value * factor, DIGITS))
                .toArray();
    }

    private Map<String, ?> curve(ProfitCurve curve) {
        LeaderGap gap = study.result().certificate().leaders().get(curve.leader());
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("leader", curve.leader());
        tree.put("prices", JsonText.numbers(scaled(curve.prices(), BITS_PER_MEGABIT)));
        tree.put("decisionProfits", JsonText.numbers(scaled(curve.profits(), 1)));
        tree.put("price", JsonText.number(gap.price() * BITS_PER_MEGABIT));
        tree.put("decisionProfit", JsonText.number(gap.profit()));
        tree.put("bound", JsonText.number(gap.upperBound()));
        tree.put("bestPrice", JsonText.number(gap.bestPrice() * BITS_PER_MEGABIT));
        tree.put("bestDecisionProfit", JsonText.number(gap.bestProfit()));
        tree.put("gap", "gap at most " + Numbers.atMostPercent(gap.relativeGap()));
        return tree;
    }
}
