package skybourse.app.report;

import static skybourse.app.report.Html.escape;
import static skybourse.app.report.Numbers.percent;
import static skybourse.app.report.Numbers.plain;
import static skybourse.app.report.Numbers.si;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Scenario;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.Books;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.ResaleStudy;
import skybourse.round.market.RoundStudy;
import skybourse.round.market.TriedRule;
import skybourse.round.market.TriedRules;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.Misreport;

/** The page's part on tier 2: the auction, its audit and who pays whom. */
final class ResalePage {

    private static final int ROWS_SHOWN = 24;

    /** Links to files. */
    @FunctionalInterface
    interface Links {
        String to(String... names);
    }

    private final RoundStudy study;
    private final Links links;
    private final ResaleStudy resale;
    private final ResaleWords words;
    private final double unit;
    private final double tick;

    /**
     * Makes the part.
     *
     * @param links turns names of files into links to those that there are
     */
    ResalePage(RoundStudy study, Links links) {
        this.study = study;
        this.links = links;
        this.resale = study.resale();
        this.words = new ResaleWords(resale);
        this.unit = study.round().scenario().rules().ledgerUnitMoney();
        this.tick = study.round().scenario().rules().tickMoney();
    }

    /** Returns the sections on the auction and the books. */
    String html() {
        String title = String.format(
                Locale.ROOT,
                "<h2 id=\"resale\">Tier 2: overload goes to the air</h2><p class=\"soft\">%s %s</p>\n",
                escape(words.ending()),
                escape(ResaleWords.deadlines(study)));
        return title + (resale instanceof ResaleStudy.Held held ? auction(held) : "") + books();
    }

    private String auction(ResaleStudy.Held held) {
        String findings = words.audit(held).stream().map(ResalePage::finding).collect(Collectors.joining());
        return figure(held) + "<ul class=\"findings\">" + findings + "</ul>\n" + traders(held)
                + study.tried().map(tried -> rules(tried, held)).orElse("") + aerialAgents()
                + links.to("auction.csv", "trades.csv", "aerial.csv", "rules.csv");
    }

    /** Returns a list item whose words before the colon stand out. */
    static String finding(String sentence) {
        int colon = sentence.indexOf(':');
        return String.format(
                Locale.ROOT,
                "<li><b>%s</b>%s</li>",
                escape(sentence.substring(0, colon)),
                escape(sentence.substring(colon)));
    }

    private String figure(ResaleStudy.Held held) {
        if (held.announcements().isEmpty()) {
            return String.format(Locale.ROOT, "<p class=\"soft\">Rule: %s</p>\n", escape(words.rule(held)));
        }
        return PageFrame.chart(
                "The clocks",
                "Rule: " + words.rule(held)
                        + " A dot is a stop at which lots were accepted; a ring, one where some of them did not trade.",
                "clocks",
                "clocks",
                "");
    }

    private String traders(ResaleStudy.Held held) {
        OrderBook book = held.tier().market().book();
        Map<String, Misreport> misreports = new LinkedHashMap<>();
        held.audit().misreports().forEach(misreport -> misreports.put(misreport.trader(), misreport));
        List<String> traders = book.participants().stream()
                .sorted(Comparator.comparing(id -> book.ordersOf(id).getFirst().side()))
                .toList();
        String rows = traders.stream()
                .limit(ROWS_SHOWN)
                .map(id -> trader(held, id, misreports))
                .collect(Collectors.joining());
        return Tables.table(
                "Who could have gained by not telling the truth",
                "Money. Gain is what the outcome is worth at true values; a better report is the best of all lies tried ("
                        + AuditText.lies(held.audit().lies())
                        + ", whatever the number of lots), given what the others say."
                        + more(traders.size()),
                List.of("trader", "|side", "limits", "traded", "gain", "a better report", "gains more"),
                rows);
    }

