package skybourse.round.motion;

/**
 * One step of a Gauss-Markov motion. Position and velocity are reflected at the borders of the area. Coordinates are in metres.
 *
 * @param number number of earlier steps
 * @param startSeconds start time
 * @param endSeconds end time
 * @param area area of the motion
 * @param fromEast start position, east
 * @param fromNorth start position, north
 * @param eastMove displacement to the east if there were no borders
 * @param northMove displacement to the north if there were no borders
 * @param end velocity at the end, after reflection
 */
record GaussMarkovSegment(
        long number,
        double startSeconds,
        double endSeconds,
        Area area,
        double fromEast,
        double fromNorth,
        double eastMove,
        double northMove,
        Velocity end)
        implements MotionSegment {

    /**
     * Velocity and its long-run mean, in m/s.
     *
     * @param east east component
     * @param north north component
     * @param meanEast east component of the mean
     * @param meanNorth north component of the mean
     */
    record Velocity(double east, double north, double meanEast, double meanNorth) {

        Velocity mirrored(boolean alongEast, boolean alongNorth) {
            int e = alongEast ? -1 : 1;
            int n = alongNorth ? -1 : 1;
            return new Velocity(e * east, n * north, e * meanEast, n * meanNorth);
        }
    }

    @Override
    public double eastMetres(double seconds) {
        return Area.mirrored(fromEast + share(seconds) * eastMove, area.eastMetres());
    }

    @Override
    public double northMetres(double seconds) {
        return Area.mirrored(fromNorth + share(seconds) * northMove, area.northMetres());
    }
}
