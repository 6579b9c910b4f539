package skybourse.round.ledger;

import java.util.Arrays;
import skybourse.base.numeric.StateExchange;
import skybourse.round.ledger.Ledger.Reason;

/**
 * Lots that are paid for when they are done: until then what their buyers pay waits in escrow. The house stands between buyer and seller
 * and keeps the difference. Columns, in the order in which lots were sold. Mutable; for one thread.
 */
public final class SoldLots {

    private final Accounts accounts;
    private final int house;
    private final int firstSeller;

    private int count;
    private int[] seller = {};
    private long[] dueSlot = {};
    private long[] buyerUnits = {};
    private long[] sellerUnits = {};

    /**
     * Begins without lots.
     *
     * @param accounts through which all is paid
     * @param house the account between buyers and sellers
     * @param firstSeller the account of the first seller, behind which those of the others follow
     */
    public SoldLots(Accounts accounts, int house, int firstSeller) {
        this.accounts = accounts;
        this.house = house;
        this.firstSeller = firstSeller;
    }

    /**
     * Puts what a buyer pays for a lot in escrow.
     *
     * @param buyer its account
     * @param paid what it pays
     * @param sellerIndex its seller, counted from the first
     * @param received what the seller will be paid
     * @param slot in which it is done
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

    /** Pays for the lots that are done by a slot. */
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

    /** Returns what waits in escrow for lots that are not done. */
    public long heldUnits() {
        long held = 0;
        for (int lot = 0; lot < count; lot++) {
            held = Math.addExact(held, buyerUnits[lot]);
        }
        return held;
    }

    /** Carries the lots out or in; escrow's balance travels with the accounts. */
    public void exchange(StateExchange state) {
        count = (int) state.whole(count);
        resize(Math.max(count, seller.length));
        for (int lot = 0; lot < count; lot++) {
            seller[lot] = (int) state.whole(seller[lot]);
            dueSlot[lot] = state.whole(dueSlot[lot]);
            buyerUnits[lot] = state.whole(buyerUnits[lot]);
            sellerUnits[lot] = state.whole(sellerUnits[lot]);
        }
    }
}
