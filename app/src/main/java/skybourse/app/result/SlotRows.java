package skybourse.app.result;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.ledger.Ledger;
import skybourse.round.state.EnergyKind;

/** Rows of the tables of a simulation. */
public final class SlotRows {

    public static final RecordTable<LeaderSlot> LEADERS =
            RecordTable.of(LeaderSlot.class).withShortNumbers();
    public static final RecordTable<AerialSlot> AERIAL =
            RecordTable.of(AerialSlot.class).withShortNumbers();
    public static final RecordTable<Place> PLACES = RecordTable.of(Place.class).withShortNumbers();
    public static final RecordTable<Link> LINKS = RecordTable.of(Link.class).withShortNumbers();
    public static final RecordTable<Payment> LEDGER =
            RecordTable.of(Payment.class).withShortNumbers();
    public static final RecordTable<Balance> BALANCES =
            RecordTable.of(Balance.class).withShortNumbers();

    public static final RecordTable<Energy> ENERGY =
            RecordTable.of(Energy.class).withShortNumbers();

    public static final RecordTable<EmptyBattery> BATTERIES =
            RecordTable.of(EmptyBattery.class).withShortNumbers();

    private SlotRows() {}

    /** Returns the tables by file name. */
    static SequencedMap<String, RecordTable<?>> tables() {
        SequencedMap<String, RecordTable<?>> tables = new LinkedHashMap<>();
        tables.put("leaders.csv", LEADERS);
        tables.put("aerial.csv", AERIAL);
        tables.put("places.csv", PLACES);
        tables.put("links.csv", LINKS);
        tables.put("ledger.csv", LEDGER);
        tables.put("balances.csv", BALANCES);
        tables.put("energy.csv", ENERGY);
        tables.put("batteries.csv", BATTERIES);
        return tables;
    }

    /** A row of {@code leaders.csv}. */
    public record LeaderSlot(
            @FieldDescription("Number of the slot, from 0.") long slot,
            @FieldDescription("Id of the leader.") String id,

            @FieldDescription(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @FieldDescription(value = "Work that reached it in the slot.", unit = "work")
            double soldWork,

            @FieldDescription(value = "Work that it can do in the slot.", unit = "work")
            double capacity,

            @FieldDescription(value = "Backlog at the end of the slot.", unit = "work")
            double backlog,

            @FieldDescription(value = "Work that it resold in the slot.", unit = "work")
            double resoldWork,

            @FieldDescription(value = "Receipts minus payments since the start.", unit = "ledger units")
            long balance) {}

    /** A row of {@code aerial.csv}. */
    public record AerialSlot(
            @FieldDescription("Number of the slot, from 0.") long slot,
            @FieldDescription("Id of the aerial agent.") String id,

            @FieldDescription("What it does at the end of the slot.")
            AerialMode mode,

            @FieldDescription(
                    value = "Charge of its battery at the end of the slot; 1 without batteries.",
                    unit = "share")
            double charge,

            @FieldDescription("Lots that it sold in the slot.")
            long lots,

            @FieldDescription(value = "Receipts minus payments since the start.", unit = "ledger units")
            long balance) {}

    /** A row of {@code places.csv}. */
    public record Place(
            @FieldDescription("Number of the slot, from 0.") long slot,
            @FieldDescription("Id of the agent.") String id,

            @FieldDescription(value = "Position to the east, rounded to 0.01 m; empty while it is absent.", unit = "m")
            double x,

            @FieldDescription(value = "Position to the north, rounded to 0.01 m; empty while it is absent.", unit = "m")
            double y,

            @FieldDescription(value = "Tasks that ended since the start; empty for sellers.", unit = "tasks")
            Optional<Long> ended,

            @FieldDescription(value = "Of these, tasks that ended in time; empty for sellers.", unit = "tasks")
            Optional<Long> inTime) {}

    /** A row of {@code links.csv}. */
    public record Link(
            @FieldDescription("Number of the slot, from 0.") long slot,

            @FieldDescription("Id of the wireless agent or of the fixed agent that resells.")
            String from,

            @FieldDescription("Id of the leader or of the aerial agent.")
            String to,

            @FieldDescription("Share of the task, or of the work that the fixed agent sold, with four digits.")
            double share) {}

    /** A row of {@code ledger.csv}. */
    public record Payment(
            @FieldDescription("Number of the slot, from 0.") long slot,
            @FieldDescription("Id of the payer.") String from,
            @FieldDescription("Id of the receiver.") String to,

            @FieldDescription(value = "Amount.", unit = "ledger units")
            long units,

            @FieldDescription("Reason of the payment.") Ledger.Reason reason) {}

    /** A row of {@code balances.csv}. */
    public record Balance(
            @FieldDescription("Id of the agent, or `house` or `escrow`.")
            String id,

            @FieldDescription(value = "Receipts minus payments over the simulation.", unit = "ledger units")
            long units) {}

    /** A row of {@code energy.csv}. */
    public record Energy(
            @FieldDescription("Id of the agent.") String id,

            @FieldDescription(
                    "Use or source. The uses of an agent sum to its sources `battery`, `charged` and `mains`.")
            EnergyKind kind,

            @FieldDescription(value = "Energy over the simulation; for `battery` the loss of charge.", unit = "J")
            double joules) {}

    /** A row of {@code batteries.csv}. */
    public record EmptyBattery(
            @FieldDescription("Number of the slot in which the battery became empty, from 0.")
            long slot,

            @FieldDescription("Id of the wireless agent.") String id) {}
}
