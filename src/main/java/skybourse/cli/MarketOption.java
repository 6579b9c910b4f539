package skybourse.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import skybourse.codec.InvalidInputException;
import skybourse.training.AuctionProblem;
import skybourse.yardstick.ClockMarket;
import skybourse.yardstick.ClockSteps;
import skybourse.yardstick.MarketComponent;
import skybourse.yardstick.RewardWeights;
import skybourse.yardstick.ValueDistribution;

/** Which distribution of markets. */
final class MarketOption {

    @Option(names = "--market", paramLabel = "NAME", required = true, description = "A market by name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    /** Returns what the markets are called. */
    String name() {
        return name;
    }

    /** Returns the problem of learning on them. */
    AuctionProblem problem() {
        return AuctionProblem.of(market());
    }

    ClockMarket market() {
        ClockMarket market = named().get(name);
        if (market == null) {
            throw new InvalidInputException(
                    "--market", "", "must be one of " + String.join(", ", named().keySet()) + ": " + name, "");
        }
        return market;
    }

    private static Map<String, ClockMarket> named() {
        Map<String, ClockMarket> markets = new LinkedHashMap<>();
        add(markets, "normal-3x2", 3, 2, 18, 12, 3);
        add(markets, "narrow-3x2", 3, 2, 12, 8, 1.5);
        add(markets, "narrow-5x3", 5, 3, 16, 14, 1.5);
        return markets;
    }

    private static void add(
            Map<String, ClockMarket> markets,
            String name,
            int buyers,
            int sellers,
            double value,
            double cost,
            double spread) {
        MarketComponent component = new MarketComponent(
                buyers,
                ValueDistribution.normal(value, spread, 1, 30),
                sellers,
                ValueDistribution.normal(cost, spread, 1, 30));
        markets.put(
                name,
                new ClockMarket(
                        name, List.of(component), 30, 0, ClockSteps.of(1, 2, 3, 5, 8, 13), RewardWeights.standard()));
    }
}
