package skybourse.round.motion;

/**
 * Straight leg at constant speed, or a pause if both ends are equal. Coordinates are in metres.
 *
 * @param number number of earlier legs
 * @param startSeconds start time
 * @param endSeconds end time; infinite for a pause without end
 * @param fromEast start position, east
 * @param fromNorth start position, north
 * @param toEast end position, east
 * @param toNorth end position, north
 * @param place index of the road, or number of the segment of the track as {@link TrackPlayback} counts segments; 0 if the motion has neither roads
 *     nor a track
 * @param visit number of the stay
 */
record StraightSegment(
        long number,
        double startSeconds,
        double endSeconds,
        double fromEast,
        double fromNorth,
        double toEast,
        double toNorth,
        int place,
        long visit)
        implements MotionSegment {

    static StraightSegment rest(long number, double startSeconds, double endSeconds, double east, double north) {
        return new StraightSegment(number, startSeconds, endSeconds, east, north, east, north, 0, 0);
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
