package skybourse.files.scenario;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scenario and what of it changes with time, as a file describes them.
 *
 * @param scenario the market at its start
 * @param dynamics what changes
 * @param isGiven whether the file says anything about time
 * @param block what changes, with every field written out; tables lie in {@link #TABLES}
 * @param tables the tables that it names, by their place beside {@link #text}
 */
public record MarketOverTime(
        Scenario scenario, Dynamics dynamics, boolean isGiven, ObjectNode block, SortedMap<String, byte[]> tables) {

    /** The folder of tables beside a written scenario. */
    public static final String TABLES = "tables/";

    public MarketOverTime {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /**
     * Returns both as YAML with every field written out, which {@link ScenarioText#readOverTime} turns into an equal market. The text
     * of a long list of agents is large and is written again by each call.
     */
    public String text() {
        return ScenarioText.written(scenario, block);
    }

    /**
     * Complains about a scenario whose rounds cannot follow each other.
     *
     * @param source the file's name
     */
    public void requirePlayable(String source) {
        OverTimeRules.requirePlayable(source, scenario, dynamics);
    }
}
