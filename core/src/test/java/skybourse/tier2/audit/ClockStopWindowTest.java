package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.fast.ClockStopGrid;
import skybourse.tier2.clock.fast.TraderCountsByStop;

/**
 * The window over buyers at levels 1 1 2 4 4 6 8 of ten. A level's complete stop is twice its number; the window begins at
 * level 7 and ends at stop 16.
 */
class ClockStopWindowTest {

    private static final int[] LEVELS = {1, 1, 2, 4, 4, 6, 8};
    private static final int NEVER = 22;

    private static TraderCountsByStop side(long cutTicks) {
        ClockStopGrid grid = new ClockStopGrid(Side.BUYERS, 40, 2, 10, cutTicks);
        return new TraderCountsByStop(
                grid, IntStream.of(LEVELS).mapToLong(level -> 40 - 2L * level).toArray());
    }

    private final ClockStopWindow window = new ClockStopWindow(side(0), 7, 16);

    @Test
    void stopsBeforeWindowHaveFirstEquivalentAsRepresentative() {
        assertThat(window.representative(4)).isEqualTo(4);
        assertThat(window.representative(12)).as("alone at level 6, as at 2").isEqualTo(4);
        assertThat(window.representative(2)).isEqualTo(2);
        assertThat(window.representative(8)).as("two at level 4, as at 1").isEqualTo(2);
    }

    @Test
    void windowStopsRepresentThemselvesLaterOnesNoAcceptance() {
        assertThat(window.representative(14)).isEqualTo(14);
        assertThat(window.representative(16)).isEqualTo(16);
        assertThat(window.representative(18)).isEqualTo(NEVER);
        assertThat(window.representative(NEVER)).isEqualTo(NEVER);
    }

    /** Level 5 is the last unused one, 6 the last used one. A trader at that stop tries the one before. */
    @Test
    void reportsAreUnusedStopUsedStopAndWindow() {
        assertThat(window.reports(4)).containsExactly(10, 12, 14, 16);
        assertThat(window.reports(12)).containsExactly(10, 8, 14, 16);
        assertThat(window.reports(14)).containsExactly(10, 12, 16);
        assertThat(window.reports(16)).containsExactly(10, 12, 14);
    }

    @Test
    void cutStopsAreReportedForUnevenGaps() {
        assertThat(new ClockStopWindow(side(1), 7, 16).reports(4)).containsExactly(10, 12, 13, 14, 15, 16);
    }

    @Test
    void windowOverAllStopsReportsAllButLast() {
        ClockStopWindow all = new ClockStopWindow(side(0), 0, NEVER);
        assertThat(all.reports(6)).containsExactly(0, 2, 4, 8, 10, 12, 14, 16, 18, 20);
        assertThat(all.representative(0)).isZero();
        assertThat(all.representative(NEVER)).isEqualTo(NEVER);
    }

    @Test
    void traderAtReportedStopIsReplayedInOtherCrowd() {
        assertThat(window.replay(12, 4)).isEqualTo(12);
        assertThat(window.replay(12, 12)).isEqualTo(8);
        assertThat(window.replay(8, 4))
                .as("all crowds before the window are equivalent")
                .isEqualTo(12);
        assertThat(window.replay(10, 12)).as("an unused stop").isEqualTo(10);
        assertThat(window.replay(14, 14)).as("inside").isEqualTo(14);
    }

    @Test
    void windowStartsAtFirstStopOrAfterThreeUsed() {
        assertThatThrownBy(() -> new ClockStopWindow(side(0), 4, 16)).isInstanceOf(AssertionError.class);
        assertThat(new ClockStopWindow(side(0), 5, 16).reports(8)).startsWith(6, 4);
    }

    /** Level 8 is used and the first inside the window. */
    @Test
    void stopAtFirstLevelInsideIsUnchanged() {
        ClockStopWindow later = new ClockStopWindow(side(0), 8, 16);
        assertThat(later.replay(16, 4)).isEqualTo(16);
        assertThat(later.replay(12, 4)).as("the last before it").isEqualTo(12);
        assertThat(later.reports(16)).containsExactly(14, 12);
    }

    @Test
    void theFirstStopCanRepresentOthers() {
        TraderCountsByStop three =
                new TraderCountsByStop(new ClockStopGrid(Side.BUYERS, 40, 2, 10, 0), new long[] {40, 38, 38, 36});
        ClockStopWindow behind = new ClockStopWindow(three, 3, 8);
        assertThat(behind.representative(4)).as("alone at level 2, as at 0").isZero();
        assertThat(behind.representative(0)).isZero();
        assertThat(behind.representative(2)).isEqualTo(2);
        assertThat(behind.reports(2)).containsExactly(4, 6, 8);
    }

    @Test
    void crowdMayBeAfterFirstStops() {
        TraderCountsByStop two =
                new TraderCountsByStop(new ClockStopGrid(Side.BUYERS, 40, 2, 10, 0), new long[] {40, 38, 36, 36});
        assertThat(new ClockStopWindow(two, 3, 8).representative(4)).isEqualTo(4);
    }
}
