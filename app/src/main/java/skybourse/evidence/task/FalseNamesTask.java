package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.Scenario;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;

/**
 * First wireless agent that takes part under several names, with equal parts of its task and its weight, compared with one name. Each name has the
 * complete radio and processor of the agent. Changes are empty unless all prices are certified.
 */
final class FalseNamesTask {

    private static final String NAMES = "names";
    private static final int MOST_NAMES = 100;

    static final CellTask TASK = CellTask.of(
                    "false-names",
                    WeightReports.axes("names=2"),
                    WeightReports.columns("splitter", "the agent with several names"),
                    (settings, scenarios) -> {
                        WeightReports.check(settings, scenarios);
                        WeightReports.count(settings, NAMES, MOST_NAMES);
                    },
                    FalseNamesTask::run)
            .withEffort(_ -> 3);

    private FalseNamesTask() {}

    private static List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        Scenario scenario = WeightReports.scenario(settings, seed, scenarios);
        int names = settings.count(NAMES, 1);
        WeightReports.Outcome before = new WeightReports(settings, seed, scenario).truthful(1);
        WeightReports.Outcome after = new WeightReports(settings, seed, split(scenario, names)).truthful(names);
        return List.of(after.rowFrom(before));
    }

    /** Returns the scenario in which the first wireless agent is replaced by several names. */
    private static Scenario split(Scenario scenario, int names) {
        List<WirelessAgent> agents = new ArrayList<>(scenario.wirelessAgents());
        WirelessAgent agent = agents.removeFirst();
        Task task = agent.task();
        var part = new Task(task.inputBits() / names, task.work() / names, task.deadlineSeconds());
        agents.addAll(
                0,
                IntStream.range(0, names)
                        .mapToObj(i -> agent.withId(agent.id() + "-" + i)
                                .withTask(part)
                                .withSatisfactionWeight(agent.satisfactionWeight() / names))
                        .toList());
        return scenario.withWirelessAgents(agents);
    }
}
