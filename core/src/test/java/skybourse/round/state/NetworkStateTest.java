package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.ChannelState;
import skybourse.base.scenario.Fading;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.ChannelDynamics;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.Setups;
import skybourse.round.dynamics.SimulationSetup;
import skybourse.round.dynamics.SimulationSetupBuilder;
import skybourse.round.motion.Motion;
import skybourse.round.motion.PlaneWaveFading;
import skybourse.round.motion.Stationary;
import skybourse.round.motion.Track;
import skybourse.round.motion.TrackPlayback;
import skybourse.round.simulation.Altered;
import skybourse.round.simulation.Hamlet;
import skybourse.testing.Copies;

/**
 * Positions and links. Loss is 100 dB at 1 km and 40 dB per decade; 0.5 W over 1 MHz is 141 dB above the noise: 41 dB
 * at 1 km, 1 dB at 10 km, and a link needs 1 Mbit/s, which is 0 dB.
 */
class NetworkStateTest {

    private static final ChannelNetwork STEEP = network(new PathLoss.LogDistance(100, 40, 0), new Fading.None(), 1e6);

    private static ChannelNetwork network(PathLoss loss, Fading fading, double least) {
        return ChannelNetwork.standard().withPathLoss(loss).withFading(fading).withLeastBitsPerSecond(least);
    }

    static SimulationSetup setup(Scenario scenario, Dynamics dynamics, boolean frozen) {
        return SimulationSetupBuilder.builder()
                .scenario(scenario)
                .dynamics(dynamics)
                .seed(1)
                .frozen(frozen)
                .solver(Setups.solver())
                .certifyEvery(0)
                .mechanism(Setups::rule)
                .tasks(TaskRunner.CALLER)
                .build();
    }

    static SimulationSetup setup(ChannelNetwork network, Dynamics dynamics, boolean frozen) {
        Scenario line = Hamlet.at(network, new double[] {0, 5_000}, new double[] {0, 0, 40_000});
        return setup(line, dynamics, frozen);
    }

    private static NetworkState world(ChannelNetwork network, Dynamics dynamics) {
        var world = new NetworkState(setup(network, dynamics, false), new RandomStreams(1));
        world.prepare(new int[] {0, 1});
        return world;
    }

    static Dynamics moving(List<Motion> wireless, List<Motion> mobile) {
        return Altered.from(Hamlet.QUIET).withMotion(wireless, mobile).dynamics();
    }

    /** From (0, 0) at 5,000 m/s to the north for 10 s, present from the start. */
    static final Motion NORTH = new TrackPlayback(
            Track.of(new double[] {0, 10}, new double[2], new double[] {0, 50_000}, 1e4), 0, 20, false);

    private static double rate(double metres, double heightMetres) {
        double decibels = 10 * Math.log10(500)
                + 174
                - 60
                - 100
                - 20 * Math.log10((metres * metres + heightMetres * heightMetres) / 1e6);
        return 1e6 * Math.log(1 + Math.pow(10, decibels / 10)) / Math.log(2);
    }

    @Test
    void linksFollowMovingAgents() {
        NetworkState network = world(STEEP, moving(List.of(NORTH, new Stationary(5_000, 0)), List.of()));
        assertThat(network.changes()).isTrue();
        assertThat(network.links(1).leaders()).containsExactly(Hamlet.MA1, Hamlet.FA1);
        assertThat(network.bitsPerSecond(1, Hamlet.FA1)).isCloseTo(rate(5_000, 4), within(1.0));
        assertThat(network.bitsPerSecond(1, Hamlet.FA2)).isZero();
        network.moveTo(1, 1);
        assertThat(network.links(0)).as("not prepared yet").isNull();
        network.prepare(new int[] {0});
        assertThat(network.links(1)).isNull();
        assertThat(network.bitsPerSecond(0, Hamlet.MA1)).isCloseTo(rate(5_000, 0), within(1.0));
        assertThat(network.bitsPerSecond(0, Hamlet.FA1)).isCloseTo(rate(5_000, 4), within(1.0));
        network.moveTo(2, 8);
        network.prepare(new int[] {0, 1});
        assertThat(network.links(0).leaders()).as("40 km away").isEmpty();
        assertThat(network.links(1).leaders()).containsExactly(Hamlet.MA1, Hamlet.FA1);
        assertThat(network.places()).startsWith(0, 40_000, 5_000, 0, 0, 0, 0, 0, 40_000, 0);
        assertThat(network.absent()).isZero();
        assertThat(network.relayBitsPerSecond(Hamlet.FA1, 0)).isPositive();
    }

