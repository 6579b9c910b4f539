package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;
import static skybourse.app.report.NumberText.si;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.Round;
import skybourse.round.market.RoundTotals;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;

/** Summary of a run for a terminal. */
public final class RunSummary {

    private static final int LEADERS_SHOWN = 20;
    private static final String ROW = "  %-14s %10s %6s %14s %7s %15s %12s %14s%n";

    private RunSummary() {}

    /** Returns the summary without the line on other clock policies. */
    public static String text(RoundAnalysis study) {
        return text(study, "");
    }

    /**
     * Returns the summary.
     *
     * @param study the run
     * @param clocks line on other clock policies; empty for none
     */
    public static String text(RoundAnalysis study, String clocks) {
        Round round = study.round();
        RoundTotals totals = study.finalRound().totals();
        AuditedResale resale = study.resale();
        return RoundSentences.verdict(study.result()) + ".\n"
                + RoundSentences.settled(study) + "\n"
                + RoundSentences.scale(study.result()) + "\n"
                + RoundSentences.pricedMarket(round.scenario().rules())
                        .map(text -> text + "\n")
                        .orElse("")
                + "\n"
                + "Deadlines met    " + ResaleSentences.deadlinesMet(study) + "\n"
                + "Welfare          " + plain(resale.welfare(), 4) + " money" + ResaleSentences.deadlinesSaved(study)
                + " Missed deadlines do not reduce it.\n"
                + "Efficiency       " + RoundSentences.efficiency(study.efficiency()) + "\n"
                + "Tier 2           " + new ResaleSentences(resale).ending() + "\n"
                + "Scenario         " + round.scenario().name() + ": " + RoundSentences.scenario(round.scenario())
                + "\n"
                + "Solver           " + RoundSentences.effort(study.result().effort()) + "\n"
                + mix(MixedPricesText.sentences(study))
                + "\n"
                + leaders(study) + "\n"
                + audit(resale)
                + study.tried()
                        .map(comparison -> "Truthful rules   "
                                + new RuleAdvice(comparison, (AuditedResale.HeldAuction) resale).cost() + "\n")
                        .orElse("")
                + clocks
                + "Ledger           " + ResaleSentences.ledgerSummary(LedgerReconciliation.of(resale.ledger(), resale))
                + "\n"
                + String.format(Locale.ROOT, "Offloaded        %s of all work%n", percent(totals.offloadedShare(), 3))
                + "Satisfaction     " + plain(totals.meanSatisfaction(), 4) + " money, mean per wireless agent\n"
                + "Energy           " + si(totals.agentJoules() + totals.leaderJoules())
                + "J by wireless agents and leaders, "
                + si(aerialJoules(resale)) + "J by aerial agents\n"
                + starts(study)
                + paid(resale);
    }

    private static String mix(List<String> sentences) {
        return sentences.isEmpty() ? "" : "Mixed prices     " + String.join("\n" + " ".repeat(17), sentences) + "\n";
    }

    private static String paid(AuditedResale resale) {
        String paid = ResaleSentences.lotPrices(resale);
        return paid.isEmpty() ? "" : "Resale price     " + paid + "\n";
    }

    private static double aerialJoules(AuditedResale resale) {
        return resale.aerialAgents().stream()
                .mapToDouble(outcome -> outcome.computeJoules() + outcome.hoverJoules())
                .sum();
    }

    private static String audit(AuditedResale resale) {
        if (resale instanceof AuditedResale.HeldAuction held) {
            return "Auction          " + new ResaleSentences(held).rule(held) + "\n"
                    + new ResaleSentences(held)
                            .audit(held).stream()
                                    .map(sentence -> "                 " + sentence + "\n")
                                    .collect(Collectors.joining());
        }
        return "";
    }

    private static String leaders(RoundAnalysis study) {
        int leaders = study.game().leaders();
        int shown = Math.min(LEADERS_SHOWN, leaders);
        Function<Integer, LeaderOutcome> outcome = study.round().leaders()::get;
        Function<Integer, LeaderGap> gap = study.result().certificate().leaders()::get;
        double[] settled = study.resale().settledProfits();
        Columns<Integer> columns = new Columns<Integer>()
                .with("leader", s -> outcome.apply(s).leader().id())
                .with("price/Mbit", s -> RunTables.price(outcome.apply(s).pricePerBit()))
                .with("buyers", s -> outcome.apply(s).buyers())
                .with(
                        "load",
                        s -> RoundSentences.work(
                                outcome.apply(s).load().work(), study.round().scenario()))
                .with("of cap.", s -> share(outcome.apply(s).load()))
                .with("decision profit", s -> plain(gap.apply(s).profit(), 4))
                .with("gap at most", s -> atMostPercent(gap.apply(s).relativeGap()))
                .with("settled profit", s -> plain(settled[s], 4));
        return columns.rows(
                        ROW, Columns.indices(study.round().leaders()).stream().limit(shown))
                + (shown < leaders ? "  and " + NumberText.whole(leaders - shown) + " more\n" : "")
                + "  Decision profit: what a leader maximizes when it sets its price; the certificate bounds gains in it. Settled profit: what remains after tier 2.\n";
    }

    private static String share(LeaderLoad load) {
        return percent(load.work() / load.capacity(), 3);
    }

    private static String starts(RoundAnalysis study) {
        if (study.starts().isEmpty()) {
            return "";
        }
        return String.format(Locale.ROOT, "Other starts     %s%n", RoundSentences.endPoints(study));
    }
}
