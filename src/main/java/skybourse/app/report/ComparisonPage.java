package skybourse.app.report;

import static skybourse.app.report.Html.escape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.app.codec.CsvLine;
import skybourse.tier2.audit.ComparisonTable;
import skybourse.tier2.audit.Estimate;
import skybourse.tier2.audit.PropertyAudit;

/** The comparison of all auction rules as a CSV table and as one HTML page that needs nothing else. */
public final class ComparisonPage {

    private static final String NOTHING = "&ndash;";
    private static final double DARKEST = 0.45; // texts stay readable on it

    private static final List<String> COLUMNS = List.of(
            "rule",
            "IR",
            "IC",
            "SBB",
            "Theorem 1",
            "markets where<br>someone gains",
            "mean of largest<br>gain, ticks",
            "worst<br>gain, ticks",
            "gains<br>from trade",
            "trades<br>lost",
            "house,<br>ticks",
            "rounds",
            "messages");

    private ComparisonPage() {}

    /** Returns the table with a header line; money in ticks, exact gains in half ticks as fractions; an empty cell is unknown. */
    public static String csv(ComparisonTable table) {
        StringBuilder text = new StringBuilder("rule,buyers,sellers,lots,markets,individuallyRational,"
                + "incentiveCompatible,stronglyBalanced,weaklyBalanced,theoremOneHolds,searchedMarkets,searchedPerLotMarkets,givenLots,"
                + "gainfulShare,gainfulShareLow95,gainfulShareHigh95,"
                + "meanLargestGainTicks,meanLargestGainLow95,meanLargestGainHigh95,worstGainHalfTicks,"
                + "efficiency,efficiencyLow95,efficiencyHigh95,tradesLost,tradesLostLow95,tradesLostHigh95,"
                + "houseTicks,houseLow95,houseHigh95,announcements,announcementsLow95,announcementsHigh95,"
                + "messages,messagesLow95,messagesHigh95\n");
        for (ComparisonTable.Row row : table.rows()) {
            text.append('"').append(row.rule()).append("\","); // always in quotes
            text.append(CsvLine.of(Stream.of(cells(row))
                            .flatMap(cell -> cell instanceof String[] several ? Stream.of(several) : Stream.of(cell))
                            .toArray()))
                    .append('\n');
        }
        return text.toString();
    }

    private static Object[] cells(ComparisonTable.Row row) {
        PropertyAudit audit = row.audit();
        boolean searched = audit.searched() > 0;
        return new Object[] {
            row.buyers(),
            row.sellers(),
            row.lots(),
            audit.markets(),
            audit.individuallyRational(),
            searched ? audit.incentiveCompatible() : "",
            audit.stronglyBalanced(),
            audit.weaklyBalanced(),
            searched ? audit.theoremOneHolds() : "",
            audit.searched(),
            audit.searchedPerLot(),
            audit.givenTies(),
            interval(audit.gainfulMarkets()),
            interval(audit.gainTicks()),
            searched ? audit.worstGainHalfTicks() : "",
            interval(audit.efficiency()),
            interval(audit.tradesLost()),
            interval(audit.houseTicks()),
            interval(audit.announcements()),
            interval(audit.messages())
        };
    }

