package skybourse.app.report.round;

import static skybourse.app.report.NumberText.percent;
import static skybourse.app.report.NumberText.plain;
import static skybourse.app.report.NumberText.si;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.app.report.Columns;
import skybourse.app.report.NumberText;
import skybourse.app.report.PageBuilder;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.round.analysis.LedgerReconciliation;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RuleComparison;
import skybourse.round.analysis.RuleOutcome;
import skybourse.round.ledger.Ledger.Entry;
import skybourse.round.ledger.Ledger.Reason;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.LeaderOutcome;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.audit.BestMisreport;

/** Sections of the page on tier 2: the auction, its audit and the payments. */
final class ResalePage {

    private static final int ROWS_SHOWN = 24;

    private final RoundAnalysis study;
    private final Set<String> files;
    private final AuditedResale resale;
    private final ResaleSentences words;
    private final double unit;
    private final double tick;

    /**
     * Creates the sections.
     *
     * @param study the run
     * @param files names of the files in the folder of the page
     */
    ResalePage(RoundAnalysis study, Set<String> files) {
        this.study = study;
        this.files = files;
        this.resale = study.resale();
        this.words = new ResaleSentences(resale);
        this.unit = study.round().scenario().rules().ledgerUnitMoney();
        this.tick = study.round().scenario().rules().tickMoney();
    }

    /** Adds the sections on the auction and the ledger. */
    void addTo(PageBuilder main) {
        String title = "Tier 2: resale of " + (words.isWithinCapacity() ? "work" : "overload");
        main.section("resale", title, words.ending() + " " + ResaleSentences.deadlines(study));
        if (resale instanceof AuditedResale.HeldAuction held) {
            auction(main, held);
        }
        ledgerCheck(main);
    }

    private void auction(PageBuilder main, AuditedResale.HeldAuction held) {
        clocks(main, held, "Rule: " + words.rule(held));
        main.findings(words.audit(held));
        traders(main, held);
        study.tried().ifPresent(comparison -> rules(main, comparison, held));
        aerialAgents(main);
        main.files(RunPage.existing(files, "auction.csv", "trades.csv", "aerial.csv", "rules.csv"));
    }

    private static void clocks(PageBuilder main, AuditedResale.HeldAuction held, String rule) {
        if (held.announcements().isEmpty()) {
            main.text("soft", rule);
        } else {
            main.chart(
                    "Clock prices",
                    rule
                            + " Dot: a stop at which lots were accepted. Ring: a stop at which some accepted lots did not trade.",
                    "clocks");
        }
    }

    private void traders(PageBuilder main, AuditedResale.HeldAuction held) {
        OrderBook book = held.tier().market().book();
        Map<String, BestMisreport> misreports = new LinkedHashMap<>();
        held.audit().misreports().forEach(misreport -> misreports.put(misreport.trader(), misreport));
        List<String> traders = book.participants().stream()
                .sorted(Comparator.comparing(id -> book.ordersOf(id).getFirst().side()))
                .toList();
        main.table(
                "Profitable misreports",
                "Amounts in money. Utility: the trader’s gain at its true limit prices. Best misreport: the best of all that were tried ("
                        + held.audit().misreportClass().search()
                        + ", for any number of lots), if the others report truthfully."
                        + more(traders.size()),
                new Columns<String>()
                        .with("trader", id -> id)
                        .with("|side", id -> side(book, id) == Side.BUYERS ? "buys" : "sells")
                        .with("limit prices", id -> limits(book.ordersOf(id)))
                        .with(
                                "traded",
                                id -> held.tier().outcome().lotsOf(id) + " of "
                                        + book.ordersOf(id).size())
                        .with("utility", id -> plain(held.tier().outcome().utilityHalfTicks(id, book) * tick / 2, 4))
                        .with("best misreport", id -> better(held, id, misreports.get(id)))
                        .with("gain", id -> gain(misreports.get(id))),
                shown(traders));
    }

    private static Side side(OrderBook book, String id) {
        return book.ordersOf(id).getFirst().side();
    }

    private String better(AuditedResale.HeldAuction held, String id, @Nullable BestMisreport misreport) {
        if (misreport == null) {
            Side side = side(held.tier().market().book(), id);
            return held.rule().traits().asks(side) ? "not searched" : "does not report";
        }
        return misreport.gains() ? words.misreport(misreport) : "none";
    }

    private Object gain(@Nullable BestMisreport misreport) {
        if (misreport == null) {
            return "–";
        }
        String gain = words.gain(misreport);
        return misreport.gains() ? new PageBuilder.Piece(gain, "bad", "") : gain;
    }

    private static void rules(PageBuilder main, RuleComparison comparison, AuditedResale.HeldAuction held) {
        RuleAdvice words = new RuleAdvice(comparison, held);
        List<List<String>> rows = Stream.concat(Stream.of(comparison.played()), comparison.others().stream())
                .map(one -> switch (one) {
                    case RuleOutcome.Refused refused -> RuleAdvice.row(refused);
                    case RuleOutcome.Cleared cleared -> words.row(cleared);
                })
                .toList();
        main.table(
                "Comparison of auction rules", words.advice() + " " + words.note(), "wraps", RuleAdvice.COLUMNS, rows);
    }

    private String limits(List<Order> orders) {
        String first = words.money(2 * orders.getFirst().limitTicks());
        String last = words.money(2 * orders.getLast().limitTicks());
        return first.equals(last) ? first : first + " to " + last;
    }

