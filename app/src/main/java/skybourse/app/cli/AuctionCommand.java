package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.options.ClearingOptions;
import skybourse.app.options.IneffectiveOptionCheck;
import skybourse.app.options.OptionRangeCheck;
import skybourse.app.options.RuleOptions;
import skybourse.app.result.AuctionOutcomeBody;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClockAuction;

/** The {@code auction} command: clears the orders of a file with one auction rule and prints trades and prices. */
@Command(
        name = "auction",
        description = "Clears the orders of a file with one auction rule and prints trades and prices.",
        footer = {
            "  ./skybourse auction examples/orders.csv --rule mcafee",
            "  ./skybourse auction examples/orders.csv --trace"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class AuctionCommand extends CommandBase {

    @Parameters(
            paramLabel = "ORDERS.csv",
            description =
                    "CSV file of orders with the columns side (bid or ask), participant, lot (optional), limitTicks.")
    private Path file;

    @Mixin
    private ClearingOptions market = new ClearingOptions();

    @Option(
            names = "--round",
            paramLabel = "N",
            description =
                    "Number of the auction in the random sequence of the seed. It changes the order of ties and other random choices. From 0. Default: ${DEFAULT-VALUE}.")
    private long round = 0;

    @Option(names = "--trace", description = "Prints each step of the clocks.")
    private boolean trace;

    @Option(names = "--json", description = "Prints the complete result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        OptionRangeCheck.atLeast(0, round, "--round");
        OrderBook book = ClearingOptions.orders(file);
        AuctionRule rule = market.rule(market.starts(file, book), round);
        RuleOptions.requireLots(rule, book);
        if (!market.needsStarts()) {
            IneffectiveOptionCheck.refuse(spec, "--rule " + rule.name(), "--start-buyers", "--start-sellers");
        }
        if (!(rule instanceof ClockAuction)) {
            IneffectiveOptionCheck.refuse(spec, "--rule " + rule.name(), "--trace");
        }
        TieOrder ties = new TieOrder.Lottery(market.seed(), round);
        Optional<AuctionTranscript> course = trace && rule instanceof ClockAuction clocks
                ? Optional.of(clocks.course(book, ties))
                : Optional.empty();
        AuctionOutcome outcome = course.map(AuctionTranscript::outcome).orElseGet(() -> rule.clear(book, ties));
        PrintWriter out = out();
        if (json) {
            out.print(ResultJsonEncoder.indented(AuctionOutcomeBody.of(
                    rule,
                    book,
                    outcome,
                    course.map(AuctionTranscript::announcements).orElse(List.of()))));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %s traded, gains from trade %,d ticks at these limit prices.%n%n",
                    rule.name(),
                    outcome.trades().size() == 1 ? "1 lot" : outcome.trades().size() + " lots",
                    outcome.welfareTicks(book));
            out.print(course.isPresent() ? course.get().text() : outcome.text());
        }
        return 0;
    }
}
