package skybourse.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.app.codec.OrdersText;
import skybourse.app.report.ComparisonPage;
import skybourse.app.store.TextFiles;
import skybourse.base.numeric.Label;
import skybourse.base.numeric.Wire;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.KDoubleAuction;
import skybourse.tier2.auction.McAfee;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.StronglyBalanced;
import skybourse.tier2.auction.Vickrey;
import skybourse.tier2.audit.ComparisonTable;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.audit.UtilityByReport;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;

/** What the audit command reads and writes. */
final class AuditFiles {

    private static final List<AuctionRule> FIGURE_8_RULES = List.of(
            clocks(Turns.ALTERNATE, Clearing.MIDPOINT),
            clocks(Turns.SHORTER, Clearing.MIDPOINT),
            clocks(Turns.SHORTER, Clearing.TRADE_REDUCTION),
            clocks(Turns.SHORTER, Clearing.STRONGLY_BALANCED_REDUCTION),
            new McAfee(),
            new StronglyBalanced(),
            new KDoubleAuction(1),
            new Vickrey());

    private AuditFiles() {}

    private static DoubleDutch clocks(Turns turns, Clearing clearing) {
        return new DoubleDutch(50, 0, turns, clearing, new FixedStep(1));
    }

    /** Writes the market as it is with the misreport, and as it is with the truth to a file named beside it. */
    static void counterexample(Path file, Counterexample found, String options) {
        String name = String.valueOf(file.getFileName());
        String plain = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        Path truthFile = file.resolveSibling(plain + "-truth.csv");
        Misreport lie = found.misreport();
        String head = String.format(
                Locale.ROOT,
                "# %s %s and gets %s half ticks instead of %s, expected over the tie lots\n",
                lie.trader(),
                lie.words(),
                lie.bestHalfTicks(),
                lie.truthfulHalfTicks());
        String replay =
                String.format(Locale.ROOT, "# replay: ./skybourse auction %s %s\n", file.getFileName(), options);
        TextFiles.writeAll(Map.of(
                truthFile, bytes("# everybody tells the truth\n" + OrdersText.write(found.truth())),
                file, bytes(head + replay + OrdersText.write(lie.reported(found.truth())))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How many markets of which sizes the comparison table looks at. */
    record TableSize(long markets, int largest, long seed) {}

    /** Makes the comparison table: printed as CSV, or both forms in a folder; with one more auctioneer where one is given. */
    static void table(PrintWriter to, @Nullable Path folder, TableSize size, MarketOptions options) {
        Optional<ClockPolicy> guest = options.trainedPolicy();
        ComparisonTable table = ComparisonTable.of(size.markets(), size.largest(), size.seed(), guest);
        if (folder == null) {
            to.print(ComparisonPage.csv(table));
            return;
        }
        String made = String.format(
                Locale.ROOT,
                "Made by: ./skybourse audit --table --markets %d --largest %d --seed %d%s",
                size.markets(),
                size.largest(),
                size.seed(),
                guest.map(_ -> " --policy " + Label.quoted(options.policyName()))
                        .orElse(""));
        TextFiles.writeAll(Map.of(
                folder.resolve("audit-table.csv"), bytes(ComparisonPage.csv(table)),
                folder.resolve("audit-table.html"),
                        bytes(ComparisonPage.html(table, made, List.of("audit-table.csv")))));
        to.println("written to " + folder.resolve("audit-table.csv") + " and audit-table.html");
    }

    /** Makes the utility of the figure's buyer and seller by report under each clearing rule. */
    static void figure8(PrintWriter to, @Nullable Path folder, int markets, long seed) {
        StringBuilder text = new StringBuilder("rule,trader,trueTicks,reportTicks,utilityTicks,clockUtilityTicks\n");
        for (AuctionRule rule : FIGURE_8_RULES) {
            for (Order own : List.of(new Bid(UtilityByReport.TRADER, 1, 41), new Ask(UtilityByReport.TRADER, 1, 9))) {
                add(text, rule, own, markets, seed);
            }
        }
        if (folder == null) {
            to.print(text);
            return;
        }
        TextFiles.write(folder.resolve("figure-8.csv"), text.toString());
        to.println("written to " + folder.resolve("figure-8.csv"));
    }

    private static void add(StringBuilder text, AuctionRule rule, Order own, int markets, long seed) {
        String turns = rule instanceof DoubleDutch dutch ? " " + Wire.name(dutch.turns()) : "";
        for (UtilityByReport point : UtilityByReport.figure8(rule, own, markets, seed)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s%s,%s,%d,%d,%.4f,%.4f\n",
                    rule.name(),
                    turns,
                    own.side() == Side.BUYERS ? "buyer" : "seller",
                    own.limitTicks(),
                    point.reportTicks(),
                    point.utilityTicks(),
                    point.clockUtilityTicks()));
        }
    }
}
