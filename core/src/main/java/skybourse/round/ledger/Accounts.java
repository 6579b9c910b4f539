package skybourse.round.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import skybourse.base.numeric.Label;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.numeric.StateExchange;
import skybourse.round.ledger.Ledger.Reason;

/**
 * What everyone has received less what it has paid, moved by entries alone. Accounts are numbers from 0, their names are checked once.
 * The last one is escrow, where money waits for delivery. Mutable; for one thread.
 *
 * <p>Sums are exact: a balance beyond 64 bits is an {@link ArithmeticException}, and nothing has moved.
 */
public final class Accounts {

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int escrow;
    /** The place of each account among all by name. */
    private final int[] ranks;

    private long[] opening;
    private long[] balances;
    private Entries posted = new Entries();

    private Accounts(List<String> names) {
        this.names = List.copyOf(names);
        this.names.forEach(name -> {
            if (numbers.put(Label.check(name, "name"), numbers.size()) != null) {
                throw new IllegalArgumentException("names must differ: " + Label.shown(name));
            }
        });
        escrow = numbers.size() - 1;
        ranks = new int[numbers.size()];
        List<String> sorted = this.names.stream().sorted().toList();
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[number(sorted.get(rank))] = rank;
        }
        opening = new long[numbers.size()];
        balances = opening.clone();
    }

    /**
     * Opens accounts with nothing in them.
     *
     * @param names of all, in the order of their numbers; the last is that of escrow
     * @throws IllegalArgumentException if a name is no {@link Label} or stands twice
     */
    public static Accounts open(List<String> names) {
        return new Accounts(names);
    }

    /** Returns the number of an account. */
    public int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no account has the name " + Label.printable(name));
        }
        return number;
    }

    /** Returns the number of escrow. */
    public int escrow() {
        return escrow;
    }

    /** Returns what an account has received less what it has paid. */
    public long balance(int account) {
        return balances[account];
    }

    /**
     * Moves money.
     *
     * @param from who pays
     * @param to who is paid, somebody else
     * @param units how much, not negative
     * @param reason why
     * @throws ArithmeticException if a balance would pass what 64 bits hold
     */
    public void post(int from, int to, long units, Reason reason) {
        Objects.requireNonNull(reason, "reason");
        Objects.checkIndex(Math.max(from, to), balances.length);
        if (units < 0 || from == to) {
            throw new IllegalArgumentException(
                    "a payment must be of 0 or more units, to another account: " + units + " to " + names.get(to));
        }
        long less = Math.subtractExact(balances[from], units);
        balances[to] = Math.addExact(balances[to], units);
        balances[from] = less;
        posted.add(from, to, units, reason);
    }

    /** Puts a payment in escrow until delivery; nothing is posted for 0 units. */
    public void hold(int from, long units) {
        if (units != 0) {
            post(from, escrow, units, Reason.HELD);
        }
    }

    /**
     * Pays out of escrow; nothing is posted for 0 units.
     *
     * @throws IllegalArgumentException if escrow holds less
     */
    public void release(int to, long units, Reason reason) {
        if (units > balances[escrow]) {
            throw new IllegalArgumentException(
                    "units must not be above what escrow holds, " + balances[escrow] + ": " + units);
        }
        if (units != 0) {
            post(escrow, to, units, reason);
        }
    }

    /**
     * Returns how a payment is split in proportion to weights, by largest remainder, ties by name. Moves nothing; safe for several
     * threads.
     *
     * @param units how much
     * @param to who is paid, each once
     * @param weights finite, at least 0, as many
     */
    public long[] shares(long units, int[] to, double[] weights) {
        if (to.length != weights.length) {
            throw new IllegalArgumentException(
                    "weights must have one value per payee, " + to.length + ": " + weights.length);
        }
        return LargestRemainder.split(units, weights, i -> ranks[to[i]]);
    }

    /**
     * Closes the books: what was posted since they were last closed, with the balances before and after it.
     *
     * @param owed what is owed from escrow, added up by those who owe it
     */
    public Statement close(long owed) {
        long[] closing = balances.clone();
        var statement = new Statement(opening, new Ledger(names, posted), closing, owed);
        opening = closing;
        posted = new Entries(posted.count() + posted.count() / 8);
        return statement;
    }

    /** Carries the balances out of, or into, accounts whose books are closed. */
    public void exchange(StateExchange state) {
        balances = state.wholes(balances);
        opening = balances.clone();
    }
}
