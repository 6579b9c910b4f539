package skybourse.round.motion;

import java.util.stream.IntStream;
import skybourse.base.numeric.Checks;
import skybourse.base.random.RandomStreams;

/**
 * A recorded way played back. The agent is absent before the first sample, after the last, and where two samples lie further
 * apart in time than a gap; it is never frozen in place.
 *
 * <p>Right for real vehicles and walkers; wrong for more agents or time than the recording has, unless it loops: then the way back
 * from its end to its start counts as leaving and arriving ({@link Leg#stay}), never as a jump.
 *
 * @param track the way; its first sample is at time 0
 * @param shiftSeconds when playing starts, before or after time 0
 * @param gapSeconds the longest time between two samples in which the agent was there
 * @param loops whether it starts again at its end
 */
public record Playback(Track track, double shiftSeconds, double gapSeconds, boolean loops) implements Motion {

    private static final int BEFORE = -1;

    public Playback {
        Checks.within(shiftSeconds, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "shiftSeconds");
        Checks.amount(gapSeconds, "gapSeconds");
    }

    @Override
    public Leg first(RandomStreams streams, String agent) {
        double length = track.lengthSeconds();
        double played = 0 - shiftSeconds; // no negative zero
        long window = loops ? (long) Math.floor(played / length) : 0;
        double within = played - window * length;
        if (loops && (within < 0 || within >= length)) { // the quotient was rounded across the seam
            window += within < 0 ? -1 : 1;
            within = Math.clamp(played - window * length, 0, Math.nextDown(length));
        }
        if (within < 0) {
            return new Absence(0, 0, shiftSeconds, BEFORE, 0);
        }
        if (within >= length) {
            return new Absence(0, 0, Double.POSITIVE_INFINITY, track.segments(), 0);
        }
        return leg(0, window, track.segmentAt(within));
    }

    @Override
    public Leg after(Leg leg, RandomStreams streams, String agent) {
        int segment = 1 + (leg instanceof Absence gap ? gap.place() : ((Straight) leg).place());
        long window = Math.floorDiv(leg.stay(), stays());
        if (segment < track.segments()) {
            return leg(leg.number() + 1, window, segment);
        }
        return loops
                ? leg(leg.number() + 1, window + 1, 0)
                : new Absence(leg.number() + 1, leg.endSeconds(), Double.POSITIVE_INFINITY, segment, leg.stay());
    }

    private Leg leg(long number, long window, int segment) {
        double start = track.second(segment) + window * track.lengthSeconds() + shiftSeconds;
        double end = track.second(segment + 1) + window * track.lengthSeconds() + shiftSeconds;
        long stay = window * stays() + gapsBefore(segment);
        return isGap(segment)
                ? new Absence(number, start, end, segment, stay)
                : new Straight(
                        number,
                        start,
                        end,
                        track.east(segment),
                        track.north(segment),
                        track.east(segment + 1),
                        track.north(segment + 1),
                        segment,
                        stay);
    }

    private boolean isGap(int segment) {
        return track.second(segment + 1) - track.second(segment) > gapSeconds;
    }

    private long gapsBefore(int segment) {
        return IntStream.range(0, segment).filter(this::isGap).count();
    }

    /** Returns how many stays one playing has. */
    private long stays() {
        return 1 + gapsBefore(track.segments());
    }
}
