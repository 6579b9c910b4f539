package skybourse.base.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReusableGeneratorTest {

    /** Complete vectors, remainders, arrays with and without free elements after the count: equal to single draws. */
    @Test
    void fillEqualsSingleDrawsAndKeepsPosition() {
        ReusableGenerator single = new ReusableGenerator(0);
        ReusableGenerator filling = new ReusableGenerator(0);
        for (long seed : new long[] {0, 1, -1, 77, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (int count = 0; count <= 40; count++) {
                for (int room = count; room <= count + 17; room++) {
                    single.restart(seed);
                    filling.restart(seed);
                    long[] filled = new long[room];
                    long[] expected = new long[count];
                    Arrays.setAll(expected, i -> single.nextLong());
                    filling.fill(filled, count);
                    assertThat(Arrays.copyOf(filled, count))
                            .as("seed %d, %d of %d", seed, count, room)
                            .isEqualTo(expected);
                    assertThat(filling.nextLong()).isEqualTo(single.nextLong());
                }
            }
        }
    }

    /** The published first output of SplitMix64 with state 0: the seed that is mixed to 0 must give it. */
    @Test
    void matchesSplitMix64AfterMixingSeed() {
        long golden = 0x9e3779b97f4a7c15L;
        ReusableGenerator random = new ReusableGenerator(golden); // mix(golden ^ golden) = mix(0) = 0
        assertThat(random.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(random.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
    }
}
