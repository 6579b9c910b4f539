package skybourse.app.report;

import static skybourse.app.report.Html.escape;
import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.count;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.Origin;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.RoundTotals;
import skybourse.tier1.equilibrium.SolveResult;

/**
 * {@code report.html}: a run as one page for people, which loads nothing from
 * anywhere. Equal studies give equal bytes.
 */
public final class RunPage {

    private static final int CURVES_SHOWN = 12;
    private static final int PIXELS_PER_BAR = 22;
    private static final int LEAST_CHART_PIXELS = 260;

    private static final List<String> WORDS = List.of(
            "WA, MA, FA, AA: wireless, mobile, fixed and aerial agents. Mobile and fixed agents are the leaders: they set prices.",
            "Gap: how much could still be gained by another choice while the others keep theirs.",
            "Certificate: the proof that no gap is larger than it says.",
            "Decision profit: what a leader weighs when it sets its price. It counts what overload is expected to cost; the certificate bounds it.",
            "Tier 1 profit: revenue less the energy of all work sold, before tier 2.",
            "Settled profit: what is left after lots, refunds and penalties.",
            "Welfare: what all gain together; payments cancel, and being late costs nothing in it.",
            "Overload: work that a leader sold beyond what it can do in the round. Unless somebody takes it over it waits for the next round.",
            "Tier 1, tier 2: the game of prices, and the auction of overload to aerial agents.",
            "Lot: the piece of work that tier 2 trades. Tick: the smallest step of a price there.",
            "Double Dutch: an auction with two clocks. The buyers’ price falls, the sellers’ price rises, and trade ends where they meet. A stop is a price at which a clock asks who accepts.",
            "Turns: who moves next. Alternate: after an acceptance the other side. Shorter: the side that has accepted fewer lots.",
            "Midpoint: all trade in the middle of the last two stops. A reduction gives up a trade for the truth.",
            "Gains from trade: what lots are worth to their buyers less what they cost their sellers.");

    private final RoundStudy study;
    private final Round round;
    private final Set<String> files;

    private RunPage(RoundStudy study, Set<String> files) {
        this.study = study;
        this.files = new TreeSet<>(files);
        this.round = study.round();
    }

    /**
     * Returns the page.
     *
     * @param files names of the files beside it, to which it links
     */
    public static Page of(RoundStudy study, Set<String> files) {
        return new RunPage(study, files).page();
    }

    private Page page() {
        String body = header() + "<main id=\"main\">" + market() + convergence() + curves()
                + new ResalePage(study, this::numbers).html() + agents() + starts()
                + "<section id=\"files\" aria-label=\"Files\">" + PageFrame.files(List.copyOf(files)) + "</section>"
                + "</main>" + footer();
        return new Page(round.scenario().name(), "", body, PageData.of(study), List.of("charts", "page"));
    }

    /** Returns links to those of the files that there are. */
    private String numbers(String... names) {
        return PageFrame.files(Arrays.stream(names).filter(files::contains).toList());
    }

