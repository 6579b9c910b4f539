package skybourse.base.scenario;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Wireless agents in four numbers, for markets that no file should list: drawn as {@link ScenarioSampler} draws them, called {@code WA1},
 * {@code WA2} and so on. Right for many alike; wrong for agents with places or names of their own.
 *
 * @param count how many, at least 1
 * @param seed fixes all draws: with the seed and the square of a sampler they are its agents
 * @param eastMetres width of the rectangle in which they stand, its south-west corner at the origin
 * @param northMetres its depth
 */
public record Crowd(int count, long seed, double eastMetres, double northMetres) {

    private static final String NAME = "WA";

    public Crowd {
        Checks.within(count, 1, ScenarioSampler.Counts.MOST, "count");
        Checks.amount(eastMetres, "area.eastMetres");
        Checks.amount(northMetres, "area.northMetres");
    }

    /** Draws the agents, which remember that they are a crowd. */
    public List<WirelessAgent> agents() {
        return new Members(this);
    }

    /** Returns the crowd that a list of agents is, if it is one. */
    public static Optional<Crowd> of(List<WirelessAgent> agents) {
        return agents instanceof Members members ? Optional.of(members.crowd) : Optional.empty();
    }

    /** Returns agents that nobody can change any more; a crowd stays one. */
    static List<WirelessAgent> kept(List<WirelessAgent> agents) {
        return agents instanceof Members ? agents : List.copyOf(agents);
    }

    private static final class Members extends AbstractList<WirelessAgent> implements RandomAccess {

        private final Crowd crowd;
        private final WirelessAgent[] agents;

        Members(Crowd crowd) {
            this.crowd = crowd;
            var streams = new RandomStreams(crowd.seed);
            Demand demand = Demand.standard();
            agents = new WirelessAgent[crowd.count];
            for (int n = 0; n < agents.length; n++) {
                var random = streams.stream("wireless-agents", n);
                agents[n] = demand.agent(NAME + (n + 1), crowd.eastMetres, crowd.northMetres, random);
            }
        }

        @Override
        public WirelessAgent get(int n) {
            return agents[n];
        }

        @Override
        public int size() {
            return agents.length;
        }
    }
}
