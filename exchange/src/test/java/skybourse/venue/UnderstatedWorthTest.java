package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Normal95;
import skybourse.round.adversary.Behaviour;
import skybourse.round.adversary.MaliciousGroup;
import skybourse.venue.play.BehaviourRun;
import skybourse.venue.play.DisputeDecisions;

/**
 * Gain of a buyer that misreports its worth in one round, with all others honest. Work that was sold and not done counts
 * as nothing. No bound is promised, because tier 1 is not an auction. {@code -Dworth.markets=334} plays that many markets and prints the row.
 */
class UnderstatedWorthTest {

    private static final int MARKETS = Integer.getInteger("worth.markets", 2);

    private static BehaviourRun round(int seed, MaliciousGroup... groups) {
        return BadCompanyTest.run(new Played(BadCompanyTest.rules(seed)), seed, DisputeDecisions.RIGHT, groups)
                .play(1);
    }

    /** Gains of buyers, with the half width of the 95 % interval of their mean. */
    private static final class Gains {

        private final List<Double> gains = new ArrayList<>();
        private double honest;

        void add(double truthful, double stated) {
            honest += truthful;
            gains.add(stated - truthful);
        }

        double mean() {
            return gains.stream().mapToDouble(Double::doubleValue).sum() / gains.size();
        }

        double halfWidth() {
            double mean = mean();
            double squares =
                    gains.stream().mapToDouble(gain -> Math.pow(gain - mean, 2)).sum();
            return Normal95.Z * Math.sqrt(squares) / gains.size();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d buyers, honest %.3f, gain %.3f +- %.3f, %d gain, at most %.3f",
                    gains.size(),
                    honest / gains.size(),
                    mean(),
                    halfWidth(),
                    gains.stream().filter(gain -> gain > 1e-4).count(),
                    Collections.max(gains));
        }
    }

    @Test
    void restatingTheTrueWorthGainsNothing() {
        for (double factor : new double[] {1, 1.1, .9, .75, .5, .25}) {
            var parts = new Gains();
            var complete = new Gains();
            for (int seed = 1; seed <= MARKETS; seed++) {
                for (int buyer = seed % 3; buyer < 13; buyer += 3) {
                    String id = "WA" + (buyer + 1);
                    BehaviourRun fair = round(seed);
                    BehaviourRun stated = round(seed, MaliciousGroup.of(new Behaviour.Misreport(factor), id));
                    parts.add(fair.utilityByParts(id), stated.utilityByParts(id));
                    complete.add(fair.utility(id), stated.utility(id));
                }
            }
            assertThat(factor == 1 ? parts.mean() : 0)
                    .as("declaring the true worth: rounding may change the prices, but not the mean utility")
                    .isCloseTo(0, within(0.02));
            if (Integer.getInteger("worth.markets") != null) {
                System.out.println(factor + " of its worth: " + parts + "; complete tasks only: " + complete);
            }
        }
    }
}
