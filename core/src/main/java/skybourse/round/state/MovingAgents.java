package skybourse.round.state;

import java.util.ArrayList;
import java.util.List;
import skybourse.base.agent.Agent;
import skybourse.base.numeric.StateArchive;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.round.motion.Motion;
import skybourse.round.motion.MotionSegment;
import skybourse.round.motion.MotionSegmentArchive;
import skybourse.round.motion.Stationary;

/** Positions of all agents of one kind in the current slot. */
final class MovingAgents {

    // Smallest number of agents per thread.
    private static final int LEAST_PER_THREAD = 512;

    private final List<? extends Agent> agents;
    private final List<Motion> motions;
    private final RandomStreams streams;
    private final MotionSegment[] legs;
    private double[] east;
    private double[] north;
    private long[] stay;

    MovingAgents(List<? extends Agent> agents, List<Motion> motions, RandomStreams streams) {
        this.agents = agents;
        this.motions = motions.isEmpty() ? standing(agents) : motions;
        this.streams = streams;
        legs = new MotionSegment[agents.size()];
        east = new double[legs.length];
        north = new double[legs.length];
        stay = new long[legs.length];
        for (int i = 0; i < legs.length; i++) {
            legs[i] = this.motions.get(i).firstLeg(streams, agents.get(i).id());
            set(i, 0);
        }
    }

    private static List<Motion> standing(List<? extends Agent> agents) {
        List<Motion> motions = new ArrayList<>();
        agents.forEach(agent -> motions.add(
                new Stationary(agent.position().xMetres(), agent.position().yMetres())));
        return motions;
    }

    private void set(int i, double seconds) {
        if (legs[i].isPresent()) {
            east[i] = legs[i].eastMetres(seconds);
            north[i] = legs[i].northMetres(seconds);
            stay[i] = legs[i].visit();
        } else {
            stay[i] = -1;
        }
    }

    /** Moves all agents to their positions at a time. The time must not be before the time of the last call. */
    void moveTo(double seconds, TaskRunner tasks) {
        tasks.run(legs.length, LEAST_PER_THREAD, i -> {
            legs[i] = motions.get(i)
                    .legAt(seconds, legs[i], streams, agents.get(i).id());
            set(i, seconds);
        });
    }

    boolean isPresent(int agent) {
        return legs[agent].isPresent();
    }

    /** Returns an agent's east coordinate, in metres. While the agent is absent, returns its last coordinate. */
    double east(int agent) {
        return east[agent];
    }

    /** Returns an agent's north coordinate, in metres. While the agent is absent, returns its last coordinate. */
    double north(int agent) {
        return north[agent];
    }

    /** Returns the number of an agent's stay; negative while it is absent. */
    long stay(int agent) {
        return stay[agent];
    }

    int absent() {
        int count = 0;
        for (MotionSegment leg : legs) {
            count += leg.isPresent() ? 0 : 1;
        }
        return count;
    }

    void exchange(StateArchive state) {
        MotionSegmentArchive.exchange(legs, motions, state);
        east = state.numbers(east);
        north = state.numbers(north);
        stay = state.integers(stay);
    }
}
