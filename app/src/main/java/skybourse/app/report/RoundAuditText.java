package skybourse.app.report;

import static skybourse.app.report.Numbers.atMostPercent;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import skybourse.files.codec.JsonText;
import skybourse.round.market.RoundAudit;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;

/** What each player alone could gain in a round with both tiers played out: in words, as a page, as CSV and as JSON. */
public final class RoundAuditText {

    private static final double LITTLE = 1e-3;

    private record Player(
            String id,
            String kind,
            double money,
            double best,
            Optional<RoundAudit.Declaration> declaration,
            Optional<RoundAudit.Asked> asked) {

        private Optional<LeaderGap> decision() {
            return asked.map(RoundAudit.Asked::decision);
        }
    }

    /** What a player does not have is left out, or an empty cell. */
    private static final Columns<Player> PLAYER = new Columns<Player>()
            .with("player", Player::id)
            .with("kind", Player::kind)
            .with("money", Player::money)
            .with("bestMoney", Player::best)
            .with("gainMoney", one -> one.best - one.money)
            .with("bestCostMultiple", one -> one.declaration.map(RoundAudit.Declaration::multiple))
            .with("relativeGain", one -> one.asked.map(RoundAudit.Asked::relativeGain))
            .with("pricePerBit", one -> one.asked.map(asked -> JsonText.price(asked.price())))
            .with("bestPricePerBit", one -> one.asked.map(asked -> JsonText.price(asked.bestPrice())))
            .with("decisionProfit", one -> one.decision().map(LeaderGap::profit))
            .with("decisionGapAtMost", one -> one.decision().map(LeaderGap::relativeGap));

    private static final Columns<RoundAudit.Declaration> AERIAL = new Columns<RoundAudit.Declaration>()
            .with("aerial agent", one -> one.agent().id())
            .with("left by the truth", one -> plain(one.truthful(), 4))
            .with("best costs to declare", one -> plain(one.multiple(), 3) + " x")
            .with("left by them", one -> plain(one.best(), 4))
            .with("gains more", one -> plain(one.gain(), 4));

    private static final Columns<RoundAudit.Asked> LEADERS = new Columns<RoundAudit.Asked>()
            .with("leader", one -> one.leader().id())
            .with("price/Mbit", one -> RunTables.price(one.price()))
            .with("settled profit", one -> plain(one.settled(), 4))
            .with("best price/Mbit", one -> RunTables.price(one.bestPrice()))
            .with("settled there", one -> plain(one.best(), 4))
            .with("gains more", one -> percent(one.relativeGain(), 3))
            .with("decision profit", one -> plain(one.decision().profit(), 4))
            .with("gap at most", one -> atMostPercent(one.decision().relativeGap()));

    private RoundAuditText() {}

    /** Returns the files by name. */
    public static Map<String, String> files(RoundAudit audit, String command) {
        return Map.of(
                "audit-round.html", page(audit, command).single(),
                "audit-round.csv", PLAYER.csv(players(audit)),
                "audit-round.json", json(audit));
    }

    /** Returns the lines for a terminal. */
    public static String text(RoundAudit audit) {
        return audit.scenario().name() + "\n"
                + String.join("\n", sentences(audit)) + "\n\n"
                + lines(AERIAL, audit.declarations()) + "\n"
                + lines(LEADERS, audit.asked());
    }

    /** A column is as wide as its head, that of the players wider. */
    private static <T> String lines(Columns<T> columns, List<T> players) {
        String format = columns.names().stream()
                .skip(1)
                .map(name -> "  %" + name.length() + "s")
                .collect(Collectors.joining("", "  %-14s", "\n"));
        return columns.rows(format, players.stream());
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
        all.add(proved(audit));
        return all;
    }

    private static String proved(RoundAudit audit) {
        double most = audit.asked().stream()
                .mapToDouble(one -> one.decision().relativeGap())
                .max()
                .orElse(0);
        return "Proved is a bound on decision profit alone: no leader can gain more than " + atMostPercent(most)
                + " of it.";
    }

