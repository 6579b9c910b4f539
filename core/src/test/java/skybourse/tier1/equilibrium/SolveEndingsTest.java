package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Endings of a solve. */
class SolveEndingsTest {

    private static final Certifier CERTIFIER = new Certifier(1, 3_000);

    private static PricingGame market(int seed, int agents) {
        return new GameSampler(agents, 5, 5, false).draw(new RandomStreams(seed).stream("solver-test", 0));
    }

    private static SolveResult solve(EquilibriumSolver solver, PricingGame game, double tolerance, int repairs) {
        return new CertifiedSolver(solver, CERTIFIER, tolerance, repairs).solve(game, new double[game.leaders()]);
    }

    @Tag("slow")
    @Test
    void everyResultAgreesWithItsCertificate() {
        int certified = 0;
        int open = 0;
        for (int seed = 0; seed < 30; seed++) {
            PricingGame game = market(seed, 25);
            SolveResult result = solve(BestResponseIteration.gaussSeidel(), game, 1e-6, 0);
            assertThat(result.certificate()).isEqualTo(CERTIFIER.certify(game, result.prices(), 1e-6));
            if (result instanceof SolveResult.Certified) {
                assertThat(result.certificate().epsilon()).isLessThanOrEqualTo(1e-6);
                certified++;
            } else {
                assertThat(result.certificate().epsilon()).isGreaterThan(1e-6);
                open++;
            }
            if (result instanceof SolveResult.Cycle cycle) {
                assertThat(cycle.cycle()).hasSizeGreaterThan(1);
                assertThat(BestResponseRun.distance(
                                cycle.cycle().getFirst().likeliest(),
                                cycle.cycle().get(1).likeliest()))
                        .isGreaterThan(1e-5);
            }
        }
        assertThat(certified).isPositive();
        assertThat(open).isPositive();
    }

    @Test
    void stepLimitIsReported() {
        var oneStep = new BestResponseIteration(
                LeaderMoveOrder.GAUSS_SEIDEL, 1, new StopRule(1e-9, 1), new SlopePriceSearch(true));
        assertThat(solve(oneStep, market(1, 25), 1e-9, 0)).isInstanceOf(SolveResult.StepLimit.class);
    }

    @Test
    void noTradeIfCostsExceedSatisfaction() {
        var leaders = new LeaderTable(new double[] {1}, new double[] {0}, new double[] {10}, new double[] {100});
        PricingGame game = new PricingGameBuilder(leaders)
                .agent(1, 10, 1)
                .link(0, 0, 0.5, 1)
                .build();
        assertThat(solve(BestResponseIteration.gaussSeidel(), game, 1e-6, 3))
                .isInstanceOf(SolveResult.NobodyTrades.class);
    }

    @Tag("slow")
    @Test
    void newtonMatchesBestResponsesForAnyThreads() {
        PricingGame game = new GameSampler(4_000, 5, 5, true).draw(new RandomStreams(3).stream("solver-test", 1));
        SolveResult one = solve(PriceNewton.standard(1), game, 1e-5, 2);
        SolveResult plain = solve(BestResponseIteration.gaussSeidel(), game, 1e-5, 2);
        assertThat(one.certificate().epsilon())
                .isLessThanOrEqualTo(Math.max(1e-5, plain.certificate().epsilon()));
        for (int threads = 2; threads <= 3; threads++) {
            SolveResult more = solve(PriceNewton.standard(threads), game, 1e-5, 2);
            assertThat(more.prices()).isEqualTo(one.prices());
            assertThat(more.certificate()).isEqualTo(one.certificate());
        }
    }
}
