package skybourse.round.motion;

/**
 * A straight way at constant speed, or a rest where both ends are the same.
 *
 * @param number how many legs came before
 * @param startSeconds when it starts
 * @param endSeconds when it ends; infinite for a rest without end
 * @param fromEast where it starts
 * @param fromNorth where it starts
 * @param toEast where it ends
 * @param toNorth where it ends
 * @param place the road or the segment of a track that it lies on; 0 where the motion has none
 * @param stay which stay it belongs to
 */
record Straight(
        long number,
        double startSeconds,
        double endSeconds,
        double fromEast,
        double fromNorth,
        double toEast,
        double toNorth,
        int place,
        long stay)
        implements Leg {

    static Straight rest(long number, double startSeconds, double endSeconds, double east, double north) {
        return new Straight(number, startSeconds, endSeconds, east, north, east, north, 0, 0);
    }

    boolean isRest() {
        return fromEast == toEast && fromNorth == toNorth;
    }

    @Override
    public double eastMetres(double seconds) {
        return between(fromEast, toEast, seconds);
    }

    @Override
    public double northMetres(double seconds) {
        return between(fromNorth, toNorth, seconds);
    }

    private double between(double from, double to, double seconds) {
        double share = share(seconds);
        return share == 1 ? to : from + share * (to - from);
    }
}
