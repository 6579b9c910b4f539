package skybourse.app.options;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.OrdersText;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.TurnOrder;

/** Options that determine how the orders of a market are cleared: auction rule, start clocks and seed. */
public final class ClearingOptions {

    @Mixin
    private RuleOptions rule = new RuleOptions();

    @Option(
            names = "--start-buyers",
            paramLabel = "TICKS",
            description = "Start price of the buyers' clock. Default: the highest limit in the file, or --high.")
    private @Nullable Long buyersStartTicks;

    @Option(
            names = "--start-sellers",
            paramLabel = "TICKS",
            description = "Start price of the sellers' clock. Default: the lowest limit in the file, or --low.")
    private @Nullable Long sellersStartTicks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of ties and other random choices. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    /** Start prices of the two clocks, in ticks, and the source of these prices for error messages. */
    record Starts(long buyersTicks, long sellersTicks, RuleOptions.ErrorSource blame) {}

    /**
     * Reads a CSV file of orders.
     *
     * @throws InvalidInputException if the file is not a valid list of orders
     */
    public static OrderBook orders(Path file) {
        return OrdersText.read(file.toString(), TextFiles.read(file));
    }

    /**
     * Returns the start prices. A price that is not given has a default: the highest limit price of the file for the buyers' clock, the lowest for
     * the sellers' clock.
     */
    public Starts starts(Path file, OrderBook book) {
        var blame = new RuleOptions.ErrorSource(file.toString(), "limitTicks", "the lowest limit");
        return starts(limit(book, Math::max), limit(book, Math::min), blame);
    }

    /**
     * Returns the start prices. A price that is not given has its default.
     *
     * @param highTicks default of the buyers' clock, in ticks
     * @param lowTicks default of the sellers' clock, in ticks
     * @param usual source of the defaults, for error messages
     */
    public Starts starts(long highTicks, long lowTicks, RuleOptions.ErrorSource usual) {
        RuleOptions.ErrorSource options = RuleOptions.ErrorSource.OPTIONS;
        boolean buyersGiven = buyersStartTicks != null;
        boolean sellersGiven = sellersStartTicks != null;
        return new Starts(
                buyersStartTicks == null ? highTicks : buyersStartTicks,
                sellersStartTicks == null ? lowTicks : sellersStartTicks,
                new RuleOptions.ErrorSource(
                        buyersGiven ? options.source() : usual.source(),
                        buyersGiven ? options.field() : usual.field(),
                        sellersGiven ? options.sellers() : usual.sellers()));
    }

    /**
     * Returns the rule for one market. The default turn order is alternate.
     *
     * @param market number of the market; a random policy uses different random numbers in each market
     * @throws InvalidInputException if the options do not fit together, or if the rule computes bids instead of asking buyers for them
     */
    public AuctionRule rule(Starts starts, long market) {
        AuctionRule made =
                rule.rule(starts.buyersTicks, starts.sellersTicks, seed, market, TurnOrder.ALTERNATE, starts.blame);
        if (!made.traits().asks(Side.BUYERS)) {
            throw new InvalidInputException(
                    "--rule",
                    "must be a rule to which buyers submit bids, not one that computes bids from the ledger: "
                            + made.name(),
                    "use run, solve, sweep or audit --distribution tier1; their markets have a ledger.");
        }
        return made;
    }

    /**
     * Returns the rule for one market with the default turn order of tier 2, {@code shorter}. The default policy is that of {@link #rule(Starts,
     * long)}.
     */
    AuctionRule tierTwoRule(long buyersStartTicks, long sellersStartTicks, long market) {
        return rule.rule(
                buyersStartTicks, sellersStartTicks, seed, market, TurnOrder.SHORTER, RuleOptions.ErrorSource.OPTIONS);
    }

    /** Returns whether the rule's outcome depends on the start clocks. */
    public boolean needsStarts() {
        return rule.needsStarts();
    }

    /**
     * Returns the function from the tier 2 market of a scenario to the auction rule. Random policies use the seed of the scenario, not {@code
     * --seed}.
     */
    public Function<ResaleMarket, AuctionRule> mechanism(Scenario scenario) {
        return rule.mechanism(scenario, scenario.seed());
    }

    /** Sets the default rule to the default of {@code simulate}. */
    public void overTime() {
        rule.setDefaultRule(AuctionCatalogue.DEFAULT_RULE);
    }

    /**
     * Checks the options without a market, so that errors are reported early.
     *
     * @throws InvalidInputException if they do not fit together
     */
    public void check() {
        rule.check();
    }

    /** Returns the rule's name. */
    public String ruleName() {
        return rule.ruleName();
    }

    /**
     * Returns the options as command-line text for a rule with these start prices.
     *
     * @param market number of the market; with the seed it determines the random numbers
     */
    public String commandLine(AuctionRule made, long buyersStartTicks, long sellersStartTicks, long market) {
        return rule.commandLine(made, buyersStartTicks, sellersStartTicks, seed, market);
    }

    /** Returns the seed of ties and other random choices. */
    public long seed() {
        return seed;
    }

    private static long limit(OrderBook book, LongBinaryOperator choose) {
        return book.orders().mapToLong(Order::limitTicks).reduce(choose).orElseThrow();
    }
}