    private void aerialAgents(PageBuilder main) {
        main.table(
                "Aerial agents",
                "Lots taken over, and their costs including hovering."
                        + more(resale.aerialAgents().size()),
                new Columns<AerialOutcome>()
                        .with("agent", o -> o.agent().id())
                        .with("lots", o -> "" + o.lots())
                        .with("work", o -> work(o.lotsWork()))
                        .with("receiving time", o -> plain(o.transferSeconds(), 3) + " s")
                        .with("computing time", o -> plain(o.executionSeconds(), 3) + " s")
                        .with("energy", o -> si(o.computeJoules() + o.hoverJoules()) + "J")
                        .with("paid", o -> plain(o.received(), 4))
                        .with("cost", o -> plain(o.cost(), 4))
                        .with("settled profit", o -> plain(o.profit(), 4)),
                shown(resale.aerialAgents()));
    }

    private String work(double work) {
        return RoundSentences.work(work, study.round().scenario());
    }

    private void ledgerCheck(PageBuilder main) {
        String identity = ResaleSentences.identity(LedgerReconciliation.of(resale.ledger(), resale));
        main.section("ledger", "Payments and ledger", identity + " One unit is " + plain(unit, 2) + " money.");
        flows(main);
        leaders(main);
        main.files(RunPage.existing(files, "ledger.csv", "leaders.csv"));
    }

    /** Adds the table of payments between kinds of agents, by reason. */
    private void flows(PageBuilder main) {
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
        main.table(
                "Payments",
                "Sums by kind of agent and reason; ledger.csv has every payment.",
                new Columns<Map.Entry<List<String>, long[]>>()
                        .with("from", flow -> flow.getKey().get(0))
                        .with("|to", flow -> flow.getKey().get(1))
                        .with("|reason", flow -> flow.getKey().get(2))
                        .with("payments", flow -> NumberText.whole(flow.getValue()[0]))
                        .with("money", flow -> plain(flow.getValue()[1] * unit, 7)),
                List.copyOf(flows.entrySet()));
    }

    private Map<String, String> kinds() {
        Scenario scenario = study.round().scenario();
        Map<String, String> kinds = new LinkedHashMap<>();
        scenario.wirelessAgents().forEach(agent -> kinds.put(agent.id(), "wireless agents"));
        scenario.leaders().forEach(leader -> kinds.put(leader.id(), EnumNames.name(leader.kind()) + " agents"));
        scenario.aerialAgents().forEach(agent -> kinds.put(agent.id(), "aerial agents"));
        kinds.put(Scenario.HOUSE, "the house");
        return kinds;
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case BILL -> "bills for tasks";
            case LOT_BOUGHT -> "lots bought";
            case LOT_SOLD -> "lots sold";
            case REFUND -> "refunds for work that waits";
            case PENALTY -> "penalties for work that waits";
            case HELD -> "held in escrow";
            case RETURNED -> "returned, because nothing was delivered";
            case ISSUED -> "paid into the market";
            case REDEEMED -> "paid out of the market";
        };
    }

    private void leaders(PageBuilder main) {
        SortedMap<String, Long> balances = resale.ledger().balances();
        List<LeaderOutcome> leaders = resale.finalRound().leaders();
        double[] profits = resale.settledProfits();
        List<Integer> shown = IntStream.range(0, leaders.size())
                .filter(s ->
                        leaders.size() <= ROWS_SHOWN || leaders.get(s).load().resaleDemand() > 0)
                .limit(ROWS_SHOWN)
                .boxed()
                .toList();
        String which = shown.size() == leaders.size()
                ? ""
                : " " + shown.size()
                        + (words.isWithinCapacity() ? " leaders with work to be resold" : " overloaded leaders")
                        + " are shown.";
        Columns<Integer> columns = new Columns<Integer>()
                .with("leader", s -> leaders.get(s).leader().id());
        if (words.isWithinCapacity()) {
            columns.with("to be resold", s -> work(leaders.get(s).load().resaleDemand()));
        }
        main.table(
                "Settled profits of leaders",
                "Amounts in money. Balance: revenue minus refunds, penalties and lots. Settled profit: the balance minus the energy cost of the work that the leader computes itself."
                        + which,
                columns.with("overload", s -> work(leaders.get(s).load().overload()))
                        .with("resold", s -> soldOn(leaders.get(s).load()))
                        .with("waits", s -> waits(leaders.get(s).load().leftOver()))
                        .with("revenue", s -> plain(leaders.get(s).revenue(), 4))
                        .with(
                                "balance",
                                s -> keeps(balances, leaders.get(s).leader().id()))
                        .with("settled profit", s -> plain(profits[s], 4)),
                shown);
    }

    private static String soldOn(LeaderLoad load) {
        return load.resaleDemand() > 0 ? percent(load.resale().work() / load.resaleDemand(), 3) : "–";
    }

    private Object waits(double leftOver) {
        return leftOver > 0 ? new PageBuilder.Piece(work(leftOver), "bad", "") : work(leftOver);
    }

    private String keeps(SortedMap<String, Long> balances, String id) {
        return plain(balances.getOrDefault(id, 0L) * unit, 4);
    }

    private static <T> List<T> shown(List<T> all) {
        return all.subList(0, Math.min(ROWS_SHOWN, all.size()));
    }

    private static String more(int rows) {
        return rows > ROWS_SHOWN ? " The first " + ROWS_SHOWN + " of " + NumberText.whole(rows) + " are shown." : "";
    }
}
