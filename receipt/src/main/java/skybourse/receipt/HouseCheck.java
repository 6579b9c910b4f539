package skybourse.receipt;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Line 9: no payment is negative, no account pays itself, and the house pays nothing that the rule does not allow. */
final class HouseCheck {

    /** Auction rules under which the house may pay. */
    private static final List<String> AT_A_DEFICIT = List.of("vcg");

    /** What the house may receive in an inference market. */
    private static final List<String> INCOME = List.of("FEE", "PENALTY");

    private HouseCheck() {}

    static CheckResult line(RoundRecord record) {
        for (Payment payment : record.payments()) {
            if (payment.units() < 0 || payment.from().equals(payment.to())) {
                return CheckResult.broken(9, "a payment is negative, or has the same payer and payee: " + payment);
            }
        }
        Optional<Payment> wrong = record.payments().stream()
                .filter(payment -> record.inference().isPresent() && isForbidden(payment))
                .findFirst();
        if (wrong.isPresent()) {
            return CheckResult.broken(9, "the house only receives fees and penalties, not " + wrong.get());
        }
        BigInteger house = Payment.sum(record.payments(), SoldPiece.HOUSE);
        if (house.signum() < 0 && record.inference().isEmpty() && !AT_A_DEFICIT.contains(record.rule())) {
            return CheckResult.broken(
                    9,
                    "the house pays " + house.negate() + " units, which the rule " + record.rule() + " does not allow");
        }
        return CheckResult.holds(
                9,
                record.payments().size() + " entries move money from one account to another; the house keeps " + house
                        + " units under the rule " + record.rule());
    }

    /** Returns whether an inference market may not make a payment from or to its house. Payments from and to outside are not restricted. */
    private static boolean isForbidden(Payment payment) {
        return !payment.isOf("outside")
                && (payment.from().equals(SoldPiece.HOUSE)
                        || (payment.to().equals(SoldPiece.HOUSE) && !INCOME.contains(payment.reason())));
    }
}
