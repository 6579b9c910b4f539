package skybourse.round.motion;

/**
 * Segment of a motion during which the agent is absent.
 *
 * @param number number of earlier legs
 * @param startSeconds time at which the agent leaves
 * @param endSeconds time of its return; infinite if it does not return
 * @param place number of the segment of its track, as {@link TrackPlayback} counts segments; -1 before the first segment
 * @param visit number of the stay as {@link TrackPlayback} counts stays, also during absence; -1 before the track starts
 */
record Absence(long number, double startSeconds, double endSeconds, int place, long visit) implements MotionSegment {

    @Override
    public boolean isPresent() {
        return false;
    }

    @Override
    public double eastMetres(double seconds) {
        throw new IllegalStateException("an absent agent has no place");
    }

    @Override
    public double northMetres(double seconds) {
        throw new IllegalStateException("an absent agent has no place");
    }
}
