package skybourse.app.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import skybourse.app.folders.ScenarioFileReader;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.InvalidInputException;
import skybourse.learning.auctions.AuctionMarket;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.AuctionRuleAudit;
import skybourse.tier2.audit.MarketDistribution;

/** Options for the markets of an audit: the orders of a file, markets sampled from a distribution, or tier 2 markets of a scenario. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
public final class AuditMarketOptions {

    private static final String[] SHAPE = {"--buyers", "--sellers", "--lots", "--low", "--high"};
    private static final long STANDARD = 1_000;
    private static final long STANDARD_OF_TIER_1 =
            100; // smaller, because tier 1 of each scenario is solved and traders have several lots

    private enum Law {
        UNIFORM,
        NORMAL,
        NARROW,
        TIER1_LIKE,
        PARETO,
        CORRELATED,
        RISING_COSTS,
        TIER1_LOTS,
        TIER1;

        @Override
        public String toString() {
            return EnumNames.name(this);
        }
    }

    @Option(
            names = "--distribution",
            paramLabel = "LAW",
            description =
                    "Distribution of limit prices: ${COMPLETION-CANDIDATES}; tier1 solves a scenario with newly sampled tasks and uses the "
                            + "resulting tier 2 market. Default: ${DEFAULT-VALUE}.")
    private Law law = Law.UNIFORM;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Scenario for --distribution tier1. Default: the bundled reference scenario.")
    private @Nullable Path scenario;

    @Option(
            names = "--buyers",
            paramLabel = "N",
            description = "Number of buyers in a sampled market. From 1. Default: ${DEFAULT-VALUE}.")
    private int buyers = 5;

    @Option(
            names = "--sellers",
            paramLabel = "N",
            description = "Number of sellers in a sampled market. From 1. Default: ${DEFAULT-VALUE}.")
    private int sellers = 3;

    @Option(
            names = "--lots",
            paramLabel = "N",
            description = "Maximum number of lots per trader. From 1. Default: ${DEFAULT-VALUE}.")
    private int lots = 1;

    @Option(
            names = "--low",
            paramLabel = "TICKS",
            description = "Lowest limit price in ticks. Default: ${DEFAULT-VALUE}.")
    private long lowTicks = 1;

    @Option(
            names = "--high",
            paramLabel = "TICKS",
            description = "Highest limit price in ticks. Default: ${DEFAULT-VALUE}.")
    private long highTicks = 50;

    @Option(
            names = "--markets",
            paramLabel = "N",
            description =
                    "Number of sampled markets. With an orders file: number of repetitions for a random policy. From 1. Default: 1000, and "
                            + "100 for tier1.")
    private @Nullable Long markets;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Markets to audit.
     *
     * @param study the markets and the rule that clears them
     * @param markets number of markets
     * @param origin line that describes the origin of the markets; empty if the options determine it
     */
    public record AuditSelection(AuctionRuleAudit study, long markets, String origin) {}

    /**
     * Returns the number of markets. If the option is not given, returns the default for the chosen kind of markets.
     *
     * @throws InvalidInputException if the number is below 1
     */
    long markets() {
        OptionRangeCheck.atLeast(1, markets == null ? 1 : markets, "--markets");
        return markets != null ? markets : law == Law.TIER1 ? STANDARD_OF_TIER_1 : STANDARD;
    }

    /**
     * Reads the orders of a file, or prepares the sampled markets.
     *
     * @param orders file of orders; null for sampled markets
     * @throws InvalidInputException if an option is out of range or has no effect in combination with the others, if a file is invalid, if the rule
     *     does not accept the numbers of lots, or if the scenario leads to no tier 2 market
     */
    public AuditSelection choose(@Nullable Path orders, ClearingOptions options) {
        if (orders != null) {
            refuse("orders in a file", SHAPE);
            refuse("orders in a file", "--distribution", "--scenario");
            return ofFile(orders, options);
        }
        if (law == Law.TIER1) {
            refuse("--distribution tier1", SHAPE);
            refuse("--distribution tier1", "--start-buyers", "--start-sellers");
            return ofTierOne(options);
        }
        refuse("--distribution " + law, "--scenario");
        return new AuditSelection(ofDistribution(options), markets(), "");
    }

    private void refuse(String beside, String... names) {
        IneffectiveOptionCheck.refuse(spec, beside, names);
    }

    private AuditSelection ofFile(Path orders, ClearingOptions options) {
        OrderBook book = ClearingOptions.orders(orders);
        ClearingOptions.Starts starts = options.starts(orders, book);
        RuleOptions.requireLots(options.rule(starts, 0), book);
        boolean draws = !options.rule(starts, 0).equals(options.rule(starts, 1));
        if (!draws) {
            refuse("one market and a policy without randomness", "--markets");
        }
        AuctionRuleAudit study = new AuctionRuleAudit(
                market -> new AuctionRuleAudit.Case(
                        options.rule(starts, market), book, starts.sellersTicks(), starts.buyersTicks()),
                options.seed());
        return new AuditSelection(study, draws ? markets() : 1, "");
    }

    private MarketDistribution distribution() {
        try {
            var shape = new MarketDistribution.Shape(buyers, sellers, lots, lowTicks, highTicks);
            return MarketDistribution.named(law.toString(), shape);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(
                    String.join(", ", SHAPE),
                    "",
                    e,
                    "set each of them to a value in its range, see `./skybourse audit --help`.");
        }
    }

    private AuctionRuleAudit ofDistribution(ClearingOptions options) {
        MarketDistribution distribution = distribution();
        ClearingOptions.Starts starts =
                options.starts(highTicks, lowTicks, new RuleOptions.ErrorSource("--high", "", "--low"));
        RuleOptions.requireLots(
                options.rule(starts, 0), Math.min(lots, 2)); // reports an invalid rule before markets are sampled
        return AuctionRuleAudit.ofRandomMarkets(
                market -> options.rule(starts, market),
                distribution,
                options.seed(),
                starts.sellersTicks(),
                starts.buyersTicks());
    }

    private AuditSelection ofTierOne(ClearingOptions options) {
        // An invalid rule is reported before any market is sampled.
        AuctionRule rule = options.tierTwoRule(1, 0, 0);
        int worlds = Math.toIntExact(Math.min(markets(), Integer.MAX_VALUE));
        Scenario world = ScenarioFileReader.read(scenario);
        List<AuctionMarket> pool = ScenarioFileReader.using(
                scenario, () -> AuctionMarket.audited(world, options.seed(), worlds, ThreadsOption.all()));
        if (pool.isEmpty()) {
            throw new InvalidInputException(
                    "--scenario",
                    "must lead to at least one tier 2 market: 0 in " + worlds + " samples of the tasks of "
                            + world.name(),
                    "use a scenario in which fixed agents are overloaded and one aerial agent reaches them all.");
        }
        pool.forEach(market -> RuleOptions.requireLots(rule, market.book()));
        AuctionRuleAudit study = AuctionMarket.audit(pool, options::tierTwoRule, options.seed());
        String origin = String.format(
                Locale.ROOT,
                "Markets: %3$,d, from tier 1 of %1$s with %2$,d samples of tasks.",
                world.name(),
                worlds,
                pool.size());
        return new AuditSelection(study, pool.size(), origin);
    }
}
