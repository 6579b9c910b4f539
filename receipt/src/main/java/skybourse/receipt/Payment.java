package skybourse.receipt;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of the exchange's ledger.
 *
 * @param from who pays
 * @param to who is paid
 * @param units whole ledger units
 * @param reason why, a word of the ledger's
 */
public record Payment(String from, String to, long units, String reason) {

    private static final int CELLS = 4;

    /** Reads an array of arrays {@code ["from", "to", units, "REASON"]}. */
    static List<Payment> all(Field field) {
        List<Payment> payments = new ArrayList<>();
        for (Field row : field.items()) {
            List<Field> cells = row.items();
            if (cells.size() != CELLS) {
                throw row.wrong("from, to, units and reason");
            }
            payments.add(new Payment(
                    cells.get(0).text(),
                    cells.get(1).text(),
                    cells.get(2).whole(),
                    cells.get(3).text()));
        }
        return payments;
    }

    boolean isOf(String account) {
        return from.equals(account) || to.equals(account);
    }

    @Override
    public String toString() {
        return units + " from " + from + " to " + to + " (" + reason + ")";
    }
}
