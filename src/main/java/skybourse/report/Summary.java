package skybourse.report;

import static skybourse.report.Numbers.atMostPercent;
import static skybourse.report.Numbers.percent;
import static skybourse.report.Numbers.plain;
import static skybourse.report.Numbers.si;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.market.LeaderOutcome;
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
        RoundTotals totals = round.totals();
        return round.scenario().name() + ": " + Words.scenario(round.scenario()) + "\n\n"
                + Words.verdict(round.result()) + ".\n"
                + Words.effort(round.result().effort()) + "\n\n"
                + leaders(round) + "\n"
                + "Deadlines met    %s of %s (%s)%n"
                        .formatted(totals.deadlinesMet(), round.agents().size(), percent(totals.deadlineShare(), 3))
                + "Sent to leaders  %s of all work%n".formatted(percent(totals.offloadedShare(), 3))
                + "Welfare          %s money, of it leaders' profit %s%n"
                        .formatted(plain(totals.welfare(), 4), plain(totals.leadersProfit(), 4))
                + "Satisfaction     %s money, mean of a wireless agent%n".formatted(plain(totals.meanSatisfaction(), 4))
                + "Energy           %sJ%n".formatted(si(totals.agentJoules() + totals.leaderJoules()))
                + starts(study);
    }

    private static String leaders(Round round) {
        List<LeaderGap> gaps = round.result().certificate().leaders();
        int shown = Math.min(LEADERS_SHOWN, gaps.size());
        return ROW.formatted("leader", "price/Mbit", "buyers", "load", "of cap.", "profit", "gap at most")
                + IntStream.range(0, shown)
                        .mapToObj(s -> leader(round.leaders().get(s), gaps.get(s)))
                        .collect(Collectors.joining())
                + (shown < gaps.size() ? "  and %s more%n".formatted(gaps.size() - shown) : "");
    }

    private static String leader(LeaderOutcome outcome, LeaderGap gap) {
        double price = outcome.pricePerBit() * BITS_PER_MEGABIT;
        return ROW.formatted(
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
        return "Other starts     %s%n".formatted(Words.endPoints(study));
    }
}
