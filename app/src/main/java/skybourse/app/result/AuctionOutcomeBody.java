package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.Description;
import skybourse.files.text.SchemaRule;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.Announcement;

/** Outcome of an auction, as {@code auction --json} prints it. */
public record AuctionOutcomeBody(
        @Description("Name of the rule.") String rule,

        @Description("Budget balance that the rule declares.")
        RuleTraits.Budget budget,

        @Description(value = "Gains from trade.", unit = "ticks")
        long gainsFromTradeTicks,

        @Description(value = "Payments of buyers minus receipts of sellers.", unit = "half ticks")
        long houseHalfTicks,

        @Description("Number of announced clock prices.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        int announcements,

        @Description("Number of messages between traders and auctioneer.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
        long messages,

        @Description("Reason why no lot was traded. Present only if no lot was traded.")
        Optional<String> noTrade,

        @Description("Traded lots.") List<TradeRow> trades,

        @Description("Clock stops, if they are to be listed.")
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
