package skybourse.app.report.round;

import static skybourse.app.report.NumberText.atMostPercent;
import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.app.report.Columns;
import skybourse.app.report.PageBuilder;
import skybourse.app.report.ReportPage;
import skybourse.app.result.DeviationAuditBody;
import skybourse.files.codec.ResultJsonEncoder;
import skybourse.round.analysis.DeviationAudit;
import skybourse.round.analysis.DeviationAudit.BestDeclaration;
import skybourse.round.analysis.DeviationAudit.DeclarationKind;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.PricingGame;

/** Formats the audit of a round with both tiers as text, page, CSV and JSON. The audit searches for unilateral gains of leaders and aerial agents. */
public final class DeviationAuditText {

    private static final double LITTLE = 1e-3;
    private static final int LEAST_WIDTH = 8;

    private static final Columns<DeviationAudit.DeclarationAudit> AERIAL = new Columns<
                    DeviationAudit.DeclarationAudit>()
            .with("aerial agent", one -> one.agent().id())
            .with("profit", one -> plain(one.truthful(), 4))
            .with("best cost", one -> told(one, DeclarationKind.COST))
            .with("best markup", one -> told(one, DeclarationKind.MARKUP))
            .with("best lots", one -> told(one, DeclarationKind.LOTS))
            .with("best distance", one -> told(one, DeclarationKind.PLACE))
            .with("gain", one -> plain(one.gain(), 4));

    private static final Columns<DeviationAudit.PriceAudit> LEADERS = new Columns<DeviationAudit.PriceAudit>()
            .with("leader", one -> one.leader().id())
            .with("price/Mbit", one -> RunTables.price(one.price()))
            .with("settled profit", one -> plain(one.settled(), 4))
            .with("best price/Mbit", one -> RunTables.price(one.bestPrice()))
            .with("settled profit then", one -> plain(one.best(), 4))
            .with("gain", one -> percent(one.relativeGain(), 3))
            .with("decision profit", one -> plain(one.decision().profit(), 4))
            .with("gap at most", one -> atMostPercent(one.decision().relativeGap()));

    private DeviationAuditText() {}

    /** Returns the best declaration of a kind with its gain; the text {@code truth} if no declaration of this kind is profitable. */
    private static String told(DeviationAudit.DeclarationAudit one, DeclarationKind kind) {
        BestDeclaration best = one.best(kind);
        double gain = best.profit() - one.truthful();
        return gain > 0 ? plain(best.value(), 3) + " (+" + plain(gain, 4) + ")" : "truth";
    }

    /** Returns the contents of the files by name; {@code command} is shown on the page. */
    public static Map<String, String> files(DeviationAudit audit, String command) {
        return Map.of(
                "audit-round.html", page(audit, command).single(),
                "audit-round.csv", DeviationAuditBody.of(audit).csv(),
                "audit-round.json", json(audit));
    }

    /** Returns the lines for a terminal. */
    public static String text(DeviationAudit audit) {
        return String.join("\n", sentences(audit)) + "\n\n"
                + "Scenario: " + audit.scenario().name() + ". Amounts are in money.\n"
                + lines(AERIAL, audit.declarations()) + "\n"
                + lines(LEADERS, audit.asked());
    }

    /** Formats a table. The first column has a fixed width. Each other column is at least as wide as its head. */
    private static <T> String lines(Columns<T> columns, List<T> players) {
        String format = columns.names().stream()
                .skip(1)
                .map(name -> "  %" + Math.max(LEAST_WIDTH, name.length()) + "s")
                .collect(Collectors.joining("", "  %-14s", "\n"));
        return columns.rows(format, players.stream());
    }

    /** Returns sentences on the findings, the certified bounds and the search method. */
    static List<String> sentences(DeviationAudit audit) {
        List<String> all = new ArrayList<>();
        all.add(declared(audit));
        all.add(
                audit.declarationsMovePrices()
                        ? "Declarations of aerial agents influence tier 1 prices or start prices. Setting rules.expectedResalePrice in the scenario prevents this."
                        : "No declaration of an aerial agent changed a tier 1 price or a start price.");
        all.add(priceSummary(audit.asked()));
        all.add(proved(audit));
        all.add(
                "Method: both tiers are repeated for each alternative of one agent. The search finds gains; it cannot prove that there are none.");
        return all;
    }

