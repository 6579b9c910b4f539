package skybourse.receipt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.receipt.format.JsonField;

/**
 * Entry of the exchange's ledger.
 *
 * @param from account of the payer
 * @param to account of the payee
 * @param units ledger units
 * @param reason reason of the payment, as in the ledger
 * @param of id of the piece, or reference of a payment from or to outside; empty for amounts held for lots
 */
public record Payment(String from, String to, long units, String reason, String of) {

    private static final int CELLS = 5;

    /** Reads payments from an array. Each element is an array {@code ["from", "to", units, "REASON", "of"]}. */
    static List<Payment> all(JsonField field) {
        List<Payment> payments = new ArrayList<>();
        for (JsonField row : field.items()) {
            List<JsonField> cells = row.cells(CELLS, "from, to, units, reason and of");
            payments.add(new Payment(
                    cells.get(0).text(),
                    cells.get(1).text(),
                    cells.get(2).whole(),
                    cells.get(3).text(),
                    cells.get(4).text()));
        }
        return payments;
    }

    /**
     * Returns the first difference between the payments that are due and those that were made. Their order does not matter. Returns an empty value
     * if there is no difference.
     */
    static Optional<String> difference(Collection<Payment> due, Collection<Payment> made) {
        Map<Payment, Integer> open = new LinkedHashMap<>();
        due.forEach(payment -> open.merge(payment, 1, Integer::sum));
        for (Payment payment : made) {
            if (open.merge(payment, -1, Integer::sum) < 0) {
                return Optional.of(payment + " is not due");
            }
        }
        open.values().removeIf(count -> count == 0);
        return open.keySet().stream().findFirst().map(payment -> payment + " is due but missing");
    }

    /** Returns the sum by which payments change the balance of an account. */
    static BigInteger sum(List<Payment> payments, String account) {
        BigInteger sum = BigInteger.ZERO;
        for (Payment payment : payments) {
            BigInteger units = BigInteger.valueOf(payment.units());
            sum = payment.to().equals(account) ? sum.add(units) : sum;
            sum = payment.from().equals(account) ? sum.subtract(units) : sum;
        }
        return sum;
    }

    boolean isOf(String account) {
        return from.equals(account) || to.equals(account);
    }

    @Override
    public String toString() {
        return units + " from " + from + " to " + to + " (" + reason + (of.isEmpty() ? "" : " of " + of) + ")";
    }
}
