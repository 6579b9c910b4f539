package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.SmallRound;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.MixedPrices;

class RoundAnalysisTest {

    private static SolverStartResult startResult(double epsilon, double... prices) {
        var certificate = new EquilibriumCertificate(epsilon, 1e-6, List.of(), 1e-12, 9e-6);
        var statistics = new SolveResult.SolveStatistics(1, 1, SolverRun.Ending.RESTED, 0);
        return new SolverStartResult(
                "start", new SolveResult.Certified(MixedPrices.pure(prices), certificate, statistics));
    }

    @Test
    void distanceIsLargestRelativePriceDifference() {
        assertThat(startResult(0, 2, 8).distance(startResult(0, 1, 6))).isEqualTo(0.5);
        assertThat(startResult(0, 1, 6).distance(startResult(0, 2, 8))).isEqualTo(0.5);
        assertThat(startResult(0, 8, 2).distance(startResult(0, 6, 2))).isEqualTo(0.25);
        assertThat(startResult(0, 0, 2).distance(startResult(0, 0, 2))).isZero();
    }

    @Test
    void closedAndOpenLeadersHaveDistanceOne() {
        double closed = Double.POSITIVE_INFINITY;
        assertThat(startResult(0, closed, 2).distance(startResult(0, 1, 2))).isEqualTo(1);
        assertThat(startResult(0, 1, 2).distance(startResult(0, closed, 2))).isEqualTo(1);
        assertThat(startResult(0, closed, 2).distance(startResult(0, closed, 2)))
                .isZero();
    }

    @Test
    void distinctEndPointsDifferByMoreThanOneThousandth() {
        SolverStartResult first = startResult(1e-6, 1_000, 5);
        SolverStartResult same = startResult(1e-7, 999, 5); // a thousandth, exactly
        SolverStartResult other = startResult(1e-7, 998, 5);
        SolverStartResult uncertified = startResult(2e-6, 500, 5);
        RoundAnalysis study = SmallRound.study();
        var several = new RoundAnalysis(
                study.round(),
                study.result(),
                study.game(),
                study.origin(),
                study.iterates(),
                study.curves(),
                List.of(uncertified, first, same, other),
                study.resale(),
                study.tried(),
                study.efficiency(),
                List.of());
        assertThat(several.distinctEndPoints()).containsExactly(first, other);
    }

    @Test
    void resaleCostIsAerialCostLessSavedEnergy() {
        RoundAnalysis study = SmallRound.resaleStudy();
        AerialOutcome aerial = study.resale().aerialAgents().getFirst();
        assertThat(aerial.lots()).isEqualTo(2);
        // the fixed agent computes two units less, 1 J each at 0.5
        assertThat(study.resaleCost()).isCloseTo(aerial.cost() - 0.5 * 2, within(1e-12));
        assertThat(study.deadlinesSaved()).isZero();
        assertThat(study.finalRound()).isEqualTo(study.resale().finalRound()).isNotEqualTo(study.round());
        assertThat(SmallRound.study().resaleCost()).isZero();
    }
}
