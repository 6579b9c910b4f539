package skybourse.app.report;

import static skybourse.app.report.AuditText.lies;
import static skybourse.app.report.Numbers.count;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;
import static skybourse.app.report.Numbers.whole;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Rules;
import skybourse.base.scenario.Rules.OverloadPricing;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.Books;
import skybourse.round.market.LinkDelay;
import skybourse.round.market.LinkDelay.Part;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.TriedRule;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.auction.Trade;
import skybourse.tier2.audit.MarketAudit;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.clock.ClockRule;
import skybourse.tier2.clock.DoubleDutch;

/** Tier 2 in plain sentences, for the page and the terminal. Amounts are in money, not in ticks. */
final class ResaleWords {

    private final ResaleStudy study;
    private final double tick;

    ResaleWords(ResaleStudy study) {
        this.study = study;
        this.tick = study.after().scenario().rules().tickMoney();
    }

    /** Returns how tier 2 ended, in one sentence. */
    String ending() {
        return switch (study) {
            case ResaleStudy.NotHeld none ->
                switch (none.reason()) {
                    case NOBODY_OVERLOADED -> "No auction: no fixed agent sold more than it can do.";
                    case NO_AERIAL_AGENTS -> "No auction: there are no aerial agents, so overload waits.";
                    case NOBODY_IN_REACH ->
                        "No auction: no aerial agent reaches every overloaded fixed agent, so overload waits.";
                };
            case ResaleStudy.Held held -> ending(held);
        };
    }

    private String ending(ResaleStudy.Held held) {
        int wanted = held.tier().market().book().orders(Side.BUYERS).size();
        if (held.tier().outcome() instanceof AuctionOutcome.NoTrade none) {
            return "No lot of the " + wanted + " asked for was traded: "
                    + none.reason().words() + ".";
        }
        return held.trades().size() + " of " + count(wanted, "lot") + " sold" + amounts(held.trades())
                + "; this takes away " + percent(held.tier().soldShare(), 3) + " of the overload.";
    }

    /** Returns the price of a lot and what all lots cost; of each side where the house keeps or pays something. */
    private String amounts(List<Trade> trades) {
        String buyers = amounts(trades, Trade::buyerPriceHalfTicks);
        String sellers = amounts(trades, Trade::sellerPriceHalfTicks);
        return buyers.equals(sellers) ? " at " + buyers : "; buyers pay " + buyers + ", sellers get " + sellers;
    }

    private String amounts(List<Trade> trades, ToLongFunction<Trade> price) {
        LongSummaryStatistics prices = trades.stream().mapToLong(price).summaryStatistics();
        String range = prices.getMin() == prices.getMax()
                ? money(prices.getMin())
                : money(prices.getMin()) + " to " + money(prices.getMax());
        return String.format(Locale.ROOT, "%s each (%s in all)", range, money(prices.getSum()));
    }

    /** Returns the price of a lot, or from the lowest to the highest that anyone pays or gets. */
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

    /** Returns what tier 2 did to deadlines, and what keeps the rest from being met. */
    static String deadlines(RoundStudy study) {
        int after = study.after().totals().deadlinesMet();
        int before = study.round().totals().deadlinesMet();
        int agents = study.round().agents().size();
        String met = after == before
                ? String.format(Locale.ROOT, "%s of %s deadlines are met, as without tier 2.", after, agents)
                : String.format(Locale.ROOT, "%s of %s deadlines are met, %s without tier 2.", after, agents, before);
        return after == agents ? met : met + " " + late(study.after());
    }

    /** Returns what tier 2 costs and what it buys; empty where nothing was traded. */
    static String bought(RoundStudy study) {
        if (study.resale().trades().isEmpty()) {
            return "";
        }
        double cost = study.resaleCost();
        int bought = study.deadlinesBought();
        String deadlines = bought > 0 ? count(bought, "more deadline") : "no more deadlines";
        if (cost <= 0) {
            return String.format(Locale.ROOT, "Tier 2 adds %s to it, with %s met.", plain(-cost, 4), deadlines);
        }
        return bought > 0
                ? "Tier 2 is paid for already: " + plain(cost, 4) + " for " + deadlines + ", " + plain(cost / bought, 3)
                        + " each."
                : String.format(Locale.ROOT, "Tier 2 is paid for already: %s, for %s.", plain(cost, 4), deadlines);
    }