    private static String[] interval(Estimate estimate) {
        return estimate.count() == 0
                ? new String[] {"", "", ""}
                : new String[] {number(estimate.mean()), number(estimate.low()), number(estimate.high())};
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    /**
     * Returns the page.
     *
     * @param made how, in plain text
     * @param files names of the files beside it, to which it links
     */
    public static String html(ComparisonTable table, String made, List<String> files) {
        StringBuilder page = new StringBuilder("""
                <header>
                <p class="eyebrow">Skybourse · auction rules audited</p>
                <h1>Auction rules compared</h1>
                <p class="lede">The paper's Theorem 1 claims for the Double Dutch Auction that no truthful trader loses, that nobody gains by a lie and that the house keeps nothing, all at once. Here every rule is searched for breaches, exactly, on markets from thin to thick.</p>
                <p class="soft">Values are uniform on 0 to 1,000 ticks (0 to 100 with several lots). Gains from trade are the share of the best possible; what is missing is the price of the other columns.</p>
                </header>
                <main id="main">
                """);
        page.append("<h2>Where lies pay, and what honesty costs</h2>\n");
        page.append(heat(
                table,
                "Somebody gains by a lie",
                "Percent of markets, by buyers × sellers. The stronger the colour, the worse; a dash was not searched. A star: in some markets one price for all of a trader's lots was tried, elsewhere a price for each.",
                "var(--bad)",
                audit -> audit.searched() > 0 ? audit.gainfulMarkets().mean() : Double.NaN,
                audit -> audit.searchedPerLot() < audit.searched()));
        page.append(heat(
                table,
                "Gains from trade that are lost",
                "Percent of the best possible, by buyers × sellers. The stronger the colour, the worse; 100 means that nothing was traded.",
                "var(--good)",
                audit -> audit.efficiency().count() > 0 ? 1 - audit.efficiency().mean() : Double.NaN,
                _ -> false));
        page.append(PageFrame.files(files)).append("""
                <h2>Everything measured, by size</h2>
                <p class="soft"><b>IR</b>: no truthful trader loses. <b>IC</b>: nobody gains by a lie, searched exactly; below it the lies tried. <b>SBB</b>: the house keeps and pays nothing. Below each mean stands its 95 % confidence interval over markets.</p>
                """);
        page.append(bySize(table));
        page.append("</main>\n<footer><p>").append(escape(made)).append("</p></footer>\n");
        return PageFrame.page("Auction rules compared", PageResources.text("audit.css"), page.toString());
    }

    private static String bySize(ComparisonTable table) {
        String head = COLUMNS.stream()
                .map(name -> "<th scope=\"col\">" + name + "</th>")
                .collect(Collectors.joining());
        StringBuilder page = new StringBuilder();
        for (String size : sizes(table)) {
            StringBuilder rows = new StringBuilder();
            table.rows().stream().filter(row -> size(row).equals(size)).forEach(row -> append(rows, row));
            page.append("<details><summary>")
                    .append(size)
                    .append("</summary>")
                    .append(PageFrame.table(size, "", head, rows.toString()))
                    .append("</details>\n");
        }
        return page.toString();
    }

    private static List<String> sizes(ComparisonTable table) {
        return table.rows().stream().map(ComparisonPage::size).distinct().toList();
    }

    /** A table of rules by sizes whose cells are the darker the larger a share is. */
    private static String heat(
            ComparisonTable table,
            String caption,
            String note,
            String colour,
            ToDoubleFunction<PropertyAudit> share,
            Predicate<PropertyAudit> starred) {
        Map<String, Map<String, String>> cells = new LinkedHashMap<>();
        Map<String, String> columns = new LinkedHashMap<>();
        for (ComparisonTable.Row row : table.rows()) {
            columns.put(size(row), shortSize(row));
            cells.computeIfAbsent(row.rule(), _ -> new LinkedHashMap<>())
                    .put(size(row), cell(share.applyAsDouble(row.audit()), colour, starred.test(row.audit())));
        }
        String head = columns.values().stream()
                .map(name -> "<th scope=\"col\">" + name + "</th>")
                .collect(Collectors.joining("", "<th scope=\"col\">rule</th>", ""));
        StringBuilder rows = new StringBuilder();
        cells.forEach((rule, bySize) -> {
            rows.append("<tr><th scope=\"row\">").append(escape(rule)).append("</th>");
            columns.keySet().forEach(size -> rows.append(bySize.getOrDefault(size, "<td>" + NOTHING + "</td>")));
            rows.append("</tr>\n");
        });
        return PageFrame.table(caption, note, "heat", head, rows.toString());
    }

    private static String cell(double share, String colour, boolean starred) {
        if (Double.isNaN(share)) {
            return "<td>" + NOTHING + "</td>";
        }
        double percent = 100 * Math.clamp(share, 0, 1);
        return String.format(
                Locale.ROOT,
                "<td style=\"background:color-mix(in srgb,%s %s%%,var(--card))\">%s%s</td>",
                colour,
                fixed(DARKEST * percent, 0),
                percent > 0 && percent < 1 ? "&lt;1" : fixed(percent, 0),
                starred ? "*" : "");
    }

    private static String shortSize(ComparisonTable.Row row) {
        return String.format(
                Locale.ROOT,
                "%d×%d%s",
                row.buyers(),
                row.sellers(),
                row.lots() == 1 ? "" : ", " + row.lots() + " lots");
    }

    private static String size(ComparisonTable.Row row) {
        return String.format(
                Locale.ROOT,
                "%,d buyer%s, %,d seller%s%s",
                row.buyers(),
                row.buyers() == 1 ? "" : "s",
                row.sellers(),
                row.sellers() == 1 ? "" : "s",
                row.lots() == 1 ? "" : ", up to " + row.lots() + " lots each");
    }

    private static void append(StringBuilder page, ComparisonTable.Row row) {
        PropertyAudit audit = row.audit();
        boolean searched = audit.searched() > 0;
        page.append("<tr><th scope=\"row\">").append(escape(row.rule())).append("</th>");
        if (audit.efficiency().count() > 0 && audit.efficiency().mean() == 0) {
            page.append("<td class=\"open\" colspan=\"4\">nothing traded</td>");
        } else {
            verdict(page, true, audit.individuallyRational(), "no loss found");
            verdict(page, searched, audit.incentiveCompatible(), "no gain found", AuditText.lies(audit));
            verdict(page, true, audit.stronglyBalanced(), "balanced");
            boolean known = searched || !audit.individuallyRational() || !audit.stronglyBalanced();
            verdict(page, known, audit.theoremOneHolds(), "no breach found");
        }
        page.append(estimate(audit.gainfulMarkets(), 100, 2, " %"));
        page.append(estimate(audit.gainTicks(), 1, 2, ""));
        page.append("<td>")
                .append(searched ? fixed(audit.worstGainHalfTicks().toDouble() / 2, 2) : NOTHING)
                .append("</td>");
        page.append(estimate(audit.efficiency(), 100, 2, " %"));
        page.append(estimate(audit.tradesLost(), 1, 2, ""));
        page.append(estimate(audit.houseTicks(), 1, 1, ""));
        page.append(estimate(audit.announcements(), 1, 0, ""));
        page.append(estimate(audit.messages(), 1, 0, "")).append("</tr>\n");
    }

    private static void verdict(StringBuilder page, boolean known, boolean holds, String found) {
        verdict(page, known, holds, found, "");
    }

    private static void verdict(StringBuilder page, boolean known, boolean holds, String found, String below) {
        String small = below.isEmpty() ? "" : "<small>" + below + "</small>";
        page.append(
                !known
                        ? "<td class=\"open\">not searched</td>"
                        : holds
                                ? "<td class=\"yes\">" + found + small + "</td>"
                                : "<td class=\"no\">fails" + small + "</td>");
    }

    /** A mean with its interval below. */
    private static String estimate(Estimate estimate, double scale, int digits, String unit) {
        if (estimate.count() == 0) {
            return "<td>" + NOTHING + "</td>";
        }
        String low = fixed(scale * estimate.low(), digits);
        String high = fixed(scale * estimate.high(), digits);
        return String.format(
                Locale.ROOT,
                "<td>%s%s<small>%s to %s</small></td>",
                fixed(scale * estimate.mean(), digits),
                unit,
                low,
                high);
    }

    private static String fixed(double value, int digits) {
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }
}
