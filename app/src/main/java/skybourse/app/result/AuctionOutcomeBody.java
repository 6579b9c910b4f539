package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.Announcement;

/** Outcome of an auction, as {@code auction --json} prints it. */
public record AuctionOutcomeBody(
        @FieldDescription("Name of the rule.") String rule,

        @FieldDescription("Budget balance that the rule declares.")
        RuleTraits.Budget budget,

        @FieldDescription(value = "Gains from trade.", unit = "ticks")
        long gainsFromTradeTicks,

        @FieldDescription(value = "Payments of buyers minus receipts of sellers.", unit = "half ticks")
        long houseHalfTicks,

        @FieldDescription("Number of announced clock prices.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int announcements,

        @FieldDescription("Number of messages between traders and auctioneer.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        long messages,

        @FieldDescription("Reason why no lot was traded. Present only if no lot was traded.")
        Optional<String> noTrade,

        @FieldDescription("Traded lots.") List<TradeRow> trades,

        @FieldDescription("Clock stops, if they are to be listed.")
        Optional<List<StopRow>> course) {

    /**
     * Returns the body of an outcome.
     *
     * @param rule the rule that cleared
     * @param book the orders
     * @param outcome the outcome
     * @param announcements clock stops to list; empty for none
     */
    public static AuctionOutcomeBody of(
            AuctionRule rule, OrderBook book, AuctionOutcome outcome, List<Announcement> announcements) {
        return new AuctionOutcomeBody(
                rule.name(),
                rule.traits().budget(),
                outcome.welfareTicks(book),
                outcome.houseHalfTicks(),
                outcome.effort().announcements(),
                outcome.effort().messages(),
                ResaleBody.noTrade(outcome),
                outcome.trades().stream().map(TradeRow::of).toList(),
                Optional.of(announcements.stream().map(StopRow::of).toList()).filter(all -> !all.isEmpty()));
    }
}
