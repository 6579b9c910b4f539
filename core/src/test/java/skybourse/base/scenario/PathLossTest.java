package skybourse.base.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static skybourse.testing.KnownAnswers.number;

import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.testing.KnownAnswers;

class PathLossTest {

    /** Rows of ns-3's test vectors and of TR 38.901 table 7.4.1-1. */
    @Test
    void lossMatchesStandard() {
        var rows = KnownAnswers.rows("channel_pathloss_cases.csv");
        assertThat(rows).hasSize(24);
        for (Map<String, String> row : rows) {
            double loss = urban(row.get("scenario"), number(row, "fc_ghz"))
                    .decibels(
                            number(row, "d2d_m"),
                            number(row, "h_bs_m"),
                            number(row, "h_ut_m"),
                            row.get("state").equals("LOS"));
            assertThat(loss)
                    .as(row.toString())
                    .isCloseTo(number(row, "pathloss_db"), within(number(row, "tolerance_db")));
        }
    }

    @Test
    void lineOfSightProbabilityMatchesStandard() {
        var rows = KnownAnswers.rows("channel_los_probability_cases.csv");
        assertThat(rows).hasSize(10);
        for (Map<String, String> row : rows) {
            assertThat(urban(row.get("scenario"), 3.5).lineOfSightProbability(number(row, "d2d_m")))
                    .as(row.toString())
                    .isCloseTo(number(row, "p_los"), within(1e-9));
        }
    }

    private static PathLoss urban(String scenario, double carrierGigahertz) {
        return scenario.equals("UMa")
                ? new PathLoss.UrbanMacro(carrierGigahertz * 1e9)
                : new PathLoss.UrbanMicro(carrierGigahertz * 1e9);
    }

    @Test
    void logDistanceLossGrowsBySlopePerDecade() {
        var loss = PathLoss.LogDistance.standard();
        assertThat(loss.decibels(1000, 5, 5, true)).isCloseTo(128.1, within(1e-12));
        assertThat(loss.decibels(100, 5, 5, true)).isCloseTo(90.5, within(1e-12));
        assertThat(loss.decibels(30, 41.5, 1.5, true)).isCloseTo(loss.decibels(50, 1.5, 1.5, true), within(1e-12));
    }

    @Test
    void lossIsFiniteAndNeverFallsWithDistance() {
        Cases.forAll(
                (random, size) -> new double[] {
                    random.nextDouble(0, 2000), random.nextDouble(0, 500), random.nextDouble(0, 30), random.nextInt(2)
                },
                link -> {
                    for (PathLoss loss :
                            new PathLoss[] {PathLoss.LogDistance.standard(), new PathLoss.UrbanMicro(3.5e9)}) {
                        double near = loss.decibels(link[0], link[2], 1, link[3] == 1);
                        double far = loss.decibels(link[0] + link[1], link[2], 1, link[3] == 1);
                        assertThat(near).isFinite().isLessThanOrEqualTo(far + 1e-9);
                    }
                });
    }
}
