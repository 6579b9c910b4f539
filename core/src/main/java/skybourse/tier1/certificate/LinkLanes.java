package skybourse.tier1.certificate;

import java.util.Arrays;

/** Links of agents that stand side by side in lanes: slot {@code l} of lane {@code n} is entry {@code at + l * LANES + n}. */
final class LinkLanes {

    /** The charge of a link that is not there: so dear that nobody buys. */
    static final double ABSENT = 1e300;

    /** What sending all of the task costs, price included, in money. */
    double[] charge = new double[0];

    /** One over the link quality. */
    double[] inverse = new double[0];

    /** Largest ratio. */
    double[] cap = new double[0];

    /** Makes room for {@code entries} entries, keeping those that are there. */
    void reserve(int entries) {
        if (entries > charge.length) {
            int size = Math.max(entries, charge.length + charge.length / 2);
            charge = Arrays.copyOf(charge, size);
            inverse = Arrays.copyOf(inverse, size);
            cap = Arrays.copyOf(cap, size);
        }
    }

    /** Empties entries {@code [from, to)}. */
    void clear(int from, int to) {
        Arrays.fill(charge, from, to, ABSENT);
        Arrays.fill(inverse, from, to, 1);
        Arrays.fill(cap, from, to, 0);
    }

    void set(int entry, double charge, double inverse, double cap) {
        assert inverse >= 1 && cap >= 0 && cap <= 1 : inverse + ", " + cap;
        this.charge[entry] = charge;
        this.inverse[entry] = inverse;
        this.cap[entry] = cap;
    }

    /**
     * Returns a bound on the absolute terms of a link's charge wherever it buys: a buyer pays its worth at most, so that a
     * dearer price is rounded no worse than relative to itself, which moves no ratio away from 0.
     *
     * @param paid what sending all of the task pays the leader, money
     * @param sending what it costs beside the price, money, of any sign
     */
    static double chargeSize(double paid, double sending, double inverse, double weight) {
        return Math.min(paid, weight / inverse + Math.abs(sending)) + Math.abs(sending);
    }

    /**
     * Returns how far rounding can move one link's ratio, whatever the multiplier: the level {@code y = weight / (charge +
     * multiplier)} lies below {@code inverse + 1} where it matters, and its slope is {@code y^2 / weight}.
     *
     * @param chargeSize bound on the absolute terms of the charge where the link buys, money
     */
    static double ratioRounding(double chargeSize, double inverse, double weight) {
        double level = inverse + 1;
        return Rounding.RATIO * (4 * level + 2 * level * level * chargeSize / weight);
    }
}
