package skybourse.round.motion;

import skybourse.base.numeric.Checks;

/**
 * A rectangle on the map, its south-west corner at the origin of the scenario's frame.
 *
 * @param eastMetres its width
 * @param northMetres its depth
 */
public record Area(double eastMetres, double northMetres) {

    public Area {
        Checks.amount(eastMetres, "eastMetres");
        Checks.amount(northMetres, "northMetres");
    }

    /** Returns the longest way in it. */
    public double diagonalMetres() {
        return Math.hypot(eastMetres, northMetres);
    }

    /**
     * Returns the mean distance of two points drawn uniformly and apart, 0.521405 in the unit square.
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

    /** Tells whether a point lies in it, its border included. */
    public boolean holds(double east, double north) {
        return east >= 0 && east <= eastMetres && north >= 0 && north <= northMetres;
    }

    /**
     * Returns where something that set out past a border is: mirrored at each border that it met.
     *
     * @param coordinate where it would be without borders
     * @param length the area's extent along that axis
     * @return in {@code [0, length]}
     */
    static double mirrored(double coordinate, double length) {
        double within = coordinate - Math.floor(coordinate / (2 * length)) * 2 * length;
        return Math.clamp(within > length ? 2 * length - within : within, 0, length);
    }

    /** Tells whether it goes the other way by then: it met borders an odd number of times. */
    static boolean isTurned(double coordinate, double length) {
        return (long) Math.floor(coordinate / length) % 2 != 0;
    }
}
