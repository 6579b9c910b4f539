package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static skybourse.app.cli.Quoted.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers that pages quote from a command are compared with the command's results. */
class DocumentedNumbersTest {

    private static final String DOUBLE_DUTCH = "double-dutch-";

    @TempDir
    private static Path temp;

    private static String output;
    private static JsonNode reference;

    @BeforeAll
    static void runReferenceScenario() throws IOException {
        output = run("reference");
        reference = JsonMapper.shared().readTree(Files.readString(temp.resolve("reference/result.json")));
    }

    private static String run(String scenario) {
        Ran ran = Ran.of("run", "examples/" + scenario + ".yaml", "--starts", 0, "--out", temp.resolve(scenario));
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    private static double number(String pointer) {
        JsonNode node = reference.at(pointer);
        assertThat(node.isNumber()).as(pointer).isTrue();
        return node.doubleValue();
    }

    private static int count(String pointer) {
        return (int) number(pointer);
    }

    /** Returns the only element of a list of the result that has a value. */
    private static JsonNode find(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(one -> one.get(field).stringValue().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode leader(String id) {
        return find(reference.get("leaders"), "id", id);
    }

    private static double load(JsonNode leader) {
        return 100 * value(leader, "work") / value(leader, "capacity");
    }

    static double value(JsonNode node, String field) {
        return node.get(field).doubleValue();
    }

    @Test
    void oneRoundPageMatchesReferenceRun() throws IOException {
        List<String> sentences = new ArrayList<>(taskSentences());
        sentences.addAll(bidSentences());
        sentences.addAll(resultSentences());
        Quoted.assertAllNumbers(
                Quoted.prose(Path.of("docs/explanation/one-round.md")),
                sentences,
                "# One round|\\| [1-7]\\. |[Tt]ier[- ][12]|\\.\\./|The round lasts 1 s\\.");
        assertThat(Files.readAllLines(temp.resolve("reference/ledger.csv")))
                .containsAll(Quoted.block("docs/explanation/one-round.md", "from,to,units,reason"));
    }

    private static List<String> taskSentences() {
        JsonNode agent = find(reference.get("agents"), "id", "WA4");
        Function<String, JsonNode> link = id -> find(agent.get("links"), "leader", id);
        JsonNode fa2 = leader("FA2");
        JsonNode fa3 = leader("FA3");
        double bits = value(agent, "taskBits") * value(link.apply("FA3"), "ratio");
        double left = value(fa3, "leftOver");
        return List.of(
                format(
                        "WA4 has a task of %.2f Mbit and %.2f Gcycles. Its deadline is %.3f s.",
                        value(agent, "taskBits") / 1e6,
                        value(agent, "taskWork") / 1e9,
                        value(agent, "deadlineSeconds")),
                format(
                        "reaches all five leaders, at %.0f to %.0f Mbit/s.",
                        megabits(agent).min().orElseThrow(),
                        megabits(agent).max().orElseThrow()),
                format(
                        "It converges in %d iterations. After %d repair steps, the solver ends with iteration %d.",
                        count("/solution/firstIterations"), count("/solution/repairs"), count("/solution/iterations")),
                format(
                        "it proves that no agent gains more than %s by deviating alone (leaders: in decision profit).",
                        provenBound()),
                format(
                        "WA4 sends %.1f %% to FA1, %.1f %% to FA2, %.1f %% to FA3, %.1f %% to MA2 and %.1f %% to MA1. It pays %.2f in all.",
                        percent(link, "FA1"),
                        percent(link, "FA2"),
                        percent(link, "FA3"),
                        percent(link, "MA2"),
                        percent(link, "MA1"),
                        value(agent, "bill")),
                format(
                        "FA2 sold %.0f %% of its capacity. Without tier 2, WA4's task would finish after %.3f s, which is late.",
                        load(fa2), value(agent, "delaySecondsWithoutResale")),
                format(
                        "take over %.1f of FA2's %.1f Gcycles of overload. The task finishes after %.3f s, in time",
                        value(fa2, "resold") / 1e9, value(fa2, "overload") / 1e9, value(agent, "delaySeconds")),
                format(
                        "The transfer of its %.2f Mbit takes %.3f s. The part then waits for the end of the round, which lasts 1 s. It waits for another %.3f s, because %.2f Gcycles",
                        bits / 1e6,
                        bits / value(link.apply("FA3"), "bitsPerSecond"),
                        left / value(fa3, "capacity"),
                        left / 1e9));
    }

    private static DoubleStream megabits(JsonNode agent) {
        return StreamSupport.stream(agent.get("links").spliterator(), false)
                .mapToDouble(link -> value(link, "bitsPerSecond") / 1e6);
    }

    private static double percent(Function<String, JsonNode> link, String leader) {
        return 100 * value(link.apply(leader), "ratio");
    }

    private static String provenBound() {
        return output.replaceAll("(?s).*no agent can gain more than (\\S+ %) by changing.*", "$1");
    }

    private static List<String> bidSentences() throws IOException {
        JsonNode fa2 = leader("FA2");
        JsonNode rule = reference.at("/resale/rule");
        List<JsonNode> lots = StreamSupport.stream(
                        reference.at("/resale/orders").spliterator(), false)
                .filter(order -> order.get("participant").stringValue().equals("FA2"))
                .toList();
        double revenue = value(fa2, "revenue") / value(fa2, "work") * 2e9;
        int limit = lots.getFirst().get("limitTicks").intValue();
        assertThat(lots).hasSize(5);
        List<String[]> stops = rows("auction.csv");
        double end = Integer.parseInt(stops.getLast()[2]) / 100.0;
        double heard = Integer.parseInt(stop(stops, "FA2")[2]) / 100.0;
        double seventh = Integer.parseInt(stop(stops, "FA1#2")[2]) / 100.0;
        List<String[]> trades = rows("trades.csv");
        double price = Integer.parseInt(trades.getFirst()[6]) / 200.0;
        assertThat(price).isEqualTo((seventh + end) / 2);
        assertThat(trades).anySatisfy(trade -> assertThat(trade).startsWith("FA2", "1", "AA3", "1"));
        JsonNode lie = find(reference.at("/resale/audit/misreports"), "trader", "FA2");
        return List.of(
                format("FA2 sold %.2f Gcycles more than its capacity.", value(fa2, "overload") / 1e9),
                "trades *lots* of 2 Gcycles, so FA2 bids for five lots",
                format(
                        "would refund its revenue (%.2f) and pay a penalty (1.00). Its limit price is %.2f, or %d *ticks* of 0.01.",
                        revenue, limit / 100.0, limit),
                format(
                        "clock falls from %.2f, the sellers' rises from %.2f.",
                        value(rule, "buyersStartTicks") / 100, value(rule, "sellersStartTicks") / 100),
                format("At %.2f FA2 accepts with four lots; its first lot is first in the buyers' queue.", heard),
                format(
                        "The clocks meet at %.2f. %d pairs trade at the *midpoint* of the seventh stops: %.2f (buyers) and %.2f (sellers), so %.3f.",
                        end, trades.size(), seventh, end, price),
                format(
                        "FA2 would have gained %s more by a misreport",
                        Double.parseDouble(lie.get("gainHalfTicks").stringValue()) / 200),
                format("FA2 pays the house %,d units of a millionth", Math.round(price * 1e6)),
                format("computed again from its %d entries.", rows("ledger.csv").size()),
                format(
                        "contains only %.2f Gcycles, and FA2's valuation of it is %.2f. The clocks meet at %.2f, so the lot is not traded.",
                        value(fa2, "leftOver") / 1e9,
                        lots.getLast().get("limitTicks").intValue() / 100.0,
                        end),
                format("WA4 receives a refund of %.3f and a penalty of %.3f:", payment("refund"), payment("penalty")));
    }

    @Test
    void figureOfRoundMatchesReferenceRun() throws IOException {
        String texts = Files.readString(Path.of("docs/images/round.svg"))
                .lines()
                .filter(line -> line.startsWith("<text"))
                .map(line -> line.replaceAll("<[^>]*>", "").replace("&#8217;", "'") + ";")
                .collect(Collectors.joining(" "));
        JsonNode agent = find(reference.get("agents"), "id", "WA4");
        JsonNode fa2 = leader("FA2");
        List<String> shown = new ArrayList<>(List.of(
                format("%.2f Mbit, %.2f Gcycles;", value(agent, "taskBits") / 1e6, value(agent, "taskWork") / 1e9),
                format(
                        "deadline %.3f s; satisfaction weight %.1f;",
                        value(agent, "deadlineSeconds"), value(agent, "weight")),
                format(
                        "%.1f of %.1f Gcycles: %.0f %%;",
                        value(fa2, "work") / 1e9, value(fa2, "capacity") / 1e9, load(fa2)),
                format("%.2f overload: 5 lots to resell;", value(fa2, "overload") / 1e9),
                format("after %.3f s: in time;", value(agent, "delaySeconds")),
                format("(without tier 2: %.3f s, late);", value(agent, "delaySecondsWithoutResale")),
                format("%d announcements until they meet;", rows("auction.csv").size()),
                format("The ledger: %d entries, balanced;", rows("ledger.csv").size())));
        for (JsonNode link : agent.get("links")) {
            String id = link.get("leader").stringValue();
            shown.add(format("%s, %.3f per Mbit;", id, value(leader(id), "pricePerBit") * 1e6));
            shown.add(format("%.1f %%;", 100 * value(link, "ratio")));
        }
        for (String entry : Quoted.block("docs/explanation/one-round.md", "from,to,units,reason")
                .subList(1, 6)) {
            String[] cells = entry.split(",");
            shown.add(format("%s; %s; %.6f; %s;", cells[0], cells[1], Long.parseLong(cells[2]) / 1e6, cells[3]));
        }
        shown.addAll(clocks());
        Quoted.assertAllNumbers(texts, shown, "[1-4]\\. |[Tt]ier [12]|lots of 2 Gcycles|(?<= )\\d+;");
    }

    /** Returns the labels of the two clocks and of FA2's lots. */
    private static List<String> clocks() throws IOException {
        JsonNode rule = reference.at("/resale/rule");
        List<Integer> limits = StreamSupport.stream(
                        reference.at("/resale/orders").spliterator(), false)
                .filter(order -> order.get("participant").stringValue().equals("FA2"))
                .map(order -> order.get("limitTicks").intValue())
                .toList();
        double price = Integer.parseInt(rows("trades.csv").getFirst()[6]) / 200.0;
        double heard = Integer.parseInt(stop(rows("auction.csv"), "FA2")[2]) / 100.0;
        return List.of(
                format("4 of FA2's 5 lots at %.2f;", price),
                format("the 5th, partly empty (%.2f),;", value(leader("FA2"), "leftOver") / 1e9),
                format("has value %.2f: not traded;", limits.getLast() / 100.0),
                format("%.2f, the price;", price),
                format("clock falls from %.2f;", value(rule, "buyersStartTicks") / 100),
                format("clock rises from %.2f;", value(rule, "sellersStartTicks") / 100),
                format("%.2f: FA2 accepts four lots, value %.2f each;", heard, limits.getFirst() / 100.0));
    }

    private static double payment(String reason) throws IOException {
        return rows("ledger.csv").stream()
                        .filter(entry -> entry[0].equals("FA2") && entry[1].equals("WA4") && entry[3].equals(reason))
                        .mapToLong(entry -> Long.parseLong(entry[2]))
                        .sum()
                / 1e6;
    }

    /** Returns the stop at which a lot was accepted. */
    private static String[] stop(List<String[]> stops, String lot) {
        return stops.stream()
                .filter(stop -> List.of(stop[4].split(" ")).contains(lot))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the rows of a file of the run, without its comment and its header. */
    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(temp.resolve("reference").resolve(file)).stream()
                .skip(2)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private static List<String> resultSentences() {
        int met = count("/totals/deadlinesMet");
        int before = count("/totalsWithoutResale/deadlinesMet");
        int all = count("/scenario/wirelessAgents");
        double cost = number("/resaleCost");
        assertThat(output)
                .contains(format(
                        "Of the %d missed, 1 takes too long even without waiting and 4 wait behind overload",
                        all - met));
        String[] paid = output.replaceAll(
                        "(?s).*\nResale price +expected (\\S+) per unit of work, paid (\\S+)\\. .*", "$1 $2")
                .split(" ");
        return List.of(
                format(
                        "With tier 2, %d of %d tasks meet their deadlines; without it, %d would. Of the %d late tasks, 4 wait",
                        met, all, before, all - met),
                "and 1 would be late even without waiting.",
                format(
                        "*Welfare*, the sum of the gains of all agents, is %.1f. Tier 2 reduces it by %.2f, because the aerial agents' costs of computing exceed the savings of the fixed agents. This is %.3f for each additional deadline that is met.",
                        number("/welfare"), cost, cost / (met - before)),
                format("(`expectedResalePrice`, %s)", paid[0]),
                format("The price paid in this round was %s.", paid[1]));
    }

    @Test
    void readmeMatchesReferenceRun() throws IOException {
        JsonNode fa1 = leader("FA1");
        assertThat(Quoted.prose(Path.of("README.md")))
                .contains(format(
                        "Its price is %.3f per Mbit; it has %d buyers and sold %.0f %% of its capacity.",
                        value(fa1, "pricePerBit") * 1e6, fa1.get("buyers").intValue(), load(fa1)));
        assertThat(output.lines()).containsAll(Quoted.block("README.md", "25 iterations"));
    }

    @Test
    void certificatePageMatchesPricesAndLoads() throws IOException {
        StringBuilder prices = new StringBuilder("| price per Mbit, expected cost |");
        StringBuilder loads = new StringBuilder("| load of capacity |");
        for (JsonNode leader : reference.get("leaders")) {
            prices.append(format(" %.3f |", value(leader, "pricePerBit") * 1e6));
            loads.append(format(" %.0f %% |", load(leader)));
        }
        int all = count("/scenario/wirelessAgents");
        prices.append(format(
                " %d, %d |", all - count("/totalsWithoutResale/deadlinesMet"), all - count("/totals/deadlinesMet")));
        assertThat(Files.readString(Path.of("docs/results/certificate.md")))
                .contains(prices)
                .contains(loads);
    }

    @Test
    void truthfulnessPageMatchesRulesOfThreeScenarios() throws IOException {
        List<String> scenarios = List.of("reference", "campus", "explicit-links");
        Map<String, StringBuilder> rows = new TreeMap<>();
        for (String scenario : scenarios) {
            if (!scenario.equals("reference")) {
                run(scenario);
            }
            for (String line :
                    Files.readAllLines(temp.resolve(scenario + "/rules.csv")).subList(2, 12)) {
                rows.computeIfAbsent(line.split(",")[0], rule -> new StringBuilder())
                        .append(" | ")
                        .append(cell(line.split(",", -1)));
            }
        }
        List<String> page = Files.readAllLines(Path.of("docs/results/truthfulness.md"));
        Map<String, String> names = Map.ofEntries(
                Map.entry(DOUBLE_DUTCH + "midpoint", "midpoint, `order-statistics`"),
                Map.entry(DOUBLE_DUTCH + "trade-reduction", "trade reduction"),
                Map.entry(DOUBLE_DUTCH + "strongly-balanced-reduction", "strongly balanced reduction"),
                Map.entry(DOUBLE_DUTCH + "refined", "refined"),
                Map.entry("sbba", "SBBA"),
                Map.entry("drop-out", "drop-out"),
                Map.entry("posted-price", "posted price"),
                Map.entry("muda", "MUDA"),
                Map.entry("vcg", "VCG"),
                Map.entry("seller-vcg", "verified bids"));
        rows.forEach((rule, cells) -> DocumentedLiesTest.assertHas(page, names.get(rule) + cells + " |"));
    }

    /** Returns efficiency, deadlines, the largest gain of a misreport, and what the house keeps or pays. */
    private static String cell(String[] row) {
        if (!row[3].isEmpty()) {
            return "refused";
        }
        int shift = row.length - 18;
        double house = Double.parseDouble(row[shift + 8]) / 100;
        return short1(100 * Double.parseDouble(row[shift + 11])) + " %, " + row[shift + 17] + ", "
                + short2(Double.parseDouble(row[shift + 6]) / 100)
                + (house > 0 ? "; house keeps " + short2(house) : house < 0 ? "; house pays " + short2(-house) : "");
    }

    static String short1(double number) {
        return format("%.1f", number).replaceAll("\\.0$", "");
    }

    private static String short2(double number) {
        return format("%.2f", number).replaceAll("\\.?0+$", "");
    }
}
