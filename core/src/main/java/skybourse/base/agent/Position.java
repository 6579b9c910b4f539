package skybourse.base.agent;

import skybourse.base.numeric.Checks;

/**
 * A point of the scenario's flat local frame.
 *
 * @param xMetres to the east
 * @param yMetres to the north
 * @param heightMetres above ground, not negative
 */
public record Position(double xMetres, double yMetres, double heightMetres) {

    public Position {
        Checks.within(xMetres, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "xMetres");
        Checks.within(yMetres, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "yMetres");
        Checks.amountOrZero(heightMetres, "heightMetres");
    }

    /** Returns the straight distance to {@code other}, height included. */
    public double distanceMetres(Position other) {
        double ground = groundDistanceMetres(other);
        double height = heightMetres - other.heightMetres;
        return Math.sqrt(ground * ground + height * height);
    }

    /** Returns the distance to {@code other} on the map. */
    public double groundDistanceMetres(Position other) {
        double x = xMetres - other.xMetres;
        double y = yMetres - other.yMetres;
        return Math.sqrt(x * x + y * y);
    }
}
