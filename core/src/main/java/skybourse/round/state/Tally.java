package skybourse.round.state;

import skybourse.base.numeric.StateExchange;

/** What has been counted since the start, for the laws that must hold of it. */
public final class Tally {

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

    /** Seconds of all tasks in the market, slot by slot: the integral of how many there are. */
    public double presentSeconds;
    /** Seconds of the tasks that ended, each from when it came until it ended. */
    public double endedSeconds;

    /** Counts a task that ends. */
    public void leave(double arrived, double left) {
        endedSeconds += left - arrived;
    }

    void exchange(StateExchange state) {
        arrived = state.whole(arrived);
        met = state.whole(met);
        late = state.whole(late);
        expired = state.whole(expired);
        dropped = state.whole(dropped);
        workIn = state.number(workIn);
        workAtHome = state.number(workAtHome);
        workAtLeaders = state.number(workAtLeaders);
        workAtAerialAgents = state.number(workAtAerialAgents);
        workLost = state.number(workLost);
        presentSeconds = state.number(presentSeconds);
        endedSeconds = state.number(endedSeconds);
    }
}
