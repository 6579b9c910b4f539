package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of simulated markets with malicious agents: honest values of behaviours, and money. */
class MaliciousSimulationTest {

    private static final int SLOTS = 16;

    /** Behaviours of no agent, and behaviours with their honest values of all agents that they suit. */
    private static final List<String> HONEST = List.of(
            "{groups: [{behaviour: {noShow: {rate: 1}}, share: 0}, {behaviour: {misreport: {factor: 0.5}}, share: 0}]}",
            "{groups: [{behaviour: {noShow: {rate: 0}}, share: 1}, {behaviour: {misreport: {factor: 1}}, share: 1}]}");

    private static final String MALICIOUS =
            "{accident: 0.05, groups: [{behaviour: {misreport: {factor: 0.6}}, share: 0.4},"
                    + " {behaviour: {noShow: {rate: 1}}, ids: [shuttle]}, {behaviour: {noShow: {rate: 0.5}}, ids: [drone]}]}";

    private static final Set<String> RESELLERS = Set.of("library", "laboratory");

    @TempDir
    private Path temp;

    /** Writes a scenario of the examples over time, with malicious agents unless the text is empty. */
    private Path market(String example, String adversary) throws IOException {
        String text = Files.readString(Path.of("examples", example + ".yaml"));
        if (!text.contains("\noverTime:\n")) {
            text += "\noverTime:\n  arrivals: {poisson: {tasksPerSecond: 1}}\n";
        }
        String block = adversary.isEmpty() ? "" : "  adversary: " + adversary + "\n";
        Path file = Files.createTempFile(temp, "market", ".yaml");
        return Files.writeString(file, text.replace("\noverTime:\n", "\noverTime:\n" + block));
    }

    /** Writes the campus with malicious agents and more tasks, so that lots are sold. */
    private Path busyCampus() throws IOException {
        Path file = market("campus-over-time", MALICIOUS);
        return Files.writeString(file, Files.readString(file).replace("tasksPerSecond: 0.5", "tasksPerSecond: 1"));
    }

    private Path simulate(Path market, int slots) {
        Path folder = temp.resolve(market.getFileName() + "-out");
        assertThat(Ran.of("simulate", market, "--slots", slots, "--ledger", "--quiet", "--out", folder))
                .isEqualTo(new Ran(0, "", ""));
        return folder;
    }

    /** Returns the lines of each table without the first, which has the digest of the scenario. */
    private static Map<String, List<String>> tables(Path folder) throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                tables.put(file.getFileName().toString(), lines.subList(1, lines.size()));
            }
        }
        tables.remove("timing.csv");
        return tables;
    }

    @ParameterizedTest
    @ValueSource(strings = {"campus-over-time", "one-slot", "reference"})
    void honestValuesEqualTheMarketWithoutTheBlock(String example) throws IOException {
        Map<String, List<String>> plain = tables(simulate(market(example, ""), SLOTS));
        assertThat(plain).hasSize(8).containsKeys("ledger.csv", "energy.csv");
        for (String block : HONEST) {
            Path folder = simulate(market(example, block), SLOTS / 3);
            assertThat(Ran.of("simulate", "--continue", folder, "--slots", SLOTS, "--quiet"))
                    .isEqualTo(new Ran(0, "", ""));
            assertThat(tables(folder)).as(block).isEqualTo(plain);
        }
        String control = HONEST.getLast().replace("rate: 0", "rate: 0.5");
        assertThat(tables(simulate(market(example, control), SLOTS)).get("ledger.csv"))
                .isNotEqualTo(plain.get("ledger.csv"));
    }

    /** A row of {@code ledger.csv}. */
    private record Entry(long slot, String from, String to, long units, String reason) {

        static Entry of(String line) {
            String[] cells = line.split(",", -1);
            return new Entry(Long.parseLong(cells[0]), cells[1], cells[2], Long.parseLong(cells[3]), cells[4]);
        }
    }

    /** Returns the balances after a slot that follow from entries alone. */
    private static Map<String, Long> balances(List<Entry> ledger, long slot) {
        Map<String, Long> balances = new TreeMap<>();
        for (Entry entry : ledger) {
            if (entry.slot <= slot) {
                balances.merge(entry.from, -entry.units, Long::sum);
                balances.merge(entry.to, entry.units, Long::sum);
            }
        }
        return balances;
    }

    /** Returns the balances in the tables that differ from those that follow from the ledger. */
    private static List<String> wrong(List<Entry> ledger, Map<String, List<String>> tables) {
        List<String> wrong = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            Map<String, Long> balances = balances(ledger, slot);
            for (String table : List.of("leaders.csv", "aerial.csv")) {
                for (String line : tables.get(table)) {
                    String[] cells = line.split(",", -1);
                    String balance = cells[cells.length - 1];
                    if (cells[0].equals("" + slot) && !balance.equals("" + balances.getOrDefault(cells[1], 0L))) {
                        wrong.add(table + " " + line);
                    }
                }
            }
        }
        Map<String, Long> last = balances(ledger, SLOTS - 1);
        for (String line :
                tables.get("balances.csv").subList(1, tables.get("balances.csv").size())) {
            String[] cells = line.split(",", -1);
            if (Long.parseLong(cells[1]) != last.getOrDefault(cells[0], 0L)) {
                wrong.add("balances.csv " + line);
            }
        }
        return wrong;
    }

    private static List<Entry> ledger(Map<String, List<String>> tables) {
        List<String> lines = tables.get("ledger.csv");
        return lines.subList(1, lines.size()).stream().map(Entry::of).toList();
    }

    @Test
    void balancesFollowFromTheLedger() throws IOException {
        Map<String, List<String>> tables = tables(simulate(busyCampus(), SLOTS));
        List<Entry> ledger = ledger(tables);
        assertThat(ledger)
                .extracting(Entry::reason)
                .contains("bill", "held", "returned", "refund", "penalty", "lot-sold");
        assertThat(wrong(ledger, tables)).isEmpty();
        assertThat(ledger)
                .as("bills of the shuttle, which returns nothing")
                .noneMatch(entry -> entry.reason.equals("bill") && entry.to.equals("shuttle"));
        assertThat(ledger)
                .as("prices of lots that are returned to their buyers")
                .anyMatch(entry -> entry.reason.equals("returned") && RESELLERS.contains(entry.to));
    }

    /** Control: one wrong entry of each reason is detected. */
    @Test
    void oneWrongEntryIsDetected() throws IOException {
        Map<String, List<String>> tables = tables(simulate(busyCampus(), SLOTS));
        List<Entry> ledger = ledger(tables);
        for (String reason : ledger.stream().map(Entry::reason).distinct().toList()) {
            int at = ledger.stream().map(Entry::reason).toList().lastIndexOf(reason);
            Entry right = ledger.get(at);
            for (Entry entry : List.of(
                    new Entry(right.slot, right.from, right.to, right.units + 1, reason),
                    new Entry(right.slot, right.to, right.from, right.units, reason),
                    new Entry(
                            right.slot,
                            right.from,
                            "visitor".equals(right.to) ? "lecturer" : "visitor",
                            right.units,
                            reason))) {
                List<Entry> changed = new ArrayList<>(ledger);
                changed.set(at, entry);
                assertThat(wrong(changed, tables)).as(entry.toString()).isNotEmpty();
            }
            List<Entry> missing = new ArrayList<>(ledger);
            missing.remove(at);
            assertThat(wrong(missing, tables)).as("without " + right).isNotEmpty();
        }
    }
}
