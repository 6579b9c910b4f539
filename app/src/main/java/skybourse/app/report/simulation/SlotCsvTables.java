package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.app.result.ResultColumnDocs;
import skybourse.app.result.SlotRows;
import skybourse.base.agent.Agent;
import skybourse.base.numeric.EnumNames;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotPieces;
import skybourse.round.simulation.SlotResult;
import skybourse.round.simulation.SlotStage;

/**
 * CSV tables of a simulation, written slot by slot. A cell without a value is empty.
 *
 * <p>Slots must be added in order. The row of a slot is added to {@link #SLOTS} after the deadlines of the slot's tasks, so the table of an
 * unfinished simulation lacks the last slots.
 */
public final class SlotCsvTables {

    /** Table of metrics: one line per slot. */
    public static final String SLOTS = "slots.csv";

    /** Table of leaders: one line per slot and leader. */
    public static final String LEADERS = "leaders.csv";

    /** Table of aerial agents: one line per slot and aerial agent. */
    public static final String AERIAL = "aerial.csv";

    /**
     * Table of positions in some of the slots: one line per slot and agent. The line of a wireless agent contains the number of its tasks that have
     * ended so far.
     */
    public static final String PLACES = "places.csv";

    /** Table of sold parts in the slots of {@link #PLACES}: one line per slot, buyer and seller. */
    public static final String LINKS = "links.csv";

    /** Table of payments: one line per payment. */
    public static final String LEDGER = "ledger.csv";

    /** Table of final balances: one line per account. */
    public static final String BALANCES = "balances.csv";

    /** Table of energy accounts: one line per agent and kind. */
    public static final String ENERGY = "energy.csv";

    /** Table of batteries of wireless agents: one line for each that became empty. Written only if a wireless agent has a battery. */
    public static final String BATTERIES = "batteries.csv";

    /** Table of wall times on this machine: one line per slot. */
    public static final String TIMING = "timing.csv";

    private static final double CENTIMETRES = 100;

    private static final int MOST_NAMED = 100_000;
    private static final int SAMPLE = 2_000;

    private final Scenario scenario;
    private final String note;
    private final long placesEvery;
    private final boolean hasLedger;
    private final List<String> ids;
    private final boolean hasBatteries;

    /**
     * Creates the tables of a simulation.
     *
     * @param scenario the market at its start
     * @param note first line of each table, which begins with {@code #} and ends with a line feed; may be empty
     * @param placesEvery interval at which positions and links are written, slots; slot 0 is the first
     * @param hasLedger whether payments are written
     */
    public SlotCsvTables(Scenario scenario, String note, long placesEvery, boolean hasLedger) {
        this.scenario = scenario;
        this.note = note;
        this.placesEvery = placesEvery;
        this.hasLedger = hasLedger;
        ids = scenario.agents().map(Agent::id).toList();
        hasBatteries = WirelessBatteryTable.exist(scenario);
    }

    /**
     * Returns the interval at which wireless agents are sampled for positions and links. It is 1 for up to 100,000 agents. For more agents it is
     * chosen such that at most 2,000 are sampled.
     */
    public static int samplingInterval(int wirelessAgents) {
        return wirelessAgents > MOST_NAMED ? Math.ceilDiv(wirelessAgents, SAMPLE) : 1;
    }

    private boolean isSampled(int wirelessAgent) {
        return wirelessAgent % samplingInterval(scenario.wirelessAgents().size()) == 0;
    }

    /** Returns the head of each table that grows slot by slot, by name. */
    public Map<String, String> heads() {
        Map<String, String> heads = new LinkedHashMap<>();
        heads.put(
                SLOTS,
                head(ResultColumnDocs.slots().stream()
                        .map(RecordTable.Described::name)
                        .collect(Collectors.joining(","))));
        heads.put(LEADERS, note + SlotRows.LEADERS.header());
        heads.put(AERIAL, note + SlotRows.AERIAL.header());
        heads.put(PLACES, note + SlotRows.PLACES.header());
        heads.put(LINKS, note + SlotRows.LINKS.header());
        if (hasLedger) {
            heads.put(LEDGER, note + SlotRows.LEDGER.header());
        }
        if (hasBatteries) {
            heads.put(BATTERIES, note + SlotRows.BATTERIES.header());
        }
        List<String> parts = new ArrayList<>(List.of("slot"));
        Stream.of(SlotStage.values())
                .map(part -> EnumNames.camel(part) + "Seconds")
                .forEach(parts::add);
        heads.put(TIMING, head(String.join(",", parts)));
        return heads;
    }

    private String head(String columns) {
        return note + columns + "\n";
    }

