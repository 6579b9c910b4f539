package skybourse.app.result;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import skybourse.files.codec.LeaderPrice;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.Description;
import skybourse.round.dynamics.AerialMode;
import skybourse.round.ledger.Ledger;

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
        return tables;
    }

    /** A row of {@code leaders.csv}. */
    public record LeaderSlot(
            @Description("Number of the slot, from 0.") long slot,
            @Description("Id of the leader.") String id,

            @Description(value = "Price.", unit = "money per bit")
            LeaderPrice pricePerBit,

            @Description(value = "Work that reached it in the slot.", unit = "work")
            double soldWork,

            @Description(value = "Work that it can do in the slot.", unit = "work")
            double capacity,

            @Description(value = "Backlog at the end of the slot.", unit = "work")
            double backlog,

            @Description(value = "Work that it resold in the slot.", unit = "work")
            double resoldWork,

            @Description(value = "Receipts minus payments since the start.", unit = "ledger units")
            long balance) {}

    /** A row of {@code aerial.csv}. */
    public record AerialSlot(
            @Description("Number of the slot, from 0.") long slot,
            @Description("Id of the aerial agent.") String id,

            @Description("What it does at the end of the slot.")
            AerialMode mode,

            @Description(value = "Charge of its battery at the end of the slot; 1 without batteries.", unit = "share")
            double charge,

            @Description("Lots that it sold in the slot.") long lots,

            @Description(value = "Receipts minus payments since the start.", unit = "ledger units")
            long balance) {}

    /** A row of {@code places.csv}. */
    public record Place(
            @Description("Number of the slot, from 0.") long slot,
            @Description("Id of the agent.") String id,

            @Description(value = "Position to the east, rounded to 0.01 m; empty while it is absent.", unit = "m")
            double x,

            @Description(value = "Position to the north, rounded to 0.01 m; empty while it is absent.", unit = "m")
            double y,

            @Description(value = "Tasks that ended since the start; empty for sellers.", unit = "tasks")
            Optional<Long> ended,

            @Description(value = "Of these, tasks that ended in time; empty for sellers.", unit = "tasks")
            Optional<Long> inTime) {}

    /** A row of {@code links.csv}. */
    public record Link(
            @Description("Number of the slot, from 0.") long slot,

            @Description("Id of the wireless agent or of the fixed agent that resells.")
            String from,

            @Description("Id of the leader or of the aerial agent.")
            String to,

            @Description("Share of the task, or of the work that the fixed agent sold, with four digits.")
            double share) {}

    /** A row of {@code ledger.csv}. */
    public record Payment(
            @Description("Number of the slot, from 0.") long slot,
            @Description("Id of the payer.") String from,
            @Description("Id of the receiver.") String to,

            @Description(value = "Amount.", unit = "ledger units")
            long units,

            @Description("Reason of the payment.") Ledger.Reason reason) {}

    /** A row of {@code balances.csv}. */
    public record Balance(
            @Description("Id of the agent, or `house` or `escrow`.")
            String id,

            @Description(value = "Receipts minus payments over the simulation.", unit = "ledger units")
            long units) {}
}
