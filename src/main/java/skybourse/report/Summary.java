package skybourse.report;

import static skybourse.report.Numbers.atMostPercent;
import static skybourse.report.Numbers.percent;
import static skybourse.report.Numbers.plain;
import static skybourse.report.Numbers.si;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.market.Books;
import skybourse.market.LeaderOutcome;
import skybourse.market.ResaleStudy;
import skybourse.market.Round;
import skybourse.market.RoundStudy;
import skybourse.market.RoundTotals;

/** A study as a few lines for a terminal. */
public final class Summary {

    private static final int LEADERS_SHOWN = 20;
    private static final double BITS_PER_MEGABIT = 1e6;
    private static final String ROW = "  %-14s %10s %7s %10s %9s %10s %14s%n";

    private Summary() {}

    /** Returns the lines. */
    public static String text(RoundStudy study) {
        Round round = study.round();
        RoundTotals totals = study.after().totals();
        ResaleStudy resale = study.resale();
        return round.scenario().name() + ": " + Words.scenario(round.scenario()) + "\n\n"
                + Words.verdict(round.result()) + ".\n"
                + Words.effort(round.result().effort()) + "\n\n"
                + leaders(round) + "\n"
                + "Tier 2           " + new ResaleWords(resale).ending() + "\n"
                + audit(resale)
                + "Books            " + ResaleWords.books(Books.of(resale.ledger(), resale)) + "\n"
                + "Deadlines        " + ResaleWords.deadlines(study) + "\n"
                + String.format(Locale.ROOT, "Sent to leaders  %s of all work%n", percent(totals.offloadedShare(), 3))
                + String.format(
                        Locale.ROOT,
                        "Welfare          %s money, leaders' profit %s; tier 1 alone %s and %s%n",
                        plain(resale.welfare(), 4),
                        plain(Arrays.stream(resale.settledProfits()).sum(), 4),
                        plain(round.totals().welfare(), 4),
                        plain(round.totals().leadersProfit(), 4))
                + String.format(
                        Locale.ROOT,
                        "Satisfaction     %s money, mean of a wireless agent%n",
                        plain(totals.meanSatisfaction(), 4))
                + String.format(
                        Locale.ROOT,
                        "Energy           %sJ on the ground, %sJ in the air%n",
                        si(totals.agentJoules() + totals.leaderJoules()),
                        si(aerialJoules(resale)))
                + starts(study);
    }

    private static double aerialJoules(ResaleStudy resale) {
        return resale.aerialAgents().stream()
                .mapToDouble(outcome -> outcome.computeJoules() + outcome.hoverJoules())
                .sum();
    }

    private static String audit(ResaleStudy resale) {
        if (resale instanceof ResaleStudy.Held held) {
            return "Rule             " + ResaleWords.rule(held) + "\n"
                    + new ResaleWords(held)
                            .audit(held).stream()
                                    .map(sentence -> "                 " + sentence + "\n")
                                    .collect(Collectors.joining());
        }
        return "";
    }

    private static String leaders(Round round) {
        List<LeaderGap> gaps = round.result().certificate().leaders();
        int shown = Math.min(LEADERS_SHOWN, gaps.size());
        return String.format(
                        Locale.ROOT, ROW, "leader", "price/Mbit", "buyers", "load", "of cap.", "profit", "gap at most")
                + IntStream.range(0, shown)
                        .mapToObj(s -> leader(round.leaders().get(s), gaps.get(s)))
                        .collect(Collectors.joining())
                + (shown < gaps.size() ? String.format(Locale.ROOT, "  and %s more%n", gaps.size() - shown) : "");
    }

    private static String leader(LeaderOutcome outcome, LeaderGap gap) {
        double price = outcome.pricePerBit() * BITS_PER_MEGABIT;
        return String.format(
                Locale.ROOT,
                ROW,
                outcome.leader().id(),
                Double.isFinite(price) ? plain(price, 4) : "closed",
                outcome.buyers(),
                si(outcome.load().work()).strip(),
                percent(outcome.load().work() / outcome.load().capacity(), 3),
                plain(outcome.profit(), 4),
                atMostPercent(gap.relativeGap()));
    }

    private static String starts(RoundStudy study) {
        if (study.starts().isEmpty()) {
            return "";
        }
        return String.format(Locale.ROOT, "Other starts     %s%n", Words.endPoints(study));
    }
}
