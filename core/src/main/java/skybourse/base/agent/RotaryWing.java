package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * Propulsion power of a rotary-wing UAV. {@code dragWattsPerCubicSpeed} is finite and not negative, the other components are finite and above 0.
 *
 * <p>Paper: Zeng, Xu and Zhang, "Energy minimization for wireless communication with rotary-wing UAV", IEEE Transactions on Wireless Communications
 * 18 (2019), the power in straight and level flight. No differences from the paper.
 *
 * @param bladeWatts {@code P_0}, blade profile power when hovering
 * @param inducedWatts {@code P_i}, induced power when hovering
 * @param tipMetresPerSecond {@code U_tip}, speed of the blade tips
 * @param inducedMetresPerSecond {@code v_0}, mean rotor induced velocity when hovering
 * @param dragWattsPerCubicSpeed {@code d_0 rho s A / 2}, power of the fuselage's drag per cube of speed, in W s^3 / m^3
 */
public record RotaryWing(
        double bladeWatts,
        double inducedWatts,
        double tipMetresPerSecond,
        double inducedMetresPerSecond,
        double dragWattsPerCubicSpeed) {

    private static final RotaryWing STANDARD =
            new RotaryWing(79.8563, 88.6279, 120, 4.03, 0.5 * 0.6 * 1.225 * 0.05 * 0.503);

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public RotaryWing {
        Checks.positive(bladeWatts, "bladeWatts");
        Checks.positive(inducedWatts, "inducedWatts");
        Checks.positive(tipMetresPerSecond, "tipMetresPerSecond");
        Checks.positive(inducedMetresPerSecond, "inducedMetresPerSecond");
        Checks.nonNegative(dragWattsPerCubicSpeed, "dragWattsPerCubicSpeed");
    }

    /** Returns the vehicle of the paper. Its hovering power is 168.4842 W. */
    public static RotaryWing standard() {
        return STANDARD;
    }

    /**
     * Returns the power of straight and level flight, W.
     *
     * @param metresPerSecond speed, 0 for hovering
     */
    public double powerWatts(double metresPerSecond) {
        double square = metresPerSecond * metresPerSecond;
        double ratio = square / (2 * inducedMetresPerSecond * inducedMetresPerSecond);
        // The usual form sqrt(1 + r^2) - r loses all accurate digits at high speed, so its reciprocal is used.
        double induced = Math.sqrt(1 / (Math.sqrt(1 + ratio * ratio) + ratio));
        return bladeWatts * (1 + 3 * square / (tipMetresPerSecond * tipMetresPerSecond))
                + inducedWatts * induced
                + dragWattsPerCubicSpeed * square * metresPerSecond;
    }
}
