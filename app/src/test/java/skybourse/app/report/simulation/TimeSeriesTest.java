package skybourse.app.report.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

    /** A balance that grows by 2 in every slot. */
    @Test
    void incrementsArePerSlotForAnyBinSize() {
        for (int each : new int[] {1, 3, 4}) {
            TimeSeries balance = new TimeSeries(new SlotBins(12, each));
            LongStream.range(0, 12).forEach(slot -> balance.add(slot, 2 * (slot + 1)));
            assertThat(balance.increments(10)).isEqualTo(Collections.nCopies(12 / each, 20.0));
        }
    }
}
