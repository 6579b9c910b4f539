package skybourse.tier1.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.testing.Cases;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** Leaders with posted prices beside leaders with computed prices: 24 sampled markets, {@code -Dposted.markets} for more. */
class PostedPricesTest {

    private static final int MARKETS = Integer.getInteger("posted.markets", Math.max(8, Cases.share(24)));
    private static final double TOLERANCE = 1e-6;
    private static final CertifiedSolver SOLVER = new CertifiedSolver(
            PriceNewton.standard(1), new Certifier(1, 20_000), TOLERANCE, CertifiedSolver.STANDARD_REPAIRS);

    private static PricingGame market(int seed) {
        var counts = new ScenarioSampler.Counts(20 + seed % 21, 2, 3, 3);
        return ScenarioGameFactory.of(ScenarioSampler.standard(counts).sample("drawn", seed));
    }

    private static BitSet everySecond(PricingGame game) {
        BitSet posting = new BitSet();
        IntStream.range(0, game.leaders()).filter(s -> s % 2 == 0).forEach(posting::set);
        return posting;
    }

    private static double[] zero(PricingGame game) {
        return new double[game.leaders()];
    }

    /** If some leaders post their equilibrium prices, the others keep theirs, and the result is certified again. */
    @Test
    void equilibriumPricesThatArePostedAreCertifiedAgain() {
        int whole = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            PricingGame game = market(seed);
            SolveResult solved = SOLVER.solve(game, zero(game));
            if (solved instanceof SolveResult.Certified) {
                whole++;
                double[] start = zero(game);
                everySecond(game).stream().forEach(s -> start[s] = solved.prices()[s]);
                SolveResult posted = SOLVER.solve(game.withPostedPrices(everySecond(game)), start);
                assertThat(posted.certificate().holds()).as("seed " + seed).isTrue();
                everySecond(game).stream()
                        .forEach(s -> assertThat(posted.prices()[s]).isEqualTo(start[s]));
            }
        }
        assertThat(whole).isGreaterThan(MARKETS * 3 / 4);
    }

    /** Posted prices that are too low, below cost or too high do not change, and the other leaders are certified. */
    @Tag("slow")
    @Test
    void postedPricesDoNotChange() {
        int held = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            PricingGame game = market(seed);
            double[] rest = SOLVER.solve(game, zero(game)).prices();
            double[] start = zero(game);
            int of = seed;
            everySecond(game).stream()
                    .forEach(s -> start[s] =
                            Math.min(game.leaderTable().priceCap(s), (0.7 + 0.8 * ((of * 7 + s) % 10) / 9) * rest[s]));
            SolveResult posted = SOLVER.solve(game.withPostedPrices(everySecond(game)), start);
            held += posted.certificate().holds() ? 1 : 0;
            everySecond(game).stream()
                    .forEach(s -> assertThat(posted.prices()[s]).isEqualTo(start[s]));
        }
        assertThat(held).isGreaterThanOrEqualTo((int) (0.97 * MARKETS));
    }

    @Test
    void epsilonExcludesTheGapsOfPostingLeaders() {
        PricingGame game = market(3);
        double[] rest = SOLVER.solve(game, zero(game)).prices();
        BitSet first = new BitSet();
        first.set(0);
        double[] start = zero(game);
        start[0] = 0.9 * rest[0];
        SolveResult posted = SOLVER.solve(game.withPostedPrices(first), start);
        assertThat(posted.certificate().holds()).isTrue();
        assertThat(posted.certificate().leaders().get(0).relativeGap()).isZero();
        EquilibriumCertificate free = SOLVER.certifier().certify(game, posted.prices(), TOLERANCE);
        assertThat(free.leaders().get(0).relativeGap()).isGreaterThan(1e-4);
        assertThat(free.epsilon()).isEqualTo(free.leaders().get(0).relativeGap());
        for (int s = 1; s < game.leaders(); s++) {
            assertThat(free.leaders().get(s))
                    .isEqualTo(posted.certificate().leaders().get(s));
        }
        assertThat(free.largestFollowerGap()).isEqualTo(posted.certificate().largestFollowerGap());
    }

    @Test
    void nothingIsSolvedIfAllLeadersPost() {
        PricingGame game = market(4);
        BitSet all = new BitSet();
        all.set(0, game.leaders());
        double[] start = new double[game.leaders()];
        for (int s = 0; s < start.length; s++) {
            start[s] = 0.5 * game.leaderTable().priceCap(s);
        }
        SolveResult posted = SOLVER.solve(game.withPostedPrices(all), start);
        assertThat(posted.prices()).isEqualTo(start);
        assertThat(posted.certificate().holds()).isTrue();
        assertThat(posted.effort().iterations()).isZero();
    }

    @Test
    void postedPricesMayBeBelowCostOrClosed() {
        PricingGame game = market(5);
        double[] start = zero(game);
        BitSet posting = new BitSet();
        posting.set(0, 2);
        start[1] = PricingGame.CLOSED;
        SolveResult posted = SOLVER.solve(game.withPostedPrices(posting), start);
        assertThat(posted.prices()[0]).isZero();
        assertThat(posted.certificate().leaders().get(0).profit()).isNegative();
        assertThat(posted.prices()[1]).isEqualTo(PricingGame.CLOSED);
        assertThat(posted.certificate().leaders().get(1).profit()).isZero();
        assertThat(posted.certificate().holds()).isTrue();
    }

    /** Methods that are not a default of any command, and best responses alone. */
    @Test
    void allMethodsKeepPostedPrices() {
        PricingGame game = market(6);
        double[] rest = SOLVER.solve(game, zero(game)).prices();
        double[] start = rest.clone();
        everySecond(game).stream().forEach(s -> start[s] *= 0.8);
        for (EquilibriumSolver method : List.of(
                PriceNewton.standard(1),
                BestResponseIteration.gaussSeidel(),
                BestResponseIteration.jacobi(),
                BestResponseIteration.damped(0.5).with(GridPriceSearch.baseline()))) {
            SolverRun walk = method.start(game.withPostedPrices(everySecond(game)), start);
            for (int i = 0; i < 20 && walk.advance(); i++) {
                everySecond(game).stream()
                        .forEach(s -> assertThat(walk.prices()[s])
                                .as(method.toString())
                                .isEqualTo(start[s]));
            }
        }
    }

    @Test
    void aStoppedSolveReturnsTheBestPricesSeen() {
        PricingGame game = market(7);
        var asked = new AtomicInteger();
        SolveResult whole = SOLVER.solve(game, zero(game), () -> asked.incrementAndGet() < 0);
        assertThat(whole.prices()).isEqualTo(SOLVER.solve(game, zero(game)).prices());
        assertThat(asked.get()).isGreaterThan(20);
        for (int after : new int[] {0, 3, asked.get() / 2}) {
            asked.set(0);
            SolveResult stopped = SOLVER.solve(game, zero(game), () -> asked.incrementAndGet() > after);
            EquilibriumCertificate proof = new Certifier(1, 3_000).certify(game, stopped.prices(), TOLERANCE);
            assertThat(stopped.certificate().epsilon()).isGreaterThanOrEqualTo(proof.epsilon() * (1 - 1e-9));
            if (!stopped.certificate().holds()) {
                assertThat(stopped).isInstanceOf(SolveResult.SmallestEpsilon.class);
            }
        }
        asked.set(0);
        SolveResult first = SOLVER.solve(game, zero(game), () -> true);
        assertThat(first).isInstanceOf(SolveResult.SmallestEpsilon.class);
        assertThat(first.certificate().epsilon()).isGreaterThan(TOLERANCE);
    }

    /** One round over many leaders takes long, so the stop is checked for each leader. */
    @Test
    void balancingStopsOnRequest() {
        int torn = 0;
        for (int seed = 1; seed <= MARKETS; seed++) {
            PricingGame game = market(seed);
            SolveResult rest = SOLVER.withoutRepairs().solve(game, zero(game));
            for (int after : new int[] {0, 7}) {
                var asked = new AtomicInteger();
                var balancing =
                        new EpsilonEquilibriumSearch(game, rest.prices(), 1e-3, () -> asked.incrementAndGet() > after);
                if (balancing.add(rest.certificate())) {
                    torn++;
                    double[] prices = balancing.prices();
                    assertThat(after > 0 || Arrays.equals(prices, rest.prices()))
                            .isTrue();
                    assertThat(asked.get()).isBetween(after + 1, after + 1 + game.leaders());
                    assertThat(balancing.rounds()).isLessThanOrEqualTo(2);
                }
            }
        }
        assertThat(torn).isPositive();
    }
}
