package skybourse.round.motion;

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

    public Playback {
        Checks.within(shiftSeconds, -Checks.LARGEST_AMOUNT, Checks.LARGEST_AMOUNT, "shiftSeconds");
        Checks.amount(gapSeconds, "gapSeconds");
    }

    @Override
    public Leg first(RandomStreams streams, String agent) {
        double length = track.lengthSeconds();
        double played = 0 - shiftSeconds; // no negative zero
        int window = loops ? (int) Math.floor(played / length) : 0;
        double within = played - window * length;
        if (loops && (within < 0 || within >= length)) { // the quotient was rounded across the seam
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
    public Leg after(Leg leg, RandomStreams streams, String agent) {
        int place = 1 + (leg instanceof Absence gap ? gap.place() : ((Straight) leg).place());
        if (!loops && place == track.segments()) {
            return new Absence(leg.number() + 1, leg.endSeconds(), Double.POSITIVE_INFINITY, place, leg.stay());
        }
        boolean arrives = !leg.isPresent() || place % track.segments() == 0;
        return leg(leg.number() + 1, place, leg.stay() + (arrives ? 1 : 0));
    }

    /** Returns the leg on a segment; segments are counted on through all windows, from the one that starts at the shift. */
    private Leg leg(long number, int place, long stay) {
        int segment = Math.floorMod(place, track.segments());
        double offset = Math.floorDiv(place, track.segments()) * track.lengthSeconds() + shiftSeconds;
        double start = track.second(segment) + offset;
        double end = track.second(segment + 1) + offset;
        boolean isGap = track.second(segment + 1) - track.second(segment) > gapSeconds;
        return isGap
                ? new Absence(number, start, end, place, stay)
                : new Straight(
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
