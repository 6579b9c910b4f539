package skybourse.app.report.round;

import static skybourse.app.report.NumberText.count;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;
import static skybourse.app.report.NumberText.whole;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import skybourse.app.report.NumberText;
import skybourse.base.agent.Rules;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.numeric.EnumNames;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RuleOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.PieceDelay;
import skybourse.round.market.PieceDelay.PieceCompletion;
import skybourse.round.market.Round;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.clock.ClockAuction;
import skybourse.tier2.clock.DoubleDutch;

/** Sentences on tier 2, for the page and the terminal. Amounts are in money, not in ticks. */
final class ResaleSentences {

    private final AuditedResale study;
    private final double tick;

    ResaleSentences(AuditedResale study) {
        this.study = study;
        this.tick = study.finalRound().scenario().rules().tickMoney();
    }

    /** Returns a description of the outcome of tier 2. */
    String ending() {
        return switch (study) {
            case AuditedResale.NoAuction none ->
                switch (none.reason()) {
                    case NOBODY_OVERLOADED -> "No auction: no fixed agent is overloaded.";
                    case NO_AERIAL_AGENTS -> "No auction: there are no aerial agents, " + unsold();
                    case NOBODY_IN_REACH ->
                        "No auction: no aerial agent is within reach of every overloaded fixed agent, " + unsold();
                };
            case AuditedResale.HeldAuction held -> ending(held);
        };
    }

    private String unsold() {
        return study.finalRound().leaders().stream()
                        .anyMatch(leader -> leader.load().overload() > 0)
                ? "so overload waits for the next round."
                : "so fixed agents compute all their work themselves.";
    }

    /** Returns whether a leader would resell work within its capacity, so that the work to be resold is more than the overload. */
    boolean isWithinCapacity() {
        return study.finalRound().leaders().stream()
                .map(LeaderOutcome::load)
                .anyMatch(load -> load.resaleDemand() > load.overload());
    }

    private String ending(AuditedResale.HeldAuction held) {
        int wanted = held.tier().market().book().orders(Side.BUYERS).size();
        if (held.tier().outcome() instanceof AuctionOutcome.NoTrade none) {
            return "None of " + count(wanted, "lot") + " was traded: "
                    + none.reason().text() + ".";
        }
        return held.trades().size() + " of " + count(wanted, "lot") + " sold" + amounts(held.trades())
                + ". Aerial agents take over " + percent(held.tier().soldShare(), 3) + " of the "
                + (isWithinCapacity() ? "work to be resold." : "overload.");
    }

    /** Returns the price range of the lots and the total price. If buyers pay other amounts than sellers receive, states both separately for each side. */
    private String amounts(List<Trade> trades) {
        String buyers = amounts(trades, Trade::buyerPriceHalfTicks);
        String sellers = amounts(trades, Trade::sellerPriceHalfTicks);
        return buyers.equals(sellers) ? " at " + buyers : "; buyers pay " + buyers + ", sellers receive " + sellers;
    }

    private String amounts(List<Trade> trades, ToLongFunction<Trade> price) {
        LongSummaryStatistics prices = trades.stream().mapToLong(price).summaryStatistics();
        String range = prices.getMin() == prices.getMax()
                ? money(prices.getMin())
                : money(prices.getMin()) + " to " + money(prices.getMax());
        return String.format(Locale.ROOT, "%s each (%s in total)", range, money(prices.getSum()));
    }

    /** Returns the price of the lots. If prices differ, returns the range from the lowest to the highest price that a buyer pays or a seller receives. */
    String price(List<Trade> trades) {
        long low = trades.stream()
                .mapToLong(trade -> Math.min(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()))
                .min()
                .orElse(0);
        long high = trades.stream()
                .mapToLong(trade -> Math.max(trade.buyerPriceHalfTicks(), trade.sellerPriceHalfTicks()))
                .max()
                .orElse(0);
        return low == high ? money(low) : money(low) + " to " + money(high);
    }

    /** Returns {@link #deadlinesMet} with a label. */
    static String deadlines(RoundAnalysis study) {
        return "Deadlines met: " + deadlinesMet(study);
    }

