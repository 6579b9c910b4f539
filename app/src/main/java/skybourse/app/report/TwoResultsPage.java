package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two results beside each other as one page: tables, and the series of two simulations. */
public final class TwoResultsPage {

    private static final String FIRST =
            "Deadlines: share of tasks that met their deadline. Welfare: the sum of all agents’ gains. Eps prices: certified bound on the largest"
                    + " relative deviation gap; eps prices real: its part in money. Prices of the leaders that differ most are shown.";

    private static final String RANKED =
            "What users lose comes first: deadlines by the number of tasks, then money by the amount. All else follows by relative difference.";

    private TwoResultsPage() {}

    /** Returns the page. */
    public static String html(TwoResults two) {
        Body head = new Body()
                .title("Skybourse · comparison", "A and B", "A: " + two.first(), "B: " + two.second())
                .verdict(true, two.verdict(), two.notes().toArray(String[]::new));
        table(head, "Largest differences", RANKED, two.largest());
        Body main = new Body();
        Map<String, Object> data = new LinkedHashMap<>();
        TwoResults.Series series = two.series();
        boolean hasCharts = series != null && !series.charts().isEmpty();
        if (series != null && hasCharts) {
            data.put("slots", series.stretches().slots());
            data.put("each", series.stretches().each());
            data.put("seconds", series.slotSeconds());
            data.put(
                    "charts",
                    series.charts().stream().map(TwoResults.Line::tree).toList());
            charts(main, two, series);
        }
        main.section("totals", "Other totals and means", "");
        folded(main, "Other totals that differ", two.otherTotals());
        folded(main, "Means that differ", two.differingMeans());
        main.section("same", "What is equal", "");
        sentence(main, "Equal in both", two.same());
        sentence(main, "Measured in neither", two.unmeasured());
        sentence(main, "Identical files", two.equalFiles());
        List<String> foot = List.of("Command", "`./skybourse compare`");
        List<String> modules = hasCharts ? List.of("simulation") : List.of();
        return new Page("A and B", "simulation.css", head, main, foot, data, modules).single();
    }

    private static void charts(Body main, TwoResults two, TwoResults.Series series) {
        long each = series.stretches().each();
        String point =
                each == 1 ? "Each point is one slot." : "Each point is the mean of " + Numbers.whole(each) + " slots.";
        main.section(
                        "series",
                        "Deadlines, prices, welfare, certificates",
                        point + " Click a chart to move the cursor in all charts.")
                .own("player");
        table(main, "Means per slot", FIRST, two.foremost());
        Body first = new Body();
        Body rest = new Body();
        for (int i = 0; i < series.charts().size(); i++) {
            TwoResults.Line chart = series.charts().get(i);
            (chart.isFirst() ? first : rest).chart(chart.title(), chart.note(), "time", "time", i, 0);
        }
        main.box("pair", first).folded(Numbers.count(rest.blocks().size(), "more chart"), new Body().box("pair", rest));
    }

    private static void folded(Body main, String title, List<Difference> rows) {
        Body inside = new Body();
        table(inside, title, "", rows);
        main.folded(title, inside);
    }

    private static void sentence(Body main, String title, List<String> names) {
        if (!names.isEmpty()) {
            main.text("", title + ": " + String.join(", ", names) + ".");
        }
    }

    private static void table(Body main, String title, String note, List<Difference> rows) {
        if (!rows.isEmpty()) {
            main.table(
                    title,
                    note,
                    new Columns<Difference>()
                            .with("number", Difference::name)
                            .with("unit", Difference::unit)
                            .with("A", one -> Difference.shown(one.first()))
                            .with("B", one -> Difference.shown(one.second()))
                            .with("B against A", Difference::inWords),
                    rows);
        }
    }
}
