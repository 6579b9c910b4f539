package skybourse.round.dynamics;

import skybourse.base.agent.RotaryWing;
import skybourse.base.numeric.Checks;

/**
 * Batteries of aerial agents, all alike, and the base where they charge. They hover where the scenario has them, sell no lot that
 * they could not do and still get home, and fly at the speed of the best range.
 *
 * @param batteryJoules what a full battery holds
 * @param chargerWatts what the base puts in; above what hovering draws
 * @param baseEastMetres where they charge
 * @param baseNorthMetres where they charge
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

    /** Weight: joules for each metre of climb. */
    public static final double WEIGHT_NEWTONS = 20;

    /** What is kept beyond the way home, as a factor on it. */
    static final double RESERVE = 1.2;

    /** Share of the battery at which it takes off again. */
    public static final double READY = 0.9;

    public AerialEnergy {
        Checks.amount(batteryJoules, "batteryJoules");
        Checks.amount(chargerWatts, "chargerWatts");
        Checks.finite(baseEastMetres, "baseEastMetres");
        Checks.finite(baseNorthMetres, "baseNorthMetres");
        double hover = RotaryWing.standard().powerWatts(0);
        if (chargerWatts <= hover) {
            throw new IllegalArgumentException(
                    "chargerWatts must be above the hovering power, " + hover + ": " + chargerWatts);
        }
    }
}
