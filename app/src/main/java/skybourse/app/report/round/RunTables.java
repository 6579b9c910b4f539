package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.plain;
import static skybourse.app.report.NumberText.si;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.app.result.SolutionBody;
import skybourse.base.numeric.EnumNames;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.SolverStartResult;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.PieceDelay.PieceCompletion;
import skybourse.round.market.Round;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.EnergyCurves;

/** The tables of a run's page. */
final class RunTables {

    private static final int MISSED_SHOWN = 20;
    private static final int LEADERS_OPEN = 12;
    private static final int PRICES_SHOWN = 6;

    private RunTables() {}

    static void leaders(PageBuilder main, RoundAnalysis study) {
        int leaders = study.round().leaders().size();
        Columns<Integer> columns = new Columns<Integer>()
                .with("leader", s -> outcome(study, s).leader().id())
                .with("price", s -> price(outcome(study, s).pricePerBit()))
                .with("buyers", s -> "" + outcome(study, s).buyers())
                .with("load", s -> load(outcome(study, s), study))
                .with(
                        "capacity",
                        s -> RoundSentences.work(
                                outcome(study, s).load().capacity(),
                                study.round().scenario()));
        boolean hasCurves = study.round().leaders().stream().anyMatch(RunTables::hasCurve);
        if (hasCurves) {
            columns.with(
                    "own work",
                    s -> RoundSentences.work(
                            outcome(study, s).load().ownWork(), study.round().scenario()));
        }
        columns.with("revenue", s -> plain(outcome(study, s).revenue(), 4))
                .with("energy", s -> si(outcome(study, s).joules()) + "J")
                .with("decision profit", s -> plain(gap(study, s).profit(), 4))
                .with("gap at most", s -> atMostPercent(gap(study, s).relativeGap()))
                .with("tier 1 profit", s -> plain(outcome(study, s).profit(), 4));
        PageBuilder table = new PageBuilder()
                .table(
                        "Leaders",
                        "Prices in money per Mbit, other amounts in money. Decision profit includes the expected cost of overload; the certificate bounds gains in it. Tier 1 profit is revenue minus energy cost, before tier 2."
                                + (hasCurves
                                        ? " Own work: the load y* above which a leader would rather resell than compute itself; the capacity if it resells only overload or nothing."
                                        : ""),
                        columns,
                        Columns.indices(study.round().leaders()));
        if (leaders <= LEADERS_OPEN) {
            main.with(table);
        } else {
            main.folded("Table of all " + leaders + " leaders", table);
        }
    }

    private static boolean hasCurve(LeaderOutcome outcome) {
        return EnergyCurves.joules(outcome.leader().computer(), 1) != null;
    }

    private static LeaderOutcome outcome(RoundAnalysis study, int s) {
        return study.round().leaders().get(s);
    }

    private static LeaderGap gap(RoundAnalysis study, int s) {
        return study.result().certificate().leaders().get(s);
    }

    private static Object load(LeaderOutcome outcome, RoundAnalysis study) {
        String load = RoundSentences.work(outcome.load().work(), study.round().scenario());
        return outcome.load().overload() > 0 ? new PageBuilder.Piece(load, "bad", "") : load;
    }

    static String price(double perBit) {
        return Double.isFinite(perBit) ? plain(perBit * NumberText.BITS_PER_MEGABIT, 4) : "closed";
    }

    static void missed(PageBuilder main, Round round) {
        List<AgentOutcome> missed = round.agents().stream()
                .filter(outcome -> !outcome.deadlineMet())
                .sorted(Comparator.comparingDouble(RunTables::lateness).reversed())
                .toList();
        if (missed.isEmpty()) {
            main.text("", "Every task meets its deadline.");
            return;
        }
        main.table(
                "Missed deadlines",
                missed.size() > MISSED_SHOWN
                        ? "The " + MISSED_SHOWN + " latest of " + NumberText.whole(missed.size()) + "."
                        : "Sorted by lateness.",
                new Columns<AgentOutcome>()
                        .with("agent", o -> o.agent().id())
                        .with("back after", o -> plain(o.delaySeconds(), 3) + " s")
                        .with("deadline", o -> plain(o.agent().task().deadlineSeconds(), 3) + " s")
                        .with("late by", o -> new PageBuilder.Piece(plain(lateness(o), 3) + " s", "bad", ""))
                        .with("last part", o -> lastPart(o, round)),
                missed.stream().limit(MISSED_SHOWN).toList());
    }

    private static double lateness(AgentOutcome outcome) {
        return outcome.delaySeconds() - outcome.agent().task().deadlineSeconds();
    }

    private static String lastPart(AgentOutcome outcome, Round round) {
        return outcome.links().stream()
                .max(Comparator.comparingDouble(link -> link.delay().seconds()))
                .filter(link -> link.delay().seconds() > outcome.homeSeconds())
                .map(link -> part(link.delay().last())
                        + round.leaders().get(link.leader()).leader().id())
                .orElse("computed at home");
    }

    private static String part(PieceCompletion part) {
        return switch (part) {
            case ON_TIME -> "computed by ";
            case WAITING -> "waiting at ";
            case RESOLD -> "resold by ";
        };
    }

    static void starts(PageBuilder main, RoundAnalysis study) {
        List<SolverStartResult> starts = study.starts();
        if (starts.isEmpty()) {
            return;
        }
        double distance =
                starts.stream().mapToDouble(starts.getFirst()::distance).max().orElse(0);
        main.section(
                        "starts",
                        "Other starting points",
                        "The paper reports 5 to 8 rounds of best responses to the same prices from different starts.")
                .table(
                        "End points of the solver",
                        RoundSentences.endPoints(study) + " Prices at the end points differ by at most "
                                + atMostPercent(distance)
                                + ". Equal end points are evidence against a second equilibrium, not a proof. All starting points at which no leader covers its costs count as one, because Newton begins at the same prices from each.",
                        new Columns<SolverStartResult>()
                                .with("start", SolverStartResult::start)
                                .with(
                                        "|ending",
                                        run -> EnumNames.name(SolutionBody.Ending.of(run.result()))
                                                .replace('-', ' '))
                                .with(
                                        "first converged after",
                                        run -> "" + run.result().effort().firstIterations())
                                .with(
                                        "iterations",
                                        run -> "" + run.result().effort().iterations())
                                .with(
                                        "repair steps",
                                        run -> "" + run.result().effort().repairs())
                                .with(
                                        "eps",
                                        run -> atMostPercent(
                                                run.result().certificate().epsilon()))
                                .with(
                                        "end prices (money per Mbit)",
                                        run -> prices(run.result().prices())),
                        starts);
    }

    private static String prices(double[] prices) {
        return Arrays.stream(prices)
                        .limit(PRICES_SHOWN)
                        .mapToObj(RunTables::price)
                        .collect(Collectors.joining(" · "))
                + (prices.length > PRICES_SHOWN ? " …" : "");
    }
}
