package skybourse.testing;

import java.util.Map;
import java.util.function.Predicate;
import skybourse.round.ledger.Ledger;

/** Balances of a ledger taken together. */
public final class Balances {

    private Balances() {}

    /** Returns the sum of the balances of those whose id passes, in units. */
    public static long of(Ledger ledger, Predicate<String> ids) {
        return ledger.balances().entrySet().stream()
                .filter(balance -> ids.test(balance.getKey()))
                .mapToLong(Map.Entry::getValue)
                .reduce(0, Math::addExact);
    }
}
