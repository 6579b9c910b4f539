package skybourse.round.motion;

/**
 * One step of a Gauss-Markov motion. Its borders mirror place and velocity.
 *
 * @param number how many steps came before
 * @param startSeconds when it starts
 * @param endSeconds when it ends
 * @param area what it is kept in
 * @param fromEast where it starts
 * @param fromNorth where it starts
 * @param eastMove how far it would come without borders
 * @param northMove how far it would come without borders
 * @param end the velocity that it ends with
 */
record Drift(
        long number,
        double startSeconds,
        double endSeconds,
        Area area,
        double fromEast,
        double fromNorth,
        double eastMove,
        double northMove,
        Velocity end)
        implements Leg {

    /**
     * A velocity and the mean that it keeps to, both in m/s.
     *
     * @param east to the east now
     * @param north to the north now
     * @param meanEast to the east in the long run
     * @param meanNorth to the north in the long run
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
