package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.count;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.Round;
import skybourse.round.market.RoundTotals;
import skybourse.tier1.equilibrium.SolveResult;

/** The page of a run, {@code report.html}. Equal studies give equal bytes. */
public final class RunPage {

    private static final int CURVES_SHOWN = 12;
    private static final int PIXELS_PER_BAR = 22;
    private static final int LEAST_CHART_PIXELS = 260;

    private static final List<String> WORDS = List.of(
            "WA, MA, FA, AA: wireless, mobile, fixed and aerial agents. Mobile and fixed agents are the leaders: they set prices.",
            "Deviation gap: an agent’s gain from its best unilateral deviation, that is, if all others keep their choices.",
            "Certificate: a proof that no deviation gap exceeds its bound.",
            "Decision profit: what a leader maximizes when it sets its price. It includes the expected cost of overload; the certificate bounds gains in it.",
            "Tier 1 profit: revenue minus the energy cost of all work sold, before tier 2.",
            "Settled profit: what remains to a leader after lots, refunds and penalties.",
            "Welfare: the sum of all agents’ gains. Payments cancel; missed deadlines are not penalized.",
            "Overload: work that a leader sold beyond its capacity. Overload that is not resold in tier 2 waits for the next round.",
            "Tier 1, tier 2: the pricing game between leaders and wireless agents; the auction in which fixed agents buy capacity from aerial agents.",
            "Lot: the amount of work that tier 2 trades as one item. Tick: the smallest price increment of the auction.",
            "Double Dutch Auction: an auction with two clocks. The buyers’ price falls, the sellers’ price rises, and trade ends where they meet. A stop is a price at which a clock stops and is announced.",
            "Turn order: the rule for which clock moves next. Alternate: the other side after an acceptance. Shorter: the side that has accepted fewer lots.",
            "Midpoint: all lots trade at the mean of the two last stops. Trade reduction: one trade is given up so that prices do not depend on the traders’ own reports.",
            "Gains from trade: the buyers’ valuations of the traded lots minus the sellers’ costs.");

    private final RoundAnalysis study;
    private final Round round;
    private final Set<String> files;

    private RunPage(RoundAnalysis study, Set<String> files) {
        this.study = study;
        this.files = new TreeSet<>(files);
        this.round = study.round();
    }

    /**
     * Returns the page.
     *
     * @param study the run
     * @param files names of the files in the folder of the page, to which it links
     */
    public static ReportPage of(RoundAnalysis study, Set<String> files) {
        return new RunPage(study, files).page();
    }

    private ReportPage page() {
        Scenario scenario = round.scenario();
        SolveResult result = study.result();
        PageBuilder head = new PageBuilder()
                .title(
                        "Skybourse · one round of the market",
                        scenario.name(),
                        RoundSentences.scenario(scenario),
                        scenario.description().lines().findFirst().orElse("") + " " + RoundSentences.rules(scenario))
                .verdict(
                        "",
                        result.certificate().holds(),
                        RoundSentences.verdict(result) + ".",
                        Stream.of(
                                        Stream.of(RoundSentences.settled(study), RoundSentences.certificate(result)),
                                        RoundSentences.pricedMarket(scenario.rules()).stream(),
                                        MixedPricesText.sentences(study).stream())
                                .flatMap(sentences -> sentences)
                                .toList(),
                        List.of())
                .figures(figures())
                .folded("Terms on this page", new PageBuilder().findings(WORDS))
                .origins(scenario.description());
        PageBuilder main = new PageBuilder();
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
        return new ReportPage(scenario.name(), "", head, main, foot, RunPageData.of(study), List.of("page"));
    }

    /** Returns the provenance on a page as a list in which names and their texts alternate. The text {@code where} follows the command line. */
    public static List<String> foot(ResultProvenance origin, String where, long seed) {
        return new ArrayList<>(List.of(
                "Command",
                "`" + origin.command() + "`" + where,
                "Version, seed",
                "Skybourse " + origin.version() + ", seed " + seed,
                "Scenario",
                "SHA-256 `" + origin.scenarioHash() + "`"));
    }

    /** Returns the names that are in {@code files}. */
    static List<String> existing(Set<String> files, String... names) {
        return Stream.of(names).filter(files::contains).toList();
    }