    private String header() {
        Scenario scenario = round.scenario();
        SolveResult result = study.result();
        String kind = result.certificate().holds() ? "verdict" : "verdict open";
        return String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · one round of the market</p>
                <h1>%s</h1>
                <p class="lede">%s</p>
                <p class="soft">%s %s</p>
                <section class="%s"><strong>%s.</strong><p>%s</p></section>
                <dl class="figures">%s</dl>
                <details><summary>Words on this page</summary><ul class="findings">%s</ul></details>
                %s%s</header>
                """,
                escape(scenario.name()),
                escape(Words.scenario(scenario)),
                PageFrame.about(scenario.description()),
                escape(Words.rules(scenario.rules())),
                kind,
                escape(Words.verdict(result)),
                escape(Words.certificate(study.result())),
                keyFigures(),
                WORDS.stream().map(ResalePage::finding).collect(Collectors.joining()),
                PageFrame.origins(scenario.description()),
                PageFrame.contents(contents()));
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put("market", "Who sends work to whom");
        contents.put("prices", "How prices came to rest");
        contents.put("curves", "Could any leader do better?");
        contents.put("resale", "Tier 2");
        contents.put("books", "Who pays whom");
        contents.put("agents", "What the wireless agents get");
        if (!study.starts().isEmpty()) {
            contents.put("starts", "From other starts");
        }
        contents.put("files", "Files");
        return contents;
    }

    private String keyFigures() {
        RoundTotals totals = study.after().totals();
        int agents = round.agents().size();
        double settled = Arrays.stream(study.resale().settledProfits()).sum();
        return keyFigure(
                        "Deadlines met",
                        percent(totals.deadlineShare(), 3),
                        String.format(
                                Locale.ROOT,
                                "%s of %s agents; %s without tier 2",
                                totals.deadlinesMet(),
                                agents,
                                round.totals().deadlinesMet()))
                + resold()
                + keyFigure(
                        "Welfare",
                        plain(study.resale().welfare(), 4),
                        "money; being late costs nothing in it. " + ResaleWords.bought(study))
                + keyFigure("Leaders’ settled profit", plain(settled, 4), "money, all paid and given back")
                + keyFigure("Mean satisfaction", plain(totals.meanSatisfaction(), 4), "money per wireless agent")
                + keyFigure("Sent to leaders", percent(totals.offloadedShare(), 3), "of all work")
                + keyFigure(
                        "Overloaded",
                        totals.overloadedLeaders() + " of " + round.leaders().size(),
                        "leaders sold more than they can do")
                + keyFigure(
                        "Iterations",
                        "" + study.result().effort().iterations(),
                        "the paper reports 5 to 8 rounds of best responses");
    }

    private String resold() {
        return switch (study.resale()) {
            case ResaleStudy.NotHeld none -> keyFigure("Overload sold on", "–", new ResaleWords(none).ending());
            case ResaleStudy.Held held -> {
                String price = held.trades().isEmpty()
                        ? "nothing traded"
                        : String.format(Locale.ROOT, "at %s money", new ResaleWords(held).price(held.trades()));
                yield keyFigure(
                        "Overload sold on",
                        percent(held.tier().soldShare(), 3),
                        count(held.trades().size(), "lot") + " " + price);
            }
        };
    }

    private static String keyFigure(String name, String value, String note) {
        return String.format(
                Locale.ROOT, "<div><dt>%s</dt><dd>%s<small>%s</small></dd></div>", name, escape(value), escape(note));
    }

    private String market() {
        String lines = PageData.oneByOne(round)
                ? "A line’s width is the part of a task that is sent."
                : "Wireless agents are gathered into cells; a line’s width is the work sent from a cell.";
        return section(
                        "market",
                        "Who sends work to whom",
                        lines + " Orange marks leaders that sold more than they can do in the round, lines to them, and"
                                + " agents whose task comes back late; dashed lines are lots flown out.")
                + "<div class=\"wide-pair\">"
                + figure("Map", "Point at it or use the arrow keys for names and numbers.", "map", "", 0)
                + figure(
                        "Load against capacity",
                        "The vertical line is what a leader can do in one round.",
                        "loads",
                        "",
                        0)
                + "</div>" + Tables.leaders(study) + numbers("leaders.csv", "links.csv");
    }

    private String convergence() {
        return section(
                        "prices",
                        "How prices came to rest",
                        Words.effort(study.result().effort()))
                + "<div class=\"pair\">"
                + figure("Prices", "What each leader asks, by iteration.", "prices", "", 0)
                + figure("Ratios", "Where all the work goes, by iteration.", "shares", "", 0)
                + "</div>" + numbers("iterations.csv");
    }

    private String curves() {
        List<Integer> order = IntStream.range(0, study.curves().size())
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -relativeGap(index)))
                .limit(CURVES_SHOWN)
                .sorted()
                .toList();
        String which = order.size() < round.leaders().size()
                ? String.format(Locale.ROOT, " Shown are the %s leaders with the widest gaps.", order.size())
                : "";
        String charts = order.stream()
                .map(index -> figure(
                        round.leaders()
                                .get(study.curves().get(index).leader())
                                .leader()
                                .id(),
                        "gap at most " + atMostPercent(relativeGap(index)),
                        "curve",
                        " data-index=\"" + index + "\"",
                        0))
                .collect(Collectors.joining());
        return section(
                        "curves",
                        "Could any leader do better?",
                        "Decision profit at every price while the others keep theirs. The dot is the price chosen, the diamond the"
                                + " best price that the certificate saw, the dashed line its proven upper bound."
                                + which)
                + "<div class=\"small-multiples\">" + charts + "</div>";
    }

    private double relativeGap(int curve) {
        return study.result()
                .certificate()
                .leaders()
                .get(study.curves().get(curve).leader())
                .relativeGap();
    }

    private String agents() {
        int bars = PageData.oneByOne(round) ? round.agents().size() : 0;
        return section(
                        "agents",
                        "What the wireless agents get",
                        ResaleWords.deadlines(study) + " When tasks are back and what they cost in energy.")
                + "<div class=\"pair\">"
                + figure("Delay", delayNote(), "delays", "", bars)
                + figure("Energy", energyNote(), "energy", "", bars)
                + "</div>" + Tables.missed(study.after()) + numbers("agents.csv");
    }

    private String delayNote() {
        return PageData.oneByOne(round)
                ? "Bars end when the last part is back; pale, where they ended without tier 2; the tick is the deadline."
                : "Beyond 100 % the task is late; the last bar holds everything beyond. Pale: without tier 2.";
    }

    private String energyNote() {
        return PageData.oneByOne(round)
                ? "What each wireless agent spends itself. Each line to the right is ten times as much; no dot is nothing."
                : "What each wireless agent spends itself; the last bar holds everything beyond.";
    }

    private String starts() {
        return study.starts().isEmpty() ? "" : Tables.starts(study);
    }

    private String footer() {
        Origin origin = study.origin();
        return PageFrame.footer(
                "Made by",
                PageFrame.code(origin.command()),
                "Version, seed",
                "Skybourse " + escape(origin.version()) + ", seed "
                        + round.scenario().seed(),
                "Scenario",
                "SHA-256 " + PageFrame.code(origin.scenarioHash()),
                "Model",
                "After Zhong et al., “Hybrid Stackelberg Game and Diffusion-based Auction for Two-tier Agentic AI Task Offloading in"
                        + " Internet of Agents”, arXiv 2511.22076, and the papers it builds on; where they leave something open"
                        + " the choice is ours.");
    }

    private static String section(String id, String title, String text) {
        return String.format(
                Locale.ROOT, "<h2 id=\"%s\">%s</h2><p class=\"soft\">%s</p>\n", id, escape(title), escape(text));
    }

    /** One chart with its caption; {@code bars} rows of a category axis make it as tall as they need. */
    private static String figure(String title, String note, String chart, String attributes, int bars) {
        String height = bars == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " style=\"height:%spx\"",
                        Math.max(LEAST_CHART_PIXELS, 60 + PIXELS_PER_BAR * bars));
        return PageFrame.chart(title, note, chart, chart, attributes + height);
    }
}
