package skybourse.round.state;

import java.util.Arrays;
import java.util.stream.IntStream;
import skybourse.base.numeric.Decibels;
import skybourse.base.numeric.StateExchange;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.Surroundings;
import skybourse.round.dynamics.ChannelInTime;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.motion.FadingWaves;
import skybourse.round.motion.PairChannels;
import skybourse.round.motion.PairChannels.Correlation;

/**
 * What lies between each wireless agent and each leader, carried from slot to slot. At the start it is what the round of the
 * scenario has, but for fading.
 *
 * <p>Pairs are numbered {@code wirelessAgent * leaders + leader}. All are kept, 64 bytes each, so memory grows with both; where
 * {@linkplain #draw nothing is drawn} only whom an agent is linked to is.
 */
final class Channels implements Surroundings {

    /** Way that makes a pair forget all it was: it left and came back. */
    private static final double NEW_STAY_METRES = 1e4;

    private static final double LIGHT_METRES_PER_SECOND = 299_792_458;

    private final int leaders;
    private final boolean draws;
    private final PathLoss pathLoss;
    private final PairChannels pairs;
    private final long[] fadeKeys;
    private final double[] moved;
    /** One for each thread: it works in arrays of its own. */
    private final ThreadLocal<FadingWaves> fading;

    private final boolean fades;
    private final boolean fadesPerSlot;

    /** Whom each agent was linked to in the slot before, rising. */
    private final int[][] linked;

    private final double leastShare;

    /** Makes what lies between the agents of a scenario at its start. */
    Channels(Scenario scenario, ChannelNetwork network, Dynamics dynamics, RandomStreams streams) {
        leaders = scenario.leaders().size();
        int agents = scenario.wirelessAgents().size();
        int linkable = Math.multiplyExact(agents, leaders);
        draws = draw(network);
        int count = draws ? linkable : 0;
        pathLoss = network.pathLoss();
        ChannelInTime settings = dynamics.channel();
        var correlation = new Correlation(settings.clearMetres(), settings.blockedMetres());
        pairs = new PairChannels(count, pair -> name(scenario, pair), streams, correlation);
        if (draws) {
            begin(scenario, agents);
        }
        fades = !(network.fading() instanceof Fading.None);
        fadesPerSlot = settings.fadingPerSlot();
        double dominantToRest = network.fading() instanceof Fading.Rician rician ? rician.dominantToRest() : 0;
        double wavelengthMetres = LIGHT_METRES_PER_SECOND / carrierHertz(settings);
        fading = ThreadLocal.withInitial(() -> new FadingWaves(settings.waves(), dominantToRest, wavelengthMetres));
        fadeKeys = new long[fades ? count : 0];
        Arrays.setAll(fadeKeys, pair -> streams.key("wave-angles/" + name(scenario, pair), 0));
        moved = new double[count];
        linked = new int[agents][0];
        leastShare = dynamics.handover().hysteresis();
    }

    /** Tells whether a network's channels draw anything: where distance alone decides, there is nothing to carry but who was linked. */
    static boolean draw(ChannelNetwork network) {
        return !network.pathLoss().drawsNothing() || !(network.fading() instanceof Fading.None);
    }

    boolean draws() {
        return draws;
    }

    private double carrierHertz(ChannelInTime settings) {
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
        Surroundings start = Surroundings.drawn(new RandomStreams(scenario.seed()), leaders, new Fading.None());
        for (int n = 0; n < agents; n++) {
            double[] sights = start.sights(n);
            double[] shadows = start.shadows(n);
            for (int s = 0; s < leaders; s++) {
                pairs.begin(n * leaders + s, shadows[s], sights[s]);
            }
        }
    }

    /**
     * Moves an agent's pairs into a slot, where channels draw.
     *
     * @param slot from 1
     * @param agent wireless agent
     * @param before where both ends were in the slot before
     * @param now where they are
     */
    void move(long slot, int agent, Ends before, Ends now, ReusableGenerator random) {
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
    public double[] sights(int wirelessAgent) {
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
            return Surroundings.super.bitsPerHertz(wirelessAgent, leader, decibels);
        }
        int pair = wirelessAgent * leaders + leader;
        double metres = fadesPerSlot ? 0 : moved[pair];
        double from = pairs.odometerMetres(pair) - metres;
        return fading.get().meanBits(fadeKeys[pair], from, metres, Decibels.toRatio(decibels));
    }

    @Override
    public double leastShare(int wirelessAgent, int leader) {
        return Arrays.binarySearch(linked[wirelessAgent], leader) < 0 ? 1 : leastShare;
    }

    /** Remembers whom an agent is linked to now, rising; the numbers are kept. */
    void remember(int wirelessAgent, int[] linkedLeaders) {
        linked[wirelessAgent] = linkedLeaders;
    }

    void exchange(StateExchange state) {
        pairs.exchange(state);
        double[] ways = state.numbers(moved);
        System.arraycopy(ways, 0, moved, 0, moved.length);
        long[] bits = state.wholes(linkedBits());
        for (int n = 0; n < linked.length; n++) {
            int first = n * leaders;
            linked[n] = IntStream.range(0, leaders)
                    .filter(s -> (bits[(first + s) / Long.SIZE] >>> (first + s) & 1) != 0)
                    .toArray();
        }
    }

    /** Returns who is linked, a bit a pair. */
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
