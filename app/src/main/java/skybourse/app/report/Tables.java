package skybourse.app.report;

import static skybourse.app.report.Html.escape;
import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.plain;
import static skybourse.app.report.Numbers.si;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.LinkDelay.Part;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.StartRun;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolveResult;

/** The page's tables. */
final class Tables {

    private static final int MISSED_SHOWN = 20;
    private static final int LEADERS_OPEN = 12;
    private static final int PRICES_SHOWN = 6;
    private static final double BITS_PER_MEGABIT = 1e6;

    private Tables() {}

    static String leaders(RoundStudy study) {
        int leaders = study.round().leaders().size();
        String rows =
                IntStream.range(0, leaders).mapToObj(s -> leader(study, s)).collect(Collectors.joining());
        String table = table(
                "Leaders",
                "Prices in money per Mbit. Decision profit, which the certificate bounds, counts what overload is expected to cost; tier 1 profit is revenue less energy before tier 2.",
                List.of(
                        "leader",
                        "price",
                        "buyers",
                        "load",
                        "capacity",
                        "revenue",
                        "energy",
                        "decision profit",
                        "gap at most",
                        "tier 1 profit"),
                rows);
        return leaders <= LEADERS_OPEN
                ? table
                : "<details><summary>All " + leaders + " leaders as a table</summary>" + table + "</details>";
    }

    private static String leader(RoundStudy study, int s) {
        LeaderOutcome outcome = study.round().leaders().get(s);
        LeaderGap gap = study.result().certificate().leaders().get(s);
        boolean overloaded = outcome.load().overload() > 0;
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%s</td><td%s>%s</td><td>%s</td><td>%s</td><td>%sJ</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                escape(outcome.leader().id()),
                price(outcome.pricePerBit()),
                outcome.buyers(),
                overloaded ? " class=\"bad\"" : "",
                Words.work(outcome.load().work(), study.round().scenario()),
                Words.work(outcome.load().capacity(), study.round().scenario()),
                plain(outcome.revenue(), 4),
                si(outcome.joules()),
                plain(gap.profit(), 4),
                atMostPercent(gap.relativeGap()),
                plain(outcome.profit(), 4));
    }

    private static String price(double perBit) {
        return Double.isFinite(perBit) ? plain(perBit * BITS_PER_MEGABIT, 4) : "closed";
    }

    static String missed(Round round) {
        List<AgentOutcome> missed = round.agents().stream()
                .filter(outcome -> !outcome.deadlineMet())
                .sorted(Comparator.comparingDouble(Tables::lateness).reversed())
                .toList();
        if (missed.isEmpty()) {
            return "<p>Every task is back by its deadline.</p>";
        }
        String rows = missed.stream()
                .limit(MISSED_SHOWN)
                .map(o -> missedRow(o, round))
                .collect(Collectors.joining());
        String note = missed.size() > MISSED_SHOWN
                ? String.format(Locale.ROOT, "The %s latest of %s.", MISSED_SHOWN, missed.size())
                : "By how late they are.";
        var head = List.of("agent", "back after", "deadline", "late by", "what came last");
        return table("Deadlines missed", note, head, rows);
    }

    private static double lateness(AgentOutcome outcome) {
        return outcome.delaySeconds() - outcome.agent().task().deadlineSeconds();
    }

    private static String missedRow(AgentOutcome outcome, Round round) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s s</td><td>%s s</td><td class=\"bad\">%s s</td><td>%s</td></tr>\n",
                escape(outcome.agent().id()),
                plain(outcome.delaySeconds(), 3),
                plain(outcome.agent().task().deadlineSeconds(), 3),
                plain(lateness(outcome), 3),
                escape(lastPart(outcome, round)));
    }

    private static String lastPart(AgentOutcome outcome, Round round) {
        return outcome.links().stream()
                .max(Comparator.comparingDouble(link -> link.delay().seconds()))
                .filter(link -> link.delay().seconds() > outcome.homeSeconds())
                .map(link -> part(link.delay().last())
                        + round.leaders().get(link.leader()).leader().id())
                .orElse("the part kept at home");
    }

    private static String part(Part part) {
        return switch (part) {
            case ON_TIME -> "the part done by ";
            case WAITING -> "the part that waits at ";
            case RESOLD -> "the part flown out from ";
        };
    }

    static String starts(RoundStudy study) {
        List<StartRun> starts = study.starts();
        String note = Words.endPoints(study)
                + String.format(
                        Locale.ROOT,
                        " End points differ by at most %s of a price. Equal end points are evidence that there is no second equilibrium, not a proof, and starts at which nobody could cover its cost count as one: Newton begins at the same prices from each.",
                        atMostPercent(largestDistance(starts)));
        String rows = starts.stream().map(run -> start(run)).collect(Collectors.joining());
        return "<h2 id=\"starts\">From other starts</h2><p class=\"soft\">The paper reports 5 to 8 rounds of best responses to the same prices from different starts.</p>"
                + table(
                        "Where the solver ends",
                        note,
                        List.of(
                                "start",
                                "|ending",
                                "first rest after",
                                "iterations",
                                "repairs",
                                "eps",
                                "end prices (money per Mbit)"),
                        rows);
    }

    private static String start(StartRun run) {
        SolveResult.Effort effort = run.result().effort();
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td class=\"left\">%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                escape(run.start()),
                escape(skybourse.app.report.ResultText.ending(run.result()).replace('-', ' ')),
                effort.firstIterations(),
                effort.iterations(),
                effort.repairs(),
                atMostPercent(run.result().certificate().epsilon()),
                prices(run.result().prices()));
    }

    private static String prices(double[] prices) {
        String shown = IntStream.range(0, Math.min(PRICES_SHOWN, prices.length))
                .mapToObj(s -> price(prices[s]))
                .collect(Collectors.joining(" · "));
        return prices.length > PRICES_SHOWN ? shown + " …" : shown;
    }

    /** The largest distance of an end point from the first. */
    private static double largestDistance(List<StartRun> starts) {
        return starts.stream().mapToDouble(starts.getFirst()::distance).max().orElse(0);
    }

    /** A name that starts with a bar heads a column of texts, which stand left. */
    private static String heading(String column) {
        return column.startsWith("|")
                ? "<th scope=\"col\" class=\"left\">" + column.substring(1) + "</th>"
                : "<th scope=\"col\">" + column + "</th>";
    }

    /** Returns a table of texts; {@code kind} is a class of the style sheet. */
    static String texts(String caption, String note, String kind, List<String> columns, List<List<String>> rows) {
        return table(
                caption,
                note,
                kind,
                columns,
                rows.stream().map(row -> row(columns, row)).collect(Collectors.joining()));
    }

    /** Returns a row of texts under columns. */
    static String row(List<String> columns, List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> (columns.get(i).startsWith("|") ? "<td class=\"left\">" : "<td>") + escape(cells.get(i))
                        + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    static String table(String caption, String note, List<String> columns, String rows) {
        return table(caption, note, "", columns, rows);
    }

    /** Returns a table of a class of the style sheet. */
    static String table(String caption, String note, String kind, List<String> columns, String rows) {
        String head = columns.stream().map(Tables::heading).collect(Collectors.joining());
        return PageFrame.table(caption, note, kind, head, rows);
    }
}
