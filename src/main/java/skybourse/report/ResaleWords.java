package skybourse.report;

import static skybourse.report.Numbers.count;
import static skybourse.report.Numbers.percent;
import static skybourse.report.Numbers.plain;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import skybourse.auction.AuctionOutcome;
import skybourse.auction.DoubleDutch;
import skybourse.auction.Side;
import skybourse.auction.Trade;
import skybourse.audit.MarketAudit;
import skybourse.audit.Misreport;
import skybourse.market.AgentOutcome;
import skybourse.market.Books;
import skybourse.market.BranchDelay;
import skybourse.market.BranchDelay.Part;
import skybourse.market.ResaleStudy;
import skybourse.market.Round;
import skybourse.market.RoundStudy;

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
        String overloaded = count(held.tier().market().buyers().size(), "overloaded fixed agent");
        if (held.tier().outcome() instanceof AuctionOutcome.NoTrade none) {
            return String.format(
                    Locale.ROOT,
                    "%s asked for %s, and nothing was traded: %s.",
                    overloaded,
                    count(wanted, "lot"),
                    none.reason().words());
        }
        long sellers = held.trades().stream()
                .map(trade -> trade.ask().participant())
                .distinct()
                .count();
        return String.format(
                Locale.ROOT,
                "%s asked for %s; %s sold by %s at %s money, which is %s of the overload.",
                overloaded,
                count(wanted, "lot"),
                held.trades().size() == 1 ? "1 was" : held.trades().size() + " were",
                count((int) sellers, "aerial agent"),
                price(held.trades()),
                percent(held.tier().soldShare(), 3));
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
        return low == high ? halfTicks(low) : halfTicks(low) + " to " + halfTicks(high);
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

    private static String late(Round round) {
        List<AgentOutcome> late =
                round.agents().stream().filter(agent -> !agent.deadlineMet()).toList();
        List<String> causes = Stream.of(
                        cause(late, Part.WAITING, "on a part that waits"),
                        cause(late, Part.RESOLD, "on a part in the air"),
                        cause(late, Part.ON_TIME, "on a part done in the round"))
                .filter(cause -> !cause.isEmpty())
                .toList();
        return String.format(Locale.ROOT, "Of the late, %s.", String.join(", ", causes));
    }

    private static String cause(List<AgentOutcome> late, Part part, String words) {
        long count = late.stream().filter(agent -> lastPart(agent) == part).count();
        return count == 0 ? "" : count + (count == 1 ? " ends " : " end ") + words;
    }

    private static Part lastPart(AgentOutcome agent) {
        return agent.branches().stream()
                .map(AgentOutcome.Branch::delay)
                .max(Comparator.comparingDouble(BranchDelay::seconds))
                .filter(delay -> delay.seconds() > agent.homeSeconds())
                .map(BranchDelay::last)
                .orElse(Part.ON_TIME);
    }

    /** Returns how the auction was held. */
    static String rule(ResaleStudy.Held held) {
        if (held.rule() instanceof DoubleDutch clocks) {
            return String.format(
                    Locale.ROOT,
                    "%s, %s turns, %s steps; the clocks started at %s and %s ticks, public before any order.",
                    clocks.name().replace('-', ' '),
                    clocks.turns().name().toLowerCase(Locale.ROOT),
                    clocks.policy().name(),
                    clocks.buyersStartTicks(),
                    clocks.sellersStartTicks());
        }
        return held.rule().name() + ", a rule on sealed orders.";
    }

    /** Returns what the audit of this market found, a sentence for each property. */
    List<String> audit(ResaleStudy.Held held) {
        MarketAudit audit = held.audit();
        String narrow = audit.startTooNarrow() ? " A start clock lies within the limits of this market." : "";
        return List.of(rationality(audit), budget(held), truth(audit) + narrow, efficiency(audit), talk(held));
    }

    private String rationality(MarketAudit audit) {
        return audit.worstLossHalfTicks() == 0
                ? "Individually rational: nobody who told the truth loses."
                : String.format(
                        Locale.ROOT,
                        "Not individually rational: somebody who told the truth loses %s money.",
                        halfTicks(audit.worstLossHalfTicks()));
    }

    private String budget(ResaleStudy.Held held) {
        long house = held.tier().outcome().houseHalfTicks();
        return house == 0
                ? "Strongly budget balanced: the house keeps nothing and pays nothing."
                : house > 0
                        ? String.format(
                                Locale.ROOT, "Weakly budget balanced: the house keeps %s money.", halfTicks(house))
                        : String.format(
                                Locale.ROOT, "Not budget balanced: the house pays %s money.", halfTicks(-house));
    }

    private String truth(MarketAudit audit) {
        if (audit.misreports().isEmpty()) {
            return "Incentives were not searched: the market is too large.";
        }
        if (audit.gainers() == 0) {
            return "Truthful here: no trader gains by any one price for any number of its lots, nor by staying away.";
        }
        Misreport worst = audit.worst();
        return String.format(
                Locale.ROOT,
                "Not truthful here: %s of %s traders could gain by another report, %s the most: %s money more if it %s.",
                audit.gainers(),
                audit.misreports().size(),
                worst.trader(),
                gain(worst),
                lie(worst));
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
        return String.format(
                Locale.ROOT,
                "offers %s at %s",
                lots,
                halfTicks(2 * misreport.report().getFirst().limitTicks()));
    }

    private static String efficiency(MarketAudit audit) {
        int lost = audit.tradesLost();
        String trades = lost == 0 ? "as many trades" : count(Math.abs(lost), "trade") + (lost > 0 ? " fewer" : " more");
        return String.format(
                        Locale.ROOT,
                        "Welfare: %s of what a clairvoyant could have gained from trade, with %s than it makes.",
                        percent(audit.efficiency(), 4),
                        trades)
                .replace("as many trades than it makes", "as many trades");
    }

    private static String talk(ResaleStudy.Held held) {
        var effort = held.tier().outcome().effort();
        return effort.announcements() == 0
                ? String.format(Locale.ROOT, "Talk: %s.", count((int) effort.messages(), "message"))
                : String.format(
                        Locale.ROOT,
                        "Talk: %s, %s.",
                        count(effort.announcements(), "announcement"),
                        count((int) effort.messages(), "message"));
    }

    /** Returns the identity that the ledger's entries add up to. */
    static String books(Books books) {
        String identity = books.balanced() ? "The books balance to the unit" : "The books do not balance";
        return String.format(
                Locale.ROOT,
                "%s: wireless agents pay %,d units net = leaders keep %,d + aerial agents receive %,d + the house keeps %,d, recomputed from the %,d entries of ledger.csv alone. %s",
                identity,
                books.agentsPay(),
                books.leadersKeep(),
                books.aerialAgentsReceive(),
                books.houseKeeps(),
                books.entries(),
                differences(books));
    }

    private static String differences(Books books) {
        double largest = books.differences().stream()
                .mapToDouble(Books.Difference::units)
                .max()
                .orElse(0);
        return books.agreesWithMoney()
                ? String.format(
                        Locale.ROOT,
                        "No balance is further than rounding allows from real-valued money; the largest difference is %s units.",
                        plain(largest, 3))
                : String.format(
                        Locale.ROOT,
                        "Some balance is further from real-valued money than rounding allows, by up to %s units.",
                        plain(largest, 3));
    }

    private String halfTicks(long halfTicks) {
        return plain(halfTicks * tick / 2, 6);
    }
}
