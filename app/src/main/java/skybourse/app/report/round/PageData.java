package skybourse.app.report.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.Columns;
import skybourse.app.report.Numbers;
import skybourse.app.report.RoundRecords;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.JsonText;
import skybourse.round.analysis.ProfitCurve;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.Round;
import skybourse.tier1.equilibrium.SolverState;

/** What the charts of the page draw, as a tree for JSON: leaders and agents as in the CSV files; many agents as a crowd. */
final class PageData {

    /** More wireless agents than this are drawn as histograms and flows. */
    private static final int DRAWN_ONE_BY_ONE = 60;

    private static final int DIGITS = 5;

    private static final Columns<Agent> PLACE = new Columns<Agent>()
            .with("x", agent -> agent.position().xMetres())
            .with("y", agent -> agent.position().yMetres());

    private static final Columns<ProfitCurve> CURVE = new Columns<ProfitCurve>()
            .with("leader", ProfitCurve::leader)
            .with("prices", curve -> JsonText.numbers(scaled(curve.prices(), Numbers.BITS_PER_MEGABIT)))
            .with("decisionProfits", curve -> JsonText.numbers(scaled(curve.profits(), 1)));

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
        Scenario scenario = round.scenario();
        Columns<Integer> leaders = RoundRecords.leaders(study).and(PLACE, scenario.leaders()::get);
        Columns<Integer> agents =
                RoundRecords.agents(study, new StudyLinks(study, false)).and(PLACE, scenario.wirelessAgents()::get);
        Columns<Agent> aerial = new Columns<Agent>().with("id", Agent::id).and(PLACE, agent -> agent);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("leaders", leaders.trees(Columns.indices(scenario.leaders())));
        tree.put("aerial", aerial.trees(scenario.aerialAgents()));
        tree.put("agents", oneByOne(round) ? agents.trees(Columns.indices(round.agents())) : null);
        tree.put("crowd", oneByOne(round) ? null : GatheredAgents.of(study));
        tree.put("prices", perLeader(study.iterates(), PageData::pricesPerMegabit));
        tree.put("shares", perLeader(study.iterates(), this::shares));
        tree.put("curves", CURVE.trees(study.curves()));
        tree.put("resale", ResaleData.of(study.resale()));
        return tree;
    }

    /** Turns what each state says of all leaders into one row per leader. */
    private static List<List<@Nullable Double>> perLeader(
            List<SolverState> states, Function<SolverState, double[]> values) {
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
        return scaled(state.prices(), Numbers.BITS_PER_MEGABIT);
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
}
