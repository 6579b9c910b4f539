package skybourse.equilibrium;

import skybourse.certificate.EquilibriumCertificate;
import skybourse.game.PricingGame;

/** Grades prices. The solvers know the certificate by this method alone. */
@FunctionalInterface
public interface PriceCertifier {

    /**
     * Bounds what any player could still gain alone.
     *
     * @param game the market
     * @param prices {@code double[leaders]}, money per bit
     * @param tolerance the {@code eps} asked for
     * @return the certificate, whether it holds or not
     */
    EquilibriumCertificate certify(PricingGame game, double[] prices, double tolerance);
}
