package skybourse.app.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import skybourse.base.agent.LeaderKind;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Reach;
import skybourse.base.scenario.Scenario;

/** What is in a scenario, in a line. */
public final class ScenarioWords {

    private ScenarioWords() {}

    /** Returns how many agents and links there are. */
    public static String contents(Scenario scenario) {
        Reach reach = scenario.network().reach(scenario);
        long links = 0;
        for (int n = 0; n < scenario.wirelessAgents().size(); n++) {
            links += reach.of(n).count();
        }
        String leaders = Arrays.stream(LeaderKind.values())
                .map(kind -> ", " + Numbers.whole(scenario.count(kind)) + " " + Wire.name(kind))
                .collect(Collectors.joining());
        return Numbers.whole(scenario.wirelessAgents().size()) + " wireless" + leaders + " and "
                + Numbers.whole(scenario.aerialAgents().size()) + " aerial agents, " + Numbers.whole(links) + " links";
    }

    /** Returns all tasks together over what all leaders can do in the round. */
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
