package skybourse.round.motion;

/**
 * A time in which the agent is not there.
 *
 * @param number how many legs came before
 * @param startSeconds when it leaves
 * @param endSeconds when it is back; infinite for never
 * @param place the segment of its track that it lies on, as {@link Playback} counts them; -1 before the first
 * @param stay the stay that it left; -1 before the first
 */
record Absence(long number, double startSeconds, double endSeconds, int place, long stay) implements Leg {

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
