package skybourse.base.scenario;

import skybourse.base.agent.Position;
import skybourse.base.numeric.Checks;

/**
 * Path loss between an aerial agent and the ground. It is the mean of the losses with and without line of sight, weighted by their probabilities.
 *
 * <p>Paper: Al-Hourani, Kandeepan and Lardner, "Optimal LAP altitude for maximum coverage", IEEE Wireless Communications Letters 3 (2014). No
 * differences from the paper.
 *
 * @param carrierHertz carrier frequency, above 0
 * @param steepness {@code b} of the line-of-sight curve, 1/degree, at least 0
 * @param offsetDegrees {@code a} of the line-of-sight curve, above 0
 * @param clearExcessDecibels loss beyond free space in line of sight, at least 0
 * @param blockedExcessDecibels loss beyond free space without line of sight, at least 0
 */
public record AirToGround(
        double carrierHertz,
        double steepness,
        double offsetDegrees,
        double clearExcessDecibels,
        double blockedExcessDecibels) {

    private static final double LIGHT_METRES_PER_SECOND = 299_792_458;

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a number is not finite or outside its range
     */
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
     * Returns the probability of line of sight.
     *
     * @param elevationDegrees elevation angle of the aerial end seen from the ground end, in [0, 90]
     */
    public double lineOfSightProbability(double elevationDegrees) {
        return 1 / (1 + offsetDegrees * Math.exp(-steepness * (elevationDegrees - offsetDegrees)));
    }

    /** Returns the mean path loss between two positions in dB. Distances below 1 m count as 1 m in the free-space loss. */
    public double meanDecibels(Position one, Position other) {
        double height = Math.abs(one.heightMetres() - other.heightMetres());
        double elevation = Math.toDegrees(Math.atan2(height, one.groundDistanceMetres(other)));
        double clear = lineOfSightProbability(elevation);
        double distance = Math.max(1, one.distanceMetres(other));
        double freeSpace = 20 * Math.log10(4 * Math.PI * carrierHertz * distance / LIGHT_METRES_PER_SECOND);
        return freeSpace + clear * clearExcessDecibels + (1 - clear) * blockedExcessDecibels;
    }
}
