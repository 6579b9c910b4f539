package skybourse.base.scenario;

import skybourse.base.numeric.Checks;

/**
 * Path loss of a ground link: median loss, shadowing and probability of line of sight.
 *
 * <p>The loss at a distance below {@link #LEAST_DISTANCE_METRES} equals the loss at that distance, so that gains are bounded.
 */
public sealed interface PathLoss {

    /** Shortest distance for which the formulas are valid, m (TR 38.901). */
    double LEAST_DISTANCE_METRES = 10;

    /**
     * Returns the probability that a link is in line of sight.
     *
     * @param groundMetres horizontal distance
     */
    double lineOfSightProbability(double groundMetres);

    /**
     * Returns the median loss in dB.
     *
     * @param groundMetres horizontal distance
     * @param highMetres height of the higher end, which is the base station in the standard
     * @param lowMetres height of the lower end
     * @param lineOfSight whether the link is in line of sight
     */
    double decibels(double groundMetres, double highMetres, double lowMetres, boolean lineOfSight);

    /** Returns the standard deviation of log-normal shadowing in dB, 0 without shadowing. */
    double shadowingDecibels(boolean lineOfSight);

    /** Returns whether the loss depends on distance alone. This requires that line of sight makes no difference and that there is no shadowing. */
    default boolean isDeterministic() {
        return false;
    }

    /**
     * Log-distance path loss; line of sight makes no difference.
     *
     * @param decibelsAtKilometre loss at 1 km, finite
     * @param decibelsPerDecade loss added by ten times the distance, at least 0
     * @param shadowing standard deviation of log-normal shadowing in dB, at least 0
     */
    record LogDistance(double decibelsAtKilometre, double decibelsPerDecade, double shadowing) implements PathLoss {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public LogDistance {
            Checks.finite(decibelsAtKilometre, "decibelsAtKilometre");
            Checks.nonNegative(decibelsPerDecade, "decibelsPerDecade");
            Checks.nonNegative(shadowing, "shadowing");
        }

        /** Returns {@code 128.1 + 37.6 log10(d / km)} of 3GPP TR 36.814 at 2 GHz, without shadowing. */
        public static LogDistance standard() {
            return new LogDistance(128.1, 37.6, 0);
        }

        @Override
        public double lineOfSightProbability(double groundMetres) {
            return 1;
        }

        @Override
        public double decibels(double groundMetres, double highMetres, double lowMetres, boolean lineOfSight) {
            return decibels(square(groundMetres, highMetres - lowMetres));
        }

        /** Returns the square of a distance, at least the square of {@link #LEAST_DISTANCE_METRES}. */
        double square(double groundMetres, double heightMetres) {
            double square = groundMetres * groundMetres + heightMetres * heightMetres;
            return Math.max(square, LEAST_DISTANCE_METRES * LEAST_DISTANCE_METRES);
        }

        /** Returns the loss at a distance, whose {@link #square} is given. */
        double decibels(double square) {
            return decibelsAtKilometre + decibelsPerDecade * (0.5 * Math.log10(square) - 3);
        }

        /** Returns the factor on a squared distance that increases the loss by 1e-9 dB. This increase exceeds rounding errors. */
        double farther() {
            // If the loss does not depend on the distance, the divisor is 0 and the factor is infinite.
            return Math.pow(10, 2e-9 / Math.abs(decibelsPerDecade));
        }

        @Override
        public double shadowingDecibels(boolean lineOfSight) {
            return shadowing;
        }

        @Override
        public boolean isDeterministic() {
            return shadowing == 0;
        }
    }

    /**
     * Urban micro cells (UMi) in a street canyon. Formulas of 3GPP TR 38.901, tables 7.4.1-1 and 7.4.2-1, for carriers of 0.5 to 100 GHz.
     *
     * <p>Difference from the standard: ends lower than 1.5 m count as 1.5 m high.
     *
     * @param carrierHertz carrier frequency
     */
    record UrbanMicro(double carrierHertz) implements PathLoss {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code carrierHertz} is not in [0.5e9, 100e9]
         */
        public UrbanMicro {
            Checks.within(carrierHertz, 0.5e9, 100e9, "carrierHertz");
        }

        @Override
        public double lineOfSightProbability(double groundMetres) {
            return UrbanGeometry.lineOfSightProbability(groundMetres, 36);
        }

        @Override
        public double decibels(double groundMetres, double highMetres, double lowMetres, boolean lineOfSight) {
            var link = UrbanGeometry.of(groundMetres, highMetres, lowMetres, carrierHertz);
            double carrier = Math.log10(carrierHertz * 1e-9);
            double clear = link.beforeBreakpoint()
                    ? 32.4 + 21 * link.logDistance() + 20 * carrier
                    : 32.4 + 40 * link.logDistance() + 20 * carrier - 9.5 * link.logBreakpointSquare();
            if (lineOfSight) {
                return clear;
            }
            return Math.max(clear, 35.3 * link.logDistance() + 22.4 + 21.3 * carrier - 0.3 * (link.lowMetres() - 1.5));
        }

        @Override
        public double shadowingDecibels(boolean lineOfSight) {
            return lineOfSight ? 4 : 7.82;
        }
    }

    /**
     * Urban macro cells (UMa), whose base stations are above the roofs. Formulas of 3GPP TR 38.901, tables 7.4.1-1 and 7.4.2-1, for carriers of
     * 0.5 to 100 GHz.
     *
     * <p>Differences from the standard: ends lower than 1.5 m count as 1.5 m high. The lower end is assumed to be below 13 m, where the standard
     * has no correction for height.
     *
     * @param carrierHertz carrier frequency
     */
    record UrbanMacro(double carrierHertz) implements PathLoss {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code carrierHertz} is not in [0.5e9, 100e9]
         */
        public UrbanMacro {
            Checks.within(carrierHertz, 0.5e9, 100e9, "carrierHertz");
        }

        @Override
        public double lineOfSightProbability(double groundMetres) {
            return UrbanGeometry.lineOfSightProbability(groundMetres, 63);
        }

        @Override
        public double decibels(double groundMetres, double highMetres, double lowMetres, boolean lineOfSight) {
            var link = UrbanGeometry.of(groundMetres, highMetres, lowMetres, carrierHertz);
            double carrier = Math.log10(carrierHertz * 1e-9);
            double clear = link.beforeBreakpoint()
                    ? 28 + 22 * link.logDistance() + 20 * carrier
                    : 28 + 40 * link.logDistance() + 20 * carrier - 9 * link.logBreakpointSquare();
            if (lineOfSight) {
                return clear;
            }
            return Math.max(clear, 13.54 + 39.08 * link.logDistance() + 20 * carrier - 0.6 * (link.lowMetres() - 1.5));
        }

        @Override
        public double shadowingDecibels(boolean lineOfSight) {
            return lineOfSight ? 4 : 6;
        }
    }
}
