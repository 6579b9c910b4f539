package skybourse.base.scenario;

import skybourse.base.agent.Position;
import skybourse.base.numeric.Checks;

/**
 * Loss between an aerial agent and the ground, on average over line of sight and its absence.
 *
 * <p>Paper: Al-Hourani, Kandeepan and Lardner, "Optimal LAP altitude for maximum coverage", IEEE Wireless Communications
 * Letters 3 (2014). Differs: nothing.
 *
 * @param carrierHertz carrier frequency
 * @param steepness {@code b} of the line-of-sight curve
 * @param offsetDegrees {@code a} of the line-of-sight curve
 * @param clearExcessDecibels loss beyond free space in line of sight
 * @param blockedExcessDecibels loss beyond free space without
 */
public record AirToGround(
        double carrierHertz,
        double steepness,
        double offsetDegrees,
        double clearExcessDecibels,
        double blockedExcessDecibels) {

    private static final double LIGHT_METRES_PER_SECOND = 299_792_458;

    public AirToGround {
        Checks.positive(carrierHertz, "carrierHertz");
        Checks.nonNegative(steepness, "steepness");
        Checks.positive(offsetDegrees, "offsetDegrees");
        Checks.nonNegative(clearExcessDecibels, "clearExcessDecibels");
        Checks.nonNegative(blockedExcessDecibels, "blockedExcessDecibels");
    }

    /** Returns the paper's urban environment at 2 GHz. */
    public static AirToGround standard() {
        return new AirToGround(2e9, 0.16, 9.61, 1, 20);
    }

    /**
     * Returns the chance of line of sight.
     *
     * @param elevationDegrees angle at which the ground end sees the aerial one, in [0, 90]
     */
    public double lineOfSightProbability(double elevationDegrees) {
        return 1 / (1 + offsetDegrees * Math.exp(-steepness * (elevationDegrees - offsetDegrees)));
    }

    /** Returns the mean loss between two positions in dB; distances below 1 m count as 1 m. */
    public double meanDecibels(Position one, Position other) {
        double height = Math.abs(one.heightMetres() - other.heightMetres());
        double elevation = Math.toDegrees(Math.atan2(height, one.groundDistanceMetres(other)));
        double clear = lineOfSightProbability(elevation);
        double distance = Math.max(1, one.distanceMetres(other));
        double freeSpace = 20 * Math.log10(4 * Math.PI * carrierHertz * distance / LIGHT_METRES_PER_SECOND);
        return freeSpace + clear * clearExcessDecibels + (1 - clear) * blockedExcessDecibels;
    }
}
