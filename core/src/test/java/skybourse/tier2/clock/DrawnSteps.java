package skybourse.tier2.clock;

/** Pseudo-random steps from a set: any course may occur, and all implementations of the auction repeat it. */
public record DrawnSteps(StepSet set, long seed) implements ClockPolicy {

    @Override
    public String name() {
        return "drawn-" + seed;
    }

    @Override
    public long stepTicks(ClockState state) {
        return ticks(state.step(), state.largestStepTicks());
    }

    long ticks(int announcements, long gapTicks) {
        return set.stepTicks(index(announcements, set.legal(gapTicks)), gapTicks);
    }

    public int index(int announcements, int legal) {
        long mixed = (seed + announcements) * 0x9E3779B97F4A7C15L;
        return (int) Math.floorMod(mixed >>> 17, (long) legal);
    }
}
