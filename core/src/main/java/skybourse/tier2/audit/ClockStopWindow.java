package skybourse.tier2.audit;

import java.util.ArrayList;
import java.util.List;
import skybourse.tier2.clock.fast.TraderCountsByStop;

/** Stops of one side at which a moved trader can change the result (the window), and representatives of the stops before the window. */
final class ClockStopWindow {

    private final TraderCountsByStop side;
    private final int firstLevel;
    private final int lastStop;
    // The last three stops before the window that have traders.
    private final List<Integer> used = new ArrayList<>();
    // At most one stop. It lies before the window and has no traders.
    private final List<Integer> unused = new ArrayList<>();
    private int aloneBefore = -1;
    private int crowdedBefore = -1;

    /**
     * Computes the representatives of the stops before the window.
     *
     * @param side one side of the market
     * @param firstLevel first level of the window; 0, or a level after at least three levels with traders
     * @param lastStop last stop of the window
     */
    ClockStopWindow(TraderCountsByStop side, int firstLevel, int lastStop) {
        this.side = side;
        this.firstLevel = firstLevel;
        this.lastStop = lastStop;
        for (int level = firstLevel - 1; level >= 0; level--) {
            if (!side.holds(level)) {
                if (unused.isEmpty()) {
                    unused.add(2 * level);
                }
                continue;
            }
            if (used.size() < 3) {
                used.add(2 * level);
            }
            if (side.holdsOne(level)) {
                aloneBefore = 2 * level;
            } else {
                crowdedBefore = 2 * level;
            }
        }
        assert firstLevel == 0 || used.size() == 3 : "a window starts at the first stop or behind three in use";
    }

    /** Returns a stop whose traders have the same choices as the traders of {@code stop}. */
    int representative(int stop) {
        int level = TraderCountsByStop.levelOf(stop);
        if (level >= firstLevel) {
            return stop > lastStop ? side.grid().never() : stop;
        }
        return side.holdsOne(level) ? aloneBefore : crowdedBefore;
    }

    /** Returns the stops that an audit reports for a trader of a representative stop. The trader's true stop is left out. */
    List<Integer> reports(int stop) {
        List<Integer> reports = new ArrayList<>(unused);
        used.stream()
                .filter(other -> TraderCountsByStop.levelOf(other) != TraderCountsByStop.levelOf(stop))
                .findFirst()
                .ifPresent(reports::add);
        boolean cut = side.grid().cutTicks() > 0;
        int never = side.grid().never();
        for (int report = Math.max(0, 2 * firstLevel - 1); report <= lastStop && report < never; report++) {
            if (report != stop && (cut || report % 2 == 0)) {
                reports.add(report);
            }
        }
        return reports;
    }

    /** Returns the stop that a trader whose true stop is {@code ownStop} must report to get the result that its representative gets by {@code report}. */
    int replay(int report, int ownStop) {
        if (TraderCountsByStop.levelOf(report) >= firstLevel || !side.holds(TraderCountsByStop.levelOf(report))) {
            return report;
        }
        return used.stream()
                .filter(other -> TraderCountsByStop.levelOf(other) != TraderCountsByStop.levelOf(ownStop))
                .findFirst()
                .orElse(report);
    }
}