    private String trader(ResaleStudy.Held held, String id, Map<String, Misreport> misreports) {
        OrderBook book = held.tier().market().book();
        List<Order> orders = book.ordersOf(id);
        AuctionValue value = new AuctionValue(
                held.tier().outcome().lotsOf(id), held.tier().outcome().utilityHalfTicks(id, book) * tick / 2);
        Misreport misreport = misreports.get(id);
        boolean gains = misreport != null && misreport.gains();
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td class=\"left\">%s</td><td>%s</td><td>%s of %s</td><td>%s</td><td>%s</td><td%s>%s</td></tr>\n",
                escape(id),
                orders.getFirst().side() == Side.BUYERS ? "buys" : "sells",
                limits(orders),
                value.lots(),
                orders.size(),
                plain(value.gain(), 4),
                misreport == null
                        ? none(held, orders.getFirst().side())
                        : gains ? escape(words.lie(misreport)) : "none",
                gains ? " class=\"bad\"" : "",
                misreport == null ? "–" : words.gain(misreport));
    }

    private static String none(ResaleStudy.Held held, Side side) {
        return held.rule().traits().asks(side) ? "not searched" : "not asked";
    }

    private static String rules(TriedRules tried, ResaleStudy.Held held) {
        RuleWords words = new RuleWords(tried, held);
        String rows = Stream.concat(Stream.of(tried.played()), tried.others().stream())
                .map(one -> rule(words, one))
                .collect(Collectors.joining());
        return Tables.table(
                "Which rule should I use?", words.advice() + " " + words.note(), "wraps", RuleWords.COLUMNS, rows);
    }

    private static String rule(RuleWords words, TriedRule one) {
        return switch (one) {
            case TriedRule.Refused refused ->
                String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td class=\"left\" colspan=\"%s\">%s</td></tr>\n",
                        escape(RuleWords.row(refused).getFirst()),
                        RuleWords.COLUMNS.size() - 1,
                        escape(RuleWords.row(refused).getLast()));
            case TriedRule.Cleared cleared -> Tables.row(RuleWords.COLUMNS, words.row(cleared));
        };
    }

    private record AuctionValue(int lots, double gain) {}

    private String limits(List<Order> orders) {
        String first = words.money(2 * orders.getFirst().limitTicks());
        String last = words.money(2 * orders.getLast().limitTicks());
        return first.equals(last) ? first : first + " to " + last;
    }

    private String aerialAgents() {
        List<AerialOutcome> outcomes = resale.aerialAgents();
        String rows = outcomes.stream().limit(ROWS_SHOWN).map(this::aerialAgent).collect(Collectors.joining());
        return Tables.table(
                "Aerial agents",
                "What they flew out and what it cost them, hovering included." + more(outcomes.size()),
                List.of(
                        "agent",
                        "lots",
                        "work",
                        "receives for",
                        "computes for",
                        "energy",
                        "paid",
                        "cost",
                        "settled profit"),
                rows);
    }

    private String aerialAgent(AerialOutcome outcome) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s s</td><td>%s s</td><td>%sJ</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                escape(outcome.agent().id()),
                outcome.lots(),
                Words.work(outcome.lotsWork(), study.round().scenario()),
                plain(outcome.transferSeconds(), 3),
                plain(outcome.executionSeconds(), 3),
                si(outcome.computeJoules() + outcome.hoverJoules()),
                plain(outcome.received(), 4),
                plain(outcome.cost(), 4),
                plain(outcome.profit(), 4));
    }

    private String books() {
        Books books = Books.of(resale.ledger(), resale);
        return String.format(
                        Locale.ROOT,
                        "<h2 id=\"books\">Who pays whom</h2><p class=\"soft\">%s A unit is %s money.</p>\n",
                        escape(ResaleWords.identity(books)),
                        plain(unit, 2))
                + flows()
                + leaders()
                + links.to("ledger.csv", "leaders.csv");
    }

    /** Payments between kinds of agents, by reason. */
    private String flows() {
        Map<String, String> kinds = kinds();
        Map<List<String>, long[]> flows = new LinkedHashMap<>();
        for (Entry entry : resale.ledger().entries()) {
            List<String> key = List.of(
                    kinds.getOrDefault(entry.from(), entry.from()),
                    kinds.getOrDefault(entry.to(), entry.to()),
                    why(entry.reason()));
            long[] sum = flows.computeIfAbsent(key, _ -> new long[2]);
            sum[0]++;
            sum[1] += entry.units();
        }
        String rows = flows.entrySet().stream()
                .map(flow -> String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td class=\"left\">%s</td><td class=\"left\">%s</td><td>%,d</td><td>%s</td></tr>\n",
                        flow.getKey().get(0),
                        flow.getKey().get(1),
                        flow.getKey().get(2),
                        flow.getValue()[0],
                        plain(flow.getValue()[1] * unit, 7)))
                .collect(Collectors.joining());
        return Tables.table(
                "Payments",
                "All of them, by kind; ledger.csv has each one.",
                List.of("from", "|to", "|why", "payments", "money"),
                rows);
    }

    private Map<String, String> kinds() {
        Scenario world = study.round().scenario();
        Map<String, String> kinds = new LinkedHashMap<>();
        world.wirelessAgents().forEach(agent -> kinds.put(agent.id(), "wireless agents"));
        world.leaders().forEach(leader -> kinds.put(leader.id(), Wire.name(leader.kind()) + " agents"));
        world.aerialAgents().forEach(agent -> kinds.put(agent.id(), "aerial agents"));
        kinds.put(Scenario.HOUSE, "the house");
        return kinds;
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case BILL -> "for what was sent";
            case LOT_BOUGHT -> "for lots, to be flown out";
            case LOT_SOLD -> "for lots flown out";
            case REFUND -> "given back for work that waits";
            case PENALTY -> "penalty for work that waits";
            case HELD -> "held until delivery";
            case RETURNED -> "returned, for nothing was delivered";
        };
    }

    private String leaders() {
        SortedMap<String, Long> balances = resale.ledger().balances();
        List<LeaderOutcome> leaders = resale.after().leaders();
        double[] profits = resale.settledProfits();
        int[] shown = IntStream.range(0, leaders.size())
                .filter(s ->
                        leaders.size() <= ROWS_SHOWN || leaders.get(s).load().overload() > 0)
                .limit(ROWS_SHOWN)
                .toArray();
        String rows = IntStream.of(shown)
                .mapToObj(s -> leader(leaders.get(s), balances, profits[s]))
                .collect(Collectors.joining());
        String which = shown.length == leaders.size()
                ? ""
                : String.format(Locale.ROOT, " Shown are %s that are overloaded.", shown.length);
        return Tables.table(
                "What leaders are left with",
                "Money, after refunds, penalties and lots; settled profit is that less the energy of the work they do themselves."
                        + which,
                List.of("leader", "overload", "sold on", "waits", "revenue", "keeps", "settled profit"),
                rows);
    }

    private String leader(LeaderOutcome outcome, SortedMap<String, Long> balances, double profit) {
        double overload = outcome.load().overload();
        String id = outcome.leader().id();
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%s</td><td%s>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
                escape(id),
                Words.work(overload, study.round().scenario()),
                overload > 0 ? percent(outcome.load().resale().work() / overload, 3) : "–",
                outcome.load().leftOver() > 0 ? " class=\"bad\"" : "",
                Words.work(outcome.load().leftOver(), study.round().scenario()),
                plain(outcome.revenue(), 4),
                plain(balances.getOrDefault(id, 0L) * unit, 4),
                plain(profit, 4));
    }

    private static String more(int rows) {
        return rows > ROWS_SHOWN ? String.format(Locale.ROOT, " The first %s of %s.", ROWS_SHOWN, rows) : "";
    }
}