    private static String declared(RoundAudit audit) {
        if (audit.declarations().stream().noneMatch(one -> one.gain() > 0)
                && audit.rule().isEmpty()) {
            return "No auction is held, and no aerial agent gains by declaring other costs.";
        }
        return audit.declarations().stream()
                .filter(one -> one.gain() > 0)
                .max(Comparator.comparingDouble(RoundAudit.Declaration::gain))
                .map(most -> (audit.rule().isEmpty() ? "No auction is held by the truth, but" : "Under " + audit.rule())
                        + " "
                        + audit.declarations().stream()
                                .filter(one -> one.gain() > 0)
                                .count() + " of " + audit.declarations().size()
                        + " aerial agents gain by other costs than theirs, "
                        + most.agent().id() + " the most: " + plain(most.gain(), 4) + " money more if it declares "
                        + plain(most.multiple(), 3) + " times its own.")
                .orElse("Under " + audit.rule()
                        + " no aerial agent was found to gain by declaring .5 to 3 times its costs.");
    }

    private static String asked(RoundAudit audit) {
        return audit.asked().stream()
                .filter(RoundAuditText::matters)
                .max(Comparator.comparingDouble(RoundAudit.Asked::relativeGain))
                .map(most -> "By settled profit "
                        + audit.asked().stream().filter(RoundAuditText::matters).count() + " of "
                        + audit.asked().size() + " leaders gain more than 0.1 % by another price, "
                        + most.leader().id() + " the most: " + percent(most.relativeGain(), 3) + " if it asks "
                        + RunTables.price(most.bestPrice()) + " a Mbit, not "
                        + RunTables.price(most.price()) + ".")
                .orElse("By settled profit no leader was found to gain more than 0.1 % by another price.");
    }

    private static boolean matters(RoundAudit.Asked one) {
        return one.relativeGain() > LITTLE;
    }

    /** Returns one JSON object. */
    public static String json(RoundAudit audit) {
        return JsonText.indented(new Columns<RoundAudit>()
                .with("scenario", one -> one.scenario().name())
                .with("rule", RoundAudit::rule)
                .with("declarationsMovePrices", RoundAudit::declarationsMovePrices)
                .with(
                        "provedDecisionGapAtMost",
                        one -> one.result().certificate().epsilon())
                .with("players", one -> PLAYER.trees(players(one).toList()))
                .tree(audit));
    }

    private static Stream<Player> players(RoundAudit audit) {
        return Stream.concat(
                audit.declarations().stream()
                        .map(one -> new Player(
                                one.agent().id(),
                                "aerial",
                                one.truthful(),
                                one.best(),
                                Optional.of(one),
                                Optional.empty())),
                audit.asked().stream()
                        .map(one -> new Player(
                                one.leader().id(),
                                "leader",
                                one.settled(),
                                one.best(),
                                Optional.empty(),
                                Optional.of(one))));
    }

    private static Page page(RoundAudit audit, String command) {
        List<String> said = sentences(audit);
        Body head = new Body()
                .title(
                        "Skybourse · a round audited",
                        "What one player alone could gain in "
                                + audit.scenario().name(),
                        String.join(" ", said.subList(1, said.size())),
                        said.getFirst());
        Body main = new Body()
                .table(
                        "Aerial agents: what to declare",
                        "Money. Costs from .5 to 3 times the true ones; what it is paid counts above its asks at true costs.",
                        AERIAL,
                        audit.declarations())
                .table(
                        "Leaders: what to ask",
                        "Money. The others keep their prices, wireless agents answer, the auction is held. Settled profit is what the books leave a leader; decision profit, which the proof bounds, is what it weighs when it sets its price.",
                        LEADERS,
                        audit.asked())
                .files(List.of("audit-round.csv", "audit-round.json"));
        return new Page(
                "A round audited", "", head, main, List.of("Made by", "`" + command + "`"), Map.of(), List.of());
    }
}
