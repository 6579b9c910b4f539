package skybourse.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.audit.ComparisonTable;
import skybourse.audit.Estimate;
import skybourse.audit.PropertyAudit;

/** The comparison of all auction rules as a CSV table and as one HTML page that needs nothing else. */
public final class ComparisonPage {

    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:100rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-size:13px;margin:1rem 0}
            th,td{padding:.2rem .45rem;text-align:right;border-bottom:1px solid #ddd;white-space:nowrap}
            th:first-child,td:first-child{text-align:left;white-space:normal}thead th{border-bottom:2px solid #888;vertical-align:bottom}
            td small{display:block;color:#666}
            .yes{color:#17692f}.no{color:#a11}.open{color:#777}
            @media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}th,td{border-color:#444}
            .yes{color:#6fcf8a}.no{color:#ff8a80}.open,td small{color:#999}}
            """;

    private static final String NOTHING = "&ndash;";

    private ComparisonPage() {}

    /** Returns the table with a header line; money in ticks, exact gains in half ticks as fractions; an empty cell is unknown. */
    public static String csv(ComparisonTable table) {
        StringBuilder text = new StringBuilder("rule,buyers,sellers,lots,markets,individuallyRational,"
                + "incentiveCompatible,stronglyBalanced,weaklyBalanced,theoremOneHolds,searchedMarkets,givenLots,"
                + "gainfulShare,gainfulShareLow95,gainfulShareHigh95,"
                + "meanLargestGainTicks,meanLargestGainLow95,meanLargestGainHigh95,worstGainHalfTicks,"
                + "efficiency,efficiencyLow95,efficiencyHigh95,tradesLost,tradesLostLow95,tradesLostHigh95,"
                + "houseTicks,houseLow95,houseHigh95,announcements,announcementsLow95,announcementsHigh95,"
                + "messages,messagesLow95,messagesHigh95\n");
        for (ComparisonTable.Row row : table.rows()) {
            PropertyAudit audit = row.audit();
            boolean searched = audit.searched() > 0;
            Object[] cells = {
                '"' + row.rule() + '"',
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
                audit.givenLots(),
                interval(audit.gainfulMarkets()),
                interval(audit.gainTicks()),
                searched ? audit.worstGainHalfTicks() : "",
                interval(audit.efficiency()),
                interval(audit.tradesLost()),
                interval(audit.houseTicks()),
                interval(audit.announcements()),
                interval(audit.messages())
            };
            text.append(Stream.of(cells).map(String::valueOf).collect(Collectors.joining(",", "", "\n")));
        }
        return text.toString();
    }

    private static String interval(Estimate estimate) {
        return estimate.count() == 0
                ? ",,"
                : number(estimate.mean()) + "," + number(estimate.low()) + "," + number(estimate.high());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    /** Returns the page; {@code made} says how, in plain text. */
    public static String html(ComparisonTable table, String made) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>Auction rules compared</title><style>"
                + STYLE
                + "</style><h1>Auction rules compared</h1><p>Values are uniform on 0 to 1,000 ticks (0 to 100 with several lots). "
                + "<b>IR</b>: no truthful trader loses. <b>IC</b>: nobody gains by any report, searched exactly. "
                + "<b>SBB</b>: the house keeps and pays nothing. The paper's Theorem 1 claims all three at once. "
                + "Welfare is the share of the best possible; what is missing is the price of the other columns. "
                + "Below each mean stands its 95 % confidence interval over markets.</p>");
        List<String> sizes =
                table.rows().stream().map(ComparisonPage::size).distinct().toList();
        for (String size : sizes) {
            page.append("<h2>")
                    .append(size)
                    .append("</h2><div class=\"wide\"><table><thead><tr><th>rule<th>IR<th>IC<th>SBB<th>Theorem 1"
                            + "<th>markets where<br>someone gains<th>mean of largest<br>gain, ticks<th>worst<br>gain, ticks"
                            + "<th>welfare<th>trades<br>lost<th>house,<br>ticks<th>rounds<th>messages<tbody>");
            table.rows().stream().filter(row -> size(row).equals(size)).forEach(row -> append(page, row));
            page.append("</table></div>");
        }
        return page.append("<p>").append(escape(made)).append("</p></html>\n").toString();
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
        page.append("<tr><td>").append(escape(row.rule()));
        if (audit.efficiency().count() > 0 && audit.efficiency().mean() == 0) {
            page.append("<td class=\"open\" colspan=\"4\">nothing traded");
        } else {
            verdict(page, true, audit.individuallyRational(), "no loss found");
            verdict(page, searched, audit.incentiveCompatible(), "no gain found");
            verdict(page, true, audit.stronglyBalanced(), "balanced");
            boolean known = searched || !audit.individuallyRational() || !audit.stronglyBalanced();
            verdict(page, known, audit.theoremOneHolds(), "no breach found");
        }
        page.append(estimate(audit.gainfulMarkets(), 100, 2, " %"));
        page.append(estimate(audit.gainTicks(), 1, 2, ""));
        page.append("<td>").append(searched ? fixed(audit.worstGainHalfTicks().toDouble() / 2, 2) : NOTHING);
        page.append(estimate(audit.efficiency(), 100, 2, " %"));
        page.append(estimate(audit.tradesLost(), 1, 2, ""));
        page.append(estimate(audit.houseTicks(), 1, 1, ""));
        page.append(estimate(audit.announcements(), 1, 0, ""));
        page.append(estimate(audit.messages(), 1, 0, ""));
    }

    private static void verdict(StringBuilder page, boolean known, boolean holds, String found) {
        page.append(
                !known
                        ? "<td class=\"open\">not searched"
                        : holds ? "<td class=\"yes\">" + found : "<td class=\"no\">fails");
    }

    /** A mean with its interval below. */
    private static String estimate(Estimate estimate, double scale, int digits, String unit) {
        if (estimate.count() == 0) {
            return "<td>" + NOTHING;
        }
        String low = fixed(scale * estimate.low(), digits);
        String high = fixed(scale * estimate.high(), digits);
        return String.format(
                Locale.ROOT,
                "<td>%s%s<small>%s to %s</small>",
                fixed(scale * estimate.mean(), digits),
                unit,
                low,
                high);
    }

    private static String fixed(double value, int digits) {
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
