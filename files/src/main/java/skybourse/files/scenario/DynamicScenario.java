package skybourse.files.scenario;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scenario and its dynamics over time, read from a file.
 *
 * @param scenario the scenario
 * @param dynamics changes of the scenario over time
 * @param isGiven whether the file has a block {@code overTime}
 * @param block the block with all fields; its tables are in the folder {@link #TABLES}
 * @param tables contents of the tables that the block names, by path relative to the file that {@link #text} is written to
 */
public record DynamicScenario(
        Scenario scenario, Dynamics dynamics, boolean isGiven, ObjectNode block, SortedMap<String, byte[]> tables) {

    /** Folder of the tables to which the scenario text refers. */
    public static final String TABLES = "tables/";

    public DynamicScenario {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /**
     * Returns the scenario and the block as YAML with all fields. {@link ScenarioText#readOverTime} reads the same scenario and dynamics from it if
     * {@link #tables} are stored beside it. Each call creates
     * the text again, which is large if there are many agents.
     */
    public String text() {
        return ScenarioText.write(scenario, block);
    }

    /**
     * Checks that the scenario can be simulated over time.
     *
     * @param source name of the file, for messages
     * @throws skybourse.files.text.InvalidInputException if it cannot be simulated
     */
    public void requirePlayable(String source) {
        DynamicsChecks.requirePlayable(source, scenario, dynamics);
    }
}
