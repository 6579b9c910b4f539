package skybourse.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import skybourse.audit.Counterexample;
import skybourse.audit.Estimate;
import skybourse.audit.Misreport;
import skybourse.audit.PropertyAudit;

/** An audit in words. */
final class AuditText {

    private static final double LARGE = 1e12;
    private static final double SMALL = 1e-4;
    private static final int DIGITS = 4;

    private AuditText() {}

    static String of(PropertyAudit audit) {
        StringBuilder text = new StringBuilder();
        line(text, String.format(Locale.ROOT, "%s, %d market(s)", audit.rule().name(), audit.markets()));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "individually rational  %s  largest loss of a truthful trader: %s ticks",
                        yes(audit.individuallyRational()),
                        ticks((double) audit.worstLossHalfTicks())));
        addIncentives(text, audit);
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "budget balanced        %s  the house keeps %s to %s ticks, mean %s",
                        audit.stronglyBalanced() ? "yes" : audit.weaklyBalanced() ? "weakly" : "no ",
                        ticks((double) audit.lowestHouseHalfTicks()),
                        ticks((double) audit.highestHouseHalfTicks()),
                        estimate(audit.houseTicks(), 1)));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "Theorem 1 of the paper %s",
                        audit.searched() == 0 ? "not judged: no misreports searched" : holds(audit)));
        line(text, String.format(Locale.ROOT, "welfare of the optimum %s %%", estimate(audit.efficiency(), 100)));
        line(text, String.format(Locale.ROOT, "trades lost            %s", estimate(audit.tradesLost(), 1)));
        line(text, String.format(Locale.ROOT, "announcements          %s", estimate(audit.announcements(), 1)));
        line(text, String.format(Locale.ROOT, "messages               %s", estimate(audit.messages(), 1)));
        if (audit.startTooNarrow() > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "start clock too narrow in %d market(s): a limit lies beyond it",
                            audit.startTooNarrow()));
        }
        audit.counterexample().ifPresent(found -> add(text, found));
        return text.toString();
    }

    private static String holds(PropertyAudit audit) {
        return audit.theoremOneHolds() ? "holds in every market searched" : "does not hold";
    }

    private static void addIncentives(StringBuilder text, PropertyAudit audit) {
        if (audit.searched() == 0) {
            line(text, "incentive compatible   ?    too large to search for misreports");
            return;
        }
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "incentive compatible   %s  some trader gains by a misreport in %s %% of markets%s",
                        yes(audit.incentiveCompatible()),
                        estimate(audit.gainfulMarkets(), 100),
                        audit.searched() == audit.markets()
                                ? ""
                                : String.format(
                                        Locale.ROOT, " (%d searched, the others are too large)", audit.searched())));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "                            largest gain: mean %s, worst %s ticks%s",
                        estimate(audit.gainTicks(), 1),
                        ticks(audit.worstGainHalfTicks().toDouble()),
                        audit.givenLots() ? ", given how the lots fall" : ""));
    }

    private static void add(StringBuilder text, Counterexample found) {
        Misreport lie = found.misreport();
        line(text, String.format(Locale.ROOT, "worst counterexample, market %d:", found.market()));
        found.truth()
                .orders()
                .forEach(order -> line(text, String.format(Locale.ROOT, "  %s %d", order.label(), order.limitTicks())));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "  %s %s: %s ticks instead of %s, expected over the tie lots",
                        lie.trader(),
                        lie.words(),
                        ticks(lie.bestHalfTicks().toDouble()),
                        ticks(lie.truthfulHalfTicks().toDouble())));
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

    private static String estimate(Estimate estimate, double scale) {
        return String.format(
                Locale.ROOT,
                "%s [%s, %s]",
                number(scale * estimate.mean()),
                number(scale * estimate.low()),
                number(scale * estimate.high()));
    }

    /** Returns four digits and more where the whole part has more; an exponent only outside 0.0001 to 1e12. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size >= LARGE || (size > 0 && size < SMALL)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int decimals = Math.max(1, DIGITS - exact.precision() + exact.scale());
        BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
