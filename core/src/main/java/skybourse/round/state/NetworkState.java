package skybourse.round.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;
import skybourse.base.numeric.StateArchive;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.AgentPositions;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.base.scenario.SettingException;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.SimulationSetup;

/** Positions, presence and links of all agents in a slot. */
public final class NetworkState {

    public static final AgentLinks NONE = new AgentLinks(new int[0], new double[0], new double[0]);

    /** Coordinate of absent agents. It is out of reach of all other agents. */
    private static final double AWAY_METRES = 1e9;

    // Smallest number of agents per thread.
    private static final int LEAST_PER_THREAD = 128;

    // Largest number of pairs with random channels.
    private static final long MOST_DRAWN = 50_000_000;

    private final Scenario scenario;
    private final TaskRunner tasks;
    private final MovingAgents wireless;
    private final MovingAgents moving;
    private final List<Leader> leaders;
    // Index of each leader among the moving leaders. It is -1 for a leader that does not move.
    private final int[] mover;
    private final boolean moves;
    private final @Nullable ChannelStateProcess channels;
    private final AgentLinks[] links;
    private final ScenarioLinks atStart;
    private ScenarioLinks now;
    private SlotPositions ends;

    NetworkState(SimulationSetup setup, RandomStreams streams) {
        scenario = setup.scenario();
        tasks = setup.tasks();
        Dynamics dynamics = setup.dynamics();
        wireless = new MovingAgents(scenario.wirelessAgents(), dynamics.wirelessMotion(), streams);
        leaders = scenario.leaders();
        mover = movers(leaders);
        moving = new MovingAgents(scenario.movers(), dynamics.mobileMotion(), streams);
        moves = dynamics.moves() && !setup.frozen();
        boolean remembers = remembers(setup);
        if (remembers) {
            requireRoom(scenario, ChannelStateProcess.draw((ChannelNetwork) scenario.network()));
        }
        channels = remembers
                ? new ChannelStateProcess(scenario, (ChannelNetwork) scenario.network(), dynamics, streams)
                : null;
        links = new AgentLinks[scenario.wirelessAgents().size()];
        ends = ends();
        atStart = reach(setup.frozen());
        now = atStart;
    }

    private static int[] movers(List<Leader> leaders) {
        int[] mover = new int[leaders.size()];
        int next = 0;
        for (int s = 0; s < mover.length; s++) {
            mover[s] = leaders.get(s).moves() ? next++ : -1;
        }
        return mover;
    }

    /**
     * Checks the number of channels before memory is allocated.
     *
     * @throws SettingException if there are too many pairs
     */
    private static void requireRoom(Scenario scenario, boolean drawn) {
        long pairs =
                (long) scenario.wirelessAgents().size() * scenario.leaders().size();
        long most = drawn ? MOST_DRAWN : Integer.MAX_VALUE;
        if (pairs > most) {
            throw new SettingException("overTime must have channels of at most " + most
                    + " pairs of wireless agent and leader"
                    + (drawn ? ", 64 bytes each, if agents move and shadowing or fading is sampled: " : ": ")
                    + pairs);
        }
    }

    /** Returns whether channels have a state: agents move, or there is fading. */
    private boolean remembers(SimulationSetup setup) {
        return scenario.network() instanceof ChannelNetwork network
                && !setup.frozen()
                && (moves || !(network.fading() instanceof Fading.None));
    }

    /** Computes the links of all agents. They have no fading if {@code steady} is true and channels have no state. */
    private ScenarioLinks reach(boolean steady) {
        if (!(scenario.network() instanceof ChannelNetwork network)) {
            return scenario.network().linksOf(scenario);
        }
        if (channels != null) {
            return network.reach(scenario, placed(), channels);
        }
        return (steady ? network.withoutFading() : network).reach(scenario, placed());
    }

    private AgentPositions placed() {
        double[] east = ends.eastMetres().clone();
        double[] north = ends.northMetres().clone();
        for (int i = 0; i < east.length; i++) {
            if (ends.stays()[i] < 0) {
                east[i] = AWAY_METRES;
                north[i] = AWAY_METRES;
            }
        }
        return new AgentPositions(east, north);
    }

