package skybourse.base.scenario;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import skybourse.base.numeric.Decibels;
import skybourse.base.random.RandomStreams;

/**
 * What lies between wireless agents and leaders beside distance: drawn once for a round on its own, or carried from round to
 * round. What is handed out may be kept and written to by the caller.
 */
public interface Surroundings {

    /** Returns the lots of an agent's sight by leader, in [0, 1): a pair sees each other where its lot is below the chance of it. */
    double[] sights(int wirelessAgent);

    /** Returns an agent's shadowing by leader, in standard deviations, more loss where positive. */
    double[] shadows(int wirelessAgent);

    /** Adds small-scale fading that is constant over the round to an agent's signals by leader, in dB. */
    default void fade(int wirelessAgent, double[] decibels) {}

    /** Returns the mean over the round of what a pair's channel carries, in bit/s/Hz, at a signal to noise ratio in dB. */
    default double bitsPerHertz(int wirelessAgent, int leader, double decibels) {
        return ChannelReach.bitsPerHertz(decibels);
    }

    /** Returns the share of the slowest rate at which a pair is still linked. */
    default double leastShare(int wirelessAgent, int leader) {
        return 1;
    }

    /**
     * Returns surroundings drawn for a round on its own: each purpose has one stream per wireless agent, which draws for its
     * leaders in their order.
     */
    static Surroundings drawn(RandomStreams streams, int leaders, Fading fading) {
        return new Surroundings() {
            @Override
            public double[] sights(int wirelessAgent) {
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
