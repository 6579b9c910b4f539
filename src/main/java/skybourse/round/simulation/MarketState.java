package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.base.numeric.StateExchange;
import skybourse.base.random.RandomStreams;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Task;

/**
 * All that a slot knows of those before it, and nothing else: what is here is what a checkpoint holds. No generator lives here: every
 * draw is made anew from its purpose, its agent and the number of its step.
 */
final class MarketState {

    final Setup setup;
    final RandomStreams streams;
    final World world;
    final Demand demand;
    final Mail mail;
    final Desk desk;
    final Fleet fleet;
    final Accounts accounts;
    final TaskTable tasks = new TaskTable();
    final PieceTable pieces = new PieceTable();
    final Tally tally = new Tally();
    final LastRatios lastRatios;
    final SoldLots soldLots = new SoldLots();
    final LaggedRows rows;

    long slot;
    /** Work that waits at each wireless agent's own processor. */
    double[] homeBacklog;
    /** Work that waits at each leader. */
    double[] backlog;

    MarketState(Setup setup) {
        this.setup = setup;
        Scenario scenario = setup.scenario();
        Dynamics dynamics = setup.dynamics();
        streams = new RandomStreams(setup.seed());
        world = new World(setup, streams);
        demand = new Demand(scenario, dynamics, streams);
        mail = new Mail(scenario, dynamics, setup.frozen(), streams);
        desk = new Desk(setup);
        fleet = new Fleet(scenario, dynamics);
        accounts = new Accounts(scenario);
        homeBacklog = new double[scenario.wirelessAgents().size()];
        backlog = new double[scenario.leaders().size()];
        lastRatios = new LastRatios(homeBacklog.length);
        rows = new LaggedRows(lag(setup));
    }

    /** Returns after how many slots nobody can meet the deadline of a task any more. */
    private static int lag(Setup setup) {
        double longest = setup.dynamics()
                .tasks(setup.scenario())
                .mapToDouble(Task::deadlineSeconds)
                .max()
                .orElseThrow();
        return (int) Math.min(10_000, Math.ceil(longest / setup.slotSeconds()) + 1);
    }

    void exchange(StateExchange state) {
        slot = state.whole(slot);
        homeBacklog = state.numbers(homeBacklog);
        backlog = state.numbers(backlog);
        world.exchange(state);
        demand.exchange(state);
        mail.exchange(state);
        desk.exchange(state);
        fleet.exchange(state);
        accounts.exchange(state);
        tasks.exchange(state);
        pieces.exchange(state);
        tally.exchange(state);
        lastRatios.exchange(state);
        soldLots.exchange(state);
        rows.exchange(state);
    }

    /** Returns the backlog of a processor in slots. */
    static double slots(double work, double workPerSecond, double slotSeconds) {
        return work / (workPerSecond * slotSeconds);
    }

    double[] capacities() {
        return setup.scenario().leaders().stream()
                .mapToDouble(leader -> leader.computer().workPerSecond() * setup.slotSeconds())
                .toArray();
    }

    double totalBacklog() {
        return Arrays.stream(backlog).sum();
    }

    double totalHomeBacklog() {
        return Arrays.stream(homeBacklog).sum();
    }
}
