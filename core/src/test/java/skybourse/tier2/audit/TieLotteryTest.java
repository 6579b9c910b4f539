package skybourse.tier2.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.Rational;

class TieLotteryTest {

    /** Compared with all orders of up to four others. */
    @Test
    void probabilitiesMatchAllOrders() {
        for (int[] others : new int[][] {{}, {1}, {3}, {1, 1, 1}, {2, 2}, {1, 2}, {1, 2, 3}, {3, 1, 1}, {1, 2, 3, 5}}) {
            Map<Integer, Long> counts = new HashMap<>();
            List<Integer> all = new ArrayList<>(Arrays.stream(others).boxed().toList());
            all.add(0); // the trader
            permute(new ArrayList<>(), all, counts);
            long orders = counts.values().stream().mapToLong(Long::longValue).sum();
            Map<Integer, Rational> expected = new HashMap<>();
            counts.forEach((before, count) -> expected.put(before, Rational.of(count, orders)));
            Map<Integer, Rational> found = new HashMap<>();
            for (TieLottery.Draw draw : TieLottery.draws(others)) {
                found.put(draw.before(), draw.chance());
                assertThat(draw.first().stream().map(i -> others[i]).sum()).isEqualTo(draw.before());
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private static void permute(List<Integer> placed, List<Integer> rest, Map<Integer, Long> counts) {
        for (int i = 0; i < rest.size(); i++) {
            int next = rest.get(i);
            if (next == 0) {
                long ordersOfTheOthers = 1;
                for (int k = 2; k < rest.size(); k++) {
                    ordersOfTheOthers *= k;
                }
                counts.merge(placed.stream().mapToInt(Integer::intValue).sum(), ordersOfTheOthers, Long::sum);
                continue;
            }
            List<Integer> left = new ArrayList<>(rest);
            left.remove(i);
            placed.add(next);
            permute(placed, left, counts);
            placed.removeLast();
        }
    }
}
