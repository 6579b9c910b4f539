package skybourse.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;
import skybourse.tier1.mixed.TornLeader;

/**
 * The figure in docs/explanation/tier-1.md: the two maxima of FA2 in examples/torn.yaml are equal at one weight only. {@code
 * -Dgolden.write=true} writes the page from which {@link DocsImagesTest} saves it.
 */
class TornPictureTest {

    private static final Path PICTURE = Path.of("docs/images/torn.svg");
    private static final Path PAGE = Path.of("app/target/torn.html");
    private static final int TORN = 2;
    private static final int PRICES = 240;

    @Test
    void maximaAreEqualAtOneWeightOnly() throws IOException {
        Path file = Path.of("examples/torn.yaml");
        PricingGame game = ScenarioGameFactory.of(ScenarioText.read(file.toString(), Files.readAllBytes(file)));
        var solver = SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1);
        var mix = ((CertifiedMixed) solver.withMixedPrices().solve(game, new double[game.leaders()])).mix();
        List<Point> points = mix.mixes().get(TORN).points();
        double level = points.getFirst().weight();
        double cheaper = points.getFirst().price();
        double[] percentages = DoubleStream.iterate(-6, percent -> percent + 0.1)
                .limit(PRICES + 1)
                .toArray();
        List<ChartData.Series> lines = new ArrayList<>();
        for (double weight : new double[] {level - 0.25, level, level + 0.25}) {
            double[] prices = TornLeader.atRest(game, mix, TORN, weight);
            double[] profits = DoubleStream.of(percentages)
                    .map(percent -> profit(game, prices, cheaper * (1 + percent / 100)))
                    .toArray();
            double difference = profit(game, prices, cheaper)
                    - profit(game, prices, points.getLast().price());
            if (weight == level) {
                assertThat(difference).isCloseTo(0, within(1e-5));
            } else {
                assertThat(difference)
                        .as("at %s", weight)
                        .matches(by -> by > 1e-3 == weight < level && Math.abs(by) > 1e-3);
            }
            String name = String.format(Locale.ROOT, "asks the lower price in %.1f %% of rounds", 100 * weight);
            lines.add(ChartData.Series.plain(name, percentages, profits));
        }
        SequencedMap<String, Double> levels = new LinkedHashMap<>();
        levels.put("level", profit(game, TornLeader.atRest(game, mix, TORN, level), cheaper));
        var chart = new ChartData(
                "torn",
                "Expected profit of FA2 near its two best prices",
                "",
                "price of FA2 above its lower one, %",
                "expected profit, money",
                List.of(),
                lines,
                levels);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page(chart));
        }
        assertThat(SvgTexts.of(Files.readString(PICTURE)))
                .contains(chart.title(), "level")
                .containsAll(lines.stream().map(ChartData.Series::name).toList());
    }

    /** Returns a page with one chart. */
    static String page(ChartData chart) {
        PageBuilder main = new PageBuilder().chart(chart.title(), "", chart.id(), "", -1, 0);
        var charts = new ReportPage.Charts(Map.of(chart.id(), chart));
        return new ReportPage(
                        chart.title(),
                        "index.css",
                        new PageBuilder(),
                        main,
                        List.of(),
                        charts,
                        List.of("lines", "index"))
                .single();
    }

    private static double profit(PricingGame game, double[] prices, double own) {
        double[] asked = prices.clone();
        asked[TORN] = own;
        return Allocation.at(game, asked, new ExactFollowerResponse()).profits()[TORN];
    }
}