    /** A mobile agent drives 50 km away in 10 s and leaves then. All other agents are stationary. */
    @Test
    void absentLeaderHasNoLinksAndNoPosition() {
        NetworkState network = world(STEEP, moving(List.of(), List.of(NORTH)));
        assertThat(network.isLeaderPresent(Hamlet.MA1)).isTrue();
        network.moveTo(1, 4);
        network.prepare(new int[] {0});
        assertThat(network.bitsPerSecond(0, Hamlet.MA1)).isZero();
        assertThat(network.bitsPerSecond(0, Hamlet.FA1)).isPositive();
        network.moveTo(2, 10);
        network.prepare(new int[] {0});
        assertThat(network.isLeaderPresent(Hamlet.MA1)).isFalse();
        assertThat(network.isLeaderPresent(Hamlet.FA1)).isTrue();
        assertThat(network.absent()).isEqualTo(1);
        assertThat(network.links(0).leaders()).containsExactly(Hamlet.FA1);
        assertThat(network.places()[4]).isNaN();
        assertThat(network.places()[5]).isNaN();
        assertThat(network.places()[6]).isZero();
    }

    @Test
    void absentAgentHasNoLinks() {
        Motion absent =
                new TrackPlayback(Track.of(new double[] {0, 1}, new double[2], new double[2], 60), -5, 20, false);
        NetworkState network = world(STEEP, moving(List.of(new Stationary(0, 0), absent), List.of()));
        assertThat(network.isPresent(0)).isTrue();
        assertThat(network.isPresent(1)).isFalse();
        assertThat(network.links(1).count()).isZero();
        assertThat(network.links(0).count()).isEqualTo(2);
    }

    /** A frozen market stays at its start. A stationary market recomputes nothing. */
    @Test
    void frozenMarketKeepsItsStart() {
        Dynamics moving = moving(List.of(NORTH, new Stationary(5_000, 0)), List.of(NORTH));
        var network = new NetworkState(setup(STEEP, moving, true), new RandomStreams(1));
        network.prepare(new int[] {0, 1});
        double rate = network.bitsPerSecond(0, Hamlet.MA1);
        network.moveTo(1, 8);
        network.prepare(new int[] {0, 1});
        assertThat(network.bitsPerSecond(0, Hamlet.MA1)).isEqualTo(rate).isPositive();
        assertThat(network.places()[1]).isZero();
        assertThat(network.changes()).isFalse();
        NetworkState stationary = world(STEEP, Hamlet.QUIET);
        var links = stationary.links(0);
        stationary.moveTo(1, 1);
        assertThat(stationary.links(0)).isSameAs(links);
        assertThat(stationary.changes()).isFalse();
    }

    /** A stationary market has fading; a frozen market has none. */
    @Test
    void frozenMarketHasNoFading() {
        ChannelNetwork fading = network(new PathLoss.LogDistance(100, 40, 0), new Fading.Rayleigh(), 1e5);
        NetworkState steady = world(STEEP, Hamlet.QUIET);
        NetworkState faded = world(fading, Hamlet.QUIET);
        assertThat(faded.changes()).isTrue();
        assertThat(faded.bitsPerSecond(1, Hamlet.FA1)).isNotEqualTo(steady.bitsPerSecond(1, Hamlet.FA1));
        var frozen = new NetworkState(setup(fading, Hamlet.QUIET, true), new RandomStreams(1));
        frozen.prepare(new int[] {1});
        assertThat(frozen.changes()).isFalse();
        assertThat(frozen.bitsPerSecond(1, Hamlet.FA1)).isEqualTo(steady.bitsPerSecond(1, Hamlet.FA1));
    }

