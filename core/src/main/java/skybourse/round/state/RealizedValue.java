package skybourse.round.state;

import skybourse.base.numeric.StateArchive;

/**
 * What agents have had from the market apart from payments, money: the worth of delivered tasks and the energy saved by them, minus the cost of energy
 * spent. A task counts only if all its parts came back; a lost task saves no energy. Mutable and not safe for several threads.
 */
public final class RealizedValue {

    private double[] byAccount;
    private double ofSlot;

    RealizedValue(int accounts) {
        byAccount = new double[accounts];
    }

    /** Adds a value, negative for a cost, to an agent's account number. */
    public void add(int account, double money) {
        byAccount[account] += money;
        ofSlot += money;
    }

    /** Returns the sum of an account since the start. */
    public double of(int account) {
        return byAccount[account];
    }

    /** Returns the sum of all values since the last call. */
    public double endSlot() {
        double sum = ofSlot;
        ofSlot = 0;
        return sum;
    }

    void exchange(StateArchive state) {
        byAccount = state.numbers(byAccount);
    }
}