    private List<PageBuilder.Figure> figures() {
        RoundTotals totals = study.finalRound().totals();
        double settled = Arrays.stream(study.resale().settledProfits()).sum();
        String met = totals.deadlinesMet() + " of " + round.agents().size() + " tasks; "
                + round.totals().deadlinesMet() + " without tier 2";
        return List.of(
                new PageBuilder.Figure("Deadlines met", percent(totals.deadlineShare(), 3), met),
                resold(),
                new PageBuilder.Figure(
                        "Welfare",
                        plain(study.resale().welfare(), 4),
                        "money" + ResaleSentences.deadlinesSaved(study) + " Missed deadlines are not penalized."),
                new PageBuilder.Figure(
                        "Leaders’ settled profit", plain(settled, 4), "money, after tier 2, refunds and penalties"),
                new PageBuilder.Figure(
                        "Mean satisfaction", plain(totals.meanSatisfaction(), 4), "money per wireless agent"),
                new PageBuilder.Figure("Offloaded", percent(totals.offloadedShare(), 3), "of all work"),
                new PageBuilder.Figure(
                        "Overloaded",
                        totals.overloadedLeaders() + " of " + round.leaders().size(),
                        "leaders sold more than their capacity"),
                new PageBuilder.Figure(
                        "Iterations",
                        "" + study.result().effort().iterations(),
                        "of the solver; the paper reports 5 to 8 rounds of best responses"));
    }

    private PageBuilder.Figure resold() {
        var words = new ResaleSentences(study.resale());
        String name = words.isWithinCapacity() ? "Work resold" : "Overload resold";
        if (!(study.resale() instanceof AuditedResale.HeldAuction held)) {
            return new PageBuilder.Figure(name, "–", words.ending());
        }
        String price = held.trades().isEmpty() ? " nothing traded" : " at " + words.price(held.trades()) + " money";
        return new PageBuilder.Figure(
                name, percent(held.tier().soldShare(), 3), count(held.trades().size(), "lot") + price);
    }

    private void market(PageBuilder main) {
        String lines = RunPageData.oneByOne(round)
                ? "The width of a line shows the share of the task that is sent."
                : "Wireless agents are grouped into cells; the width of a line shows the work sent from a cell.";
        main.section(
                        "market",
                        "Market",
                        lines
                                + " Orange marks overloaded leaders, the lines to them, and agents that miss their deadline."
                                + " Dashed lines are lots that aerial agents take over.")
                .box(
                        "wide-pair",
                        new PageBuilder()
                                .chart("Map", "Point at an agent or use the arrow keys for names and numbers.", "map")
                                .chart(
                                        "Load against capacity",
                                        "The vertical line marks the capacity of one round.",
                                        "loads"));
        RunTables.leaders(main, study);
        main.files(existing(files, "leaders.csv", "links.csv"));
    }

    private void convergence(PageBuilder main) {
        main.section(
                        "prices",
                        "Convergence of prices",
                        RoundSentences.effort(study.result().effort()))
                .box(
                        "pair",
                        new PageBuilder()
                                .chart("Prices", "Price of each leader by iteration.", "prices")
                                .chart("Ratios", "Share of all work that goes to each leader, by iteration.", "shares"))
                .files(existing(files, "iterations.csv"));
    }

    private void curves(PageBuilder main) {
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
                ? " The " + order.size() + " leaders with the largest gaps are shown."
                : "";
        PageBuilder charts = new PageBuilder();
        for (int index : order) {
            String id = round.leaders()
                    .get(study.curves().get(index).leader())
                    .leader()
                    .id();
            charts.chart(id, "gap at most " + atMostPercent(relativeGap(index)), "curve", "curve", index, 0);
        }
        main.section(
                        "curves",
                        "Decision profit by price",
                        "Decision profit of a leader at every price, if the others keep theirs. Dot: its price. Diamond: the best price"
                                + " that the certificate tried. Dashed line: the proven upper bound."
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

    private void agents(PageBuilder main) {
        boolean each = RunPageData.oneByOne(round);
        int pixels = each
                ? Math.max(
                        LEAST_CHART_PIXELS, 60 + PIXELS_PER_BAR * round.agents().size())
                : 0;
        String delay = each
                ? "A bar ends when the result of the last part of a task has been returned. Pale: without tier 2. Vertical mark: the deadline."
                : "Above 100 % a task misses its deadline. The last bar contains all larger values. Pale: without tier 2.";
        String energy = "Energy of each wireless agent"
                + (each
                        ? ", on a logarithmic scale; no dot means zero."
                        : "; the last bar contains all larger values.");
        main.section("agents", "Wireless agents", ResaleSentences.deadlines(study))
                .box(
                        "pair",
                        new PageBuilder()
                                .chart("Delay", delay, "delays", "delays", -1, pixels)
                                .chart("Energy", energy, "energy", "energy", -1, pixels));
        RunTables.missed(main, study.finalRound());
        main.files(existing(files, "agents.csv"));
    }
}