    /** Returns the numbers of deadlines met with and without tier 2, and the causes of the missed ones. */
    static String deadlinesMet(RoundAnalysis study) {
        int after = study.finalRound().totals().deadlinesMet();
        int before = study.round().totals().deadlinesMet();
        int agents = study.round().agents().size();
        String met = String.format(
                Locale.ROOT,
                "%,d of %,d (%s without tier 2).",
                after,
                agents,
                after == before ? "the same" : whole(before));
        return after == agents ? met : met + " " + late(study.finalRound());
    }

    /**
     * Returns the end of the sentence on welfare. It states the cost of tier 2 and the number of deadlines that tier 2 saved. Without trades it is
     * only a full stop.
     */
    static String deadlinesSaved(RoundAnalysis study) {
        if (study.resale().trades().isEmpty()) {
            return ".";
        }
        double cost = study.resaleCost();
        int bought = study.deadlinesSaved();
        String deadlines = ", which saved " + (bought > 0 ? count(bought, "deadline") : "no deadline");
        if (cost <= 0) {
            return ", including " + plain(-cost, 4) + " from tier 2" + deadlines + ".";
        }
        String each = bought > 0 ? " (" + plain(cost / bought, 3) + " each)" : "";
        return ", after " + plain(cost, 4) + " for tier 2" + deadlines + each + ".";
    }

    private static String late(Round round) {
        Map<PieceCompletion, Integer> late = new EnumMap<>(PieceCompletion.class);
        round.agents().stream()
                .filter(agent -> !agent.deadlineMet())
                .forEach(agent -> late.merge(lastPart(agent), 1, Integer::sum));
        int all = late.values().stream().mapToInt(Integer::intValue).sum();
        String causes = late.entrySet().stream()
                .map(cause -> (late.size() == 1 ? "" : whole(cause.getValue()) + " ")
                        + cause(cause.getKey(), cause.getValue() == 1))
                .collect(Collectors.joining(" and "));
        return (late.size() == 1 ? all(all) : "Of the " + whole(all) + " missed, ") + causes + ".";
    }

    private static String all(int late) {
        return switch (late) {
            case 1 -> "The missed one ";
            case 2 -> "Both missed ";
            default -> "All " + whole(late) + " missed ";
        };
    }

    private static String cause(PieceCompletion part, boolean one) {
        return switch (part) {
            case WAITING -> (one ? "waits" : "wait") + " behind overload that was not resold";
            case RESOLD -> (one ? "returns" : "return") + " too late from an aerial agent";
            case ON_TIME -> (one ? "takes" : "take") + " too long even without waiting";
        };
    }

    private static PieceCompletion lastPart(AgentOutcome agent) {
        return agent.links().stream()
                .map(AgentOutcome.Link::delay)
                .max(Comparator.comparingDouble(PieceDelay::seconds))
                .filter(delay -> delay.seconds() > agent.homeSeconds())
                .map(PieceDelay::last)
                .orElse(PieceCompletion.ON_TIME);
    }

    /** Returns a description of the auction rule and its settings. */
    String rule(AuditedResale.HeldAuction held) {
        if (held.rule() instanceof DoubleDutch clocks) {
            TieOrder ties = new TieOrder.Lottery(held.finalRound().scenario().seed(), 0);
            String steps = clocks.policy() instanceof LearnedClockPolicy learned
                    ? learned.steps(clocks, held.tier().market().book(), ties)
                    : clocks.policy().steps();
            return clocks.name().replace("double-dutch-", "Double Dutch, ").replace('-', ' ') + "; turn order "
                    + EnumNames.name(clocks.turns()) + "; clock steps " + steps + "; clocks start at "
                    + money(2 * clocks.buyersStartTicks()) + " (buyers) and " + money(2 * clocks.sellersStartTicks())
                    + " (sellers).";
        }
        if (held.rule() instanceof ClockAuction clocks) {
            return clocks.name() + ", " + clocks.settings() + "; clocks start at "
                    + money(2 * clocks.buyersStartTicks()) + " (buyers) and " + money(2 * clocks.sellersStartTicks())
                    + " (sellers).";
        }
        return held.rule().name() + ", a sealed-bid rule.";
    }

