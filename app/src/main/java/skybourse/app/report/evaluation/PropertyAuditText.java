package skybourse.app.report.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import skybourse.app.report.NumberText;
import skybourse.base.numeric.EnumNames;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.MisreportClass;
import skybourse.tier2.audit.PropertyAudit;

/** Formats the audit of an auction rule as text. */
public final class PropertyAuditText {

    private static final double LARGE = 1e12;
    private static final double SMALL = 1e-4;
    private static final int DIGITS = 4;

    private PropertyAuditText() {}

    public static String of(PropertyAudit audit) {
        StringBuilder text = new StringBuilder();
        line(text, verdict(audit));
        line(text, "");
        line(text, "rule                   " + audit.rule().name() + ", " + markets(audit.markets()));
        line(text, "promises               " + declared(audit.rule().traits()));
        line(
                text,
                "individually rational  " + yes(audit.individuallyRational())
                        + "  largest loss of a truthful trader: " + ticks((double) audit.worstLossHalfTicks())
                        + " ticks");
        line(text, "incentive compatible   " + incentives(audit));
        String balanced = audit.stronglyBalanced() ? "yes" : audit.weaklyBalanced() ? "weakly" : "no ";
        line(text, "budget balanced        " + balanced + "  the house keeps " + house(audit));
        line(text, "Theorem 1 of the paper " + theoremOne(audit));
        line(text, "gains from trade       " + estimate(audit.efficiency(), 100) + " % of the attainable");
        line(text, "trades lost            " + estimate(audit.tradesLost(), 1));
        line(text, "announcements          " + estimate(audit.announcements(), 1));
        line(text, "messages               " + estimate(audit.messages(), 1));
        if (audit.markets() > 1) {
            line(text, "Numbers are means per market, with the 95 % confidence interval in brackets.");
        }
        if (audit.startTooNarrow() > 0) {
            line(
                    text,
                    "start price too narrow in " + markets(audit.startTooNarrow()) + ": a limit price lies beyond it");
        }
        audit.counterexample().ifPresent(counterexample -> add(text, counterexample, audit.markets() == 1));
        return text.toString();
    }

    /** Returns a sentence on the truthfulness of the rule in the searched markets. */
    private static String verdict(PropertyAudit audit) {
        String rule = audit.rule().name();
        if (audit.searched() == 0) {
            return rule + ": truthfulness not decided, because the market is too large to search for misreports.";
        }
        if (audit.incentiveCompatible()) {
            return rule + ": no profitable misreport found.";
        }
        return rule + " is not truthful: a misreport gains up to "
                + ticks(audit.worstGainHalfTicks().toDouble()) + " ticks.";
    }

    /** Returns a phrase on the properties that a rule declares. */
    private static String declared(RuleTraits traits) {
        String truthful = traits.truthful() == RuleTraits.Truthful.NO
                ? "not truthful in general"
                : "truthful for " + EnumNames.name(traits.truthful()) + " (" + EnumNames.name(traits.sense()) + ")"
                        + (traits.conditions().equals("none") ? "" : " if " + traits.conditions());
        return EnumNames.name(traits.budget()) + " budget balance; " + truthful + "; gives up " + traits.cost()
                + (traits.needsPrior() ? "; needs a prior" : "");
    }

    /** Returns a description of the search for misreports. */
    public static String search(PropertyAudit audit) {
        long others = audit.searched() - audit.searchedPerLot();
        if (audit.searched() == 0) {
            return MisreportClass.NONE.search();
        }
        return others == 0
                ? MisreportClass.PRICE_PER_LOT.search()
                : audit.searchedPerLot() == 0
                        ? MisreportClass.ONE_PRICE.search()
                        : String.format(
                                Locale.ROOT,
                                "%s in %,d markets, %s in %,d",
                                MisreportClass.PRICE_PER_LOT.search(),
                                audit.searchedPerLot(),
                                MisreportClass.ONE_PRICE.search(),
                                others);
    }

    private static String markets(long count) {
        return count == 1 ? "1 market" : NumberText.whole(count) + " markets";
    }

    private static String house(PropertyAudit audit) {
        String mean = estimate(audit.houseTicks(), 1);
        return audit.markets() == 1
                ? mean + " ticks"
                : ticks((double) audit.lowestHouseHalfTicks()) + " to " + ticks((double) audit.highestHouseHalfTicks())
                        + " ticks, mean " + mean;
    }

    private static String theoremOne(PropertyAudit audit) {
        if (audit.searched() == 0) {
            return "not decided: no misreports searched";
        }
        return audit.theoremOneHolds() ? "holds in every market searched" : "does not hold";
    }

    private static String incentives(PropertyAudit audit) {
        if (audit.searched() == 0) {
            return "?    the market is too large to search for misreports";
        }
        String holds = yes(audit.incentiveCompatible());
        String worst = ticks(audit.worstGainHalfTicks().toDouble()) + " ticks";
        String lots = (audit.givenTies() ? ", for the given order of ties" : "") + "; search: " + search(audit);
        if (audit.markets() == 1) {
            return audit.incentiveCompatible()
                    ? holds + "  no trader has a profitable misreport" + lots
                    : holds + "  a trader gains by a misreport, at most " + worst + lots;
        }
        String searched = audit.searched() == audit.markets()
                ? ""
                : " (" + NumberText.whole(audit.searched()) + " searched, the others are too large)";
        return holds + "  a trader gains by a misreport in " + estimate(audit.gainfulMarkets(), 100)
                + " % of markets" + searched + "\n                            largest gain: mean "
                + estimate(audit.gainTicks(), 1) + ", worst " + worst + lots;
    }

    private static void add(StringBuilder text, Counterexample counterexample, boolean only) {
        BestMisreport misreport = counterexample.misreport();
        line(
                text,
                "worst counterexample" + (only ? "" : ", market " + counterexample.market())
                        + ", true limit prices in ticks:");
        counterexample.truth().orders().forEach(order -> line(text, "  " + order.label() + " " + order.limitTicks()));
        line(
                text,
                "  " + misreport.trader() + " " + misreport.text() + ": "
                        + ticks(misreport.bestHalfTicks().toDouble()) + " ticks instead of "
                        + ticks(misreport.truthfulHalfTicks().toDouble()) + ", expected over random ties");
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static String yes(boolean holds) {
        return holds ? "yes" : "no ";
    }

    private static String ticks(double halfTicks) {
        return number(halfTicks / 2);
    }

    /** Returns the mean with its confidence interval. For a single market, returns only the mean. */
    private static String estimate(Estimate estimate, double scale) {
        if (estimate.count() == 1) {
            return number(scale * estimate.mean());
        }
        return number(scale * estimate.mean()) + " [" + number(scale * estimate.low()) + ", "
                + number(scale * estimate.high()) + "]";
    }

    /**
     * Returns a value with four significant digits. A longer whole part keeps all its digits. The text has an exponent only outside the range from
     * 0.0001 to 1e12.
     */
    public static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size >= LARGE || (size > 0 && size < SMALL)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int decimals = Math.max(1, DIGITS - exact.precision() + exact.scale());
        BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0
                ? "0"
                : NumberText.grouped(rounded.stripTrailingZeros().toPlainString());
    }
}
