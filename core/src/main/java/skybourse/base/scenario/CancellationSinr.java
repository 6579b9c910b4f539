package skybourse.base.scenario;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Decibels;

/**
 * Signal-to-interference-and-noise ratios of all pairs with successive interference cancellation. All agents send at the same time, and
 * leaders decode the strongest signal first.
 */
final class CancellationSinr implements SinrTable {

    private final double[][] decibels;

    CancellationSinr(SinrTable alone, Scenario scenario) {
        List<WirelessAgent> wireless = scenario.wirelessAgents();
        decibels = new double[wireless.size()][];
        Arrays.setAll(decibels, alone::decibels);
        for (int s = 0; s < decibels[0].length; s++) {
            cancel(s, wireless);
        }
    }

    /** Replaces the signal-to-noise ratios at one leader by ratios with interference. Powers are relative to the noise density. */
    private void cancel(int leader, List<WirelessAgent> wireless) {
        double[] power = new double[decibels.length];
        Arrays.setAll(
                power,
                n -> Decibels.toRatio(decibels[n][leader])
                        * wireless.get(n).radio().bandwidthHertz());
        Integer[] order = new Integer[power.length];
        Arrays.setAll(order, n -> n);
        Arrays.sort(order, Comparator.comparingDouble(n -> power[n]));
        double weaker = 0;
        for (int n : order) {
            decibels[n][leader] = Decibels.ofRatio(
                    power[n] / (weaker + wireless.get(n).radio().bandwidthHertz()));
            weaker += power[n];
        }
    }

    @Override
    public double[] decibels(int wirelessAgent) {
        return decibels[wirelessAgent].clone();
    }
}
