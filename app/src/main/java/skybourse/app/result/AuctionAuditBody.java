package skybourse.app.result;

import java.util.List;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.audit.MisreportClass;

/** Audit of the auction of a round. */
public record AuctionAuditBody(
        @FieldDescription(
                value = "Largest loss of a truthful trader. 0 means individually rational.",
                unit = "half ticks")
        @SchemaRule(SchemaRule.NOT_NEGATIVE)
        long worstLossHalfTicks,

        @FieldDescription("Gains from trade divided by the optimum.")
        double gainsFromTradeShare,

        @FieldDescription("Number of trades fewer than in the optimum.")
        int tradesLost,

        @FieldDescription("True if a limit price lies outside the range of the clocks.")
        boolean startClockTooNarrow,

        @FieldDescription("False if the market is too large to search, or no trader reports.")
        boolean misreportsSearched,

        @FieldDescription(MISREPORT_CLASS) MisreportClass misreportClass,
        @FieldDescription(SEARCH) @SchemaRule(SEARCHES) String search,

        @FieldDescription("Best misreport that was found for each trader that reports a limit price.")
        List<MisreportRow> misreports) {

    static final String MISREPORT_CLASS =
            "Class of misreports that the search covers, for any number of lots: one price for all lots, or one price per lot. Not taking part is always included. One price per lot covers all reports.";
    static final String SEARCH =
            "How misreports were searched. Exhaustive: every report of at most the true number of lots in the searched range is covered.";
    static final String SEARCHES = "enum: [not searched, one price for all lots, exhaustive]";

    /**
     * The best report found for a trader; the truthful one if no misreport is profitable. Its gain is the expected value over ties or, for rules that are
     * searched with fixed ties, the value for the tie order of the round.
     */
    public record MisreportRow(
            @FieldDescription("Id of the trader.") String trader,

            @FieldDescription(
                    value =
                            "Exact gain of the best misreport over the truthful report: expected value over ties, or the value for the tie order of the round if the rule is searched with fixed ties.",
                    unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String gainHalfTicks,

            @FieldDescription(value = "Exact utility of the truthful report.", unit = "half ticks")
            @SchemaRule(SchemaRule.FRACTION)
            String truthfulHalfTicks,

            @FieldDescription("The misreport in words; the truth if no profitable misreport was found.")
            String report) {

        static MisreportRow of(BestMisreport best) {
            return new MisreportRow(
                    best.trader(),
                    best.gainHalfTicks().toString(),
                    best.truthfulHalfTicks().toString(),
                    best.gains() ? best.text() : "the truth");
        }
    }

    static AuctionAuditBody of(MisreportAudit audit) {
        return new AuctionAuditBody(
                audit.worstLossHalfTicks(),
                audit.efficiency(),
                audit.tradesLost(),
                audit.startTooNarrow(),
                !audit.misreports().isEmpty(),
                audit.misreportClass(),
                audit.misreportClass().search(),
                audit.misreports().stream().map(MisreportRow::of).toList());
    }
}
