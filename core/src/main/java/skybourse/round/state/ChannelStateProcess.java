package skybourse.round.state;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.Decibels;
import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ChannelState;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.ChannelDynamics;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.PairChannels;
import skybourse.round.motion.PairChannels.Correlation;
import skybourse.round.motion.PlaneWaveFading;

/**
 * Channel states between wireless agents and leaders over time. The initial states are those of the scenario's single round, except
 * fading.
 *
 * <p>Pairs are numbered {@code wirelessAgent * leaders + leader}. The state of each pair takes 64 bytes. If the channels {@linkplain #draw
 * are not random}, only the links of the previous slot are stored.
 */
final class ChannelStateProcess implements ChannelState {

    /**
     * Relative movement that a pair is given if one of its ends left and returned. It is so long that the new channel state does not depend on the
     * old one.
     */
    private static final double NEW_STAY_METRES = 1e4;

    private static final double LIGHT_METRES_PER_SECOND = 299_792_458;

    private final int leaders;
    private final boolean draws;
    private final PathLoss pathLoss;
    private final PairChannels pairs;
    private final long[] fadeKeys;
    private final double[] moved;
    /** One instance per thread, because {@link PlaneWaveFading} is not thread-safe. */
    private final ThreadLocal<PlaneWaveFading> fading;

    private final boolean fades;
    private final boolean fadesPerSlot;

    /** Leaders to which each agent was linked in the previous slot, ascending. */
    private final int[][] linked;

    private final double leastShare;

    /** Creates the initial channel states of a scenario. */
    ChannelStateProcess(Scenario scenario, ChannelNetwork network, Dynamics dynamics, RandomStreams streams) {
        leaders = scenario.leaders().size();
        int agents = scenario.wirelessAgents().size();
        int linkable = Math.multiplyExact(agents, leaders);
        draws = draw(network);
        int count = draws ? linkable : 0;
        pathLoss = network.pathLoss();
        ChannelDynamics settings = dynamics.channel();
        var correlation = new Correlation(settings.clearMetres(), settings.blockedMetres());
        pairs = new PairChannels(count, pair -> name(scenario, pair), streams, correlation);
        if (draws) {
            begin(scenario, agents);
        }
        fades = !(network.fading() instanceof Fading.None);
        fadesPerSlot = settings.fadingPerSlot();
        double dominantToRest = network.fading() instanceof Fading.Rician rician ? rician.dominantToRest() : 0;
        double wavelengthMetres = LIGHT_METRES_PER_SECOND / carrierHertz(settings);
        fading = ThreadLocal.withInitial(() -> new PlaneWaveFading(settings.waves(), dominantToRest, wavelengthMetres));
        fadeKeys = new long[fades ? count : 0];
        Arrays.setAll(fadeKeys, pair -> streams.key("wave-angles/" + name(scenario, pair), 0));
        moved = new double[count];
        linked = new int[agents][0];
        leastShare = dynamics.handover().hysteresis();
    }

    /** Returns whether a network's channels are random. If distance alone determines them, they have no state except the links. */
    static boolean draw(ChannelNetwork network) {
        return !network.pathLoss().isDeterministic() || !(network.fading() instanceof Fading.None);
    }

    boolean draws() {
        return draws;
    }

    private double carrierHertz(ChannelDynamics settings) {
        return switch (pathLoss) {
            case PathLoss.UrbanMicro micro -> micro.carrierHertz();
            case PathLoss.UrbanMacro macro -> macro.carrierHertz();
            case PathLoss.LogDistance _ -> settings.carrierHertz();
        };
    }

    private String name(Scenario scenario, int pair) {
        return scenario.wirelessAgents().get(pair / leaders).id() + "/"
                + scenario.leaders().get(pair % leaders).id();
    }

    private void begin(Scenario scenario, int agents) {
        ChannelState start = ChannelState.sampled(new RandomStreams(scenario.seed()), leaders, new Fading.None());
        for (int n = 0; n < agents; n++) {
            double[] sights = start.lineOfSightSamples(n);
            double[] shadows = start.shadows(n);
            for (int s = 0; s < leaders; s++) {
                pairs.begin(n * leaders + s, shadows[s], sights[s]);
            }
        }
    }

    /**
     * Updates the pairs of a wireless agent for a new slot. Must be called only if the channels are random.
     *
     * @param slot number of the slot, from 1
     * @param agent index of the wireless agent
     * @param before positions in the previous slot
     * @param now positions in this slot
     * @param random scratch generator
     */
    void move(long slot, int agent, SlotPositions before, SlotPositions now, ReusableGenerator random) {
        for (int s = 0; s < leaders; s++) {
            double metres = now.metresSince(before, agent, s);
            boolean stays = !Double.isNaN(metres);
            int pair = agent * leaders + s;
            double ground = before.groundMetres(agent, s);
            boolean clear = pairs.isClear(pair, pathLoss.lineOfSightProbability(ground));
            pairs.move(pair, slot, stays ? metres : NEW_STAY_METRES, clear, random);
            moved[pair] = stays ? metres : 0;
        }
    }

    @Override
    public double[] lineOfSightSamples(int wirelessAgent) {
        double[] sights = new double[leaders];
        Arrays.setAll(sights, s -> pairs.sight(wirelessAgent * leaders + s));
        return sights;
    }

    @Override
    public double[] shadows(int wirelessAgent) {
        double[] shadows = new double[leaders];
        Arrays.setAll(shadows, s -> pairs.shadow(wirelessAgent * leaders + s));
        return shadows;
    }

    @Override
    public double bitsPerHertz(int wirelessAgent, int leader, double decibels) {
        if (!fades) {
            return ChannelState.super.bitsPerHertz(wirelessAgent, leader, decibels);
        }
        int pair = wirelessAgent * leaders + leader;
        double metres = fadesPerSlot ? 0 : moved[pair];
        double from = pairs.odometerMetres(pair) - metres;
        return fading.get().meanBits(fadeKeys[pair], from, metres, Decibels.toRatio(decibels));
    }

    @Override
    public double leastRateFactor(int wirelessAgent, int leader) {
        return Arrays.binarySearch(linked[wirelessAgent], leader) < 0 ? 1 : leastShare;
    }

    /** Stores the leaders to which an agent is linked now, ascending. The array is not copied. */
    void remember(int wirelessAgent, int[] linkedLeaders) {
        linked[wirelessAgent] = linkedLeaders;
    }

    void exchange(StateArchive state) {
        pairs.exchange(state);
        double[] ways = state.numbers(moved);
        System.arraycopy(ways, 0, moved, 0, moved.length);
        long[] bits = state.integers(linkedBits());
        for (int n = 0; n < linked.length; n++) {
            int first = n * leaders;
            linked[n] = IntStream.range(0, leaders)
                    .filter(s -> (bits[(first + s) / Long.SIZE] >>> (first + s) & 1) != 0)
                    .toArray();
        }
    }

    /** Returns the links as one bit per pair. */
    private long[] linkedBits() {
        long[] bits = new long[Math.ceilDiv(linked.length * leaders, Long.SIZE)];
        for (int n = 0; n < linked.length; n++) {
            for (int leader : linked[n]) {
                int pair = n * leaders + leader;
                bits[pair / Long.SIZE] |= 1L << pair;
            }
        }
        return bits;
    }
}
