package skybourse.base.scenario;

/**
 * Geometry of a link in the urban formulas of 3GPP TR 38.901.
 *
 * @param logDistance decimal logarithm of the straight-line distance in metres
 * @param lowMetres height of the lower end, at least 1.5 m
 * @param beforeBreakpoint whether the horizontal distance is at most the breakpoint {@code 4 h'_BS h'_UT f / c}, below which the first slope applies
 * @param logBreakpointSquare decimal logarithm of breakpoint distance squared plus height difference squared
 */
record UrbanGeometry(double logDistance, double lowMetres, boolean beforeBreakpoint, double logBreakpointSquare) {

    private static final double LEAST_HEIGHT_METRES = 1.5;
    private static final double ENVIRONMENT_HEIGHT_METRES = 1;
    /** Speed of light, rounded as in the standard's formula of the breakpoint. */
    private static final double LIGHT_METRES_PER_SECOND = 3e8;

    static UrbanGeometry of(double groundMetres, double highMetres, double lowMetres, double carrierHertz) {
        double high = Math.max(highMetres, LEAST_HEIGHT_METRES);
        double low = Math.max(lowMetres, LEAST_HEIGHT_METRES);
        double ground = Math.max(groundMetres, PathLoss.LEAST_DISTANCE_METRES);
        double height = high - low;
        double breakpoint = 4
                * (high - ENVIRONMENT_HEIGHT_METRES)
                * (low - ENVIRONMENT_HEIGHT_METRES)
                * carrierHertz
                / LIGHT_METRES_PER_SECOND;
        return new UrbanGeometry(
                0.5 * Math.log10(ground * ground + height * height),
                low,
                ground <= breakpoint,
                Math.log10(breakpoint * breakpoint + height * height));
    }

    /** Returns the probability of line of sight of table 7.4.2-1 for a lower end below 13 m. */
    static double lineOfSightProbability(double groundMetres, double decayMetres) {
        if (groundMetres <= 18) {
            return 1;
        }
        double near = 18 / groundMetres;
        return near + Math.exp(-groundMetres / decayMetres) * (1 - near);
    }
}
