package skybourse.app.report.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import skybourse.base.agent.Agent;
import skybourse.base.numeric.Wire;
import skybourse.base.scenario.Scenario;
import skybourse.files.text.CsvLine;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.SlotRow;
import skybourse.round.ledger.Ledger;
import skybourse.round.market.Resale;
import skybourse.round.simulation.Part;
import skybourse.round.simulation.SlotPieces;
import skybourse.round.simulation.SlotResult;
import skybourse.tier1.game.PricingGame;

/**
 * The tables of a simulation, a slot's lines at a time. An empty cell stands where there is no number.
 *
 * <p>Right for slots in order; wrong for files that are read in between, for the rows of {@link #SLOTS} come late, once the deadlines of
 * their tasks are over.
 */
public final class SlotTables {

    /** One line a slot: what was measured. */
    public static final String SLOTS = "slots.csv";

    /** One line a slot and leader. */
    public static final String LEADERS = "leaders.csv";

    /** One line a slot and aerial agent. */
    public static final String AERIAL = "aerial.csv";

    /** One line an agent, in some of the slots: where it is, and how many tasks of a wireless agent have ended until then. */
    public static final String PLACES = "places.csv";

    /** One line a part that was sold, in the slots of {@link #PLACES}: who was served by whom. */
    public static final String LINKS = "links.csv";

    /** One line a payment. */
    public static final String LEDGER = "ledger.csv";

    /** One line an agent at the end. */
    public static final String BALANCES = "balances.csv";

    /** One line a slot: how long it took, on this machine. */
    public static final String TIMING = "timing.csv";

    private static final double CENTIMETRES = 100;

    private static final int MOST_NAMED = 100_000;
    private static final int SAMPLE = 2_000;

    private final Scenario scenario;
    private final String note;
    private final long placesEvery;
    private final boolean hasLedger;
    private final List<String> ids;

