package skybourse.base.scenario;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Compact description of many wireless agents by four numbers. They are sampled like the agents of a {@link ScenarioSampler} with
 * {@link DemandRanges#standard()}. Their names are WA1, WA2 and so on. Not for agents with given positions or names.
 *
 * @param count number of agents, in [1, 10,000,000]
 * @param seed seed of all draws; with the seed, the square and the standard demand of a sampler, the agents equal those of the sampler
 * @param eastMetres width of the rectangle in which they are placed, whose south-west corner is at the origin, in [1e-18, 1e18]
 * @param northMetres depth of the rectangle, in [1e-18, 1e18]
 */
public record Crowd(int count, long seed, double eastMetres, double northMetres) {

    private static final String NAME = "WA";

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Crowd {
        Checks.within(count, 1, ScenarioSampler.Counts.MOST, "count");
        Checks.amount(eastMetres, "area.eastMetres");
        Checks.amount(northMetres, "area.northMetres");
    }

    /** Samples the agents. The list is unmodifiable, and {@link #of} returns this crowd for it. */
    public List<WirelessAgent> agents() {
        return new Members(this);
    }

    /** Returns the crowd from which a list was sampled by {@link #agents()}; empty for any other list. */
    public static Optional<Crowd> of(List<WirelessAgent> agents) {
        return agents instanceof Members members ? Optional.of(members.crowd) : Optional.empty();
    }

    /** Returns an unmodifiable copy of a list. A list that {@link #agents()} returned is not copied. */
    static List<WirelessAgent> copyOf(List<WirelessAgent> agents) {
        return agents instanceof Members ? agents : List.copyOf(agents);
    }

    private static final class Members extends AbstractList<WirelessAgent> implements RandomAccess {

        private final Crowd crowd;
        private final WirelessAgent[] agents;

        Members(Crowd crowd) {
            this.crowd = crowd;
            var streams = new RandomStreams(crowd.seed);
            DemandRanges demand = DemandRanges.standard();
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
