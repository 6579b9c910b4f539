package skybourse.base.scenario;

import java.util.List;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;

/**
 * Where wireless agents and leaders are on the map.
 *
 * @param eastMetres wireless agents first, then leaders
 * @param northMetres likewise
 */
public record Whereabouts(double[] eastMetres, double[] northMetres) {

    /** Returns where a scenario has its agents. */
    static Whereabouts of(Scenario world) {
        List<Leader> leaders = world.leaders();
        int wireless = world.wirelessAgents().size();
        double[] east = new double[wireless + leaders.size()];
        double[] north = new double[east.length];
        for (int i = 0; i < east.length; i++) {
            Position position = i < wireless
                    ? world.wirelessAgents().get(i).position()
                    : leaders.get(i - wireless).position();
            east[i] = position.xMetres();
            north[i] = position.yMetres();
        }
        return new Whereabouts(east, north);
    }
}
