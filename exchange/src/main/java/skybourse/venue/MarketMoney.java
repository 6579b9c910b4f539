package skybourse.venue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import skybourse.round.ledger.AccountStatement;
import skybourse.round.ledger.Accounts;
import skybourse.venue.event.MarketPayment;

/** Money of a market: its accounts, the amounts that are held, and what buyers spend in a day. Mutable, not thread safe. */
final class MarketMoney {

    private static final long MILLIS_A_DAY = 86_400_000;

    final Accounts accounts;
    private final SequencedMap<String, Seat> seats;
    private final Consumer<MarketPayment> paid;
    private final ToLongFunction<String> soldAt;

    /** Sum of the escrow of all pieces, ledger units. */
    long owed;

    /** Day of the market's clock of the last entry. */
    long day;

    /**
     * Creates the money of a market.
     *
     * @param seats the seats of the market, by id
     * @param paid receives each payment
     * @param soldAt returns when a piece was sold, milliseconds of the market's clock, by its id
     */
    MarketMoney(
            Accounts accounts,
            SequencedMap<String, Seat> seats,
            Consumer<MarketPayment> paid,
            ToLongFunction<String> soldAt) {
        this.accounts = accounts;
        this.seats = seats;
        this.paid = paid;
        this.soldAt = soldAt;
    }

    /** Returns the day of an instant of the market's clock, given in milliseconds. */
    static long day(long at) {
        return at / MILLIS_A_DAY;
    }

    long balance(Seat seat) {
        return accounts.balance(seat.account);
    }

    /** Returns the balance of each agent, ledger units, by id. */
    Map<String, Long> balances() {
        Map<String, Long> balances = new HashMap<>();
        seats.forEach((id, seat) -> balances.put(id, balance(seat)));
        return balances;
    }

    /** Returns the balance of a seat minus what is held for bills, bonds, fines and stakes, ledger units; at least 0. */
    long freeUnits(Seat seat) {
        return Math.max(0, balance(seat) - seat.heldUnits);
    }

    /** Returns the part of a buyer's free balance that it may spend today by its terms, ledger units; at least 0. */
    long spendableUnits(Seat seat) {
        long limit = seat.spendUnitsADay.orElse(Long.MAX_VALUE);
        return Math.clamp(limit - seat.spentUnits(day) - seat.heldUnits, 0, freeUnits(seat));
    }

    /** Transfers money and reports the payment. Does nothing if the amount is 0 units. */
    void post(String from, String to, long units, MarketPayment.Reason reason, String of) {
        if (units != 0) {
            accounts.post(account(from), account(to), units, reason.posted());
            markUsed(from);
            markUsed(to);
            switch (reason) {
                case HELD, STAKE -> spend(from, units);
                case REFUND -> spend(to, -units);
                case RETURNED -> spend(to, day(soldAt.applyAsLong(of)) == day ? -units : 0);
                default -> {}
            }
            paid.accept(new MarketPayment(from, to, units, reason, of));
        }
    }

    private void spend(String name, long units) {
        Seat seat = seats.get(name);
        if (seat != null && seat.isBuyer()) {
            seat.spend(units, day);
        }
    }

    /** Marks the seat of an account as used, so that it cannot be freed. */
    void markUsed(String name) {
        seats.computeIfPresent(name, (_, seat) -> seat.markUsed());
    }

    private int account(String name) {
        Seat seat = seats.get(name);
        return seat == null ? accounts.number(name) : seat.account;
    }

    /** Checks the payments since the last call and the amounts held from all seats. Returns the first violated invariant; empty if all hold. */
    Optional<String> breach() {
        AccountStatement statement = accounts.close(owed);
        Optional<String> money = statement.breach().map(AccountStatement.Violation::toString);
        if (money.isPresent()) {
            return money;
        }
        for (Seat seat : seats.values()) {
            if (seat.heldUnits < 0 || balance(seat) < seat.heldUnits) {
                return Optional.of("an agent has less money than is held for bills, bonds, fines and stakes: " + seat.id
                        + " has " + balance(seat) + ", " + seat.heldUnits + " are held");
            }
        }
        return Optional.empty();
    }
}
