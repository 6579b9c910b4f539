package skybourse.round.market;

import java.util.Arrays;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/** Share of its task that each wireless agent sends over each of its links. */
public final class OffloadingRatios {

    private final double[][] byAgent;

    private OffloadingRatios(double[][] byAgent) {
        this.byAgent = byAgent;
    }

    /**
     * Creates ratios from a table, which is copied.
     *
     * @param byAgent {@code double[agents][links]} in the order of {@link skybourse.base.scenario.ScenarioLinks#of}; each row sums to at most 1;
     *     entries beyond the number of an agent's links are not read
     */
    public static OffloadingRatios of(double[][] byAgent) {
        return new OffloadingRatios(Arrays.stream(byAgent).map(double[]::clone).toArray(double[][]::new));
    }

    /**
     * Returns the best responses of all followers to prices.
     *
     * @param game the pricing game
     * @param prices {@code double[leaders]}, money/bit
     */
    static OffloadingRatios bestResponses(PricingGame game, double[] prices) {
        double[] byEntry =
                Allocation.at(game, prices, new ExactFollowerResponse()).ratios();
        double[][] ratios = new double[game.agents()][];
        for (int n = 0; n < ratios.length; n++) {
            LinkIndices entries = game.entriesOf(n);
            ratios[n] = new double[entries.count()];
            Arrays.setAll(ratios[n], link -> byEntry[entries.at(link)]);
        }
        return new OffloadingRatios(ratios);
    }

    /** Returns the number of wireless agents. */
    int agents() {
        return byAgent.length;
    }

    /** Returns the share sent over a link, in [0, 1]; links of an agent are numbered in the order of its reach. */
    double of(int agent, int link) {
        return byAgent[agent][link];
    }
}
