package skybourse.round.state;

import skybourse.base.numeric.StateArchive;

/** Counts of tasks, work and time since the start, for the checks of invariants. */
public final class SimulationCounters {

    public long arrived;
    public long met;
    public long late;
    public long expired;
    public long dropped;

    public double workIn;
    public double workAtHome;
    public double workAtLeaders;
    public double workAtAerialAgents;
    public double workLost;

    /** Work in the lots that aerial agents sold. */
    public double workInLots;
    /** Work in the lots that they did not compute, which leaders compute instead. */
    public double workInReturnedLots;

    /** Largest share of its capacity that a leader with waiting work left unused in the present slot. */
    public double idleWhileWaiting;

    /** Sum of the metrics of energy of all slots, in joules. */
    public double meteredJoules;

    /** Integral of the number of tasks in the market over time, in seconds, summed slot by slot. */
    public double presentSeconds;
    /** Sum of the times from arrival to end of all ended tasks, in seconds. */
    public double endedSeconds;

    /** Adds the time of a task that ends, from its arrival to its end, in seconds. */
    public void countEnd(double arrived, double left) {
        endedSeconds += left - arrived;
    }

    void exchange(StateArchive state) {
        arrived = state.integer(arrived);
        met = state.integer(met);
        late = state.integer(late);
        expired = state.integer(expired);
        dropped = state.integer(dropped);
        workIn = state.number(workIn);
        workAtHome = state.number(workAtHome);
        workAtLeaders = state.number(workAtLeaders);
        workAtAerialAgents = state.number(workAtAerialAgents);
        workLost = state.number(workLost);
        workInLots = state.number(workInLots);
        workInReturnedLots = state.number(workInReturnedLots);
        meteredJoules = state.number(meteredJoules);
        presentSeconds = state.number(presentSeconds);
        endedSeconds = state.number(endedSeconds);
    }
}