    /** Returns the lines that are added after a slot, by name of the table. The lines of {@link #SLOTS} may belong to earlier slots. */
    public Map<String, String> of(SlotResult slot, double[] partSeconds) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(SLOTS, rows(slot.complete()));
        lines.put(LEADERS, leaders(slot));
        lines.put(AERIAL, aerial(slot));
        boolean hasPlaces = slot.slot() % placesEvery == 0;
        lines.put(PLACES, hasPlaces ? places(slot) : "");
        lines.put(LINKS, hasPlaces ? links(slot) : "");
        if (hasLedger) {
            lines.put(LEDGER, ledger(slot));
        }
        if (hasBatteries) {
            lines.put(
                    BATTERIES,
                    SlotRows.BATTERIES.lines(
                            slot.emptied().stream().map(n -> new SlotRows.EmptyBattery(slot.slot(), ids.get(n)))));
        }
        var timing = new StringBuilder().append(slot.slot());
        for (double seconds : partSeconds) {
            timing.append(String.format(Locale.ROOT, ",%.6f", seconds));
        }
        lines.put(TIMING, timing.append('\n').toString());
        return lines;
    }

    /** Returns the lines of {@link #SLOTS} for the given rows. */
    public String rows(List<SlotRow> rows) {
        var text = new StringBuilder();
        for (SlotRow row : rows) {
            text.append(row.slot())
                    .append(',')
                    .append(RecordTable.shortNumber(
                            row.slot() * scenario.rules().roundSeconds()));
            for (double value : row.values()) {
                text.append(',').append(RecordTable.shortNumber(value));
            }
            text.append(',').append(row.ledger().sha256Hex());
            for (long units : row.ledger().totals()) {
                text.append(',').append(units);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String leaders(SlotResult slot) {
        return SlotRows.LEADERS.lines(IntStream.range(0, slot.leaders().size()).mapToObj(s -> {
            SlotResult.LeaderSlot leader = slot.leaders().get(s);
            return new SlotRows.LeaderSlot(
                    slot.slot(),
                    scenario.leaders().get(s).id(),
                    new LeaderPrice(leader.price()),
                    leader.soldWork(),
                    leader.capacity(),
                    leader.backlog(),
                    leader.resoldWork(),
                    leader.balance());
        }));
    }

    private String aerial(SlotResult slot) {
        return SlotRows.AERIAL.lines(
                IntStream.range(0, slot.aerialAgents().size()).mapToObj(k -> {
                    SlotResult.AerialSlot agent = slot.aerialAgents().get(k);
                    String id = scenario.aerialAgents().get(k).id();
                    return new SlotRows.AerialSlot(
                            slot.slot(), id, agent.mode(), agent.charge(), agent.lots(), agent.balance());
                }));
    }

    private String places(SlotResult slot) {
        double[] places = slot.places();
        long[] fates = slot.fates();
        return SlotRows.PLACES.lines(IntStream.range(0, places.length / 2)
                .filter(i -> 2 * i >= fates.length || isSampled(i))
                .mapToObj(i -> {
                    boolean hasTasks = 2 * i < fates.length;
                    return new SlotRows.Place(
                            slot.slot(),
                            ids.get(i),
                            metres(places[2 * i]),
                            metres(places[2 * i + 1]),
                            hasTasks ? Optional.of(fates[2 * i]) : Optional.empty(),
                            hasTasks ? Optional.of(fates[2 * i + 1]) : Optional.empty());
                }));
    }

    /**
     * Returns the lines of links. The first ones contain the shares of tasks that wireless agents sent to leaders. The others contain the shares of
     * their sold work that leaders resold to aerial agents.
     */
    private String links(SlotResult slot) {
        SlotPieces pieces = slot.sold();
        Stream<SlotRows.Link> sent = IntStream.range(0, pieces.count())
                .filter(part -> isSampled(pieces.sender(part)))
                .mapToObj(part -> new SlotRows.Link(
                        slot.slot(),
                        scenario.wirelessAgents().get(pieces.sender(part)).id(),
                        scenario.leaders().get(pieces.leader(part)).id(),
                        TimeSeries.shown(pieces.ratio(part))));
        return SlotRows.LINKS.lines(Stream.concat(
                sent, IntStream.range(0, slot.resales().size()).boxed().flatMap(s -> resold(slot, s))));
    }

    private Stream<SlotRows.Link> resold(SlotResult slot, int leader) {
        String seller = scenario.leaders().get(leader).id();
        return slot.resales().get(leader).portions().stream()
                .map(portion -> new SlotRows.Link(
                        slot.slot(),
                        seller,
                        portion.aerialAgent(),
                        TimeSeries.shown(
                                portion.work() / slot.leaders().get(leader).soldWork())));
    }

    private static String ledger(SlotResult slot) {
        return SlotRows.LEDGER.lines(slot.ledger().entries().stream()
                .map(entry ->
                        new SlotRows.Payment(slot.slot(), entry.from(), entry.to(), entry.units(), entry.reason())));
    }

    /** Returns the tables at the end of a simulation, {@link #BALANCES} and {@link #ENERGY}, by name. */
    public Map<String, String> atEnd(Simulation simulation) {
        String balances = SlotRows.BALANCES.csv(Stream.concat(ids.stream(), Stream.of(Scenario.HOUSE, Scenario.ESCROW))
                .map(id -> new SlotRows.Balance(id, simulation.balance(id))));
        String energy = SlotRows.ENERGY.csv(ids.stream()
                .flatMap(id -> simulation.energy(id).entrySet().stream()
                        .map(entry -> new SlotRows.Energy(id, entry.getKey(), entry.getValue()))));
        return Map.of(BALANCES, note + balances, ENERGY, note + energy);
    }

    private static double metres(double value) {
        return Math.rint(value * CENTIMETRES) / CENTIMETRES;
    }
}