    /**
     * Begins the tables of a simulation.
     *
     * @param scenario the market at its start
     * @param note what each table begins with, a line that begins with {@code #}, or nothing
     * @param placesEvery every how many slots places and links are written, from slot 0
     * @param hasLedger whether payments are written
     */
    public SlotTables(Scenario scenario, String note, long placesEvery, boolean hasLedger) {
        this.scenario = scenario;
        this.note = note;
        this.placesEvery = placesEvery;
        this.hasLedger = hasLedger;
        ids = Stream.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())
                .flatMap(List::stream)
                .map(Agent::id)
                .toList();
    }

    /** Returns of how many wireless agents one stands in places and links: of more than 100,000 some 2,000 do. */
    public static int sampledOf(int wirelessAgents) {
        return wirelessAgents > MOST_NAMED ? Math.ceilDiv(wirelessAgents, SAMPLE) : 1;
    }

    private boolean isSampled(int wirelessAgent) {
        return wirelessAgent % sampledOf(scenario.wirelessAgents().size()) == 0;
    }

    /** Returns how each table that grows begins, by its name. */
    public Map<String, String> heads() {
        Map<String, String> heads = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>(List.of("slot", "seconds"));
        Stream.of(Metric.values()).map(Metric::column).forEach(columns::add);
        columns.add("ledgerSha256");
        Stream.of(Ledger.Reason.values())
                .map(reason -> camel(Wire.name(reason)) + "Units")
                .forEach(columns::add);
        heads.put(SLOTS, head(String.join(",", columns)));
        heads.put(LEADERS, head("slot,id,pricePerBit,soldWork,capacity,backlog,resoldWork,balance"));
        heads.put(AERIAL, head("slot,id,mode,charge,lots,balance"));
        heads.put(PLACES, head("slot,id,x,y,ended,inTime"));
        heads.put(LINKS, head("slot,from,to,share"));
        if (hasLedger) {
            heads.put(LEDGER, head("slot,from,to,units,reason"));
        }
        List<String> parts = new ArrayList<>(List.of("slot"));
        Stream.of(Part.values()).map(part -> camel(Wire.name(part)) + "Seconds").forEach(parts::add);
        heads.put(TIMING, head(String.join(",", parts)));
        return heads;
    }

    private static String camel(String name) {
        int dash = name.indexOf('-');
        return dash < 0
                ? name
                : name.substring(0, dash)
                        + name.substring(dash + 1, dash + 2).toUpperCase(Locale.ROOT)
                        + name.substring(dash + 2);
    }

    private String head(String columns) {
        return note + columns + "\n";
    }

    /** Returns the lines of a slot, by the name of their table; those of {@link #SLOTS} may be of slots before. */
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
        var timing = new StringBuilder().append(slot.slot());
        for (double seconds : partSeconds) {
            timing.append(String.format(Locale.ROOT, ",%.6f", seconds));
        }
        lines.put(TIMING, timing.append('\n').toString());
        return lines;
    }

    /** Returns what was measured of slots. */
    public String rows(List<SlotRow> rows) {
        var text = new StringBuilder();
        for (SlotRow row : rows) {
            text.append(row.slot())
                    .append(',')
                    .append(cell(row.slot() * scenario.rules().roundSeconds()));
            for (double value : row.values()) {
                text.append(',').append(cell(value));
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
        var text = new StringBuilder();
        for (int s = 0; s < slot.leaders().size(); s++) {
            SlotResult.LeaderSlot leader = slot.leaders().get(s);
            line(
                    text,
                    slot.slot(),
                    scenario.leaders().get(s).id(),
                    leader.price() == PricingGame.CLOSED ? "closed" : cell(leader.price()),
                    cell(leader.soldWork()),
                    cell(leader.capacity()),
                    cell(leader.backlog()),
                    cell(leader.resoldWork()),
                    leader.balance());
        }
        return text.toString();
    }

    private String aerial(SlotResult slot) {
        var text = new StringBuilder();
        for (int k = 0; k < slot.aerialAgents().size(); k++) {
            SlotResult.AerialSlot agent = slot.aerialAgents().get(k);
            String id = scenario.aerialAgents().get(k).id();
            line(text, slot.slot(), id, agent.mode(), cell(agent.charge()), agent.lots(), agent.balance());
        }
        return text.toString();
    }

    private String places(SlotResult slot) {
        var text = new StringBuilder();
        double[] places = slot.places();
        long[] fates = slot.fates();
        for (int i = 0; 2 * i < places.length; i++) {
            boolean hasTasks = 2 * i < fates.length;
            if (hasTasks && !isSampled(i)) {
                continue;
            }
            Object ended = hasTasks ? fates[2 * i] : "";
            Object inTime = hasTasks ? fates[2 * i + 1] : "";
            line(text, slot.slot(), ids.get(i), metres(places[2 * i]), metres(places[2 * i + 1]), ended, inTime);
        }
        return text.toString();
    }

    /** Returns who sent which share of a task to whom, then who sold which share of its sales on. */
    private String links(SlotResult slot) {
        var text = new StringBuilder();
        SlotPieces sold = slot.sold();
        for (int part = 0; part < sold.count(); part++) {
            if (!isSampled(sold.sender(part))) {
                continue;
            }
            String sender = scenario.wirelessAgents().get(sold.sender(part)).id();
            String leader = scenario.leaders().get(sold.leader(part)).id();
            line(text, slot.slot(), sender, leader, cell(TimeSeries.shown(sold.ratio(part))));
        }
        for (int s = 0; s < slot.resales().size(); s++) {
            resold(text, slot, s);
        }
        return text.toString();
    }

    private void resold(StringBuilder text, SlotResult slot, int leader) {
        for (Resale.Portion portion : slot.resales().get(leader).portions()) {
            double share = portion.work() / slot.leaders().get(leader).soldWork();
            String seller = scenario.leaders().get(leader).id();
            line(text, slot.slot(), seller, portion.aerialAgent(), cell(TimeSeries.shown(share)));
        }
    }

    private String ledger(SlotResult slot) {
        var text = new StringBuilder();
        for (Ledger.Entry entry : slot.ledger().entries()) {
            line(text, slot.slot(), entry.from(), entry.to(), entry.units(), Wire.name(entry.reason()));
        }
        return text.toString();
    }

    /** Returns what everyone has received less what it has paid. */
    public String balances(ToLongFunction<String> balance) {
        var text = new StringBuilder(head("id,units"));
        Stream.concat(ids.stream(), Stream.of(Scenario.HOUSE, Scenario.ESCROW))
                .forEach(id -> line(text, id, balance.applyAsLong(id)));
        return text.toString();
    }

    private static void line(StringBuilder text, Object... cells) {
        text.append(CsvLine.of(cells)).append('\n');
    }

    private static String metres(double value) {
        return cell(Double.isNaN(value) ? value : Math.rint(value * CENTIMETRES) / CENTIMETRES);
    }

    /** Returns a number as short as it can be read back to the bit, nothing where there is none. */
    private static String cell(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }
}