    /** Returns the findings of the audit of this market, one sentence for each property. */
    List<String> audit(AuditedResale.HeldAuction held) {
        MisreportAudit audit = held.audit();
        String narrow =
                audit.startTooNarrow() ? " A start price is too narrow: a limit price of its side lies beyond it." : "";
        return List.of(rationality(audit), budget(held), truth(held) + narrow, efficiency(audit), talk(held));
    }

    private String rationality(MisreportAudit audit) {
        return audit.worstLossHalfTicks() == 0
                ? "Individually rational: no truthful trader loses."
                : "Not individually rational: a truthful trader loses " + money(audit.worstLossHalfTicks()) + ".";
    }

    private String budget(AuditedResale.HeldAuction held) {
        long house = held.tier().outcome().houseHalfTicks();
        return house == 0
                ? "Strongly budget balanced: buyers pay exactly what sellers receive."
                : house > 0
                        ? String.format(Locale.ROOT, "Weakly budget balanced: the house keeps %s.", money(house))
                        : String.format(
                                Locale.ROOT,
                                "Not budget balanced: the house pays %s%s.",
                                money(-house),
                                budgetNote(held.rule()));
    }

    /** Returns a clause that follows the text on a payment by the house. It is empty unless the rule declares budget balance. */
    static String budgetNote(AuctionRule rule) {
        RuleTraits.Budget budget = rule.traits().budget();
        return budget == RuleTraits.Budget.DEFICIT
                ? ""
                : ", although the rule declares " + EnumNames.name(budget) + " budget balance";
    }

    private String truth(AuditedResale.HeldAuction held) {
        MisreportAudit audit = held.audit();
        if (audit.misreports().isEmpty()) {
            return "Truthfulness: not searched, because the market is too large.";
        }
        if (audit.gainers() == 0) {
            boolean promised = new RuleOutcome.Cleared(held.rule(), audit, 0).isTruthful();
            return (promised
                            ? "Truthful here: no "
                            : "No profitable misreport found, but the rule does not declare truthfulness for such orders: no ")
                    + (held.rule().traits().asks(Side.BUYERS) ? "trader" : "seller")
                    + " gains by a misreport (search: " + audit.misreportClass().search()
                    + ", any number of lots) or by not trading." + caveat();
        }
        BestMisreport worst = audit.worst();
        int gainers = (int) audit.gainers();
        int traders = audit.misreports().size();
        return "Not truthful: "
                + (gainers == traders ? "all " + count(traders, "trader") : gainers + " of " + count(traders, "trader"))
                + (gainers == 1 ? " has" : " have") + " a profitable misreport (search: "
                + audit.misreportClass().search()
                + "). Largest gain: " + gain(worst)
                + " for " + worst.trader() + ", by " + misreport(worst) + ".";
    }

    /**
     * Returns a caveat that follows the sentences on truthfulness. It is empty if the rules publish an expected resale price, because declared costs
     * then do not influence tier 1.
     */
    String caveat() {
        Rules rules = study.finalRound().scenario().rules();
        if (rules.expectedResalePrice().isPresent()) {
            return "";
        }
        return " However, the costs that aerial agents declare influence "
                + (rules.overloadPricing() == OverloadPricing.IGNORE ? "the sellers' start price" : "tier 1 prices")
                + ".";
    }

