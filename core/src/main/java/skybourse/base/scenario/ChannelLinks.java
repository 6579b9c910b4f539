package skybourse.base.scenario;

import java.util.Arrays;
import java.util.List;
import skybourse.base.agent.Leader;
import skybourse.base.numeric.Decibels;

/**
 * Links computed from signal ratios. Each agent has at most its strongest {@code mostLinks} links; only their rates and qualities are computed. Of
 * these, links below the minimum rate or quality are left out.
 */
final class ChannelLinks implements ScenarioLinks {

    private static final double BITS = 1 / Math.log(2);

    private final ChannelNetwork settings;
    private final Scenario scenario;
    private final List<Leader> leaders;
    private final SinrTable signals;
    private final ChannelState surroundings;
    private final double referenceBits;

    ChannelLinks(ChannelNetwork settings, Scenario scenario, SinrTable signals, ChannelState surroundings) {
        this.settings = settings;
        this.scenario = scenario;
        this.leaders = scenario.leaders();
        this.signals = signals;
        this.surroundings = surroundings;
        this.referenceBits = bitsPerHertz(settings.referenceSnrDecibels());
    }

    @Override
    public AgentLinks of(int wirelessAgent) {
        double[] decibels = signals.decibels(wirelessAgent);
        double bandwidth = scenario.wirelessAgents().get(wirelessAgent).radio().bandwidthHertz();
        int[] kept = strongest(decibels, settings.mostLinks());
        double[] rates = new double[kept.length];
        double[] qualities = new double[kept.length];
        int links = 0;
        for (int leader : kept) {
            double bits = surroundings.bitsPerHertz(wirelessAgent, leader, decibels[leader]);
            double quality = Math.min(1, bits / referenceBits);
            double least = settings.leastBitsPerSecond() * surroundings.leastRateFactor(wirelessAgent, leader);
            if (bits * bandwidth >= least && quality >= LEAST_QUALITY) {
                kept[links] = leader;
                rates[links] = bits * bandwidth;
                qualities[links++] = quality;
            }
        }
        return links == kept.length
                ? new AgentLinks(kept, rates, qualities)
                : new AgentLinks(
                        Arrays.copyOf(kept, links), Arrays.copyOf(rates, links), Arrays.copyOf(qualities, links));
    }

    @Override
    public double relayBitsPerSecond(int leader, int aerialAgent) {
        return settings.relayBitsPerSecond(
                leaders.get(leader), scenario.aerialAgents().get(aerialAgent));
    }

    static double bitsPerHertz(double snrDecibels) {
        return BITS * Math.log1p(Decibels.toRatio(snrDecibels));
    }

    /**
     * Returns the indices of the {@code most} largest values, in ascending order; all indices if {@code most} is 0. Of equal values, those with
     * lower indices are preferred.
     */
    static int[] strongest(double[] values, int most) {
        int[] kept = new int[most == 0 ? values.length : Math.min(most, values.length)];
        if (kept.length == values.length) {
            Arrays.setAll(kept, s -> s);
            return kept;
        }
        double[] best = best(values, kept.length);
        double least = best[0];
        int ties = 1;
        while (ties < best.length && best[ties] == least) {
            ties++;
        }
        int next = 0;
        for (int s = 0; next < kept.length; s++) {
            if (values[s] > least || (values[s] == least && ties-- > 0)) {
                kept[next++] = s;
            }
        }
        return kept;
    }

    /** Returns the {@code most} largest values, ascending. This is faster than sorting if {@code most} is small. */
    static double[] best(double[] values, int most) {
        double[] best = Arrays.copyOf(values, most);
        Arrays.sort(best);
        for (int s = most; s < values.length; s++) {
            double value = values[s];
            if (value > best[0]) {
                int at = 1;
                while (at < most && best[at] < value) {
                    best[at - 1] = best[at++];
                }
                best[at - 1] = value;
            }
        }
        return best;
    }
}
