package skybourse.paper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import skybourse.app.report.ChartData;
import skybourse.app.report.ChartData.Series;
import skybourse.paper.experiment.Experiment;
import skybourse.paper.experiment.MadeTables;
import skybourse.paper.experiment.MadeTables.Numbers;

/** The charts of experiments from artificial numbers. */
class ChartsTest {

    private static ChartData chart(Experiment experiment, String id, Numbers numbers, double... keys) {
        return experiment.outcome(MadeTables.quick(experiment, numbers, keys)).charts().stream()
                .filter(chart -> chart.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Series line(ChartData chart, String name) {
        return chart.series().stream()
                .filter(series -> series.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void priceChartHasLinePerLeaderAndStart() {
        Numbers rising = place ->
                place.column().equals("pricePerMegabit") ? place.key() + (place.has("start", "caps") ? 10 : 0) : 0.5;
        ChartData prices = chart(Shipped.named("figure-4"), "prices", rising, 0, 1, 2);
        assertThat(prices.series()).hasSize(5);
        assertThat(line(prices, "MA1, zero").x()).containsExactly(0, 1, 2);
        assertThat(line(prices, "MA1, zero").y()).containsExactly(0, 1, 2);
        assertThat(line(prices, "MA1, caps").y()).containsExactly(10, 11, 12);
        assertThat(line(chart(Shipped.named("figure-4"), "ratios", rising, 0, 1), "MA1, random-3")
                        .y())
                .containsExactly(0.5, 0.5);
    }

    /** With seed s of three, prices converge after s iterations; with myopic leaders one later. */
    @Test
    void convergenceChartShowsShareByIteration() {
        ChartData rest = chart(
                Shipped.named("figure-4"),
                "rest",
                place -> place.column().equals("restOnePercent")
                        ? place.seed() + (place.has("overload", "ignore") ? 1 : 0)
                        : 0);
        assertThat(rest.series())
                .extracting(Series::name)
                .containsExactly(
                        "zero",
                        "caps",
                        "random-1",
                        "zero, myopic leaders",
                        "caps, myopic leaders",
                        "random-1, myopic leaders");
        assertThat(line(rest, "zero").x()).containsExactly(0, 1, 2, 3, 4);
        assertThat(line(rest, "zero").y()).containsExactly(0, 1.0 / 3, 2.0 / 3, 1, 1);
        assertThat(line(rest, "caps, myopic leaders").y()).containsExactly(0, 0, 1.0 / 3, 2.0 / 3, 1);
    }

    /** Tier 1 alone meets 0.3, 0.1 and 0.2 of the deadlines in markets 1, 2 and 3; tier 2 adds 0.5. */
    @Test
    void marketsAreSortedByDeadlinesOfTierOne() {
        double[] shares = {0.3, 0.1, 0.2};
        ChartData deadlines = chart(
                Shipped.named("two-tiers"),
                "deadlines",
                place -> shares[(int) place.seed() - 1] + (place.has("rule", "none") ? 0 : 0.5));
        assertThat(deadlines.places()).containsExactly("2", "3", "1");
        assertThat(deadlines.series()).extracting(Series::name).containsExactly("tier 1 alone", "with tier 2");
        for (Series line : deadlines.series()) {
            assertThat(line.x()).containsExactly(0, 1, 2);
        }
        assertThat(line(deadlines, "tier 1 alone").y()).containsExactly(0.1, 0.2, 0.3);
        assertThat(line(deadlines, "with tier 2").y()).containsExactly(0.6, 0.7, 0.8);
    }

    @Test
    void utilityChartHasLinePerRuleAndTurns() {
        Numbers utility = place ->
                place.key() + (place.has("trader", "buyer") ? 100 : 0) + (place.has("turns", "shorter") ? 1000 : 0);
        ChartData buyer = chart(Shipped.named("figure-8"), "buyer", utility, 30, 41);
        assertThat(buyer.note()).startsWith("True valuation 41.");
        assertThat(buyer.series())
                .extracting(Series::name)
                .containsExactly(
                        "midpoint, alternate",
                        "trade reduction, alternate",
                        "midpoint, shorter",
                        "trade reduction, shorter",
                        "strongly balanced reduction, shorter");
        assertThat(line(buyer, "midpoint, alternate").x()).containsExactly(30, 41);
        assertThat(line(buyer, "midpoint, alternate").y()).containsExactly(130, 141);
        assertThat(line(buyer, "midpoint, shorter").y()).containsExactly(1130, 1141);
        ChartData seller = chart(Shipped.named("figure-8"), "seller", utility, 30, 41);
        assertThat(seller.note()).startsWith("True cost 9.");
        assertThat(line(seller, "midpoint, alternate").y()).containsExactly(30, 41);
    }

    @Test
    void stepChartShowsMessagesAndWelfare() {
        Numbers curve = place -> {
            double step = Double.parseDouble(place.settings().text("step"));
            return place.column().equals("messages") ? 100 - step : 1 - step / 100;
        };
        ChartData normal = chart(Shipped.named("step-size"), "normal", curve);
        assertThat(normal.series().getFirst().x()).containsExactly(99, 98, 97, 95, 92, 87, 79, 66);
        assertThat(normal.series().getFirst().y())
                .containsExactly(new double[] {0.99, 0.98, 0.97, 0.95, 0.92, 0.87, 0.79, 0.66}, within(1e-12));
        assertThat(normal.series())
                .extracting(Series::name)
                .endsWith("order statistics", "geometric", "greedy", "random");
    }

    @Test
    void liquidityChartIsSortedBySellers() {
        ChartData trades = chart(
                Shipped.named("liquidity"),
                "trades",
                place -> Double.parseDouble(place.settings().text("market").substring(2)));
        assertThat(trades.series()).hasSize(5);
        assertThat(trades.series().getFirst().x()).containsExactly(1, 3, 5, 10);
        assertThat(trades.series().getFirst().y()).containsExactly(1, 3, 5, 10);
    }

    private static final List<String> MARKETS = List.of("narrow-3x2", "concentrated-5x3");

    /** The score is the epoch, plus 100 per seed, plus 1,000 for diffusion and 10,000 on the second market. */
    @Test
    void learningCurvesArePerLearnerAndMarket() {
        Numbers scores = place -> place.key()
                + 100 * place.seed()
                + (place.has("auctioneer", "diffusion") ? 1000 : 0)
                + (place.has("market", MARKETS.getLast()) ? 10_000 : 0);
        ChartData first = chart(Shipped.named("figure-5"), "reward-narrow-3x2", scores, 1, 2);
        assertThat(first.series().getFirst().x()).containsExactly(1, 2);
        assertThat(first.series().getFirst().y()).as("mean of seeds 1 and 2").containsExactly(1151, 1152);
        assertThat(first.series().getFirst().runs())
                .usingElementComparator(Arrays::compare)
                .containsExactly(new double[] {1101, 1102}, new double[] {1201, 1202});
        assertThat(line(first, "ppo").y()).containsExactly(151, 152);
        ChartData second = chart(Shipped.named("figure-5"), "reward-concentrated-5x3", scores, 1, 2);
        assertThat(line(second, "diffusion").y()).containsExactly(11_151, 11_152);
        assertThat(first.levels().sequencedKeySet())
                .containsExactly("best fixed step", "greedy", "Bayes-optimal or bound");
    }

    @Test
    void comparisonChartsShowAllPoliciesByMarket() {
        Numbers numbers = place -> (place.has("market", MARKETS.getLast()) ? 2 : 1)
                + (place.column().equals("messages") ? 10 : 0)
                + (place.has("auctioneer", "greedy") ? 100 : 0);
        Map<String, Double> first = Map.of("welfareShare", 1.0, "messages", 11.0);
        first.forEach((column, value) -> {
            ChartData chart = chart(Shipped.rivals(column), column, numbers);
            assertThat(chart.places()).isEqualTo(MARKETS);
            assertThat(chart.series())
                    .extracting(Series::name)
                    .containsExactly(
                            "diffusion",
                            "ppo-aided",
                            "diffusion-td",
                            "ppo-tuned",
                            "ppo",
                            "best fixed step",
                            "greedy",
                            "random");
            assertThat(line(chart, "diffusion").y()).containsExactly(value, value + 1);
            assertThat(line(chart, "greedy").y()).containsExactly(value + 100, value + 101);
            assertThat(chart.yName()).contains(column.equals("messages") ? "messages" : "welfare");
        });
    }
}
