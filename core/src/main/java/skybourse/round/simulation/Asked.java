package skybourse.round.simulation;

import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;

/**
 * How the prices of a slot came about.
 *
 * @param game the market as leaders saw it; null where they saw nobody with a task and kept their prices
 * @param certified where prices were repaired, what came of that
 * @param certificate of the prices, in the game; null where none was wanted
 * @param expectedLoads what leaders took their loads to be; empty where nobody learns from it
 */
record Asked(
        @Nullable PricingGame game,
        @Nullable SolveResult certified,
        @Nullable EquilibriumCertificate certificate,
        double[] expectedLoads) {

    /** Nothing was priced. */
    static final Asked NOTHING = new Asked(null, null, null, new double[0]);
}
