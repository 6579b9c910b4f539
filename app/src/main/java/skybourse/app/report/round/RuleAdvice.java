package skybourse.app.report.round;

import static skybourse.app.report.NumberText.count;
import static skybourse.app.report.NumberText.percent;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import skybourse.app.report.NumberText;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.RuleComparison;
import skybourse.round.analysis.RuleOutcome;
import skybourse.round.analysis.RuleOutcome.Cleared;
import skybourse.round.market.AuditedResale;
import skybourse.tier2.auction.AuctionRule;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.BestMisreport;

/** Advice on the choice of an auction rule, as text. Amounts are in money. */
final class RuleAdvice {

    /** Heads of the columns; a leading bar aligns the column left. */
    static final List<String> COLUMNS = List.of(
            "rule",
            "|truthful here?",
            "|budget",
            "efficiency",
            "lots sold",
            "messages",
            "price of a lot",
            "deadlines met",
            "|gain by switching",
            "|lose by switching");

    private static final int NAMED = 3;
    private static final String NEXT_LINE = "\n" + " ".repeat(17);

    private final RuleComparison rules;
    private final ResaleSentences words;
    private final String asked;

    /** Creates the advice for an auction. {@code rules} are the rules that are compared with the rule in use. */
    RuleAdvice(RuleComparison rules, AuditedResale.HeldAuction held) {
        this.rules = rules;
        this.words = new ResaleSentences(held);
        this.asked = " of " + held.tier().market().book().orders(Side.BUYERS).size();
    }

    private boolean wasPlayed(Cleared one) {
        return one.rule().equals(rules.played().rule());
    }

    /**
     * Returns sentences that recommend a rule: the one with the most gains from trade among those that are truthful for these orders, without deficit
     * and with a trade.
     */
    String advice() {
        Optional<Cleared> best = rules.bestTruthful(false);
        if (best.isEmpty()) {
            return "No rule without a profitable misreport trades any lot here.";
        }
        Optional<Cleared> asking = rules.bestTruthful(true).filter(one -> !one.equals(best.get()));
        return use(best.get())
                + (best.get().rule().traits().asks(Side.BUYERS)
                        ? ""
                        : " if the exchange can verify bids in the ledger"
                                + asking.map(one -> ", otherwise " + named(one)).orElse(""))
                + ". " + why(best.get()) + words.caveat();
    }

    private String use(Cleared one) {
        return (wasPlayed(one) ? "Keep " : "Use ") + named(one);
    }

    private String named(Cleared one) {
        return one.rule().name() + " (efficiency " + share(one) + ")";
    }

    private String why(Cleared one) {
        String truth = one.worst().isPresent()
                ? "No profitable misreport was found here"
                : "The rule declares that no trader has a profitable misreport";
        long house = one.audit().outcome().houseHalfTicks();
        return truth + (house == 0 ? ", and the house keeps nothing" : ", and the house keeps " + money(house)) + ". "
                + split(one);
    }

    /** Returns sentences on the gains from trade and deadlines of the best truthful rules compared with the rule in use. */
    String cost() {
        return rules.bestTruthful(false)
                .map(best -> {
                    String first = cost(best);
                    String second = rules.bestTruthful(true)
                            .filter(one -> !one.equals(best))
                            .map(one -> NEXT_LINE + "If buyers also report limit prices: " + cost(one))
                            .orElse("");
                    boolean searched = best.worst().isPresent()
                            && rules.bestTruthful(true).flatMap(Cleared::worst).isPresent();
                    return first
                            + second
                            + (searched ? "" : NEXT_LINE + "Truthful as the rules declare; not all were searched.")
                            + words.caveat();
                })
                .orElse("none without a profitable misreport trades any lot here.");
    }

    private String cost(Cleared one) {
        if (wasPlayed(one)) {
            return one.rule().name() + " is in use. " + split(one);
        }
        long lost = rules.played().gainsTicks() - one.gainsTicks();
        int late = rules.played().deadlinesMet() - one.deadlinesMet();
        String gains = lost == 0
                ? "the same gains from trade"
                : sized(Math.abs(lost)) + (lost > 0 ? " less" : " more") + " gains from trade";
        String deadlines = late == 0
                ? "as many deadlines met"
                : Math.abs(late) + (late > 0 ? " fewer " : " more ") + (Math.abs(late) == 1 ? "deadline" : "deadlines")
                        + " met";
        return one.rule().name() + " gives " + gains + " and " + deadlines + ". " + split(one);
    }

    /** Returns gains in money. If the rule in use realizes gains from trade, adds the percentage of these realized gains. */
    private String sized(long ticks) {
        long played = rules.played().gainsTicks();
        return money(2 * ticks) + (played > 0 ? " (" + percent((double) ticks / played, 3) + ")" : "");
    }

