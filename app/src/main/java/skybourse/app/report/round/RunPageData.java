package skybourse.app.report.round;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.NumberText;
import skybourse.app.result.AgentRow;
import skybourse.app.result.LeaderRow;
import skybourse.base.agent.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.ProfitCurve;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.Round;
import skybourse.tier1.equilibrium.SolverIterate;

/**
 * Data of the charts on the page of a run. Leaders and agents have the same order as in the CSV files. Agents are drawn either individually or
 * aggregated.
 *
 * @param agents agents that are drawn individually; null if they are aggregated
 * @param crowd aggregated agents; null if they are drawn individually
 * @param prices money per Mbit, {@code [leader][iteration]}
 * @param shares share of the work of all tasks that is sent to the leader, {@code [leader][iteration]}
 * @param curves decision profit of each leader as a function of its price
 */
record RunPageData(
        List<PlacedLeader> leaders,
        List<PlacedAerial> aerial,
        @Nullable List<PlacedAgent> agents,
        @Nullable AgentAggregation crowd,
        List<List<Double>> prices,
        List<List<Double>> shares,
        List<Curve> curves,
        ResaleChartData resale) {

    /** Largest number of wireless agents that are drawn individually. */
    private static final int DRAWN_ONE_BY_ONE = 60;

    private static final int DIGITS = 5;

    /** Leader with its coordinates, m. */
    record PlacedLeader(@JsonUnwrapped LeaderRow leader, double x, double y) {}

    /** Wireless agent with its coordinates, m. */
    record PlacedAgent(@JsonUnwrapped AgentRow agent, double x, double y) {}

    /** Aerial agent with its coordinates, m. */
    record PlacedAerial(String id, double x, double y) {}

    /** Decision profit of a leader as a function of its price per Mbit. {@code leader} is the index of the leader. */
    record Curve(int leader, List<Double> prices, List<Double> decisionProfits) {}

    static RunPageData of(RoundAnalysis study) {
        Round round = study.round();
        Scenario scenario = round.scenario();
        List<LeaderRow> leaders = LeaderRow.all(study, Optional.empty());
        boolean oneByOne = oneByOne(round);
        return new RunPageData(
                IntStream.range(0, leaders.size())
                        .mapToObj(s -> new PlacedLeader(
                                leaders.get(s),
                                x(scenario.leaders().get(s)),
                                y(scenario.leaders().get(s))))
                        .toList(),
                scenario.aerialAgents().stream()
                        .map(agent -> new PlacedAerial(agent.id(), x(agent), y(agent)))
                        .toList(),
                oneByOne ? placed(study) : null,
                oneByOne ? null : AgentAggregation.of(study),
                perLeader(study.iterates(), state -> scaled(state.prices(), NumberText.BITS_PER_MEGABIT)),
                perLeader(study.iterates(), state -> scaled(state.loads(), 1 / work(round))),
                study.curves().stream().map(RunPageData::curve).toList(),
                ResaleChartData.of(study.resale()));
    }

    /** Returns whether the page draws each wireless agent. */
    static boolean oneByOne(Round round) {
        return round.agents().size() <= DRAWN_ONE_BY_ONE;
    }

    private static List<PlacedAgent> placed(RoundAnalysis study) {
        List<AgentRow> agents = AgentRow.all(study, new RoundAnalysisLinks(study, false));
        List<? extends Agent> places = study.round().scenario().wirelessAgents();
        return IntStream.range(0, agents.size())
                .mapToObj(n -> new PlacedAgent(agents.get(n), x(places.get(n)), y(places.get(n))))
                .toList();
    }

    private static double x(Agent agent) {
        return agent.position().xMetres();
    }

    private static double y(Agent agent) {
        return agent.position().yMetres();
    }

    private static Curve curve(ProfitCurve curve) {
        return new Curve(
                curve.leader(), scaled(curve.prices(), NumberText.BITS_PER_MEGABIT), scaled(curve.profits(), 1));
    }

    private static double work(Round round) {
        return round.agents().stream().mapToDouble(o -> o.agent().task().work()).sum();
    }

    /** Returns the values of all states, {@code [leader][state]}. */
    private static List<List<Double>> perLeader(
            List<SolverIterate> states, Function<SolverIterate, List<Double>> values) {
        List<List<Double>> rows = states.stream().map(values).toList();
        return IntStream.range(0, rows.isEmpty() ? 0 : rows.getFirst().size())
                .mapToObj(s -> rows.stream().map(row -> row.get(s)).toList())
                .toList();
    }

    /** Returns the values times {@code factor}, rounded to five significant digits, which is more than a chart shows. */
    private static List<Double> scaled(double[] values, double factor) {
        return Arrays.stream(values)
                .mapToObj(value -> NumberText.rounded(value * factor, DIGITS))
                .toList();
    }
}