    private static String proved(DeviationAudit audit) {
        double most = audit.asked().stream()
                .mapToDouble(one -> one.decision().relativeGap())
                .max()
                .orElse(0);
        return audit.result() instanceof CertifiedMixed
                ? "Leaders randomize. Certified for decision profit only: before prices are sampled, no leader can expect to gain more than "
                        + atMostPercent(most)
                        + " of it by another price; at the sampled prices, an agent may gain up to "
                        + atMostPercent(audit.drawnEpsilon()) + "."
                : "Certified for decision profit only: no leader can gain more than " + atMostPercent(most)
                        + " of it by another price.";
    }

    private static String declared(DeviationAudit audit) {
        List<DeviationAudit.DeclarationAudit> gaining =
                audit.declarations().stream().filter(one -> one.gain() > 0).toList();
        boolean isHeld = !audit.rule().isEmpty();
        return gaining.stream()
                .max(Comparator.comparingDouble(DeviationAudit.DeclarationAudit::gain))
                .map(most -> (isHeld ? "Under " + audit.rule() : "Without misreports no auction is held, but") + " "
                        + gaining.size() + " of " + audit.declarations().size()
                        + " aerial agents gain by another declaration. Largest gain: "
                        + most.agent().id() + ", " + plain(most.gain(), 4) + ", by declaring "
                        + declared(most.best()) + ".")
                .orElse((isHeld ? "Under " + audit.rule() + " no" : "No auction is held, and no")
                        + " aerial agent was found to gain by another cost, markup, number of lots or place.");
    }

    private static String declared(BestDeclaration best) {
        String value = plain(best.value(), 3);
        return switch (best.kind()) {
            case COST -> value + " times its costs";
            case MARKUP -> "a markup of " + value;
            case LOTS -> value + " times the lots that it can compute";
            case PLACE -> value + " times its distance to the middle of the leaders";
        };
    }

    /** Returns a sentence on the number of leaders that would gain more than 0.1 % at another price, and on the largest gain. */
    static String priceSummary(List<DeviationAudit.PriceAudit> asked) {
        return asked.stream()
                .filter(DeviationAuditText::matters)
                .max(Comparator.comparingDouble(DeviationAudit.PriceAudit::relativeGain))
                .map(most -> "In settled profit, "
                        + asked.stream().filter(DeviationAuditText::matters).count() + " of " + asked.size()
                        + " leaders gain more than 0.1 % by another price. Largest gain: "
                        + most.leader().id() + ", " + percent(most.relativeGain(), 3)
                        + (most.bestPrice() == PricingGame.CLOSED
                                ? ", by closing"
                                : ", by asking " + RunTables.price(most.bestPrice()) + " per Mbit")
                        + " instead of " + RunTables.price(most.price()) + ".")
                .orElse(
                        "In settled profit, no leader was found to gain more than 0.1 % by another price or by closing.");
    }

    private static boolean matters(DeviationAudit.PriceAudit one) {
        return one.relativeGain() > LITTLE;
    }

    /** Returns the audit as a JSON object. */
    public static String json(DeviationAudit audit) {
        return ResultJsonEncoder.indented(DeviationAuditBody.of(audit));
    }

    private static ReportPage page(DeviationAudit audit, String command) {
        List<String> said = sentences(audit);
        PageBuilder head = new PageBuilder()
                .title(
                        "Skybourse · audit of a round",
                        "What one agent alone could gain in " + audit.scenario().name(),
                        String.join(" ", said.subList(0, said.size() - 1)),
                        said.getLast());
        PageBuilder main = new PageBuilder()
                .table(
                        "Aerial agents: declarations",
                        "Amounts in money. Profit: payments less energy and battery. Tried, one at a time: costs from 0.5 to 3 times the true costs, a markup from 1 to 3, fewer lots, and a place at 0 to 2 times the true distance to the middle of the leaders. In brackets: the gain.",
                        AERIAL,
                        audit.declarations())
                .table(
                        "Leaders: prices",
                        "Amounts in money, prices per Mbit. The other leaders keep their prices, wireless agents respond, and the auction is held. Settled profit: the profit of a leader after tier 2. Decision profit: the profit that it maximizes when it sets its price; the certificate bounds gains in it.",
                        LEADERS,
                        audit.asked())
                .files(List.of("audit-round.csv", "audit-round.json"));
        return new ReportPage(
                "Audit of a round",
                "",
                head,
                main,
                List.of("Command", "`" + command + "`"),
                new ReportPage.NoData(),
                List.of());
    }
}
