package skybourse.round.motion;

import java.util.List;
import skybourse.base.numeric.StateArchive;

/** Saves the legs of agents in a checkpoint as numbers, and restores them. */
public final class MotionSegmentArchive {

    private static final int STRAIGHT = 0;
    private static final int DRIFT = 1;
    private static final int ABSENCE = 2;

    private MotionSegmentArchive() {}

    /**
     * Saves or restores the legs of agents.
     *
     * @param legs by agent; replaced by the legs read
     * @param motions by agent; the motions that created the legs
     * @param state writes or reads the checkpoint
     */
    public static void exchange(MotionSegment[] legs, List<Motion> motions, StateArchive state) {
        for (int i = 0; i < legs.length; i++) {
            legs[i] = exchange(legs[i], motions.get(i), state);
        }
    }

    private static MotionSegment exchange(MotionSegment leg, Motion motion, StateArchive state) {
        int kind = (int) state.integer(
                switch (leg) {
                    case StraightSegment _ -> STRAIGHT;
                    case GaussMarkovSegment _ -> DRIFT;
                    case Absence _ -> ABSENCE;
                });
        long number = state.integer(leg.number());
        double start = state.number(leg.startSeconds());
        double end = state.number(leg.endSeconds());
        return switch (kind) {
            case STRAIGHT -> straight(leg, number, start, end, state);
            case DRIFT -> drift(leg, ((GaussMarkov) motion).area(), number, start, end, state);
            default -> absence(leg, number, start, end, state);
        };
    }

    private static StraightSegment straight(
            MotionSegment leg, long number, double start, double end, StateArchive state) {
        StraightSegment now = leg instanceof StraightSegment straight ? straight : StraightSegment.rest(0, 0, 0, 0, 0);
        return new StraightSegment(
                number,
                start,
                end,
                state.number(now.fromEast()),
                state.number(now.fromNorth()),
                state.number(now.toEast()),
                state.number(now.toNorth()),
                (int) state.integer(now.place()),
                state.integer(now.visit()));
    }

    private static GaussMarkovSegment drift(
            MotionSegment leg, Area area, long number, double start, double end, StateArchive state) {
        GaussMarkovSegment now = (GaussMarkovSegment) leg;
        GaussMarkovSegment.Velocity velocity = now.end();
        return new GaussMarkovSegment(
                number,
                start,
                end,
                area,
                state.number(now.fromEast()),
                state.number(now.fromNorth()),
                state.number(now.eastMove()),
                state.number(now.northMove()),
                new GaussMarkovSegment.Velocity(
                        state.number(velocity.east()),
                        state.number(velocity.north()),
                        state.number(velocity.meanEast()),
                        state.number(velocity.meanNorth())));
    }

    private static Absence absence(MotionSegment leg, long number, double start, double end, StateArchive state) {
        Absence now = leg instanceof Absence absence ? absence : new Absence(0, 0, 0, -1, -1);
        return new Absence(number, start, end, (int) state.integer(now.place()), state.integer(now.visit()));
    }
}
