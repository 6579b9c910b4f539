package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import skybourse.base.numeric.StateExchange;

/** Lots whose payment waits in escrow until they are done. */
final class SoldLots {

    /**
     * One lot.
     *
     * @param aerialAgent index of its seller
     * @param slot at whose end it is done
     * @param buyerUnits what its buyer has put in escrow
     * @param sellerUnits what its seller is paid; the house keeps the rest
     */
    record Lot(int aerialAgent, long slot, long buyerUnits, long sellerUnits) {}

    private List<Lot> lots = new ArrayList<>();

    void add(Lot lot) {
        lots.add(lot);
    }

    /** Hands out the lots that are done by the end of a slot. */
    void done(long slot, Consumer<Lot> pay) {
        List<Lot> later = new ArrayList<>();
        for (Lot lot : lots) {
            if (lot.slot() <= slot) {
                pay.accept(lot);
            } else {
                later.add(lot);
            }
        }
        lots = later;
    }

    long heldUnits() {
        return lots.stream().mapToLong(Lot::buyerUnits).sum();
    }

    void exchange(StateExchange state) {
        int count = (int) state.whole(lots.size());
        List<Lot> exchanged = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Lot now = i < lots.size() ? lots.get(i) : new Lot(0, 0, 0, 0);
            exchanged.add(new Lot(
                    (int) state.whole(now.aerialAgent()),
                    state.whole(now.slot()),
                    state.whole(now.buyerUnits()),
                    state.whole(now.sellerUnits())));
        }
        lots = exchanged;
    }
}
