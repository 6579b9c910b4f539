package skybourse.testing;

import java.util.Map;
import java.util.function.Predicate;
import skybourse.round.ledger.Ledger;

/** Sums of balances of a ledger. */
public final class Balances {

    private Balances() {}

    /** Returns the sum of the balances of accounts with a matching id, in units. */
    public static long of(Ledger ledger, Predicate<String> ids) {
        return ledger.balances().entrySet().stream()
                .filter(balance -> ids.test(balance.getKey()))
                .mapToLong(Map.Entry::getValue)
                .reduce(0, Math::addExact);
    }
}