    /** Returns the division of the gains from trade between sellers, buyers and house. */
    private String split(Cleared one) {
        long house = one.audit().outcome().houseHalfTicks();
        return "Of gains of " + money(2 * one.gainsTicks()) + ", sellers get " + money(one.leftHalfTicks(Side.SELLERS))
                + ", buyers " + money(one.leftHalfTicks(Side.BUYERS))
                + (house == 0 ? "" : ", the house " + money(house)) + ".";
    }

    /** Returns the explanation of the table. */
    String note() {
        return "The table clears the same orders under each rule. Amounts are in money; efficiency is the share of the attainable gains from trade. "
                + "A rule counts as truthful if it promises that for such orders and no search finds a profitable misreport. In brackets: "
                + "the search for misreports, over any number of lots and not trading. "
                + asks()
                + (rules.searched()
                        ? ""
                        : "Other rules were not searched: that would take more than a fifth of the run. ")
                + "The last two columns show who would gain or lose if the rule replaced the one in use.";
    }

    /** Returns a sentence on the asks in the comparison, which depend on whether the rule in use declares truthfulness. */
    private String asks() {
        boolean severalLots = rules.played().audit().truth().orders().anyMatch(order -> order.lot() > 1);
        return rules.played().rule().traits().declaresTruthfulness(severalLots)
                ? "The asks are declared costs. "
                : "The asks include markups. In use, a rule that promises truthfulness would have asks without markups. ";
    }

    private String share(Cleared one) {
        return percent(one.audit().efficiency(), 3);
    }

    /** Returns the row of a rule as texts, in the order of the columns. */
    List<String> row(Cleared one) {
        var outcome = one.audit().outcome();
        boolean played = wasPlayed(one);
        return List.of(
                name(one.rule()) + (played ? " (in use)" : ""),
                truthful(one),
                balance(one),
                share(one),
                outcome.trades().size() + asked,
                NumberText.whole(outcome.effort().messages())
                        + (outcome.effort().announcements() == 0
                                ? ""
                                : " (" + count(outcome.effort().announcements(), "announcement") + ")"),
                outcome.trades().isEmpty() ? "–" : words.price(outcome.trades()),
                Integer.toString(one.deadlinesMet()),
                played ? "–" : changes(one, 1),
                played ? "–" : changes(one, -1));
    }

    /** Returns the name of a rule with spaces, so that lines can break in it. */
    private static String name(AuctionRule rule) {
        return rule.name().replace("double-dutch-", "double Dutch, ").replace("strongly-", "strongly ");
    }

    private String truthful(Cleared one) {
        String whom = one.rule().traits().asks(Side.BUYERS) ? "" : " for sellers";
        String answer = one.worst()
                .filter(BestMisreport::gains)
                .map(worst -> "no, a misreport gains " + words.gain(worst))
                .orElse(one.isTruthful() ? "yes" + whom : "not promised");
        return answer + " (" + one.audit().misreportClass().search() + ")";
    }

    private String balance(Cleared one) {
        long house = one.audit().outcome().houseHalfTicks();
        if (house < 0) {
            return "deficit: the house pays " + money(-house) + ResaleSentences.budgetNote(one.rule());
        }
        return switch (one.rule().traits().budget()) {
            case STRONG -> "strong";
            case WEAK -> "weak: the house keeps " + money(house);
            case DEFICIT -> "deficit: the house pays " + money(0);
        };
    }

    /**
     * Returns a text that names the three participants that gain ({@code sign} 1) or lose ({@code sign} -1) most compared with the rule in use. It
     * contains their amounts, largest first, and the number of the others; "none" if there are none.
     */
    private String changes(Cleared one, int sign) {
        List<Map.Entry<String, Long>> changed = one.changes(rules.played()).entrySet().stream()
                .filter(change -> change.getValue() * sign > 0)
                .sorted(Comparator.comparingLong(change -> -sign * change.getValue()))
                .toList();
        if (changed.isEmpty()) {
            return "none";
        }
        String named = changed.stream()
                .limit(NAMED)
                .map(change -> name(change.getKey()) + " " + money(Math.abs(change.getValue())))
                .collect(Collectors.joining(", "));
        return changed.size() <= NAMED ? named : named + " and " + (changed.size() - NAMED) + " more";
    }

    /** Returns the row of a rule that does not apply to the orders: its name and the reason. */
    static List<String> row(RuleOutcome.Refused refused) {
        return List.of(name(refused.rule()), "does not apply: " + refused.reason());
    }

    private static String name(String id) {
        return id.equals(Scenario.HOUSE) ? "the house" : id;
    }

    private String money(long halfTicks) {
        return words.money(halfTicks);
    }
}
