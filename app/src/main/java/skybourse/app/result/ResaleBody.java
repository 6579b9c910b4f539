package skybourse.app.result;

import java.util.List;
import java.util.Optional;
import skybourse.files.text.FieldDescription;
import skybourse.files.text.SchemaRule;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.ResaleMarket;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.TurnOrder;

/** Tier 2 of a round, as a field of {@code result.json}. */
public sealed interface ResaleBody {

    /** Returns tier 2 of a study. */
    static ResaleBody of(AuditedResale study) {
        return switch (study) {
            case AuditedResale.NoAuction none -> new NoAuctionBody(false, none.reason());
            case AuditedResale.HeldAuction held -> AuctionBody.of(held);
        };
    }

    /** Returns the reason if no lot was traded; otherwise empty. */
    static Optional<String> noTrade(AuctionOutcome outcome) {
        return outcome instanceof AuctionOutcome.NoTrade none
                ? Optional.of(none.reason().text())
                : Optional.empty();
    }

    /** Tier 2 without an auction. */
    @FieldDescription("Tier 2 without an auction.")
    record NoAuctionBody(
            @FieldDescription("Whether an auction was held.") @SchemaRule("const: false")
            boolean held,

            @FieldDescription("Reason why no auction was held. This is not an error.")
            AuditedResale.Reason reason)
            implements ResaleBody {}

    /** Tier 2 with an auction. */
    @FieldDescription("Tier 2 with an auction.")
    record AuctionBody(
            @FieldDescription("Whether an auction was held.") @SchemaRule("const: true")
            boolean held,

            @FieldDescription("The auction rule.") RuleBody rule,
            @FieldDescription("Limit prices by lot.") List<OrderRow> orders,
            @FieldDescription("Traded lots.") List<TradeRow> trades,

            @FieldDescription("Reason why no lot was traded. Present only if no lot was traded.")
            Optional<String> noTrade,

            @FieldDescription("Number of announced clock prices.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            int announcements,

            @FieldDescription("Number of messages between traders and auctioneer.") @SchemaRule(SchemaRule.NOT_NEGATIVE)
            long messages,

            @FieldDescription(value = "Payments of buyers minus receipts of sellers.", unit = "half ticks")
            long houseHalfTicks,

            @FieldDescription(value = "Gains from trade.", unit = "ticks")
            long gainsFromTradeTicks,

            @FieldDescription(value = "Gains from trade of the clairvoyant optimum.", unit = "ticks")
            @SchemaRule(SchemaRule.NOT_NEGATIVE)
            long possibleGainsFromTradeTicks,

            @FieldDescription("Share of the overload of all fixed agents that was resold.")
            @SchemaRule(SchemaRule.ROUNDED_SHARE)
            double soldShare,

            @FieldDescription("The aerial agents.") List<AerialRow> aerialAgents,
            @FieldDescription("Audit of the auction.") AuctionAuditBody audit)
            implements ResaleBody {

        private static AuctionBody of(AuditedResale.HeldAuction held) {
            AuctionOutcome outcome = held.tier().outcome();
            OrderBook book = held.tier().market().book();
            return new AuctionBody(
                    true,
                    RuleBody.of(held.rule(), held.tier().market()),
                    book.orders().map(OrderRow::of).toList(),
                    outcome.trades().stream().map(TradeRow::of).toList(),
                    ResaleBody.noTrade(outcome),
                    outcome.effort().announcements(),
                    outcome.effort().messages(),
                    outcome.houseHalfTicks(),
                    outcome.welfareTicks(book),
                    held.audit().efficient().welfareTicks(book),
                    held.tier().soldShare(),
                    held.aerialAgents().stream().map(AerialRow::of).toList(),
                    AuctionAuditBody.of(held.audit()));
        }
    }

    /** Auction rule with its declared properties. */
    record RuleBody(
            @FieldDescription("Name of the rule.") String name,

            @FieldDescription("Budget balance that the rule declares.")
            RuleTraits.Budget budget,

            @FieldDescription(
                    "Traders for whom truthful reporting is optimal, as the rule declares, under the conditions.")
            RuleTraits.Truthful truthfulFor,

            @FieldDescription(
                    "Whether truthful reports are optimal against all reports of others, against others with fixed limit prices, or not in general.")
            RuleTraits.Sense against,

            @FieldDescription("Conditions for truthfulness; `none` if there are none.")
            String conditions,

            @FieldDescription("True if the gains from trade depend on prior knowledge of the limit prices.")
            boolean needsPrior,

            @FieldDescription("Gains from trade that the rule gives up, in words.")
            String givesUp,

            @FieldDescription("Order of the clocks' moves, for two clocks.")
            Optional<TurnOrder> turns,

            @FieldDescription("Clock policy, for rules with clocks.")
            Optional<String> policy,

            @FieldDescription(value = "First price of the buyers' clock.", unit = "ticks")
            long buyersStartTicks,

            @FieldDescription(value = "First price of the sellers' clock.", unit = "ticks")
            long sellersStartTicks) {

        private static RuleBody of(AuctionRule rule, ResaleMarket market) {
            RuleTraits traits = rule.traits();
            return new RuleBody(
                    rule.name(),
                    traits.budget(),
                    traits.truthful(),
                    traits.sense(),
                    traits.conditions(),
                    traits.needsPrior(),
                    traits.cost(),
                    rule instanceof DoubleDutch clocks ? Optional.of(clocks.turns()) : Optional.empty(),
                    RuleRow.policy(rule),
                    market.buyersStartTicks(),
                    market.sellersStartTicks());
        }
    }
}
