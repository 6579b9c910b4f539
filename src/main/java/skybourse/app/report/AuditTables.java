package skybourse.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import skybourse.app.codec.CsvLine;
import skybourse.app.codec.OrdersText;
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
import skybourse.tier2.audit.GainsTable;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.audit.TalkTable;
import skybourse.tier2.audit.UtilityByReport;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.refining.BestQuestions;

/** The tables of audits as files: texts by name. */
public final class AuditTables {

    private static final List<AuctionRule> FIGURE_8_RULES = List.of(
            clocks(Turns.ALTERNATE, Clearing.MIDPOINT),
            clocks(Turns.SHORTER, Clearing.MIDPOINT),
            clocks(Turns.SHORTER, Clearing.TRADE_REDUCTION),
            clocks(Turns.SHORTER, Clearing.STRONGLY_BALANCED_REDUCTION),
            new McAfee(),
            new StronglyBalanced(),
            new KDoubleAuction(1),
            new Vickrey());

    private AuditTables() {}

    private static DoubleDutch clocks(Turns turns, Clearing clearing) {
        return new DoubleDutch(50, 0, turns, clearing, new FixedStep(1));
    }

    /**
     * Returns the market as it is with a misreport under the name asked for, and as it is with the truth in a file beside it.
     *
     * @param name of the file with the misreport
     * @param options the rule's, as one would type them for the auction command
     */
    public static Map<String, String> counterexample(String name, Counterexample found, String options) {
        String plain = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        Misreport lie = found.misreport();
        String head = String.format(
                Locale.ROOT,
                "# %s %s and gets %s half ticks instead of %s, expected over the tie lots\n",
                lie.trader(),
                lie.words(),
                lie.bestHalfTicks(),
                lie.truthfulHalfTicks());
        String replay = String.format(Locale.ROOT, "# replay: ./skybourse auction %s %s\n", name, options);
        return Map.of(
                plain + "-truth.csv",
                "# everybody tells the truth\n" + OrdersText.write(found.truth()),
                name,
                head + replay + OrdersText.write(lie.reported(found.truth())));
    }

    /**
     * Returns the comparison of all rules as a table and as a page.
     *
     * @param command that made it
     */
    public static Map<String, String> comparison(ComparisonTable table, String command) {
        return Map.of(
                "audit-table.csv", ComparisonPage.csv(table),
                "audit-table.html", ComparisonPage.html(table, "Made by: " + command, List.of("audit-table.csv")));
    }

    /** Returns the talk of refining clocks by each way of asking, as CSV; an empty cell was not solved. */
    public static String talk(TalkTable table) {
        StringBuilder text = new StringBuilder("buyers,sellers,law,ticks,markets,floor,floorHalfWidth95");
        TalkTable.WAYS.forEach(
                way -> text.append(",").append(way).append(",").append(way).append("-announcements"));
        text.append(",best-both-sides,bothSidesStates,best,bestStates\n");
        for (TalkTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(
                    row.traders().buyers(),
                    row.traders().sellers(),
                    row.law(),
                    row.ticks(),
                    row.floor().count(),
                    rounded(row.floor().mean()),
                    rounded(row.floor().high() - row.floor().mean())));
            for (TalkTable.Talk talk : row.talk()) {
                cells.add(rounded(talk.messages().mean()));
                cells.add(rounded(talk.announcements().mean()));
            }
            for (Optional<BestQuestions> best : List.of(row.bothSides(), row.oneSide())) {
                cells.add(best.map(program -> rounded(program.messages())).orElse(""));
                cells.add(
                        best.map(program -> Integer.toString(program.states())).orElse(""));
            }
            text.append(CsvLine.of(cells.toArray())).append('\n');
        }
        return text.toString();
    }

    /** Returns the shares of the possible gains by each way to clear, as CSV. */
    public static String gains(GainsTable table) {
        StringBuilder text = new StringBuilder("buyers,sellers,lots,law,lowTicks,highTicks,markets,halfWidth95");
        GainsTable.WAYS.forEach(way -> text.append(",").append(way));
        text.append(",otherLaw\n");
        for (GainsTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(
                    row.shape().buyers(),
                    row.shape().sellers(),
                    row.shape().lots(),
                    row.law(),
                    row.shape().lowTicks(),
                    row.shape().highTicks(),
                    row.markets(),
                    rounded(row.halfWidth())));
            row.shares().forEach(share -> cells.add(Double.isNaN(share) ? "" : rounded(share)));
            cells.add(row.other());
            text.append(CsvLine.of(cells.toArray())).append('\n');
        }
        return text.toString();
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Returns the utility of the figure's buyer and seller by report under each clearing rule, as CSV. */
    public static String figure8(int markets, long seed) {
        StringBuilder text = new StringBuilder("rule,trader,trueTicks,reportTicks,utilityTicks,clockUtilityTicks\n");
        for (AuctionRule rule : FIGURE_8_RULES) {
            for (Order own : List.of(new Bid(UtilityByReport.TRADER, 1, 41), new Ask(UtilityByReport.TRADER, 1, 9))) {
                add(text, rule, own, markets, seed);
            }
        }
        return text.toString();
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
