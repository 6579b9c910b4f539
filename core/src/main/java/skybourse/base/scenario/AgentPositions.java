package skybourse.base.scenario;

import java.util.List;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;

/**
 * Map positions of wireless agents and leaders. The arrays are not copied.
 *
 * @param eastMetres east coordinates, wireless agents first, then leaders
 * @param northMetres north coordinates in the same order
 */
public record AgentPositions(double[] eastMetres, double[] northMetres) {

    /** Returns the positions of a scenario's agents. */
    static AgentPositions of(Scenario scenario) {
        List<Leader> leaders = scenario.leaders();
        int wireless = scenario.wirelessAgents().size();
        double[] east = new double[wireless + leaders.size()];
        double[] north = new double[east.length];
        for (int i = 0; i < east.length; i++) {
            Position position = i < wireless
                    ? scenario.wirelessAgents().get(i).position()
                    : leaders.get(i - wireless).position();
            east[i] = position.xMetres();
            north[i] = position.yMetres();
        }
        return new AgentPositions(east, north);
    }
}
