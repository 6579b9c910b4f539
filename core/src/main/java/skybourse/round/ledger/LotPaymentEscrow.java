package skybourse.round.ledger;

import java.util.Arrays;
import skybourse.base.numeric.StateArchive;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Sold lots whose payments wait in escrow until the lots are computed. The house stands between buyer and seller: it receives the buyer's payment and
 * pays the seller. Mutable and not safe for several threads.
 */
public final class LotPaymentEscrow {

    private final Accounts accounts;
    private final int house;
    private final int firstSeller;

    private int count;
    private int[] seller = {};
    private long[] dueSlot = {};
    private long[] buyerUnits = {};
    private long[] sellerUnits = {};

    /**
     * Creates an empty collection.
     *
     * @param accounts accounts to which payments are posted
     * @param house account of the house
     * @param firstSeller account of the first seller; those of the others follow it
     */
    public LotPaymentEscrow(Accounts accounts, int house, int firstSeller) {
        this.accounts = accounts;
        this.house = house;
        this.firstSeller = firstSeller;
    }

    /**
     * Adds a lot and moves the buyer's payment to escrow.
     *
     * @param buyer account of the buyer
     * @param paid payment of the buyer, ledger units
     * @param sellerIndex index of the seller, from 0
     * @param received payment to the seller, ledger units
     * @param slot slot in which the lot is done
     * @throws IllegalArgumentException if {@code paid} is negative
     * @throws ArithmeticException if a balance would exceed 64 bits
     */
    public void add(int buyer, long paid, int sellerIndex, long received, long slot) {
        accounts.hold(buyer, paid);
        if (count == seller.length) {
            resize(Math.max(16, count + count / 2));
        }
        seller[count] = sellerIndex;
        dueSlot[count] = slot;
        buyerUnits[count] = paid;
        sellerUnits[count++] = received;
    }

    private void resize(int length) {
        seller = Arrays.copyOf(seller, length);
        dueSlot = Arrays.copyOf(dueSlot, length);
        buyerUnits = Arrays.copyOf(buyerUnits, length);
        sellerUnits = Arrays.copyOf(sellerUnits, length);
    }

    /** Pays for and removes the lots that are done in a slot or earlier. */
    public void payDue(long slot) {
        int kept = 0;
        for (int lot = 0; lot < count; lot++) {
            if (dueSlot[lot] <= slot) {
                pay(lot);
            } else {
                seller[kept] = seller[lot];
                dueSlot[kept] = dueSlot[lot];
                buyerUnits[kept] = buyerUnits[lot];
                sellerUnits[kept++] = sellerUnits[lot];
            }
        }
        count = kept;
    }

    private void pay(int lot) {
        accounts.release(house, buyerUnits[lot], Reason.LOT_BOUGHT);
        if (sellerUnits[lot] != 0) {
            accounts.post(house, firstSeller + seller[lot], sellerUnits[lot], Reason.LOT_SOLD);
        }
    }

    /** Returns the sum that escrow holds for lots that are not done, ledger units. */
    public long heldUnits() {
        long held = 0;
        for (int lot = 0; lot < count; lot++) {
            held = Math.addExact(held, buyerUnits[lot]);
        }
        return held;
    }

    /** Saves or restores the lots; the balance of escrow is part of the accounts' state. */
    public void exchange(StateArchive state) {
        count = (int) state.integer(count);
        resize(Math.max(count, seller.length));
        for (int lot = 0; lot < count; lot++) {
            seller[lot] = (int) state.integer(seller[lot]);
            dueSlot[lot] = state.integer(dueSlot[lot]);
            buyerUnits[lot] = state.integer(buyerUnits[lot]);
            sellerUnits[lot] = state.integer(sellerUnits[lot]);
        }
    }
}
