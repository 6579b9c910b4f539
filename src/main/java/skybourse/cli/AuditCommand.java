package skybourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import skybourse.auction.AuctionRule;
import skybourse.auction.OrderBook;
import skybourse.audit.AuditStudy;
import skybourse.audit.MarketDistribution;
import skybourse.audit.PropertyAudit;
import skybourse.audit.SmallMarkets;
import skybourse.codec.AuditJson;
import skybourse.codec.InvalidInputException;

/** Says what holds of an auction rule, in given orders or in markets drawn at random. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a rule: does a truthful trader ever lose, who pays whom, what could each trader gain by the best of all",
            "reports (searched exactly), how much welfare and talk it costs."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before the call
final class AuditCommand implements Callable<Integer> {

    private enum Law {
        uniform,
        normal,
        pareto,
        correlated
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ORDERS.csv",
            description = "side,participant,[lot,]limitTicks. Default: markets drawn from --distribution.")
    private @Nullable Path file;

    @Mixin
    private MarketOptions options = new MarketOptions();

    @Option(
            names = "--distribution",
            paramLabel = "LAW",
            defaultValue = "uniform",
            description = "How values are drawn: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Law law;

    @Option(
            names = "--buyers",
            paramLabel = "N",
            defaultValue = "5",
            description = "Buyers of a drawn market. Default: ${DEFAULT-VALUE}.")
    private int buyers;

    @Option(
            names = "--sellers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Sellers of a drawn market. Default: ${DEFAULT-VALUE}.")
    private int sellers;

    @Option(
            names = "--lots",
            paramLabel = "N",
            defaultValue = "1",
            description = "Most lots of a trader. Default: ${DEFAULT-VALUE}.")
    private int lots;

    @Option(
            names = "--low",
            paramLabel = "TICKS",
            defaultValue = "1",
            description = "Lowest value, ticks. Default: ${DEFAULT-VALUE}.")
    private long lowTicks;

    @Option(
            names = "--high",
            paramLabel = "TICKS",
            defaultValue = "50",
            description = "Highest value, ticks. Default: ${DEFAULT-VALUE}.")
    private long highTicks;

    @Option(
            names = "--markets",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Markets drawn; with a file, draws of a random policy. Default: ${DEFAULT-VALUE}.")
    private long markets;

    @Option(
            names = "--counterexample",
            paramLabel = "FILE",
            description = "Writes the worst misreport as orders for the auction command, and the truth beside it.")
    private @Nullable Path counterexample;

    @Option(names = "--small-markets", description = "Every market up to 3 x 3 with values 1 to 6, four rules.")
    private boolean smallMarkets;

    @Option(names = "--table", description = "All rules over thin to thick markets.")
    private boolean table;

    @Option(
            names = "--largest",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Traders a side in the table, at most. Default: ${DEFAULT-VALUE}.")
    private int largest;

    @Option(names = "--figure-8", description = "Utility by report of a buyer worth 41 and a seller costing 9.")
    private boolean figure8;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the table or figure goes. Default: printed as CSV.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter to = spec.commandLine().getOut();
        OptionRange.atLeast(1, markets, "--markets");
        OptionRange.atLeast(1, largest, "--largest");
        if (table) {
            AuditFiles.table(to, out, markets, largest, options.seed());
        } else if (figure8) {
            AuditFiles.figure8(to, out, (int) Math.min(markets, 1_000_000), options.seed());
        } else if (smallMarkets) {
            auditSmallMarkets(to);
        } else {
            auditOne(to);
        }
        return 0;
    }

    private void auditSmallMarkets(PrintWriter to) {
        for (AuctionRule rule : SmallMarkets.rules()) {
            PropertyAudit audit = SmallMarkets.study(rule, 1).run(SmallMarkets.COUNT);
            to.printf(
                    Locale.ROOT,
                    "%-42s %,d markets, %d traders gain, worst gain %s half ticks%n",
                    rule.name(),
                    audit.markets(),
                    audit.gainfulTraders(),
                    audit.worstGainHalfTicks());
        }
    }

    private void auditOne(PrintWriter to) {
        Path orders = file;
        AuditStudy study = orders == null ? ofDistribution() : ofFile(orders);
        boolean draws =
                orders == null || !study.rules().apply(0).equals(study.rules().apply(1));
        PropertyAudit audit = study.run(draws ? markets : 1);
        to.print(json ? AuditJson.write(audit) : AuditText.of(audit));
        Path example = counterexample;
        if (example != null && audit.counterexample().isPresent()) {
            var found = audit.counterexample().get();
            AuditFiles.counterexample(
                    example,
                    found,
                    options.typed(
                            found.rule(),
                            new MarketOptions.Starts(study.highTicks(), study.lowTicks()),
                            found.market()));
            if (!json) {
                to.println("written to " + example);
            }
        }
    }

    private AuditStudy ofFile(Path orders) {
        OrderBook book = MarketOptions.orders(orders);
        return study(_ -> book, options.starts(book));
    }

    private AuditStudy ofDistribution() {
        MarketDistribution distribution;
        try {
            var shape = new MarketDistribution.Shape(buyers, sellers, lots, lowTicks, highTicks);
            distribution = switch (law) {
                case uniform -> new MarketDistribution.Uniform(shape);
                case normal -> new MarketDistribution.Normal(shape);
                case pareto -> new MarketDistribution.Pareto(shape);
                case correlated -> new MarketDistribution.Correlated(shape);
            };
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "--buyers, --sellers, --lots, --low, --high",
                    "",
                    e.getMessage() + "",
                    "one of them is out of range.");
        }
        MarketOptions.Starts starts = options.starts(highTicks, lowTicks);
        AuditStudy drawn = AuditStudy.drawn(_ -> options.rule(starts, 0), distribution, options.seed());
        return study(drawn.markets(), starts);
    }

    private AuditStudy study(LongFunction<OrderBook> books, MarketOptions.Starts starts) {
        options.rule(starts, 0); // complains now about a rule that cannot be
        return new AuditStudy(
                market -> options.rule(starts, market),
                books,
                starts.sellersTicks(),
                starts.buyersTicks(),
                options.seed());
    }
}
