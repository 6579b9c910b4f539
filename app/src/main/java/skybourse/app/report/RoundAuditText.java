package skybourse.app.report;

import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import skybourse.files.codec.CsvLine;
import skybourse.files.codec.JsonText;
import skybourse.round.market.RoundAudit;

/** What each player alone could gain in a round with both tiers played out: in words, as a page, as CSV and as JSON. */
public final class RoundAuditText {

    private static final double BITS_PER_MEGABIT = 1e6;
    private static final double LITTLE = 1e-3;
    private static final List<String> COLUMNS = List.of(
            "player",
            "kind",
            "money",
            "bestMoney",
            "gainMoney",
            "bestCostMultiple",
            "relativeGain",
            "pricePerBit",
            "bestPricePerBit",
            "decisionProfit",
            "decisionGapAtMost");
    private static final List<String> AERIAL =
            List.of("aerial agent", "left by the truth", "best costs to declare", "left by them", "gains more");
    private static final List<String> LEADERS = List.of(
            "leader",
            "price/Mbit",
            "settled profit",
            "best price/Mbit",
            "settled there",
            "gains more",
            "decision profit",
            "gap at most");

    private RoundAuditText() {}

    /** Returns the files by name. */
    public static Map<String, String> files(RoundAudit audit, String command) {
        return Map.of(
                "audit-round.html", page(audit, command),
                "audit-round.csv", csv(audit),
                "audit-round.json", json(audit));
    }

    /** Returns the lines for a terminal. */
    public static String text(RoundAudit audit) {
        return audit.scenario().name() + "\n"
                + String.join("\n", sentences(audit)) + "\n\n"
                + lines(AERIAL, aerialRows(audit)) + "\n"
                + lines(LEADERS, leaderRows(audit));
    }

