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
import skybourse.tier2.clock.Turns;

/** How one market of orders is cleared: the rule, where its clocks start and what fixes its draws. */
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

    /** The ticks at which the two clocks start, and what is to blame for them. */
    record Starts(long buyersTicks, long sellersTicks, RuleOptions.Blame blame) {}

    /** Reads a file of orders. */
    public static OrderBook orders(Path file) {
        return OrdersText.read(file.toString(), TextFiles.read(file));
    }

    /** Returns the starts that were given, otherwise the file's highest and lowest limit. */
    public Starts starts(Path file, OrderBook book) {
        var blame = new RuleOptions.Blame(file.toString(), "limitTicks", "the lowest limit");
        return starts(limit(book, Math::max), limit(book, Math::min), blame);
    }

    /** Returns the starts that were given, otherwise these, for which {@code usual} is to blame. */
    public Starts starts(long highTicks, long lowTicks, RuleOptions.Blame usual) {
        RuleOptions.Blame options = RuleOptions.Blame.OPTIONS;
        boolean buyersGiven = buyersStartTicks != null;
        boolean sellersGiven = sellersStartTicks != null;
        return new Starts(
                buyersStartTicks == null ? highTicks : buyersStartTicks,
                sellersStartTicks == null ? lowTicks : sellersStartTicks,
                new RuleOptions.Blame(
                        buyersGiven ? options.source() : usual.source(),
                        buyersGiven ? options.field() : usual.field(),
                        sellersGiven ? options.sellers() : usual.sellers()));
    }

    /** Makes the rule of one market; a random policy draws anew for each. Turns alternate where nothing else is said. */
    public AuctionRule rule(Starts starts, long market) {
        AuctionRule made =
                rule.rule(starts.buyersTicks, starts.sellersTicks, seed, market, Turns.ALTERNATE, starts.blame);
        if (!made.traits().asks(Side.BUYERS)) {
            throw new InvalidInputException(
                    "--rule",
                    "must be a rule to which buyers submit bids, not one that computes bids from the ledger: "
                            + made.name(),
                    "use run, solve, sweep or audit --distribution tier1; their markets have a ledger.");
        }
        return made;
    }

    /** Makes the rule of one market as tier 2 of a scenario has it: turns of the shorter queue where nothing else is said. */
    AuctionRule tierTwoRule(long buyersStartTicks, long sellersStartTicks, long market) {
        return rule.rule(buyersStartTicks, sellersStartTicks, seed, market, Turns.SHORTER, RuleOptions.Blame.OPTIONS);
    }

    /** Tells whether the rule's outcome depends on the start clocks. */
    public boolean needsStarts() {
        return rule.needsStarts();
    }

    /** Returns the rule of a scenario's tier 2, made from its market. */
    public Function<ResaleMarket, AuctionRule> mechanism(Scenario scenario) {
        return rule.mechanism(scenario, scenario.seed());
    }

    /** Uses the default rule of {@code simulate}. */
    public void overTime() {
        rule.usually(AuctionCatalogue.DEFAULT_RULE);
    }

    /** Complains about a rule that cannot be, before there is a market for it. */
    public void check() {
        rule.check();
    }

    /** Returns the rule's name. */
    public String ruleName() {
        return rule.ruleName();
    }

    /** Returns these options as one would type them for a rule with these start clocks. */
    public String typed(AuctionRule made, long buyersStartTicks, long sellersStartTicks, long market) {
        return rule.typed(made, buyersStartTicks, sellersStartTicks, seed, market);
    }

    public long seed() {
        return seed;
    }

    private static long limit(OrderBook book, LongBinaryOperator choose) {
        return book.orders().mapToLong(Order::limitTicks).reduce(choose).orElseThrow();
    }
}