    /**
     * Returns a text with the mean price that buyers paid per unit of work, as a setting of the expected resale price. If that price is published,
     * the text also contains it. Empty without trades, or if leaders ignore the cost of overload.
     */
    static String lotPrices(AuditedResale study) {
        Rules rules = study.finalRound().scenario().rules();
        if (study.trades().isEmpty() || rules.overloadPricing() == OverloadPricing.IGNORE) {
            // There is nothing to compare without trades, or if leaders ignore the cost of overload.
            return "";
        }
        double halfTicks = study.trades().stream()
                .mapToLong(Trade::buyerPriceHalfTicks)
                .average()
                .orElseThrow();
        double price = halfTicks * rules.tickMoney() / 2 / rules.lotWork();
        String line = String.format(Locale.ROOT, "expectedResalePrice: %.2e", price);
        return rules.expectedResalePrice().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "expected %.2e per unit of work, paid %.2e. To use the paid price in the next round, set %s in rules.",
                        rules.expectedResalePrice().getAsDouble(),
                        price,
                        line)
                : "not published, so the costs that aerial agents declare influence tier 1 prices. To publish it, set "
                        + line + " in rules.";
    }

    /** Returns the gain of a trader from its best misreport compared with the truthful report, in money. */
    String gain(BestMisreport misreport) {
        return plain(misreport.gainHalfTicks().toDouble() * tick / 2, 4);
    }

    /** Returns the best misreport with its prices in money. The phrase fits after the word "by". */
    String misreport(BestMisreport misreport) {
        if (misreport.report().isEmpty()) {
            return "not trading";
        }
        boolean buys = misreport.report().getFirst().side() == Side.BUYERS;
        String lots =
                misreport.report().size() == 1 ? "one lot" : misreport.report().size() + " lots";
        return (buys ? "bidding for " : "offering ") + lots + " at "
                + misreport.report().stream()
                        .map(order -> money(2 * order.limitTicks()))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String efficiency(MisreportAudit audit) {
        int lost = audit.tradesLost();
        String trades = lost == 0
                ? "no trade is lost"
                : lost > 0
                        ? count(lost, "trade") + (lost == 1 ? " is lost" : " are lost")
                        : count(-lost, "trade") + " more than necessary";
        return String.format(
                Locale.ROOT,
                "Efficiency: %s of the attainable gains from trade; %s.",
                percent(audit.efficiency(), 4),
                trades);
    }

    private static String talk(AuditedResale.HeldAuction held) {
        var communication = held.tier().outcome().effort();
        return communication.announcements() == 0
                ? String.format(Locale.ROOT, "Communication: %s.", count((int) communication.messages(), "message"))
                : "Communication: " + count(communication.announcements(), "announcement") + ", "
                        + count((int) communication.messages(), "message") + ".";
    }

    /** Returns a phrase on the balance of the ledger. */
    static String ledgerSummary(LedgerReconciliation reconciliation) {
        String balanced = reconciliation.balanced() && reconciliation.agreesWithMoney() ? "balanced" : "not balanced";
        return String.format(Locale.ROOT, "%s (%s checked)", balanced, entries(reconciliation));
    }

    /** Returns sentences on whether the ledger balances, with the net payments of each kind of agent. */
    static String identity(LedgerReconciliation reconciliation) {
        String identity = reconciliation.balanced() ? "The ledger balances exactly" : "The ledger does not balance";
        return identity + " (" + entries(reconciliation)
                + " of ledger.csv checked). Net amounts in units: "
                + "paid by wireless agents " + whole(reconciliation.agentsPay()) + " = kept by leaders "
                + whole(reconciliation.leadersKeep())
                + " + received by aerial agents " + whole(reconciliation.aerialAgentsReceive())
                + " + kept by the house "
                + whole(reconciliation.houseKeeps()) + ". " + differences(reconciliation);
    }

    private static String entries(LedgerReconciliation reconciliation) {
        long entries = reconciliation.entries();
        return entries == 1 ? "1 entry" : whole(entries) + " entries";
    }

    private static String differences(LedgerReconciliation reconciliation) {
        double largest = reconciliation.differences().stream()
                .mapToDouble(LedgerReconciliation.Difference::units)
                .max()
                .orElse(0);
        return reconciliation.agreesWithMoney()
                ? "All balances agree with unrounded amounts within rounding; the largest difference is "
                        + plain(largest, 3) + " units."
                : "Some balances differ from unrounded amounts by more than rounding, by up to " + plain(largest, 3)
                        + " units.";
    }

    /** Returns an amount of half ticks in money. */
    String money(long halfTicks) {
        return NumberText.money(halfTicks, tick);
    }
}
