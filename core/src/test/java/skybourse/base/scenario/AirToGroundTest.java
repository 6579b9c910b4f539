package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.testing.KnownAnswers.number;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Position;
import skybourse.testing.KnownAnswers;

class AirToGroundTest {

    /** Al-Hourani's parameters, computed with the formulas of the paper. */
    @Test
    void lossMatchesPaper() {
        var rows = KnownAnswers.rows("channel_air_to_ground_cases.csv");
        assertThat(rows).hasSize(8);
        for (Map<String, String> row : rows) {
            AirToGround air = air(row);
            var ground = new Position(0, 0, 0);
            var sky = new Position(0, number(row, "ground_distance_m"), number(row, "altitude_m"));
            assertThat(air.lineOfSightProbability(number(row, "elevation_deg")))
                    .as(row.toString())
                    .isCloseTo(number(row, "p_los"), within(1e-9));
            assertThat(air.meanDecibels(ground, sky))
                    .as(row.toString())
                    .isCloseTo(number(row, "mean_pathloss_db"), within(1e-6));
        }
    }

    /** The angle at which a cell of given loss is widest, which the paper prints for each environment. */
    @Test
    void bestElevationMatchesPaper() {
        for (Map<String, String> row : KnownAnswers.rows("channel_air_to_ground_cases.csv")) {
            AirToGround air = air(row);
            double best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double angle = 5; angle < 85; angle += 0.01) {
                double reach = Math.cos(Math.toRadians(angle));
                var sky = new Position(0, 1000 * reach, 1000 * Math.sin(Math.toRadians(angle)));
                // at equal loss the cell is as much wider as the loss at equal distance is lower
                double loss = air.meanDecibels(new Position(0, 0, 0), sky) - 20 * Math.log10(reach);
                if (loss < least) {
                    least = loss;
                    best = angle;
                }
            }
            assertThat(best).as(row.toString()).isCloseTo(number(row, "published_optimal_elevation_deg"), within(0.02));
        }
    }

    private static AirToGround air(Map<String, String> row) {
        return new AirToGround(
                number(row, "fc_ghz") * 1e9,
                number(row, "b"),
                number(row, "a"),
                number(row, "eta_los_db"),
                number(row, "eta_nlos_db"));
    }
}
