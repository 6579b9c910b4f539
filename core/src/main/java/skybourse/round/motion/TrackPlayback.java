package skybourse.round.motion;

import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * Motion along a recorded track. Without loops, the agent is absent before the first sample and after the last one. It is also absent between two
 * samples that are further apart in time than {@code gapSeconds}.
 *
 * <p>A looping track starts again at its end. The transition from its last to its first position counts as leaving and arriving ({@link
 * MotionSegment#visit}), not as movement.
 *
 * @param track the track; its first sample is at time 0
 * @param shiftSeconds time at which the track starts, in [-1e18, 1e18]
 * @param gapSeconds longest time between two samples during which the agent is present, in [1e-18, 1e18]
 * @param loops whether the track repeats without end, also before {@code shiftSeconds}
 */
public record TrackPlayback(Track track, double shiftSeconds, double gapSeconds, boolean loops) implements Motion {

    /** @throws IllegalArgumentException if {@code shiftSeconds} or {@code gapSeconds} is out of its range */
    public TrackPlayback {
        Checks.within(shiftSeconds, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "shiftSeconds");
        Checks.amount(gapSeconds, "gapSeconds");
    }

    @Override
    public MotionSegment firstLeg(RandomStreams streams, String agent) {
        double length = track.lengthSeconds();
        // A subtraction from 0 avoids the negative zero that a negation of 0 would give.
        double played = 0 - shiftSeconds;
        int window = loops ? (int) Math.floor(played / length) : 0;
        double within = played - window * length;
        // If rounding moved the quotient to a neighbouring repetition, this block corrects it.
        if (loops && (within < 0 || within >= length)) {
            window += within < 0 ? -1 : 1;
            within = Math.clamp(played - window * length, 0, Math.nextDown(length));
        }
        if (within < 0) {
            return new Absence(0, 0, shiftSeconds, -1, -1);
        }
        if (within >= length) {
            return new Absence(0, 0, Double.POSITIVE_INFINITY, track.segments(), 0);
        }
        return leg(0, window * track.segments() + track.segmentAt(within), 0);
    }

    @Override
    public MotionSegment nextLeg(MotionSegment leg, RandomStreams streams, String agent) {
        int place = 1 + (leg instanceof Absence gap ? gap.place() : ((StraightSegment) leg).place());
        if (!loops && place == track.segments()) {
            return new Absence(leg.number() + 1, leg.endSeconds(), Double.POSITIVE_INFINITY, place, leg.visit());
        }
        boolean arrives = !leg.isPresent() || place % track.segments() == 0;
        return leg(leg.number() + 1, place, leg.visit() + (arrives ? 1 : 0));
    }

    /** Returns the leg on a segment. Segment numbers continue from repetition to repetition. Segment 0 starts at {@code shiftSeconds}. */
    private MotionSegment leg(long number, int place, long stay) {
        int segment = Math.floorMod(place, track.segments());
        double offset = Math.floorDiv(place, track.segments()) * track.lengthSeconds() + shiftSeconds;
        double start = track.second(segment) + offset;
        double end = track.second(segment + 1) + offset;
        boolean isGap = track.second(segment + 1) - track.second(segment) > gapSeconds;
        return isGap
                ? new Absence(number, start, end, place, stay)
                : new StraightSegment(
                        number,
                        start,
                        end,
                        track.east(segment),
                        track.north(segment),
                        track.east(segment + 1),
                        track.north(segment + 1),
                        place,
                        stay);
    }
}
