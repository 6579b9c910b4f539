package skybourse.app.report.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.files.codec.RunManifest;
import skybourse.files.scenario.DynamicScenario;
import skybourse.files.scenario.ScenarioText;
import skybourse.round.analysis.ResultProvenance;
import skybourse.round.dynamics.Metric;

/**
 * Tables of an artificial simulation, from formulas: with slots without measurements, a closed leader, an agent that
 * arrives late and a drone that flies home.
 *
 * @param slots how many there are
 */
public record MadeUpSimulation(long slots) {

    private static final String CAMPUS = "examples/campus-over-time.yaml";
    private static final List<String> MODES = List.of("serving", "serving", "returning", "charging", "outbound");

    /** The market of the example, read once. */
    private static final DynamicScenario MARKET = read();

    static DynamicScenario market() {
        return MARKET;
    }

    private static DynamicScenario read() {
        try {
            return ScenarioText.readOverTime(CAMPUS, Files.readAllBytes(Path.of(CAMPUS)), _ -> new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SimulationPage.PageInputs inputs(long slots, Set<String> files) {
        var origin = new ResultProvenance("0.2.0", "5f", "./skybourse simulate scenario.yaml --slots " + slots);
        return new SimulationPage.PageInputs(market(), new RunManifest(origin, List.of()), 1, slots, 1, files);
    }

    public String page() {
        return SimulationPage.of(
                        inputs(slots, Set.of("slots.csv", "leaders.csv")),
                        (table, reader) -> reader.accept(lines(table)))
                .single();
    }

    /** Returns the lines of a table. */
    public Stream<String> lines(String table) {
        return switch (table) {
            case SlotCsvTables.SLOTS ->
                table(
                        "slot,seconds," + metrics(Metric::column),
                        slot -> Stream.of(slot + "," + slot + "," + values(slot)));
            case SlotCsvTables.LEADERS ->
                table(
                        "slot,id,pricePerBit,soldWork,capacity,backlog,resoldWork,balance",
                        slot -> market().scenario().leaders().stream()
                                .map(leader -> String.join(
                                        ",",
                                        slot + "",
                                        leader.id(),
                                        price(slot),
                                        "3e9",
                                        "2e9",
                                        slot % 5 + "e9",
                                        "0",
                                        "0")));
            case SlotCsvTables.AERIAL ->
                table(
                        "slot,id,mode,charge,lots,balance",
                        slot -> Stream.of(
                                slot + ",drone," + MODES.get((int) (slot % 5)) + "," + 1.0 / (1 + slot % 7) + ",1,0"));
            case SlotCsvTables.PLACES -> table("slot,id,x,y,ended,inTime", this::places);
            case SlotCsvTables.LINKS -> table("slot,from,to,share", this::links);
            default -> throw new IllegalArgumentException(table);
        };
    }

    private Stream<String> table(String header, java.util.function.LongFunction<Stream<String>> rows) {
        return Stream.concat(
                Stream.of("# seed=1", header),
                LongStream.range(0, slots).boxed().flatMap(rows::apply));
    }

    private static String metrics(java.util.function.Function<Metric, String> cell) {
        return Stream.of(Metric.values()).map(cell).collect(Collectors.joining(","));
    }

    private static String price(long slot) {
        return slot % 9 == 4 ? "closed" : String.format(Locale.ROOT, "%de-6", 2 + slot % 3);
    }

    /** The {@code i}-th metric of slot {@code t} is {@code (t (i + 1)) mod 8}, and empty in every sixth slot. */
    private static String values(long slot) {
        return IntStream.range(0, Metric.values().length)
                .mapToObj(i -> slot % 6 == 5 ? "" : Long.toString(slot * (i + 1) % 8))
                .collect(Collectors.joining(","));
    }

    /** In each slot one wireless agent sends a tenth to one leader and two to the next; fixed agents resell a quarter. */
    private Stream<String> links(long slot) {
        var scenario = market().scenario();
        int leaders = scenario.leaders().size();
        Agent sender = scenario.wirelessAgents()
                .get((int) (slot % scenario.wirelessAgents().size()));
        Stream<String> sent = IntStream.range(0, 2)
                .mapToObj(i -> slot + "," + sender.id() + ","
                        + scenario.leaders().get((int) ((slot + i) % leaders)).id() + ",0." + (i + 1));
        Stream<String> resold = scenario.fixedAgents().stream().map(agent -> slot + "," + agent.id() + ",drone,0.25");
        return Stream.concat(sent, resold);
    }

    private Stream<String> places(long slot) {
        var scenario = market().scenario();
        // one task per slot, of which every second is in time
        Stream<String> wireless = scenario.wirelessAgents().stream()
                .map(agent -> place(slot, agent) + "," + (slot + 1) + "," + (slot + 1) / 2);
        return Stream.concat(wireless, scenario.leaders().stream().map(agent -> place(slot, agent) + ",,"));
    }

    private static String place(long slot, Agent agent) {
        String id = agent.id();
        return slot + "," + id + (id.equals("visitor") && slot < 3 ? ",," : "," + (slot % 50 + id.length()) + ".3,7");
    }
}
