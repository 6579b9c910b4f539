package skybourse.round.motion;

import skybourse.base.random.RandomStreams;

/**
 * Motion of an agent at a fixed position.
 *
 * @param eastMetres east coordinate
 * @param northMetres north coordinate
 */
public record Stationary(double eastMetres, double northMetres) implements Motion {

    @Override
    public MotionSegment firstLeg(RandomStreams streams, String agent) {
        return StraightSegment.rest(0, 0, Double.POSITIVE_INFINITY, eastMetres, northMetres);
    }

    @Override
    public MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent) {
        throw new IllegalStateException("nothing follows a rest without end");
    }
}
