package skybourse.round.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.LargestRemainder;
import skybourse.base.numeric.StateArchive;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Balances of all participants: payments received minus payments made, in ledger units, changed only by ledger entries. Accounts are numbered from 0;
 * the last one is escrow, which holds payments until delivery. Mutable and not safe for several threads.
 *
 * <p>Sums are exact: a payment that would take a balance beyond 64 bits throws {@link ArithmeticException} and changes nothing.
 */
public final class Accounts {

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int escrow;
    /** Rank of each account by name. */
    private final int[] ranks;

    private long[] opening;
    private long[] balances;
    private LedgerEntries posted = new LedgerEntries();

    private Accounts(List<String> names) {
        this.names = List.copyOf(names);
        this.names.forEach(name -> {
            if (numbers.put(LabelSyntax.check(name, "name"), numbers.size()) != null) {
                throw new IllegalArgumentException("names must differ: " + LabelSyntax.escapedInQuotes(name));
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
     * Opens accounts with balances of 0.
     *
     * @param names names in the order of account numbers; the last is that of escrow
     * @throws IllegalArgumentException if a name is not a {@link LabelSyntax} or occurs twice
     */
    public static Accounts open(List<String> names) {
        return new Accounts(names);
    }

    /**
     * Returns the number of an account.
     *
     * @throws IllegalArgumentException if no account has this name
     */
    public int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no account has the name " + LabelSyntax.printable(name));
        }
        return number;
    }

    /** Returns the number of the escrow account. */
    public int escrow() {
        return escrow;
    }

    /** Returns the balance of an account: payments received minus payments made, ledger units. */
    public long balance(int account) {
        return balances[account];
    }

    /**
     * Posts a payment.
     *
     * @param from account of the payer
     * @param to account of the payee, different from {@code from}
     * @param units ledger units, at least 0
     * @param reason reason of the payment
     * @throws IllegalArgumentException if {@code units} is negative or both accounts are the same
     * @throws IndexOutOfBoundsException if there is no such account
     * @throws ArithmeticException if a balance would exceed 64 bits
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

    /**
     * Posts a payment to escrow, for delivery later; nothing is posted for 0 units.
     *
     * @throws IllegalArgumentException as {@link #post} does
     * @throws ArithmeticException as {@link #post} does
     */
    public void hold(int from, long units) {
        if (units != 0) {
            post(from, escrow, units, Reason.HELD);
        }
    }

    /**
     * Posts a payment from escrow; nothing is posted for 0 units.
     *
     * @throws IllegalArgumentException if escrow holds less than {@code units}, or as {@link #post} does
     * @throws ArithmeticException as {@link #post} does
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
     * Splits a payment in proportion to weights, by largest remainder, ties by name. Posts nothing. Safe for several threads.
     *
     * @param units ledger units to split
     * @param to accounts of the payees, each once
     * @param weights weights of the payees, finite, at least 0
     * @return {@code long[to.length]}, ledger units
     * @throws IllegalArgumentException if the lengths differ or a weight is negative or not finite
     */
    public long[] shares(long units, int[] to, double[] weights) {
        if (to.length != weights.length) {
            throw new IllegalArgumentException(
                    "weights must have one value per payee, " + to.length + ": " + weights.length);
        }
        return LargestRemainder.split(units, weights, i -> ranks[to[i]]);
    }

    /**
     * Closes the period: returns the payments since the last close with the balances before and after them.
     *
     * @param owed sum of the open claims on escrow, computed by their holders, ledger units
     */
    public AccountStatement close(long owed) {
        long[] closing = balances.clone();
        var statement = new AccountStatement(opening, new Ledger(names, posted), closing, owed);
        opening = closing;
        posted = new LedgerEntries(posted.count() + posted.count() / 8);
        return statement;
    }

    /** Saves or restores the balances. Call it directly after {@link #close}. */
    public void exchange(StateArchive state) {
        balances = state.integers(balances);
        opening = balances.clone();
    }
}
