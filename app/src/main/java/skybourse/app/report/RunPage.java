package skybourse.app.report;

import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.count;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.Origin;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.Round;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.RoundTotals;
import skybourse.tier1.equilibrium.SolveResult;

/** {@code report.html}: a run as one page for people. Equal studies give equal bytes. */
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
        Scenario scenario = round.scenario();
        SolveResult result = study.result();
        Body head = new Body()
                .title(
                        "Skybourse · one round of the market",
                        scenario.name(),
                        Words.scenario(scenario),
                        scenario.description().lines().findFirst().orElse("") + " " + Words.rules(scenario.rules()))
                .verdict(
                        "",
                        result.certificate().holds(),
                        Words.verdict(result) + ".",
                        Stream.concat(Stream.of(Words.certificate(result)), MixText.sentences(study).stream())
                                .toList(),
                        List.of())
                .figures(figures())
                .folded("Words on this page", new Body().findings(WORDS))
                .origins(scenario.description());
        Body main = new Body();
        market(main);
        convergence(main);
        curves(main);
        new ResalePage(study, files).addTo(main);
        agents(main);
        RunTables.starts(main, study);
        main.section("files", "Files", "").files(files);
        List<String> foot = foot(study.origin(), "", scenario.seed());
        Collections.addAll(
                foot,
                "Model",
                "After Zhong et al., “Hybrid Stackelberg Game and Diffusion-based Auction for Two-tier Agentic AI Task Offloading in"
                        + " Internet of Agents”, arXiv 2511.22076, and the papers it builds on; where they leave something open"
                        + " the choice is ours.");
        return new Page(scenario.name(), "", head, main, foot, PageData.of(study), List.of("page"));
    }

    /** Returns what a page says of its making; {@code where} comes after the command. */
    static List<String> foot(Origin origin, String where, long seed) {
        return new ArrayList<>(List.of(
                "Made by",
                "`" + origin.command() + "`" + where,
                "Version, seed",
                "Skybourse " + origin.version() + ", seed " + seed,
                "Scenario",
                "SHA-256 `" + origin.scenarioHash() + "`"));
    }

    /** Returns those of the files that there are. */
    static List<String> there(Set<String> files, String... names) {
        return Stream.of(names).filter(files::contains).toList();
    }

    private List<Body.Figure> figures() {
        RoundTotals totals = study.after().totals();
        double settled = Arrays.stream(study.resale().settledProfits()).sum();
        String met = totals.deadlinesMet() + " of " + round.agents().size() + " agents; "
                + round.totals().deadlinesMet() + " without tier 2";
        return List.of(
                new Body.Figure("Deadlines met", percent(totals.deadlineShare(), 3), met),
                resold(),
                new Body.Figure(
                        "Welfare",
                        plain(study.resale().welfare(), 4),
                        "money; being late costs nothing in it. " + ResaleWords.bought(study)),
                new Body.Figure("Leaders’ settled profit", plain(settled, 4), "money, all paid and given back"),
                new Body.Figure("Mean satisfaction", plain(totals.meanSatisfaction(), 4), "money per wireless agent"),
                new Body.Figure("Sent to leaders", percent(totals.offloadedShare(), 3), "of all work"),
                new Body.Figure(
                        "Overloaded",
                        totals.overloadedLeaders() + " of " + round.leaders().size(),
                        "leaders sold more than they can do"),
                new Body.Figure(
                        "Iterations",
                        "" + study.result().effort().iterations(),
                        "the paper reports 5 to 8 rounds of best responses"));
    }

    private Body.Figure resold() {
        if (!(study.resale() instanceof ResaleStudy.Held held)) {
            return new Body.Figure("Overload sold on", "–", new ResaleWords(study.resale()).ending());
        }
        String price = held.trades().isEmpty()
                ? " nothing traded"
                : " at " + new ResaleWords(held).price(held.trades()) + " money";
        return new Body.Figure(
                "Overload sold on",
                percent(held.tier().soldShare(), 3),
                count(held.trades().size(), "lot") + price);
    }

    private void market(Body main) {
        String lines = PageData.oneByOne(round)
                ? "A line’s width is the part of a task that is sent."
                : "Wireless agents are gathered into cells; a line’s width is the work sent from a cell.";
        main.section(
                        "market",
                        "Who sends work to whom",
                        lines + " Orange marks leaders that sold more than they can do in the round, lines to them, and"
                                + " agents whose task comes back late; dashed lines are lots flown out.")
                .box(
                        "wide-pair",
                        new Body()
                                .chart("Map", "Point at it or use the arrow keys for names and numbers.", "map")
                                .chart(
                                        "Load against capacity",
                                        "The vertical line is what a leader can do in one round.",
                                        "loads"));
        RunTables.leaders(main, study);
        main.files(there(files, "leaders.csv", "links.csv"));
    }

    private void convergence(Body main) {
        main.section(
                        "prices",
                        "How prices came to rest",
                        Words.effort(study.result().effort()))
                .box(
                        "pair",
                        new Body()
                                .chart("Prices", "What each leader asks, by iteration.", "prices")
                                .chart("Ratios", "Where all the work goes, by iteration.", "shares"))
                .files(there(files, "iterations.csv"));
    }

    private void curves(Body main) {
        if (study.curves().isEmpty()) {
            return;
        }
        List<Integer> order = IntStream.range(0, study.curves().size())
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -relativeGap(index)))
                .limit(CURVES_SHOWN)
                .sorted()
                .toList();
        String which = order.size() < round.leaders().size()
                ? " Shown are the " + order.size() + " leaders with the widest gaps."
                : "";
        Body charts = new Body();
        for (int index : order) {
            String id = round.leaders()
                    .get(study.curves().get(index).leader())
                    .leader()
                    .id();
            charts.chart(id, "gap at most " + atMostPercent(relativeGap(index)), "curve", "curve", index, 0);
        }
        main.section(
                        "curves",
                        "Could any leader do better?",
                        "Decision profit at every price while the others keep theirs. The dot is the price chosen, the diamond the"
                                + " best price that the certificate saw, the dashed line its proven upper bound."
                                + which)
                .box("small-multiples", charts);
    }

    private double relativeGap(int curve) {
        return study.result()
                .certificate()
                .leaders()
                .get(study.curves().get(curve).leader())
                .relativeGap();
    }

    private void agents(Body main) {
        boolean each = PageData.oneByOne(round);
        int pixels = each
                ? Math.max(
                        LEAST_CHART_PIXELS, 60 + PIXELS_PER_BAR * round.agents().size())
                : 0;
        String delay = each
                ? "Bars end when the last part is back; pale, where they ended without tier 2; the tick is the deadline."
                : "Beyond 100 % the task is late; the last bar holds everything beyond. Pale: without tier 2.";
        String energy = "What each wireless agent spends itself"
                + (each
                        ? ". Each line to the right is ten times as much; no dot is nothing."
                        : "; the last bar holds everything beyond.");
        main.section(
                        "agents",
                        "What the wireless agents get",
                        ResaleWords.deadlines(study) + " When tasks are back and what they cost in energy.")
                .box(
                        "pair",
                        new Body()
                                .chart("Delay", delay, "delays", "delays", -1, pixels)
                                .chart("Energy", energy, "energy", "energy", -1, pixels));
        RunTables.missed(main, study.after());
        main.files(there(files, "agents.csv"));
    }
}
