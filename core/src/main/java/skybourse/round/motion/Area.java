package skybourse.round.motion;

import skybourse.base.numeric.Checks;

/**
 * Rectangle on the map with its south-west corner at the origin of the scenario's coordinates.
 *
 * @param eastMetres extent along the east axis, in [1e-18, 1e18]
 * @param northMetres extent along the north axis, in [1e-18, 1e18]
 */
public record Area(double eastMetres, double northMetres) {

    /** @throws IllegalArgumentException if an extent is out of its range */
    public Area {
        Checks.amount(eastMetres, "eastMetres");
        Checks.amount(northMetres, "northMetres");
    }

    /** Returns the length of the diagonal. */
    public double diagonalMetres() {
        return Math.hypot(eastMetres, northMetres);
    }

    /**
     * Returns the mean distance of two independent, uniformly distributed points: 0.521405 in the unit square.
     *
     * <p>Source: the classical mean distance in a rectangle (Santalo, "Integral geometry and geometric probability", 1976).
     */
    public double meanDistanceMetres() {
        double a = Math.max(eastMetres, northMetres);
        double b = Math.min(eastMetres, northMetres);
        double d = diagonalMetres();
        double flat = b / a;
        double steep = a / b;
        double straight = a * steep * steep + b * flat * flat + d * (3 - steep * steep - flat * flat);
        double slanted = 2.5 * (b * flat * StrictMath.log((a + d) / b) + a * steep * StrictMath.log((b + d) / a));
        return (straight + slanted) / 15;
    }

    /** Returns whether the rectangle, including its border, contains a point given in metres. */
    public boolean holds(double east, double north) {
        return east >= 0 && east <= eastMetres && north >= 0 && north <= northMetres;
    }

    /**
     * Returns the coordinate of a position after reflection at the borders of the area.
     *
     * @param coordinate coordinate if there were no borders
     * @param length extent of the area along the axis
     * @return the coordinate in {@code [0, length]}
     */
    static double mirrored(double coordinate, double length) {
        double within = coordinate - Math.floor(coordinate / (2 * length)) * 2 * length;
        return Math.clamp(within > length ? 2 * length - within : within, 0, length);
    }

    /** Returns whether reflections reverse the direction of movement, that is, whether their number is odd. */
    static boolean isTurned(double coordinate, double length) {
        return (long) Math.floor(coordinate / length) % 2 != 0;
    }
}
