package skybourse.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import skybourse.base.agent.EnergyModel;
import skybourse.base.agent.Leader;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.tier1.game.EnergyCurves;

/** Computes a one-line summary of a scenario, and its demand relative to capacity. */
public final class ScenarioSummary {

    /** Distance of a row from its convex hull, as a share of the largest energy, above which a warning is printed. */
    private static final double MOST_DISTANCE = 0.1;

    private ScenarioSummary() {}

    /** Returns the numbers of agents and links as text. */
    public static String contents(Scenario scenario) {
        ScenarioLinks reach = scenario.network().linksOf(scenario);
        long links = 0;
        for (int n = 0; n < scenario.wirelessAgents().size(); n++) {
            links += reach.of(n).count();
        }
        String leaders = Arrays.stream(LeaderKind.values())
                .map(kind -> ", " + NumberText.whole(scenario.count(kind)) + " " + EnumNames.name(kind))
                .collect(Collectors.joining());
        return NumberText.whole(scenario.wirelessAgents().size()) + " wireless" + leaders + " and "
                + NumberText.whole(scenario.aerialAgents().size()) + " aerial agents, "
                + (links == 1 ? "1 link" : NumberText.whole(links) + " links");
    }

    /** Returns warnings: reported weights outside {@code rules.weights}, and energy tables far from the convex hull that is used, which describes them poorly. */
    public static List<String> warnings(Scenario scenario) {
        List<String> warnings = new ArrayList<>(weightWarning(scenario).stream().toList());
        warnings.addAll(energyTables(scenario, true));
        return warnings;
    }

    /** Returns a warning if some reported weights are outside {@code rules.weights}; otherwise empty. */
    private static Optional<String> weightWarning(Scenario scenario) {
        return scenario.rules()
                .weights()
                .filter(distribution -> distribution.shareOutside(scenario.wirelessAgents()) > 0)
                .map(distribution -> "rules.weights: "
                        + NumberText.percent(distribution.shareOutside(scenario.wirelessAgents()), 3)
                        + " of the wireless agents have a satisfactionWeight outside ["
                        + NumberText.plain(distribution.low(), 4)
                        + ", " + NumberText.plain(distribution.high(), 4)
                        + "] money; prices do not follow their weights");
    }

    /** Returns a sentence for each leader whose energy is a table close to its convex hull: how far its rows are above the hull. */
    public static List<String> energyTables(Scenario scenario) {
        return energyTables(scenario, false);
    }

    /** Returns the sentences for tables whose rows are, or are not, more than a tenth of the largest energy above the hull. */
    private static List<String> energyTables(Scenario scenario, boolean isFar) {
        List<String> sentences = new ArrayList<>();
        for (Leader leader : scenario.leaders()) {
            if (leader.computer().energy().orElse(null) instanceof EnergyModel.Table table) {
                double distance = EnergyCurves.largestDistance(table);
                if (distance > MOST_DISTANCE == isFar) {
                    sentences.add("computer.energy.table of " + leader.id() + ": rows are up to "
                            + NumberText.percent(distance, 2)
                            + " of the largest energy above their convex hull, which is used");
                }
            }
        }
        return sentences;
    }

    /** Returns the total work of all tasks divided by the total capacity of all leaders in a round. */
    public static double demandOverCapacity(Scenario scenario) {
        double demand = scenario.wirelessAgents().stream()
                .mapToDouble(agent -> agent.task().work())
                .sum();
        double speed = scenario.leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond())
                .sum();
        return demand / (speed * scenario.rules().roundSeconds());
    }
}
