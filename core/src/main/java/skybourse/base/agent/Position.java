package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * Point in the scenario's flat local frame.
 *
 * @param xMetres east coordinate, in [-1e18, 1e18]
 * @param yMetres north coordinate, in [-1e18, 1e18]
 * @param heightMetres height above ground, in [0, 1e18]
 */
public record Position(double xMetres, double yMetres, double heightMetres) {

    /**
     * Validates the components.
     *
     * @throws IllegalArgumentException if a coordinate is outside its range
     */
    public Position {
        Checks.within(xMetres, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "xMetres");
        Checks.within(yMetres, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "yMetres");
        Checks.amountOrZero(heightMetres, "heightMetres");
    }

    /** Returns the straight-line distance to {@code other}, height included. */
    public double distanceMetres(Position other) {
        double ground = groundDistanceMetres(other);
        double height = heightMetres - other.heightMetres;
        return Math.sqrt(ground * ground + height * height);
    }

    /** Returns the horizontal distance to {@code other}. */
    public double groundDistanceMetres(Position other) {
        double x = xMetres - other.xMetres;
        double y = yMetres - other.yMetres;
        return Math.sqrt(x * x + y * y);
    }
}
