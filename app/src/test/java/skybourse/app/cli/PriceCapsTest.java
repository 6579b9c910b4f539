package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.BestResponseIteration;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.GridPriceSearch;
import skybourse.tier1.equilibrium.PriceNewton;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/** A price cap that does not bind changes nothing; the paragraph on caps in {@code docs/results/certificate.md}. */
class PriceCapsTest {

    private static final double MAX_MOVE = 1e-9;

    /** Three leaders there have two prices with the same profit within the tolerance, up to 1.1e-3 apart. */
    private static final double MAX_MOVE_IN_LARGE_MARKET = 2e-3;

    /** Prices on a grid still move slightly when they are certified. */
    private static final double MAX_MOVE_ON_GRID = 1e-8;

    /** Tolerance of a certificate that must not stop as soon as 1e-6 is met. */
    private static final double TIGHT_TOLERANCE = 1e-8;

    private static final double[] CAPS = {1e-4, 1e-3, 1e-2, 0.1, 1, 100, 1e4, 1e6};
    private static final String RELAY = "      - {from: server, to: drone, bitsPerSecond: 60.0e6, quality: 1}\n";
    private static final CertifiedSolver SOLVER = new CertifiedSolver(
            PriceNewton.standard(1), new Certifier(1, 20_000), 1e-6, CertifiedSolver.STANDARD_REPAIRS);

    @ParameterizedTest
    @ValueSource(strings = {"reference", "campus", "explicit-links"})
    void nonBindingCapChangesNoPrices(String example) throws IOException {
        check(example, Files.readString(Path.of("examples", example + ".yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = "explicit-links")
    void nonBindingCapChangesNothingWithoutRelay(String example) throws IOException {
        String text = Files.readString(Path.of("examples", example + ".yaml"));
        assertThat(text).contains(RELAY);
        check(example + " without relay", text.replace(RELAY, ""));
    }

    @Tag("slow")
    @Test
    void nonBindingCapChangesLittleInLargeMarket() {
        String text = ScenarioText.writeYaml(ScenarioSampler.standard(new ScenarioSampler.Counts(3_000, 8, 12, 6))
                .sample("large", 1));
        check("3,000 agents", text, SOLVER, new double[] {1, 1e6}, MAX_MOVE_IN_LARGE_MARKET);
    }

    @Tag("slow")
    @Test
    void nonBindingCapChangesNothingOnGrid() throws IOException {
        var grid = new CertifiedSolver(
                BestResponseIteration.gaussSeidel().with(GridPriceSearch.baseline()),
                new Certifier(1, 20_000),
                1e-6,
                CertifiedSolver.STANDARD_REPAIRS);
        // with the published price, repair steps end at prices that differ by 1e-8, as on any grid of 1e-6
        String text =
                Files.readString(Path.of("examples/reference.yaml")).replaceFirst(", expectedResalePrice: [^}]*", "");
        check("reference on a grid", text, grid, new double[] {1, 1e6}, MAX_MOVE_ON_GRID);
    }

    private static void check(String name, String text) {
        check(name, text, SOLVER, CAPS, MAX_MOVE);
    }

    private static void check(String name, String text, CertifiedSolver solver, double[] caps, double most) {
        for (boolean fromCaps : new boolean[] {false, true}) {
            PricingGame narrow = game(text, 20e-6);
            SolveResult shipped = solver.solve(narrow, start(narrow, fromCaps));
            for (double cap : caps) {
                PricingGame game = game(text, cap);
                SolveResult result = solver.solve(game, start(game, fromCaps));
                double shippedThere = solver.certifier()
                        .certify(game, shipped.prices(), TIGHT_TOLERANCE)
                        .epsilon();
                double epsilon = result.certificate().epsilon();
                double move = 0;
                for (int s = 0; s < shipped.prices().length; s++) {
                    double price = shipped.prices()[s];
                    move = Math.max(move, Math.abs(result.prices()[s] - price) / price);
                }
                int iterations = result.effort().iterations();
                System.out.printf(
                        Locale.ROOT,
                        "%s from %s, cap %.0e: eps %.2e, prices moved by %.1e, iterations %d (shipped %d)%n",
                        name,
                        fromCaps ? "caps" : "zero",
                        cap,
                        epsilon,
                        move,
                        iterations,
                        shipped.effort().iterations());
                assertThat(epsilon).as("eps, %s, cap %s", name, cap).isLessThanOrEqualTo(1e-6);
                assertThat(shippedThere)
                        .as("shipped prices, %s, cap %s", name, cap)
                        .isLessThanOrEqualTo(1e-6);
                assertThat(move).as("prices, %s, cap %s", name, cap).isLessThanOrEqualTo(most);
                assertThat(iterations)
                        .as("iterations, %s, cap %s", name, cap)
                        .isLessThanOrEqualTo(2 * shipped.effort().iterations());
            }
        }
    }

    private static PricingGame game(String text, double cap) {
        String capped = text.replaceAll("(priceCapPerBit: )[0-9.Ee-]+", "$1" + cap);
        PricingGame game = ScenarioGameFactory.of(ScenarioText.read("capped", capped.getBytes(StandardCharsets.UTF_8)));
        assertThat(game.leaderTable().priceCap(0)).isCloseTo(cap, within(0.0));
        return game;
    }

    private static double[] start(PricingGame game, boolean fromCaps) {
        return fromCaps ? RoundAnalysisPlan.capsStart(game) : RoundAnalysisPlan.zeroStart(game);
    }
}
