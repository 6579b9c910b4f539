package skybourse.base.scenario;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Decibels;
import skybourse.base.random.RandomStreams;

/**
 * State of the channels between wireless agents and leaders apart from distance: line of sight, shadowing and fading. It is sampled once for a
 * single round, or carried from round to round. The caller may keep and modify the returned arrays.
 */
public interface ChannelState {

    /**
     * Returns {@code double[leaders]} in [0, 1) for one wireless agent: the pair with a leader is in line of sight if the leader's value is below
     * the probability of line of sight.
     */
    double[] lineOfSightSamples(int wirelessAgent);

    /** Returns {@code double[leaders]}, the shadowing of one wireless agent in standard deviations; positive values add loss. */
    double[] shadows(int wirelessAgent);

    /**
     * Adds the part of small-scale fading that is constant over the round to the signals of one wireless agent.
     *
     * @param wirelessAgent index of the wireless agent
     * @param decibels {@code double[leaders]}, dB; modified
     */
    default void fade(int wirelessAgent, double[] decibels) {}

    /**
     * Returns the mean spectral efficiency of a pair over the round.
     *
     * @param decibels signal to noise ratio, dB
     * @return bit/s/Hz
     */
    default double bitsPerHertz(int wirelessAgent, int leader, double decibels) {
        return ChannelLinks.bitsPerHertz(decibels);
    }

    /** Returns the factor by which the minimum rate of a link is multiplied for one pair. */
    default double leastRateFactor(int wirelessAgent, int leader) {
        return 1;
    }

    /**
     * Returns a channel state sampled for a single round. Each purpose has one random stream per wireless agent, which is read in the order of leaders.
     */
    static ChannelState sampled(RandomStreams streams, int leaders, Fading fading) {
        return new ChannelState() {
            @Override
            public double[] lineOfSightSamples(int wirelessAgent) {
                RandomGenerator random = streams.stream("channel-line-of-sight", wirelessAgent);
                return filled(leaders, random::nextDouble);
            }

            @Override
            public double[] shadows(int wirelessAgent) {
                RandomGenerator random = streams.stream("channel-shadowing", wirelessAgent);
                return filled(leaders, random::nextGaussian);
            }

            @Override
            public void fade(int wirelessAgent, double[] decibels) {
                if (!(fading instanceof Fading.None)) {
                    RandomGenerator random = streams.stream("channel-fading", wirelessAgent);
                    for (int s = 0; s < decibels.length; s++) {
                        decibels[s] += Decibels.ofRatio(fading.powerGain(random));
                    }
                }
            }
        };
    }

    private static double[] filled(int count, DoubleSupplier draw) {
        double[] drawn = new double[count];
        Arrays.setAll(drawn, _ -> draw.getAsDouble());
        return drawn;
    }
}
