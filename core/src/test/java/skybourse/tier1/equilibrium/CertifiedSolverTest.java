package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.GameSampler;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

class CertifiedSolverTest {

    private static CertifiedSolver solver(int repairs) {
        return new CertifiedSolver(BestResponseIteration.gaussSeidel(), new Certifier(1, 2_000), 1e-6, repairs);
    }

    private static PricingGame market(long seed, boolean overloadPriced) {
        return new GameSampler(25, 5, 5, overloadPriced).draw(new RandomStreams(seed).stream("certified", 0));
    }

    @Test
    void certificateMatchesReturnedPrices() {
        var certifier = new Certifier(1, 2_000);
        for (int seed = 1; seed <= 10; seed++) {
            PricingGame game = market(seed, seed % 2 == 0);
            SolveResult result = solver(6).solve(game, new double[5]);
            EquilibriumCertificate again = certifier.certify(game, result.prices(), 1e-7);
            assertThat(again.leaders().stream().map(EquilibriumCertificate.LeaderGap::price))
                    .containsExactlyElementsOf(
                            Arrays.stream(result.prices()).boxed().toList());
            assertThat(result.certificate().holds()).isEqualTo(result instanceof SolveResult.Certified);
            assertThat(again.epsilon())
                    .isLessThanOrEqualTo(2 * result.certificate().epsilon());
        }
    }

    @Test
    void repairsCertifyMoreMarketsAndNeverIncreaseEpsilon() {
        int before = 0;
        int after = 0;
        for (int seed = 1; seed <= 16; seed++) {
            PricingGame game = market(seed, true);
            SolveResult plain = solver(0).solve(game, new double[5]);
            SolveResult repaired = solver(CertifiedSolver.STANDARD_REPAIRS).solve(game, new double[5]);
            assertThat(repaired.certificate().epsilon())
                    .isLessThanOrEqualTo(plain.certificate().epsilon());
            before += plain.certificate().holds() ? 1 : 0;
            after += repaired.certificate().holds() ? 1 : 0;
        }
        assertThat(after).isGreaterThan(before).isGreaterThanOrEqualTo(11);
    }

    /** Best responses that record the prices at which each of their walks converged. */
    private record Remembering(EquilibriumSolver solver, List<SolverRun> walks) implements EquilibriumSolver {
        @Override
        public SolverRun start(PricingGame game, double[] start) {
            walks.add(solver.start(game, start));
            return walks.getLast();
        }

        @Override
        public SolverRun resume(PricingGame game, double[] start) {
            walks.add(solver.resume(game, start));
            return walks.getLast();
        }
    }

    /** In two of the markets no prices certify. Balancing finds a smaller epsilon than all walks. */
    @Test
    void balancingReducesEpsilonWithoutCertifiedPrices() {
        var certifier = new Certifier(1, 2_000);
        for (int seed : new int[] {7, 15}) {
            PricingGame game = market(seed, true);
            var solver = new Remembering(BestResponseIteration.gaussSeidel(), new ArrayList<>());
            SolveResult result = new CertifiedSolver(solver, certifier, 1e-6, 5).solve(game, new double[5]);
            double best = solver.walks().stream()
                    .mapToDouble(
                            walk -> certifier.certify(game, walk.prices(), 1e-6).epsilon())
                    .min()
                    .orElseThrow();
            assertThat(result.certificate().holds()).isFalse();
            assertThat(result.certificate().epsilon()).isLessThan(0.6 * best);
            assertThat(certifier.certify(game, result.prices(), 1e-6).epsilon())
                    .isLessThanOrEqualTo(1.1 * result.certificate().epsilon());
        }
    }

    @Test
    void equalMarketsGiveEqualPrices() {
        PricingGame game = market(9, true);
        double[] once = solver(15).solve(game, new double[5]).prices();
        assertThat(solver(15).solve(game, new double[5]).prices()).isEqualTo(once);
    }

    /** An expensive leader beside a cheap one: it cannot sell above its own cost, so its price has no buyers. */
    @Test
    void unprofitableLeaderQuotesPriceWithoutSales() {
        var leaders = new LeaderTable(
                new double[] {1, 30}, new double[] {0, 0}, new double[] {100, 100}, new double[] {50, 50});
        PricingGame game = new PricingGameBuilder(leaders)
                .agent(1, 1, 20)
                .link(0, -2, 0.9, 1)
                .link(1, -2, 0.9, 1)
                .build();
        SolveResult result = solver(3).solve(game, new double[2]);
        assertThat(result).isInstanceOf(SolveResult.Certified.class);
        assertThat(result.prices()[1]).isGreaterThanOrEqualTo(30);
        Allocation allocation = Allocation.at(game, result.prices(), new ExactFollowerResponse());
        assertThat(allocation.loads()[1]).isZero();
        assertThat(allocation.profits()[0]).isPositive();
    }

    @Test
    void noTradeIfAllLeadersWouldSellAtLoss() {
        var leaders = new LeaderTable(new double[] {30}, new double[] {0}, new double[] {100}, new double[] {10});
        PricingGame game = new PricingGameBuilder(leaders)
                .agent(1, 1, 20)
                .link(0, -2, 0.9, 1)
                .build();
        SolveResult result = solver(3).solve(game, new double[] {5});
        assertThat(result).isInstanceOf(SolveResult.NobodyTrades.class);
        assertThat(result.prices()).containsExactly(PricingGame.CLOSED);
    }

    /** The first best response opens a closed leader that can earn. */
    @Test
    void closedLeaderCanReopen() {
        PricingGame game = market(1, false);
        double[] closed = new double[5];
        Arrays.fill(closed, PricingGame.CLOSED);
        double[] prices = solver(0).solve(game, closed).prices();
        assertThat(prices).doesNotContain(PricingGame.CLOSED);
    }
}
