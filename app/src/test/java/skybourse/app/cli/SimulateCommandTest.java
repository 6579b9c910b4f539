package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.app.command.ExitCode;
import skybourse.app.options.SimulationOptions;
import skybourse.round.dynamics.Metric;
import skybourse.round.ledger.Ledger;

class SimulateCommandTest {

    private static final String CAMPUS = "examples/campus-over-time.yaml";

    @TempDir
    private Path temp;

    private Path folder() {
        return temp.resolve("out");
    }

    private Ran simulate(Object... more) {
        return Ran.of(Stream.concat(Stream.of("simulate"), java.util.Arrays.stream(more))
                .toArray());
    }

    private List<String> cells(Path file, int column) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .skip(1)
                .map(line -> line.split(",")[column])
                .toList();
    }

    /** The settings of a single round, as in {@code examples/one-slot.yaml}. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "examples/reference.yaml, seller-vcg",
        "examples/campus.yaml, seller-vcg",
        "examples/campus.yaml, double-dutch-midpoint"
    })
    void singleSlotEqualsRun(String example, String rule) throws IOException {
        String settings = Files.readString(Path.of("examples/one-slot.yaml"));
        Path file = Files.writeString(
                temp.resolve("one.yaml"),
                Files.readString(Path.of(example)) + settings.substring(settings.indexOf("overTime:")));
        Object[] rules = rule.equals("seller-vcg") ? new Object[0] : new Object[] {"--rule", rule}; // the default
        assertThat(simulate(Stream.concat(Stream.of(file, "--slots", 1, "--out", folder()), Stream.of(rules))
                                .toArray())
                        .code())
                .isZero();
        Path run = temp.resolve("run");
        assertThat(Ran.of("run", file, "--rule", rule, "--starts", 0, "--out", run)
                        .code())
                .isZero();
        assertThat(cells(folder().resolve("leaders.csv"), 2)).isEqualTo(cells(run.resolve("leaders.csv"), 1));
        List<String> payments = Files.readAllLines(run.resolve("ledger.csv"));
        assertThat(Files.readAllLines(folder().resolve("ledger.csv")).stream().skip(2))
                .hasSizeGreaterThan(10)
                .containsExactlyElementsOf(
                        payments.stream().skip(2).map(line -> "0," + line).toList());
    }

    /** Folders of older versions do not name the rule that was their default. */
    @Test
    void folderWithoutRuleContinuesUnderMidpoint() throws IOException {
        assertThat(simulate(CAMPUS, "--slots", 1, "--out", folder()).out()).contains("; auction rule seller-vcg");
        assertThat(SimulateManifestOptionText.plan(folder(), null, 1).rule()).isEqualTo("seller-vcg");
        Path manifest = folder().resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).containsOnlyOnce("\"--rule=seller-vcg\",");
        Files.writeString(manifest, text.replace("\"--rule=seller-vcg\",", ""));
        assertThat(SimulateManifestOptionText.plan(folder(), null, 1).rule()).isEqualTo("double-dutch-midpoint");
    }

    /** More than 20 GB need {@code --force}. */
    @Test
    void rejectsLedgerAbove20Gigabytes() {
        Ran ran = simulate(CAMPUS, "--slots", 20_000_000, "--ledger", "--out", folder());
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err())
                .startsWith("skybourse: --ledger: must write at most 20 GB without --force: about ")
                .contains(System.lineSeparator() + "Hint: use --no-ledger");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void tablesMatchTheirHeaders() throws IOException {
        Ran ran = simulate(CAMPUS, "--slots", 5, "--certify", "2e0", "--out", folder());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "campus: 6 of 6 wireless agents move",
                        "\nDeadlines met    ",
                        "\nEquilibrium      ",
                        "\nWelfare          ",
                        "\nBacklog          ",
                        "\nOverload         ",
                        "\nTime             ",
                        "verify " + folder());
        List<String> slots = Files.readAllLines(folder().resolve("slots.csv"));
        assertThat(slots.get(1)).startsWith("slot,seconds,arrived,").endsWith(",redeemedUnits");
        int columns = 2 + Metric.values().length + 1 + Ledger.Reason.values().length;
        assertThat(slots)
                .hasSize(2 + 5)
                .allMatch(line -> line.startsWith("#") || line.split(",", -1).length == columns);
        assertThat(cells(folder().resolve("slots.csv"), 1)).containsExactly("0", "1", "2", "3", "4");
        int certified = 2 + Metric.CERTIFIED.ordinal();
        assertThat(slots.stream().skip(2).map(line -> line.split(",", -1)[certified].isEmpty()))
                .element(1)
                .isEqualTo(true);
        assertThat(cells(folder().resolve("places.csv"), 0)).hasSize(5 * 9);
        assertThat(cells(folder().resolve("leaders.csv"), 0)).hasSize(5 * 3);
        assertSharesSumToAtMostOne(folder().resolve("links.csv"));
        double ended = 0;
        for (Metric metric : List.of(Metric.MET, Metric.LATE, Metric.EXPIRED, Metric.DROPPED)) {
            ended += sum(slots.stream().skip(2), 2 + metric.place());
        }
        List<String> places = Files.readAllLines(folder().resolve("places.csv"));
        assertThat(ended).isPositive();
        assertThat(sum(places.stream().filter(line -> line.startsWith("4,")), 4))
                .as("of all agents, by the last slot")
                .isEqualTo(ended);
        assertThat(cells(folder().resolve("aerial.csv"), 2)).containsOnly("serving");
        assertThat(cells(folder().resolve("balances.csv"), 1).stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .isZero();
        assertThat(Files.readAllLines(folder().resolve("timing.csv")).get(1))
                .isEqualTo(
                        "slot,worldSeconds,pricesSeconds,decisionsSeconds,tier2Seconds,booksSeconds,measuresSeconds");
    }

    /** Uses of energy sum to the sources of each agent. */
    @Test
    void energyAccountsSumToBatteriesAndMains() throws IOException {
        assertThat(simulate("examples/batteries.yaml", "--slots", 8, "--out", folder())
                        .code())
                .isZero();
        Path table = folder().resolve("energy.csv");
        List<String> ids = cells(table, 0);
        List<String> kinds = cells(table, 1);
        List<String> joules = cells(table, 2);
        Map<String, Double> errors = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            boolean isSource = List.of("battery", "charged", "mains").contains(kinds.get(i));
            errors.merge(ids.get(i), (isSource ? -1 : 1) * Double.parseDouble(joules.get(i)), Double::sum);
        }
        assertThat(errors.keySet()).containsExactlyInAnyOrder("phone-new", "phone-old", "laptop", "van", "mast");
        assertThat(errors.values()).allSatisfy(error -> assertThat(error).isBetween(-1e-9, 1e-9));
        assertThat(kinds).contains("home-computing", "sending", "leader-computing", "battery", "mains");
    }

    private static double sum(Stream<String> lines, int column) {
        return lines.map(line -> line.split(",", -1)[column])
                .filter(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private void assertSharesSumToAtMostOne(Path links) throws IOException {
        List<String> slots = cells(links, 0);
        List<String> from = cells(links, 1);
        List<String> share = cells(links, 3);
        Map<String, Double> sums = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            sums.merge(slots.get(i) + " " + from.get(i), Double.parseDouble(share.get(i)), Double::sum);
        }
        assertThat(sums).isNotEmpty();
        assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isPositive().isLessThan(1 + 1e-3));
        assertThat(cells(links, 2)).isSubsetOf("shuttle", "library", "laboratory", "drone");
    }

    @Test
    void verifiesFolderWithoutItsInputs() throws IOException {
        Path tracks = Files.writeString(temp.resolve("bus.csv"), "id,seconds,x,y\nbus,0,20,20\nbus,8,80,20\n");
        Path file = Files.writeString(
                temp.resolve("bus.yaml"),
                Files.readString(Path.of("examples/campus.yaml"))
                        + "overTime: {motion: {mobileAgents: {tracks: {file: bus.csv}}}}\n");
        assertThat(simulate(file, "--slots", 12, "--seed", 5, "--rule", "mcafee", "--quiet", "--out", folder()))
                .isEqualTo(new Ran(0, "", ""));
        Files.delete(tracks);
        Files.delete(file);
        assertThat(folder().resolve("tables").resolve("bus.csv")).exists();
        assertThat(Ran.of("verify", temp, "--threads", 2).out()).contains("Verified: all files are identical.");
        Files.writeString(folder().resolve("timing.csv"), "another machine");
        assertThat(Ran.of("verify", temp).code()).isZero();
        Path places = folder().resolve("places.csv");
        Files.writeString(places, Files.readString(places).replaceFirst("20", "21"));
        assertThat(Ran.of("verify", temp).out()).contains("places.csv was changed");
    }

    @Test
    void mobileAgentLeavesAfterLastSample() throws IOException {
        Files.writeString(temp.resolve("bus.csv"), "id,seconds,x,y\nbus,0,20,20\nbus,2,80,20\n");
        Path file = Files.writeString(
                temp.resolve("bus.yaml"),
                Files.readString(Path.of("examples/campus.yaml"))
                        + "overTime: {motion: {mobileAgents: {tracks: {file: bus.csv}}}}\n");
        assertThat(simulate(file, "--slots", 4, "--certify", "never", "--out", folder())
                        .code())
                .isZero();
        assertThat(Files.readAllLines(folder().resolve("places.csv")).stream().filter(line -> line.contains("shuttle")))
                .containsExactly("0,shuttle,20,20,,", "1,shuttle,50,20,,", "2,shuttle,,,,", "3,shuttle,,,,");
    }

    @Test
    void postedPricesAreRefusedWithConstantPower() {
        Object[] posted = {"--slots", 3, "--posted-prices", 0.2, "--certify", 2, "--quiet", "--out", folder()};
        Ran idle = simulate(Stream.concat(Stream.of("examples/energy-idle.yaml"), Stream.of(posted))
                .toArray());
        assertThat(idle.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(idle.err())
                .startsWith("skybourse: --posted-prices: must not be given for leaders with constant power"
                        + " (computer.energy.idle): van");
        assertThat(folder()).doesNotExist();
        assertThat(simulate(Stream.concat(Stream.of("examples/energy-dvfs.yaml"), Stream.of(posted))
                        .toArray()))
                .isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void missingEnergyTableNamesTheScenario() throws IOException {
        String text = Files.readString(Path.of("examples/energy-table.yaml"));
        Path file =
                Files.writeString(temp.resolve("tables.yaml"), text.replaceFirst("rows: \\[.*?\\]", "file: none.csv"));
        assertThat(simulate(file, "--slots", 1, "--out", folder()).err())
                .contains("none.csv: must be an existing file: not found")
                .contains("check the name in " + file + "; it is relative to the folder of that file.");
    }

    @Test
    void continuedSimulationIsByteIdentical() {
        assertThat(simulate(CAMPUS, "--slots", 6, "--seed", 3, "--quiet", "--out", folder())
                        .code())
                .isZero();
        assertThat(simulate("--continue", folder(), "--slots", 9, "--quiet")).isEqualTo(new Ran(0, "", ""));
        Path once = temp.resolve("once");
        assertThat(simulate(CAMPUS, "--slots", 9, "--seed", 3, "--quiet", "--out", once)
                        .code())
                .isZero();
        assertThat(folder().resolve("digests.txt")).hasSameTextualContentAs(once.resolve("digests.txt"));
        Ran less = simulate("--continue", folder(), "--slots", 5);
        assertThat(less.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(less.err()).contains("--slots: must be at least the 9 slots that are simulated already: 5");
    }

    @Test
    void simulates100SlotsByDefault() throws IOException {
        assertThat(simulate(CAMPUS, "--certify", "never", "--repair", "never", "--quiet", "--out", folder())
                        .code())
                .isZero();
        assertThat(cells(folder().resolve("slots.csv"), 0)).hasSize(100);
        assertThat(Ran.of("simulate", "--help").out()).contains("From 1. Default: 100;");
    }

    @Test
    void rejectsInvalidOrConflictingOptions() throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("mine.txt"), "mine");
        rejects("--slots: must be at least 1: 0", CAMPUS, "--slots", 0, "--out", temp.resolve("new"));
        rejects("--out: must be new, empty or the folder of a simulation", CAMPUS, "--slots", 1, "--out", folder());
        rejects("--certify: must be every, never or a number", CAMPUS, "--slots", 1, "--certify", "often");
        rejects("--certify: must be every, never or a number of slots from 1", CAMPUS, "--certify", 0);
        rejects("--checkpoint: must be at least 1: 0", CAMPUS, "--slots", 1, "--checkpoint", 0);
        rejects("--continue: must be the folder of a simulation", "--continue", folder());
        rejects("--seed: must not be given", "--continue", folder(), "--seed", 2);
        rejects(CAMPUS + ": must not be given with --continue", CAMPUS, "--continue", folder());
        rejects("--no-ledger: must not be given", CAMPUS, "--slots", 1, "--ledger", "--no-ledger");
        Path slow = Files.writeString(
                temp.resolve("slow.yaml"),
                Files.readString(Path.of("examples/campus.yaml")).replace("rules: {", "rules: {overloadDelay: slow, "));
        rejects(slow + ": rules.overloadDelay must be wait in a simulation", slow, "--slots", 1);
        Path fine = Files.writeString(
                temp.resolve("fine.yaml"),
                Files.readString(Path.of(CAMPUS)).replace("rules: {", "rules: {lotWork: 1000, "));
        rejects(
                fine + ": rules.lotWork must make at most 100000 lots",
                fine,
                "--slots",
                40,
                "--out",
                temp.resolve("lots"),
                "--quiet");
        assertThat(folder().toFile().list()).containsExactly("mine.txt");
    }

    private void rejects(String complaint, Object... arguments) {
        Ran ran = simulate(arguments);
        assertThat(ran.err()).startsWith("skybourse: " + complaint).contains("\nHint: ");
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
    }

    @Test
    void warnsIfDemandExceedsCapacity() throws IOException {
        Path file = Files.writeString(
                temp.resolve("busy.yaml"),
                Files.readString(Path.of("examples/campus.yaml"))
                        + "overTime: {arrivals: {poisson: {tasksPerSecond: 2}}}\n");
        Ran ran = simulate(file, "--slots", 1, "--out", folder());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("warning: demand exceeds the capacity of all processors, load 1.65");
        assertThat(Ran.of("validate", file).out()).contains("load 1.65", "warning: demand exceeds the capacity");
    }

    @Test
    void reportsOmittedLedgerAndSampledPlaces() throws IOException {
        var scenario = skybourse.app.folders.ScenarioFileReader.readOverTime(Path.of(CAMPUS));
        assertThat(SimulationOptions.links(scenario.scenario())).isEqualTo(18);
        Ran ran = simulate(CAMPUS, "--slots", 2, "--no-ledger", "--places-every", 2, "--out", folder());
        assertThat(ran.out()).contains("places.csv contains one of every 2 slots.", "ledger.csv is not written");
        assertThat(folder().resolve("ledger.csv")).doesNotExist();
        assertThat(cells(folder().resolve("places.csv"), 0)).containsOnly("0");
    }

    /** No disk holds 1e15 slots; the hint states how many fit. */
    @Test
    void rejectsSlotsThatExceedDisk() {
        Ran ran = simulate(CAMPUS, "--slots", 1_000_000_000_000_000L, "--no-ledger", "--out", folder());
        assertThat(ran.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(ran.err())
                .startsWith("skybourse: --slots: must fit on the disk: 1000000000000000 slots need about ")
                .containsPattern("B, [0-9.]+ [kMGT]B are free\\s+Hint: use at most --slots [1-9][0-9]*, ");
        assertThat(folder()).doesNotExist();
        simulate(CAMPUS, "--slots", 2, "--certify", "never", "--no-ledger", "--out", folder());
        Ran more = simulate("--continue", folder(), "--slots", 1_000_000_000_000_000L);
        assertThat(more.err()).startsWith("skybourse: --slots: must fit on the disk: ");
        assertThat(simulate("--continue", folder(), "--slots", 3).code()).isZero();
    }
}
