package skybourse.app.report.evaluation;

import java.util.List;
import java.util.Optional;
import skybourse.app.report.Columns;
import skybourse.app.report.RoundRecords;
import skybourse.files.codec.JsonText;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;
import skybourse.tier2.clock.Announcement;

/** An auction's outcome, or an audit, as JSON text: prices in whole half ticks, exact gains as texts such as {@code 3/2}. */
public final class AuctionJson {

    private static final Columns<Counterexample> COUNTEREXAMPLE = new Columns<Counterexample>()
            .with("market", Counterexample::market)
            .with("trader", found -> found.misreport().trader())
            .with("misreport", found -> found.misreport().words())
            .with(
                    "truthfulHalfTicks",
                    found -> found.misreport().truthfulHalfTicks().toString())
            .with("bestHalfTicks", found -> found.misreport().bestHalfTicks().toString())
            .with(
                    "truth",
                    found -> new Columns<Order>()
                            .with("side", Order::side)
                            .and(RoundRecords.ORDER.without("side"), order -> order)
                            .trees(found.truth().orders().toList()));

    private static final Columns<Estimate> ESTIMATE = new Columns<Estimate>()
            .with("mean", Estimate::mean)
            .with("low95", Estimate::low)
            .with("high95", Estimate::high)
            .with("markets", Estimate::count);

    private static final Columns<PropertyAudit> AUDIT = new Columns<PropertyAudit>()
            .with("rule", audit -> audit.rule().name())
            .with("markets", PropertyAudit::markets)
            .with("individuallyRational", PropertyAudit::individuallyRational)
            .with("incentiveCompatible", PropertyAudit::incentiveCompatible)
            .with("stronglyBalanced", PropertyAudit::stronglyBalanced)
            .with("weaklyBalanced", PropertyAudit::weaklyBalanced)
            .with("theoremOneHolds", PropertyAudit::theoremOneHolds)
            .with("marketsSearchedForMisreports", PropertyAudit::searched)
            .with("search", AuditText::search)
            .with("marketsSearchedPerLot", PropertyAudit::searchedPerLot)
            .with("givenLots", PropertyAudit::givenTies)
            .with("gainfulTraders", PropertyAudit::gainfulTraders)
            .with("worstGainHalfTicks", audit -> audit.worstGainHalfTicks().toString())
            .with("worstLossHalfTicks", PropertyAudit::worstLossHalfTicks)
            .with("lowestHouseHalfTicks", PropertyAudit::lowestHouseHalfTicks)
            .with("highestHouseHalfTicks", PropertyAudit::highestHouseHalfTicks)
            .with("startClockTooNarrowMarkets", PropertyAudit::startTooNarrow)
            .with("gainfulMarkets", audit -> ESTIMATE.tree(audit.gainfulMarkets()))
            .with("largestGainTicks", audit -> ESTIMATE.tree(audit.gainTicks()))
            .with("houseTicks", audit -> ESTIMATE.tree(audit.houseTicks()))
            .with("efficiency", audit -> ESTIMATE.tree(audit.efficiency()))
            .with("tradesLost", audit -> ESTIMATE.tree(audit.tradesLost()))
            .with("announcements", audit -> ESTIMATE.tree(audit.announcements()))
            .with("messages", audit -> ESTIMATE.tree(audit.messages()))
            .with("counterexample", audit -> audit.counterexample().map(COUNTEREXAMPLE::tree));

    private AuctionJson() {}

    /** Returns an audit as one object; means have their 95 % confidence intervals. */
    public static String of(PropertyAudit audit) {
        return JsonText.indented(AUDIT.tree(audit));
    }

    /**
     * Returns an outcome as one object.
     *
     * @param rule the rule that cleared
     * @param book the orders
     * @param outcome how it ended
     * @param announcements the course of the clocks; empty to leave it out
     */
    public static String of(
            AuctionRule rule, OrderBook book, AuctionOutcome outcome, List<Announcement> announcements) {
        return JsonText.indented(new Columns<AuctionOutcome>()
                .with("rule", _ -> rule.name())
                .with("budget", _ -> rule.traits().budget())
                .with("gainsFromTradeTicks", one -> one.welfareTicks(book))
                .with("houseHalfTicks", AuctionOutcome::houseHalfTicks)
                .and(RoundRecords.EFFORT, one -> one)
                .with("noTrade", RoundRecords::noTrade)
                .with("trades", one -> RoundRecords.TRADED.trees(one.trades()))
                .with(
                        "course",
                        _ -> Optional.of(RoundRecords.ANNOUNCEMENT.trees(announcements))
                                .filter(all -> !all.isEmpty()))
                .tree(outcome));
    }
}
