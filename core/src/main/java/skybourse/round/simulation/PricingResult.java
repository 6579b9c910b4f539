package skybourse.round.simulation;

import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;

/**
 * Result of the pricing of a slot.
 *
 * @param game game as observed by the leaders; null if they observed no task, so that no prices were computed
 * @param certified result with its certificate; null if no solver with repairs was used
 * @param certificate certificate of the prices in {@code game}; null if none was requested
 * @param expectedLoads loads that leaders expected, in work units; empty if no leader learns from them
 */
record PricingResult(
        @Nullable PricingGame game,
        @Nullable SolveResult certified,
        @Nullable EquilibriumCertificate certificate,
        double[] expectedLoads) {

    /** Result of a slot in which leaders observed no task. */
    static final PricingResult NOTHING = new PricingResult(null, null, null, new double[0]);
}