    private static String late(Round round) {
        Map<Part, Integer> late = new EnumMap<>(Part.class);
        round.agents().stream()
                .filter(agent -> !agent.deadlineMet())
                .forEach(agent -> late.merge(lastPart(agent), 1, Integer::sum));
        int all = late.values().stream().mapToInt(Integer::intValue).sum();
        String causes = late.entrySet().stream()
                .map(cause ->
                        (late.size() == 1 ? "" : cause.getValue() + " ") + cause(cause.getKey(), cause.getValue() == 1))
                .collect(Collectors.joining(", "));
        return (late.size() == 1 ? all(all) : "Of " + all + " late tasks ") + causes + ".";
    }

    private static String all(int late) {
        return switch (late) {
            case 1 -> "The late task ";
            case 2 -> "Both late tasks ";
            default -> "All " + late + " late tasks ";
        };
    }

    private static String cause(Part part, boolean one) {
        return switch (part) {
            case WAITING -> (one ? "waits" : "wait") + " for overload that nobody bought";
            case RESOLD -> (one ? "comes" : "come") + " back too late from the air";
            case ON_TIME -> (one ? "takes" : "take") + " too long, though nothing waits";
        };
    }

    private static Part lastPart(AgentOutcome agent) {
        return agent.links().stream()
                .map(AgentOutcome.Link::delay)
                .max(Comparator.comparingDouble(LinkDelay::seconds))
                .filter(delay -> delay.seconds() > agent.homeSeconds())
                .map(LinkDelay::last)
                .orElse(Part.ON_TIME);
    }

    /** Returns how the auction was held. */
    String rule(ResaleStudy.Held held) {
        if (held.rule() instanceof DoubleDutch clocks) {
            TieOrder ties = new TieOrder.ByLot(held.after().scenario().seed(), 0);
            String steps = clocks.policy() instanceof LearnedClockPolicy learned
                    ? learned.steps(clocks, held.tier().market().book(), ties)
                    : clocks.policy().steps();
            return clocks.name().replace("double-dutch-", "Double Dutch, ").replace('-', ' ') + ", "
                    + Wire.name(clocks.turns()) + " turns; clock steps " + steps + "; clocks start at "
                    + money(2 * clocks.buyersStartTicks()) + " (buyers) and " + money(2 * clocks.sellersStartTicks())
                    + " (sellers).";
        }
        if (held.rule() instanceof ClockRule clocks) {
            return clocks.name() + ", " + clocks.settings() + "; clocks start at "
                    + money(2 * clocks.buyersStartTicks()) + " (buyers) and " + money(2 * clocks.sellersStartTicks())
                    + " (sellers).";
        }
        return held.rule().name() + ", a rule on sealed orders.";
    }

    /** Returns what the audit of this market found, a sentence for each property. */
    List<String> audit(ResaleStudy.Held held) {
        MarketAudit audit = held.audit();
        String narrow = audit.startTooNarrow() ? " A start clock lies within the limits of this market." : "";
        return List.of(rationality(audit), budget(held), truth(held) + narrow, efficiency(audit), talk(held));
    }

    private String rationality(MarketAudit audit) {
        return audit.worstLossHalfTicks() == 0
                ? "Individually rational: nobody who told the truth loses."
                : "Not individually rational: somebody who told the truth loses " + money(audit.worstLossHalfTicks())
                        + " money.";
    }

    private String budget(ResaleStudy.Held held) {
        long house = held.tier().outcome().houseHalfTicks();
        return house == 0
                ? "Strongly budget balanced: the house keeps nothing and pays nothing."
                : house > 0
                        ? String.format(Locale.ROOT, "Weakly budget balanced: the house keeps %s money.", money(house))
                        : String.format(Locale.ROOT, "Not budget balanced: the house pays %s money.", money(-house));
    }

