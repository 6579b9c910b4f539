package skybourse.base.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.Decibels;
import skybourse.base.random.RandomStreams;

/**
 * Links computed from positions and radios.
 *
 * <p>A link carries {@code W log2(1 + SNR)} bit/s, with noise over the sender's band and antennas without gain. Its quality
 * is {@code min(1, log2(1 + SNR) / log2(1 + reference SNR))} (ours). What is drawn depends on the scenario's seed, the
 * wireless agent's index and the leader's index only. Links from fixed to aerial agents take the mean loss of {@code
 * airToGround}, have a band of their own and draw nothing.
 *
 * @param pathLoss how power falls between wireless agents and leaders
 * @param fading small-scale fading of these links
 * @param access how wireless agents share the air
 * @param airToGround how power falls between fixed and aerial agents
 * @param noiseDbmPerHertz density of the noise
 * @param referenceSnrDecibels the SNR from which on quality is 1
 * @param leastBitsPerSecond links slower than this do not exist
 * @param mostLinks how many leaders a wireless agent keeps, those of the best SNR; 0 for all
 */
@RecordBuilder
public record ChannelNetwork(
        PathLoss pathLoss,
        Fading fading,
        Access access,
        AirToGround airToGround,
        double noiseDbmPerHertz,
        double referenceSnrDecibels,
        double leastBitsPerSecond,
        int mostLinks)
        implements Network, ChannelNetworkBuilder.With {

    /** How wireless agents share the air. */
    public enum Access {
        /** Each has a channel of its own. */
        ORTHOGONAL,
        /**
         * All send at once on one band. Each leader hears every wireless agent, decodes the strongest first and takes it
         * away: the others, still to come, are its interference. All pairs are kept in memory.
         *
         * <p>Form: Wang et al., doi 10.1109/JIOT.2024.3523527. Ours: the order, and that all agents send.
         */
        SUCCESSIVE_CANCELLATION
    }

    public ChannelNetwork {
        Checks.finite(noiseDbmPerHertz, "noiseDbmPerHertz");
        Checks.finite(referenceSnrDecibels, "referenceSnrDecibels");
        Checks.amount(leastBitsPerSecond, "leastBitsPerSecond");
        Checks.within(mostLinks, 0, Integer.MAX_VALUE, "mostLinks");
    }

    /**
     * Returns log-distance loss without fading, orthogonal channels, -174 dBm/Hz (Wang et al.), full quality from 20 dB and
     * every link of at least 100 kbit/s (ours).
     */
    public static ChannelNetwork standard() {
        return new ChannelNetwork(
                PathLoss.LogDistance.standard(),
                new Fading.None(),
                Access.ORTHOGONAL,
                AirToGround.standard(),
                -174,
                20,
                1e5,
                0);
    }

    /** Returns the rate from a leader to an aerial agent; 0 where it is out of reach. */
    double relayBitsPerSecond(Leader from, AerialAgent to) {
        return from.relay()
                .map(radio -> relayBitsPerSecond(radio, from.position(), to.position()))
                .orElse(0.0);
    }

    private double relayBitsPerSecond(Radio radio, Position from, Position to) {
        double snr = Decibels.wattsToDbm(radio.transmitPowerWatts())
                - airToGround.meanDecibels(from, to)
                - noiseDbmPerHertz
                - Decibels.ofRatio(radio.bandwidthHertz());
        double rate = radio.bandwidthHertz() * ChannelReach.bitsPerHertz(snr);
        return rate >= leastBitsPerSecond ? rate : 0;
    }

    /** Returns these settings without small-scale fading. */
    public ChannelNetwork withoutFading() {
        return withFading(new Fading.None());
    }

    @Override
    public Reach reach(Scenario world) {
        return reach(world, Whereabouts.of(world));
    }

    /** Returns the links of {@code world} with its agents at other places, of one round on its own. */
    public Reach reach(Scenario world, Whereabouts places) {
        return reach(
                world,
                places,
                Surroundings.drawn(
                        new RandomStreams(world.seed()), world.leaders().size(), fading));
    }

    /**
     * Returns the links of {@code world} where what lies between its agents is known.
     *
     * @param world the scenario
     * @param places where its agents are, but for their heights
     * @param surroundings of its pairs; only they decide on fading
     */
    public Reach reach(Scenario world, Whereabouts places, Surroundings surroundings) {
        var gains = new ChannelGains(this, world, places, surroundings);
        return new ChannelReach(
                this,
                world,
                switch (access) {
                    case ORTHOGONAL -> gains;
                    case SUCCESSIVE_CANCELLATION -> new CancelledSignals(gains, world);
                },
                surroundings);
    }
}