    /** An existing link is kept down to 0.8 of the lowest rate of 1 Mbit/s; a new link at 0.85 is not established. */
    @Test
    void existingLinkIsKeptByHysteresis() {
        double there = at(0.85);
        double far = at(0.75);
        assertThat(rate(there, 0) / 1e6).isCloseTo(0.85, within(1e-9));
        Motion out = new TrackPlayback(
                Track.of(new double[] {0, 1, 2, 3}, new double[4], new double[] {0, there, far, there}, 1e6),
                0,
                20,
                false);
        NetworkState network = world(STEEP, moving(List.of(out, new Stationary(5_000, 0)), List.of()));
        assertThat(network.links(0).leaders()).contains(Hamlet.MA1);
        network.moveTo(1, 1);
        network.prepare(new int[] {0});
        assertThat(network.links(0).leaders()).as("0.85, existing link").contains(Hamlet.MA1);
        network.moveTo(2, 2);
        network.prepare(new int[] {0});
        assertThat(network.links(0).leaders()).as("0.75").doesNotContain(Hamlet.MA1);
        network.moveTo(3, 2.999999);
        network.prepare(new int[] {0});
        assertThat(network.links(0).leaders())
                .as("0.85, after the link was lost")
                .doesNotContain(Hamlet.MA1);
    }

    /** Returns the distance at which the rate is the given share of 1 Mbit/s. */
    private static double at(double share) {
        double ratio = Math.pow(2, share) - 1;
        double decibels = 10 * Math.log10(500) + 174 - 60 - 100 - 10 * Math.log10(ratio);
        return 1_000 * Math.pow(10, decibels / 40);
    }

    @Test
    void checkpointRestoresNetworkState() {
        Dynamics moving = moving(List.of(NORTH, new Stationary(5_000, 0)), List.of());
        ChannelNetwork shadowed = network(new PathLoss.LogDistance(100, 40, 8), new Fading.Rician(2), 1e5);
        NetworkState world = world(shadowed, moving);
        world.moveTo(1, 0.01);
        world.prepare(new int[] {0, 1});
        var copies = new Copies();
        world.exchange(copies);
        var same = new NetworkState(setup(shadowed, moving, false), new RandomStreams(1));
        same.exchange(copies.read());
        assertThat(copies.isEmpty()).isTrue();
        assertThat(same.places()).startsWith(0, 50, 5_000, 0);
        assertThat(same.isPresent(0)).isTrue();
        world.prepare(new int[] {0, 1});
        same.prepare(new int[] {0, 1});
        assertThat(same.bitsPerSecond(0, Hamlet.MA1))
                .isEqualTo(world.bitsPerSecond(0, Hamlet.MA1))
                .isPositive();
        world.moveTo(2, 0.02);
        same.moveTo(2, 0.02);
        world.prepare(new int[] {0, 1});
        same.prepare(new int[] {0, 1});
        assertThat(same.bitsPerSecond(0, Hamlet.MA1))
                .isEqualTo(world.bitsPerSecond(0, Hamlet.MA1))
                .isPositive();
        assertThat(same.places()).isEqualTo(world.places());
    }

    private static ChannelStateProcess channels(PathLoss loss, Fading fading, ChannelDynamics settings) {
        Dynamics d = Hamlet.QUIET;
        Dynamics dynamics = d.withChannel(settings).withEscrow(true);
        SimulationSetup setup = setup(network(loss, fading, 1e5), dynamics, false);
        return new ChannelStateProcess(
                setup.scenario(), (ChannelNetwork) setup.scenario().network(), dynamics, new RandomStreams(7));
    }

    private static SlotPositions ends(double... north) {
        return new SlotPositions(new double[5], north, new long[5], 2);
    }

