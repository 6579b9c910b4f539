package skybourse.round.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class SettlementTest {

    @Test
    void remaindersGoToTheLargestFractionAndTiesById() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("wa-2", 1.0);
        weights.put("wa-1", 1.0);
        weights.put("wa-3", 2.0);
        // 7 units: 1.75, 1.75 and 3.5
        assertThat(Settlement.shares(7, weights)).isEqualTo(Map.of("wa-2", 2L, "wa-1", 2L, "wa-3", 3L));
        // 5 units: 1.25, 1.25 and 2.5
        assertThat(Settlement.shares(5, weights)).isEqualTo(Map.of("wa-2", 1L, "wa-1", 1L, "wa-3", 3L));
        // 2 units over equals: 2/3 each
        assertThat(Settlement.shares(2, Map.of("wa-1", 1.0, "wa-2", 1.0, "wa-3", 1.0)))
                .isEqualTo(Map.of("wa-1", 1L, "wa-2", 1L, "wa-3", 0L));
    }

    @Test
    void sharesSumToTheWholeAndStrayByLessThanAUnit() {
        Cases.forAll(
                (random, size) -> {
                    Map<String, Double> weights = new LinkedHashMap<>();
                    for (int i = 0; i <= size; i++) {
                        weights.put("wa-" + i, random.nextDouble(1e-9, 1e9));
                    }
                    return Map.entry(random.nextLong(0, 1L << 40), weights);
                },
                input -> {
                    long units = input.getKey();
                    Map<String, Long> shares = Settlement.shares(units, input.getValue());
                    double sum = input.getValue().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
                    assertThat(shares.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(units);
                    shares.forEach((id, share) -> assertThat(
                                    Math.abs(share - units * (input.getValue().get(id) / sum)))
                            .isLessThanOrEqualTo(1));
                });
    }
}
