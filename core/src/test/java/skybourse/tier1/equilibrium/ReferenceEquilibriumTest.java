package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;
import skybourse.tier1.game.ScenarioGameFactory;

/** The equilibrium of the reference scenario and its certificate. */
class ReferenceEquilibriumTest {

    private static final Certifier CERTIFIER = new Certifier(1, 20_000);
    private static final Scenario WORLD =
            ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3)).sample("reference", 1);
    private static final PricingGame GAME = ScenarioGameFactory.of(WORLD);
    private static final CertifiedSolver SOLVER =
            new CertifiedSolver(BestResponseIteration.gaussSeidel(), CERTIFIER, 1e-6, 15);

    @Test
    void onePercentPriceChangeRaisesEpsilon() {
        SolveResult result = SOLVER.solve(GAME, new double[5]);
        assertThat(result).isInstanceOf(SolveResult.Certified.class);
        assertThat(result.certificate().epsilon()).isLessThanOrEqualTo(1e-6);
        double largest = 0;
        for (int s = 0; s < 5; s++) {
            for (double factor : new double[] {0.99, 1.01}) {
                double[] moved = result.prices().clone();
                moved[s] *= factor;
                double epsilon = CERTIFIER.certify(GAME, moved, 1e-6).epsilon();
                assertThat(epsilon).isGreaterThan(result.certificate().epsilon());
                largest = Math.max(largest, epsilon);
            }
        }
        assertThat(largest).isGreaterThan(1e-4);
    }

    @Test
    void statesCoverSolveIncludingRepairs() {
        List<SolverIterate> states = new ArrayList<>();
        SolveResult result = SOLVER.solve(GAME, new double[5], states::add);
        assertThat(result.effort().repairs()).isPositive();
        assertThat(states.getFirst().prices()).containsOnly(0);
        assertThat(states.getLast().prices()).isEqualTo(result.prices());
        assertThat(states).hasSizeGreaterThan(result.effort().iterations());
        assertThat(SOLVER.solve(GAME, new double[5]).prices()).isEqualTo(result.prices());
    }

    @Test
    void allSearchesAndMethodsReachTheSameEquilibrium() {
        double[] prices = SOLVER.solve(GAME, new double[5]).prices();
        for (EquilibriumSolver solver : List.of(
                BestResponseIteration.gaussSeidel().with(GlobalPriceSearch.standard()),
                BestResponseIteration.gaussSeidel().with(GridPriceSearch.baseline()),
                BestResponseIteration.damped(0.5))) {
            SolveResult other = new CertifiedSolver(solver, CERTIFIER, 1e-6, 15).solve(GAME, new double[5]);
            assertThat(other.certificate().holds()).as("%s", solver).isTrue();
            for (int s = 0; s < 5; s++) {
                assertThat(other.prices()[s]).isCloseTo(prices[s], within(1e-3 * prices[s]));
            }
        }
    }

    @Test
    void unitOfMoneyDoesNotChangeResult() {
        double epsilon = SOLVER.solve(GAME, new double[5]).certificate().epsilon();
        double[] prices = SOLVER.solve(GAME, new double[5]).prices();
        for (double money : new double[] {1e-6, 1e6}) {
            SolveResult scaled = SOLVER.solve(scaled(money), new double[5]);
            assertThat(scaled.certificate().epsilon()).isCloseTo(epsilon, within(1e-8));
            for (int s = 0; s < 5; s++) {
                assertThat(scaled.prices()[s] / money).isCloseTo(prices[s], within(1e-6 * prices[s]));
            }
        }
    }

    @Test
    void numbersThatOverflowAreNeverCertified() {
        var leaders = new LeaderTable(new double[] {0}, new double[] {0}, new double[] {1e9}, new double[] {1e300});
        PricingGame game = new PricingGameBuilder(leaders)
                .agent(1e200, 1e9, 1e-320)
                .link(0, -1e300, 0.9, 1)
                .build();
        double epsilon = CERTIFIER.certify(game, new double[] {1e300}, 1e-6).epsilon();
        assertThat(epsilon).isNotNaN().isGreaterThan(1e-6);
    }

    private static PricingGame scaled(double money) {
        LeaderTable table = GAME.leaderTable();
        double[][] amounts = new double[4][5];
        for (int s = 0; s < 5; s++) {
            amounts[0][s] = money * table.costPerWork(s);
            amounts[1][s] = money * table.overloadPrice(s);
            amounts[2][s] = table.capacity(s);
            amounts[3][s] = money * table.priceCap(s);
        }
        var builder = new PricingGameBuilder(new LeaderTable(amounts[0], amounts[1], amounts[2], amounts[3]));
        for (int n = 0; n < GAME.agents(); n++) {
            builder.agent(GAME.taskBits()[n], GAME.taskWork()[n], money * GAME.weight()[n]);
            LinkIndices entries = GAME.entriesOf(n);
            for (int l = 0; l < entries.count(); l++) {
                int e = entries.at(l);
                double quality = 1 / GAME.linkInverseQuality()[e];
                builder.link(GAME.linkLeader()[e], money * GAME.linkCharge()[e], quality, GAME.linkCap()[e]);
            }
        }
        return builder.build();
    }
}