    /** Channels start with the samples of the scenario's round. Then each pair changes by its own motion. */
    @Test
    void channelsStartWithSamplesOfRound() {
        ChannelStateProcess channels =
                channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), ChannelDynamics.standard());
        ChannelState round = ChannelState.sampled(new RandomStreams(1), 3, new Fading.None());
        for (int n = 0; n < 2; n++) {
            assertThat(channels.shadows(n)).containsExactly(round.shadows(n));
            assertThat(channels.lineOfSightSamples(n)).containsExactly(round.lineOfSightSamples(n));
        }
        channels.move(1, 1, ends(0, 0, 50, 60, 70), ends(0, 1, 50, 60, 71), new ReusableGenerator(0));
        assertThat(channels.shadows(0)).containsExactly(round.shadows(0));
        assertThat(channels.shadows(1)[2])
                .as("leader moved together with the agent")
                .isEqualTo(round.shadows(1)[2]);
        assertThat(channels.shadows(1)[0]).isNotEqualTo(round.shadows(1)[0]);
        channels.move(2, 1, ends(0, 0, 50, 60, 70), ends(0, 1e5, 50, 60, 70), new ReusableGenerator(0));
        assertThat(channels.shadows(1)[0]).as("independent samples per pair").isNotEqualTo(channels.shadows(1)[1]);
        assertThat(channels.lineOfSightSamples(1)[0]).isNotEqualTo(channels.lineOfSightSamples(1)[1]);
    }

    /** A small move changes a channel little. An agent that left and returned has a new channel. */
    @Test
    void returningAgentHasNewChannel() {
        ChannelStateProcess near =
                channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), ChannelDynamics.standard());
        ChannelStateProcess back =
                channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), ChannelDynamics.standard());
        double before = near.shadows(0)[0];
        near.move(1, 0, ends(0, 0, 5, 5, 5), ends(1e-6, 0, 5, 5, 5), new ReusableGenerator(0));
        assertThat(near.shadows(0)[0]).isCloseTo(before, within(1e-2));
        var stays = new SlotPositions(new double[5], new double[5], new long[] {1, 0, 0, 0, 0}, 2);
        back.move(1, 0, ends(0, 0, 5, 5, 5), stays, new ReusableGenerator(0));
        var again = channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), ChannelDynamics.standard());
        again.move(1, 0, ends(0, 0, 5, 5, 5), ends(1e5, 0, 5, 5, 5), new ReusableGenerator(0));
        assertThat(back.shadows(0)[0]).isCloseTo(again.shadows(0)[0], within(1e-9));
        assertThat(back.lineOfSightSamples(0)[0]).isEqualTo(again.lineOfSightSamples(0)[0]);
    }

    /** The correlation distance is 10 m with line of sight (here at 15 m), 13 m without (here at 1e6 m). */
    @Test
    void correlationDistanceDependsOnLineOfSight() {
        var settings = new ChannelDynamics(10, 13, 16, false, 2e9);
        for (double metres : new double[] {15, 1e6}) {
            double reach = metres == 15 ? 10 : 13;
            ChannelStateProcess one = channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), settings);
            ChannelStateProcess far = channels(new PathLoss.UrbanMicro(2e9), new Fading.None(), settings);
            double start = one.shadows(0)[0];
            one.move(1, 0, ends(0, 0, metres, 0, 0), ends(reach, 0, metres, 0, 0), new ReusableGenerator(0));
            far.move(1, 0, ends(0, 0, metres, 0, 0), ends(1e5, 0, metres, 0, 0), new ReusableGenerator(0));
            double noise = far.shadows(0)[0];
            double kept = Math.exp(-1);
            assertThat(one.shadows(0)[0]).isCloseTo(kept * start + Math.sqrt(1 - kept * kept) * noise, within(1e-9));
        }
    }

    /** Mean fading covers the pair's path in the slot; per-slot fading uses its end. The path loss sets the carrier frequency. */
    @Test
    void fadingFollowsPathInSlot() {
        var settings = new ChannelDynamics(10, 13, 16, false, 3e8);
        ChannelStateProcess mean = channels(new PathLoss.LogDistance(100, 40, 0), new Fading.Rician(2), settings);
        ChannelStateProcess once =
                channels(new PathLoss.LogDistance(100, 40, 0), new Fading.Rician(2), settings.withFadingPerSlot(true));
        ChannelStateProcess micro = channels(new PathLoss.UrbanMicro(6e8), new Fading.Rician(2), settings);
        ChannelStateProcess macro = channels(new PathLoss.UrbanMacro(6e8), new Fading.Rayleigh(), settings);
        SlotPositions before = ends(0, 0, 5, 5, 5);
        SlotPositions now = ends(0, 0, 5, 8, 5);
        for (ChannelStateProcess each : List.of(mean, once, micro, macro)) {
            each.move(1, 1, before, before, new ReusableGenerator(0));
            each.move(2, 1, before, now, new ReusableGenerator(0));
        }
        long key = new RandomStreams(7).key("wave-angles/WA2/FA1", 0);
        double wavelength = 299_792_458 / 3e8;
        var waves = new PlaneWaveFading(16, 2, wavelength);
        assertThat(mean.bitsPerHertz(1, Hamlet.FA1, 10)).isCloseTo(waves.meanBits(key, 0, 3, 10), within(1e-9));
        assertThat(once.bitsPerHertz(1, Hamlet.FA1, 10)).isCloseTo(waves.meanBits(key, 3, 0, 10), within(1e-9));
        assertThat(micro.bitsPerHertz(1, Hamlet.FA1, 10))
                .isCloseTo(new PlaneWaveFading(16, 2, wavelength / 2).meanBits(key, 0, 3, 10), within(1e-9));
        assertThat(macro.bitsPerHertz(1, Hamlet.FA1, 10))
                .isCloseTo(new PlaneWaveFading(16, 0, wavelength / 2).meanBits(key, 0, 3, 10), within(1e-9));
        ChannelStateProcess none = channels(new PathLoss.LogDistance(100, 40, 0), new Fading.None(), settings);
        assertThat(none.bitsPerHertz(1, Hamlet.FA1, 10)).isCloseTo(Math.log(11) / Math.log(2), within(1e-12));
        // an agent that left and returned has no path in the slot
        var stays = new SlotPositions(new double[5], new double[5], new long[] {0, 1, 0, 0, 0}, 2);
        mean.move(3, 1, now, stays, new ReusableGenerator(0));
        assertThat(mean.bitsPerHertz(1, Hamlet.FA1, 10)).isCloseTo(waves.meanBits(key, 3 + 1e4, 0, 10), within(1e-9));
    }

    @Test
    void previousLinksLowerRateThreshold() {
        assertPreviousLinksLowerRateThreshold(new PathLoss.UrbanMicro(2e9));
        assertPreviousLinksLowerRateThreshold(new PathLoss.LogDistance(100, 40, 0));
    }

    private static void assertPreviousLinksLowerRateThreshold(PathLoss loss) {
        ChannelStateProcess channels = channels(loss, new Fading.None(), ChannelDynamics.standard());
        assertThat(channels.leastRateFactor(1, 2)).isEqualTo(1);
        channels.remember(0, new int[] {2});
        channels.remember(1, new int[] {0, 2});
        assertThat(channels.leastRateFactor(1, 0)).isEqualTo(0.8);
        assertThat(channels.leastRateFactor(1, 1)).isEqualTo(1);
        assertThat(channels.leastRateFactor(1, 2)).isEqualTo(0.8);
        channels.remember(1, new int[] {1});
        assertThat(channels.leastRateFactor(1, 0)).isEqualTo(1);
        assertThat(channels.leastRateFactor(1, 1)).isEqualTo(0.8);
        assertThat(channels.leastRateFactor(0, 2)).as("another agent").isEqualTo(0.8);
        var copies = new Copies();
        channels.exchange(copies);
        ChannelStateProcess same = channels(loss, new Fading.None(), ChannelDynamics.standard());
        same.exchange(copies.read());
        for (int n = 0; n < 2; n++) {
            for (int s = 0; s < 3; s++) {
                assertThat(same.leastRateFactor(n, s)).as("restored").isEqualTo(channels.leastRateFactor(n, s));
            }
        }
    }

    /** An agent that returns to the same place has another shadowing, because it moved in between. */
    @Test
    void shadowingChangesWithMotion() {
        Motion away = new TrackPlayback(
                Track.of(new double[] {0, 1, 2}, new double[] {50, 50, 50}, new double[] {0, 900, 0}, 1e4),
                0,
                20,
                false);
        NetworkState world = world(
                network(new PathLoss.LogDistance(100, 40, 8), new Fading.None(), 1e5),
                moving(List.of(away, new Stationary(5_000, 0)), List.of()));
        double before = world.bitsPerSecond(0, Hamlet.MA1);
        double stationary = world.bitsPerSecond(1, Hamlet.MA1);
        world.moveTo(1, 1);
        world.moveTo(2, 1.999999999);
        world.prepare(new int[] {0, 1});
        assertThat(Math.abs(world.bitsPerSecond(0, Hamlet.MA1) / before - 1)).isGreaterThan(1e-3);
        assertThat(world.bitsPerSecond(1, Hamlet.MA1)).as("did not move").isEqualTo(stationary);
    }
}