    private String truth(ResaleStudy.Held held) {
        MarketAudit audit = held.audit();
        if (audit.misreports().isEmpty()) {
            return "Incentives were not searched: the market is too large.";
        }
        if (audit.gainers() == 0) {
            boolean promised = new TriedRule.Cleared(held.rule(), audit, 0).isTruthful();
            return (promised
                            ? "Truthful here: no "
                            : "No lie found, though the rule does not promise truth for such orders: no ")
                    + (held.rule().traits().asks(Side.BUYERS) ? "trader" : "seller") + " gains by " + lies(audit.lies())
                    + ", whatever the number of lots, nor by staying away" + but() + ".";
        }
        Misreport worst = audit.worst();
        return "Not truthful here: " + audit.gainers() + " of "
                + audit.misreports().size() + " traders could gain by a lie (" + lies(audit.lies()) + "), "
                + worst.trader() + " the most: " + gain(worst) + " money more if it " + lie(worst) + ".";
    }

    /** Returns what sentences about truth end with: nothing where a published price keeps what aerial agents declare out of tier 1. */
    String but() {
        Rules rules = study.after().scenario().rules();
        if (rules.expectedResalePrice().isPresent()) {
            return "";
        }
        return ", but what an aerial agent declares moves "
                + (rules.overloadPricing() == OverloadPricing.IGNORE ? "the sellers' start clock" : "tier 1's prices")
                + " here";
    }

    /** Returns what lots were paid, as the line that makes it the price that is expected; empty where nothing was traded. */
    static String paid(ResaleStudy study) {
        Rules rules = study.after().scenario().rules();
        if (study.trades().isEmpty() || rules.overloadPricing() == OverloadPricing.IGNORE) {
            return ""; // whom overselling costs nothing expects no price
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
                        "expected %.2e for a unit of work, paid %.2e; to expect that, write %s into rules.",
                        rules.expectedResalePrice().getAsDouble(),
                        price,
                        line)
                : "none is published, so that what aerial agents declare moves prices; write " + line + " into rules.";
    }

    /** Returns what a trader's best report brings more than the truth. */
    String gain(Misreport misreport) {
        return plain(misreport.gainHalfTicks().toDouble() * tick / 2, 4);
    }

    /** Returns the best report with its price in money. */
    String lie(Misreport misreport) {
        if (misreport.report().isEmpty()) {
            return "stays away";
        }
        String lots =
                misreport.report().size() == 1 ? "one lot" : misreport.report().size() + " lots";
        return "offers " + lots + " at "
                + misreport.report().stream()
                        .map(order -> money(2 * order.limitTicks()))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String efficiency(MarketAudit audit) {
        int lost = audit.tradesLost();
        String trades =
                lost == 0 ? "same number of trades" : count(Math.abs(lost), "trade") + (lost > 0 ? " fewer" : " more");
        return String.format(
                Locale.ROOT, "Gains from trade: %s of the possible, %s.", percent(audit.efficiency(), 4), trades);
    }

    private static String talk(ResaleStudy.Held held) {
        var effort = held.tier().outcome().effort();
        return effort.announcements() == 0
                ? String.format(Locale.ROOT, "Talk: %s.", count((int) effort.messages(), "message"))
                : "Talk: " + count(effort.announcements(), "announcement") + ", "
                        + count((int) effort.messages(), "message") + ".";
    }

    /** Returns whether the books balance, in a few words. */
    static String books(Books books) {
        String balanced = books.balanced() && books.agreesWithMoney() ? "balanced" : "not balanced";
        return String.format(Locale.ROOT, "%s (%s entries checked)", balanced, whole(books.entries()));
    }

    /** Returns the identity that the ledger's entries add up to. */
    static String identity(Books books) {
        String identity = books.balanced() ? "The books balance to the unit" : "The books do not balance";
        return identity + " (" + whole(books.entries()) + " entries of ledger.csv checked). Wireless agents pay "
                + whole(books.agentsPay()) + " units net = leaders keep " + whole(books.leadersKeep())
                + " + aerial agents receive " + whole(books.aerialAgentsReceive()) + " + the house keeps "
                + whole(books.houseKeeps()) + ". " + differences(books);
    }

    private static String differences(Books books) {
        double largest = books.differences().stream()
                .mapToDouble(Books.Difference::units)
                .max()
                .orElse(0);
        return books.agreesWithMoney()
                ? "No balance is further than rounding allows from real-valued money; the largest difference is "
                        + plain(largest, 3) + " units."
                : "Some balance is further from real-valued money than rounding allows, by up to " + plain(largest, 3)
                        + " units.";
    }

    /** Returns an amount of half ticks in money. */
    String money(long halfTicks) {
        return Numbers.money(halfTicks, tick);
    }
}