    private static String lines(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            text.append(String.format(Locale.ROOT, "  %-14s", row.getFirst()));
            for (int i = 1; i < row.size(); i++) {
                text.append(String.format(Locale.ROOT, "  %" + head.get(i).length() + "s", row.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Returns what was searched, what was found and what is proved. */
    static List<String> sentences(RoundAudit audit) {
        List<String> all = new ArrayList<>();
        all.add("Both tiers are played again for each player alone. A search finds; it does not prove.");
        all.add(declared(audit));
        all.add(
                audit.declarationsMovePrices()
                        ? "What an aerial agent declares moves tier 1's prices or start clocks here; rules.expectedResalePrice in the file would keep it out of them."
                        : "Nothing that an aerial agent declared moved a price of tier 1 or a start clock.");
        all.add(asked(audit));
        all.add(String.format(
                Locale.ROOT,
                "Proved is a bound on decision profit alone: no leader can gain more than %s of it.",
                atMostPercent(audit.asked().stream()
                        .mapToDouble(one -> one.decision().relativeGap())
                        .max()
                        .orElse(0))));
        return all;
    }

    private static String declared(RoundAudit audit) {
        if (audit.declarations().stream().noneMatch(one -> one.gain() > 0)
                && audit.rule().isEmpty()) {
            return "No auction is held, and no aerial agent gains by declaring other costs.";
        }
        return audit.declarations().stream()
                .filter(one -> one.gain() > 0)
                .max(Comparator.comparingDouble(RoundAudit.Declaration::gain))
                .map(most -> String.format(
                        Locale.ROOT,
                        "%s %s of %s aerial agents gain by other costs than theirs, %s the most: %s money more if it declares %s times its own.",
                        audit.rule().isEmpty() ? "No auction is held by the truth, but" : "Under " + audit.rule(),
                        audit.declarations().stream()
                                .filter(one -> one.gain() > 0)
                                .count(),
                        audit.declarations().size(),
                        most.agent().id(),
                        plain(most.gain(), 4),
                        plain(most.multiple(), 3)))
                .orElse("Under " + audit.rule()
                        + " no aerial agent was found to gain by declaring .5 to 3 times its costs.");
    }

    private static String asked(RoundAudit audit) {
        return audit.asked().stream()
                .filter(RoundAuditText::matters)
                .max(Comparator.comparingDouble(RoundAudit.Asked::relativeGain))
                .map(most -> String.format(
                        Locale.ROOT,
                        "By settled profit %s of %s leaders gain more than 0.1 %% by another price, %s the most: %s if it asks %s a Mbit, not %s.",
                        audit.asked().stream().filter(RoundAuditText::matters).count(),
                        audit.asked().size(),
                        most.leader().id(),
                        percent(most.relativeGain(), 3),
                        price(most.bestPrice()),
                        price(most.decision().price())))
                .orElse("By settled profit no leader was found to gain more than 0.1 % by another price.");
    }

    private static boolean matters(RoundAudit.Asked one) {
        return one.relativeGain() > LITTLE;
    }

    private static String price(double perBit) {
        return Double.isFinite(perBit) ? plain(perBit * BITS_PER_MEGABIT, 4) : "closed";
    }

    private static List<List<String>> aerialRows(RoundAudit audit) {
        return audit.declarations().stream()
                .map(one -> List.of(
                        one.agent().id(),
                        plain(one.truthful(), 4),
                        plain(one.multiple(), 3) + " x",
                        plain(one.best(), 4),
                        plain(one.gain(), 4)))
                .toList();
    }

    private static List<List<String>> leaderRows(RoundAudit audit) {
        return audit.asked().stream()
                .map(one -> List.of(
                        one.leader().id(),
                        price(one.decision().price()),
                        plain(one.settled(), 4),
                        price(one.bestPrice()),
                        plain(one.best(), 4),
                        percent(one.relativeGain(), 3),
                        plain(one.decision().profit(), 4),
                        atMostPercent(one.decision().relativeGap())))
                .toList();
    }

    /** Returns a row for each player; a cell that a player does not have is empty. */
    private static String csv(RoundAudit audit) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS) + "\n");
        players(audit)
                .forEach(row -> text.append(CsvLine.of(COLUMNS.stream()
                                .map(column -> row.getOrDefault(column, ""))
                                .toArray()))
                        .append('\n'));
        return text.toString();
    }

    /** Returns one JSON object. */
    public static String json(RoundAudit audit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("scenario", audit.scenario().name());
        tree.put("rule", audit.rule());
        tree.put("declarationsMovePrices", audit.declarationsMovePrices());
        tree.put("provedDecisionGapAtMost", audit.result().certificate().epsilon());
        tree.put("players", players(audit));
        return JsonText.indented(tree);
    }

    private static List<Map<String, Object>> players(RoundAudit audit) {
        List<Map<String, Object>> rows = new ArrayList<>();
        audit.declarations().forEach(one -> {
            Map<String, Object> row = row(one.agent().id(), "aerial", one.truthful(), one.best());
            row.put("bestCostMultiple", one.multiple());
            rows.add(row);
        });
        audit.asked().forEach(one -> {
            Map<String, Object> row = row(one.leader().id(), "leader", one.settled(), one.best());
            row.put("relativeGain", one.relativeGain());
            row.put("pricePerBit", JsonText.price(one.decision().price()));
            row.put("bestPricePerBit", JsonText.price(one.bestPrice()));
            row.put("decisionProfit", one.decision().profit());
            row.put("decisionGapAtMost", one.decision().relativeGap());
            rows.add(row);
        });
        return rows;
    }

    private static Map<String, Object> row(String player, String kind, double now, double best) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("player", player);
        row.put("kind", kind);
        row.put("money", now);
        row.put("bestMoney", best);
        row.put("gainMoney", best - now);
        return row;
    }

    private static String page(RoundAudit audit, String command) {
        String lede =
                String.join(" ", sentences(audit).subList(1, sentences(audit).size()));
        String body = String.format(
                Locale.ROOT,
                """
                <header>
                <p class="eyebrow">Skybourse · a round audited</p>
                <h1>What one player alone could gain in %s</h1>
                <p class="lede">%s</p>
                <p class="soft">%s</p>
                </header>
                <main id="main">
                %s%s%s</main>
                <footer><p>Made by: %s</p></footer>
                """,
                Html.escape(audit.scenario().name()),
                Html.escape(lede),
                Html.escape(sentences(audit).getFirst()),
                table(
                        "Aerial agents: what to declare",
                        "Money. Costs from .5 to 3 times the true ones; what it is paid counts above its asks at true costs.",
                        AERIAL,
                        aerialRows(audit)),
                table(
                        "Leaders: what to ask",
                        "Money. The others keep their prices, wireless agents answer, the auction is held. Settled profit is what the books leave a leader; decision profit, which the proof bounds, is what it weighs when it sets its price.",
                        LEADERS,
                        leaderRows(audit)),
                PageFrame.files(List.of("audit-round.csv", "audit-round.json")),
                Html.escape(command));
        return PageFrame.page("A round audited", PageResources.text("audit.css"), body);
    }

    private static String table(String caption, String note, List<String> columns, List<List<String>> rows) {
        return Tables.texts(caption, note, "", columns, rows);
    }
}
