package skybourse.tier1.certificate;

import java.util.Arrays;

/**
 * Links of blocks of agents, one agent per lane: slot {@code l} of lane {@code n} is entry {@code at + l * LANES + n} if the block begins
 * at entry {@code at}.
 */
final class LinkLanes {

    /** Charge of padding entries. No agent buys at this charge. */
    static final double ABSENT = 1e300;

    /** Cost of sending the complete task over each link, price included, money. */
    double[] charge = new double[0];

    /** Inverse of the link quality. */
    double[] inverse = new double[0];

    /** Largest ratio. */
    double[] cap = new double[0];

    /** Enlarges the arrays if they are shorter than the given number of entries. */
    void reserve(int entries) {
        if (entries > charge.length) {
            int size = Math.max(entries, charge.length + charge.length / 2);
            charge = Arrays.copyOf(charge, size);
            inverse = Arrays.copyOf(inverse, size);
            cap = Arrays.copyOf(cap, size);
        }
    }

    /** Sets entries {@code [from, to)} to padding. */
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
     * Returns a bound on the absolute terms of a link's charge if the link carries anything. A follower pays at most its benefit. At a
     * higher price its ratio is 0, and rounding does not change that.
     *
     * @param paid payment to the leader for the complete task, money
     * @param sending link charge, money, of any sign
     * @param inverse inverse of the link quality
     * @param weight satisfaction weight, money
     */
    static double chargeSize(double paid, double sending, double inverse, double weight) {
        return Math.min(paid, weight / inverse + Math.abs(sending)) + Math.abs(sending);
    }

    /**
     * Returns a bound on the rounding error of a link's ratio, for all multipliers. If the ratio is at most 1, the level {@code y = weight /
     * (charge + multiplier)} is at most {@code inverse + 1}; its slope is {@code y^2 / weight}.
     *
     * @param chargeSize result of {@link #chargeSize}, money
     * @param inverse inverse of the link quality
     * @param weight satisfaction weight, money
     */
    static double ratioRounding(double chargeSize, double inverse, double weight) {
        double level = inverse + 1;
        return RoundingErrorBounds.RATIO * (4 * level + 2 * level * level * chargeSize / weight);
    }
}