    private SlotPositions ends() {
        double[] east = new double[links.length + mover.length];
        double[] north = new double[east.length];
        long[] stays = new long[east.length];
        for (int i = 0; i < east.length; i++) {
            int s = i - links.length;
            if (s >= 0 && mover[s] < 0) {
                Position place = leaders.get(s).position();
                east[i] = place.xMetres();
                north[i] = place.yMetres();
            } else {
                MovingAgents kind = s < 0 ? wireless : moving;
                int index = s < 0 ? i : mover[s];
                east[i] = kind.east(index);
                north[i] = kind.north(index);
                stays[i] = kind.stay(index);
            }
        }
        return new SlotPositions(east, north, stays, links.length);
    }

    /**
     * Moves all agents to their positions in a slot, and updates the channels. Does nothing if no agent moves in this setup. Slots are numbered from
     * 1 here. The start time of the slot is in seconds.
     */
    public void moveTo(long slot, double seconds) {
        if (!moves) {
            return;
        }
        wireless.moveTo(seconds, tasks);
        moving.moveTo(seconds, tasks);
        SlotPositions before = ends;
        ends = ends();
        if (channels != null && channels.draws()) {
            tasks.run(
                    links.length,
                    LEAST_PER_THREAD,
                    n -> channels.move(slot, n, before, ends, new ReusableGenerator(0)));
        }
        now = reach(false);
        Arrays.fill(links, null);
    }

    /** Computes the links of some wireless agents. Must be called before {@link #links} for these agents. */
    public void prepare(int[] agents) {
        tasks.run(agents.length, LEAST_PER_THREAD, i -> prepare(agents[i]));
        if (channels != null && moves) {
            for (int n = 0; n < links.length; n++) {
                channels.remember(n, links[n] == null ? NONE.leaders() : links[n].leaders());
            }
        }
    }

    private void prepare(int agent) {
        if (links[agent] == null) {
            links[agent] = wireless.isPresent(agent) ? now.of(agent) : NONE;
        }
    }

    /** Returns the links of a wireless agent in this slot; {@link #NONE} while it is absent. Requires {@link #prepare}. */
    public AgentLinks links(int wirelessAgent) {
        return links[wirelessAgent];
    }

    /** Returns the rate of a link in this slot, bit/s; 0 if there is no link. Requires {@link #prepare}. */
    public double bitsPerSecond(int wirelessAgent, int leader) {
        AgentLinks found = links[wirelessAgent];
        int link = Arrays.binarySearch(found.leaders(), leader);
        return link < 0 ? 0 : found.bitsPerSecond()[link];
    }

    /** Returns the rate from a leader at its initial position to an aerial agent at its station, bit/s. */
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return atStart.relayBitsPerSecond(leader, aerialAgent);
    }

    public boolean isPresent(int wirelessAgent) {
        return wireless.isPresent(wirelessAgent);
    }

    public boolean isLeaderPresent(int leader) {
        return mover[leader] < 0 || moving.isPresent(mover[leader]);
    }

    /** Returns whether links may change between slots. */
    public boolean changes() {
        return moves || channels != null;
    }

    public int absent() {
        return wireless.absent() + moving.absent();
    }

    /** Returns the coordinates of wireless agents, then of leaders, as pairs of east and north in metres. Absent agents have NaN. */
    public double[] places() {
        double[] places = new double[2 * ends.stays().length];
        for (int i = 0; i < ends.stays().length; i++) {
            boolean there = ends.stays()[i] >= 0;
            places[2 * i] = there ? ends.eastMetres()[i] : Double.NaN;
            places[2 * i + 1] = there ? ends.northMetres()[i] : Double.NaN;
        }
        return places;
    }

    void exchange(StateArchive state) {
        wireless.exchange(state);
        moving.exchange(state);
        if (channels != null) {
            channels.exchange(state);
        }
        ends = ends();
        now = moves || channels != null ? reach(false) : atStart;
        Arrays.fill(links, null);
    }
}
