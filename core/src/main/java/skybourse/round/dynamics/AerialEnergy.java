package skybourse.round.dynamics;

import skybourse.base.agent.RotaryWing;
import skybourse.base.numeric.Checks;

/**
 * Battery of an aerial agent, equal for all agents, and the base at which they charge. The agents hover at their scenario positions, fly at the
 * speed of the best range, and sell a lot only if enough energy remains for the flight back.
 *
 * @param batteryJoules energy of a full battery, in [1e-18, 1e18]
 * @param chargerWatts charging power at the base, above the hovering power of {@link RotaryWing#standard()}
 * @param baseEastMetres east coordinate of the base, finite
 * @param baseNorthMetres north coordinate of the base, finite
 * @param priceFollowsCharge whether the battery price rises as charge falls: {@code beta (E_max / E - 1)}
 */
public record AerialEnergy(
        double batteryJoules,
        double chargerWatts,
        double baseEastMetres,
        double baseNorthMetres,
        boolean priceFollowsCharge) {

    /** Speed of the best range, m/s (Zeng, Xu and Zhang 2019). */
    public static final double CRUISE = 18.295;

    /** Weight of an aerial agent, N. It equals the energy of climbing in J per metre. */
    public static final double WEIGHT_NEWTONS = 20;

    /** Energy reserved for the return flight, as a multiple of the energy that the flight needs. */
    static final double RESERVE = 1.2;

    /** Charge, as a share of the battery, at which an agent takes off again. */
    public static final double READY = 0.9;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is outside its range or {@code chargerWatts} does not exceed the hovering power
     */
    public AerialEnergy {
        Checks.amount(batteryJoules, "batteryJoules");
        Checks.amount(chargerWatts, "chargerWatts");
        Checks.finite(baseEastMetres, "baseEastMetres");
        Checks.finite(baseNorthMetres, "baseNorthMetres");
        double hover = FlightEnergy.HOVER_WATTS;
        if (chargerWatts <= hover) {
            throw new IllegalArgumentException(
                    "chargerWatts must be above the hovering power, " + hover + ": " + chargerWatts);
        }
    }
}
