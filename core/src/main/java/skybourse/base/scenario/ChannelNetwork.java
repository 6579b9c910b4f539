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
 * Links computed from positions and radios by a channel model.
 *
 * <p>The rate of a link is {@code W log2(1 + SNR)} bit/s. The noise covers the sender's band, and antennas have no gain. A link's quality is {@code
 * min(1, log2(1 + SNR) / log2(1 + reference SNR))} (ours). Links between wireless agents and leaders whose quality is below {@link
 * ScenarioLinks#LEAST_QUALITY} do not exist. Random values depend only on the scenario's seed, the wireless agent's index and
 * the leader's index. Links from leaders to aerial agents have the mean loss of {@code airToGround}, separate bands and no random values.
 *
 * @param pathLoss path loss between wireless agents and leaders
 * @param fading small-scale fading of these links
 * @param access multiple access of wireless agents
 * @param airToGround path loss between fixed and aerial agents
 * @param noiseDbmPerHertz spectral density of the noise, finite
 * @param referenceSnrDecibels the least SNR at which quality is 1, finite
 * @param leastBitsPerSecond least rate of a link, in [1e-18, 1e18]; slower links do not exist
 * @param mostLinks the largest number of links of a wireless agent; those with the best SNR are used; 0 for no limit
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

    /** Multiple access of wireless agents. */
    public enum Access {
        /** Each wireless agent has a separate channel. */
        ORTHOGONAL,
        /**
         * All wireless agents send at once on one band. Each leader decodes the strongest signal first, with the weaker signals as interference,
         * and cancels it. The signals of all pairs are held in memory.
         *
         * <p>The form follows Wang et al., doi 10.1109/JIOT.2024.3523527. Ours: the order of decoding, and the assumption that all agents send.
         */
        SUCCESSIVE_CANCELLATION
    }

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
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

    /** Returns the rate from a leader to an aerial agent, bit/s; 0 if it is below {@link #leastBitsPerSecond} or the leader has no transmitter. */
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
        double rate = radio.bandwidthHertz() * ChannelLinks.bitsPerHertz(snr);
        return rate >= leastBitsPerSecond ? rate : 0;
    }

    /** Returns these settings without small-scale fading. */
    public ChannelNetwork withoutFading() {
        return withFading(new Fading.None());
    }

    @Override
    public ScenarioLinks linksOf(Scenario scenario) {
        return reach(scenario, AgentPositions.of(scenario));
    }

    /** Returns the links of {@code scenario} in a single round, with its agents at the given positions. */
    public ScenarioLinks reach(Scenario scenario, AgentPositions places) {
        return reach(
                scenario,
                places,
                ChannelState.sampled(
                        new RandomStreams(scenario.seed()), scenario.leaders().size(), fading));
    }

    /**
     * Returns the links of {@code scenario} with given positions and a given channel state.
     *
     * @param scenario the scenario
     * @param places map positions of its wireless agents and leaders; heights are those of the scenario
     * @param surroundings shadowing, line of sight and fading of each pair; the component {@code fading} of this network is not used
     */
    public ScenarioLinks reach(Scenario scenario, AgentPositions places, ChannelState surroundings) {
        var gains = new OrthogonalSnr(this, scenario, places, surroundings);
        return new ChannelLinks(
                this,
                scenario,
                switch (access) {
                    case ORTHOGONAL -> gains;
                    case SUCCESSIVE_CANCELLATION -> new CancellationSinr(gains, scenario);
                },
                surroundings);
    }
}
