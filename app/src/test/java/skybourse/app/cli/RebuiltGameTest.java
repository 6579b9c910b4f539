package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code links.csv} and {@code leaders.csv} contain the complete game, and so does {@code result.json}: from these, without code of the
 * program, every ratio and every leader's decision profit can be recomputed.
 */
class RebuiltGameTest {

    private static final double ERROR = 1e-9;

    @TempDir
    private Path temp;

    private Path run(Object... arguments) {
        List<Object> line =
                new ArrayList<>(List.of("run", "--starts", 0, "--rule", "mcafee", "--out", temp.resolve("run")));
        line.addAll(List.of(arguments));
        Ran ran = Ran.of(line.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return temp.resolve("run");
    }

    /** Reads a table by the names in its header; ids in these files contain neither commas nor quotes. */
    private static List<Map<String, String>> table(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        String[] head = {};
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",", -1);
            if (line.startsWith("#")) {
                continue;
            }
            if (head.length == 0) {
                head = cells;
                continue;
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < head.length; i++) {
                row.put(head[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double number(Map<String, String> row, String column) {
        assertThat(row).containsKey(column);
        return Double.parseDouble(row.get(column));
    }

    /** Returns the shares that an agent sends over its links: water-filling, with the level found by bisection. */
    private static double[] ratios(List<Map<String, String>> links, Map<String, Double> prices) {
        double low = 0;
        double high = 1e12;
        for (int step = 0; step < 300 && sum(ratiosAt(links, prices, 0)) > 1; step++) {
            double middle = (low + high) / 2;
            if (sum(ratiosAt(links, prices, middle)) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return ratiosAt(links, prices, sum(ratiosAt(links, prices, 0)) > 1 ? high : 0);
    }

    private static double[] ratiosAt(List<Map<String, String>> links, Map<String, Double> prices, double level) {
        double[] ratios = new double[links.size()];
        for (int l = 0; l < ratios.length; l++) {
            Map<String, String> link = links.get(l);
            double price = prices.get(link.get("leader"));
            double marginal = price * number(link, "taskBits") + number(link, "charge") + level;
            double cap = number(link, "cap");
            double free = number(link, "weight") / marginal - 1 / number(link, "quality");
            ratios[l] = Double.isInfinite(price) ? 0 : marginal <= 0 ? cap : Math.min(Math.max(free, 0), cap);
        }
        return ratios;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Reads the same two tables from {@code result.json}. */
    private static List<List<Map<String, String>>> tables(Path result) throws IOException {
        JsonNode root = JsonMapper.shared().readTree(Files.readString(result));
        List<Map<String, String>> leaders = new ArrayList<>();
        root.get("leaders").forEach(leader -> leaders.add(row(leader, new HashMap<>())));
        List<Map<String, String>> links = new ArrayList<>();
        for (JsonNode agent : root.get("agents")) {
            for (JsonNode link : agent.get("links")) {
                links.add(row(
                        link,
                        row(agent, new HashMap<>(Map.of("agent", agent.get("id").asString())))));
            }
        }
        return List.of(leaders, links);
    }

    private static Map<String, String> row(JsonNode node, Map<String, String> row) {
        node.properties().stream()
                .filter(each -> each.getValue().isValueNode())
                .forEach(each -> row.put(each.getKey(), each.getValue().asString()));
        return row;
    }

    private static void assertFilesDetermineGame(Path folder) throws IOException {
        assertTablesDetermineGame(table(folder.resolve("leaders.csv")), table(folder.resolve("links.csv")));
        List<List<Map<String, String>>> tables = tables(folder.resolve("result.json"));
        assertTablesDetermineGame(tables.getFirst(), tables.getLast());
    }

    private static void assertTablesDetermineGame(List<Map<String, String>> leaders, List<Map<String, String>> all) {
        Map<String, Double> prices = new LinkedHashMap<>();
        Map<String, Double> profits = new HashMap<>();
        Map<String, Double> loads = new HashMap<>();
        for (Map<String, String> leader : leaders) {
            boolean closed = leader.get("pricePerBit").equals("closed");
            prices.put(leader.get("id"), closed ? Double.POSITIVE_INFINITY : number(leader, "pricePerBit"));
        }
        Map<String, List<Map<String, String>>> agents = new LinkedHashMap<>();
        for (Map<String, String> link : all) {
            if (!link.get("leader").isEmpty()) {
                agents.computeIfAbsent(link.get("agent"), _ -> new ArrayList<>())
                        .add(link);
            }
        }
        for (List<Map<String, String>> links : agents.values()) {
            double[] ratios = ratios(links, prices);
            for (int l = 0; l < ratios.length; l++) {
                Map<String, String> link = links.get(l);
                assertThat(ratios[l])
                        .as("%s to %s", link.get("agent"), link.get("leader"))
                        .isCloseTo(number(link, "ratio"), within(ERROR));
                int leader = List.copyOf(prices.keySet()).indexOf(link.get("leader"));
                double cost = number(leaders.get(leader), "costPerWork");
                double price = prices.get(link.get("leader"));
                double margin = price * number(link, "taskBits") - cost * number(link, "taskWork");
                profits.merge(link.get("leader"), ratios[l] == 0 ? 0 : margin * ratios[l], Double::sum);
                loads.merge(link.get("leader"), number(link, "taskWork") * ratios[l], Double::sum);
            }
        }
        for (Map<String, String> leader : leaders) {
            String id = leader.get("id");
            double overload = Math.max(0, loads.getOrDefault(id, 0.0) - number(leader, "capacity"));
            double profit = profits.getOrDefault(id, 0.0) - number(leader, "overloadPrice") * overload;
            assertThat(profit).as(id).isCloseTo(number(leader, "decisionProfit"), within(ERROR * Math.max(1, profit)));
            assertThat(number(leader, "decisionProfit")).as(id).isLessThanOrEqualTo(number(leader, "upperBound"));
            assertThat(number(leader, "priceCapPerBit")).as(id).isPositive();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"reference", "campus", "explicit-links"})
    void tablesDetermineRatiosAndDecisionProfits(String example) throws IOException {
        Path folder = run("examples/" + example + ".yaml");
        assertFilesDetermineGame(folder);
        if (example.equals("reference")) {
            assertThat(table(folder.resolve("links.csv"))).hasSize(20 * 5).anyMatch(link -> number(link, "ratio") == 0);
        }
    }

    @Test
    void tablesContainClosedLeader() throws IOException {
        String campus = Files.readString(Path.of("examples/campus.yaml"));
        Path scenario = Files.writeString(
                temp.resolve("closed.yaml"), campus.replaceFirst("priceCapPerBit: 20.0e-6", "priceCapPerBit: 1.0e-12"));
        Path folder = run(scenario);
        assertThat(table(folder.resolve("leaders.csv")))
                .anyMatch(leader -> leader.get("pricePerBit").equals("closed"));
        assertFilesDetermineGame(folder);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"reference", "campus", "explicit-links"})
    void tablesDetermineTierOneAndSettledProfits(String example) throws IOException {
        Path folder = run("examples/" + example + ".yaml");
        Map<String, Long> balances = new HashMap<>();
        for (Map<String, String> entry : table(folder.resolve("ledger.csv"))) {
            long units = Long.parseLong(entry.get("units"));
            balances.merge(entry.get("to"), units, Long::sum);
            balances.merge(entry.get("from"), -units, Long::sum);
        }
        for (Map<String, String> leader : table(folder.resolve("leaders.csv"))) {
            double energy = number(leader, "costPerWork") * number(leader, "work");
            double own = number(leader, "costPerWork") * (number(leader, "work") - number(leader, "resold"));
            String id = leader.get("id");
            assertThat(number(leader, "revenue") - energy)
                    .as(id)
                    .isCloseTo(number(leader, "profitTier1"), within(ERROR * 100));
            assertThat(1e-6 * balances.get(id) - own)
                    .as(id)
                    .isCloseTo(number(leader, "profitSettled"), within(ERROR * 100));
        }
    }
}
