package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Lower bounds of the multipliers of a block of followers while any single leader changes its price. The multiplier without the leader's
 * link is the smallest that any price of the leader leads to. A number at which the other ratios still sum to more than 1 is below it. Not
 * thread-safe.
 *
 * <p>A link that is proved to carry nothing at the bound for all links together does not change the sum there. Only the other links are
 * removed one by one.
 *
 * <p>If the follower also uses the leader's link, its multiplier is higher than the bound.
 */
final class MultiplierLowerBound {

    private static final int LANES = PricingGame.LANES;

    /** Distance below the multiplier at which the proof is tried, relative to the weight; it must exceed the multiplier's error. */
    private static final double STEP_BACK = 1e-6;

    /** Relative margin above a follower's benefit of a first bit at which a charge is proved to be too high. */
    private static final double TOO_DEAR = 1e-9;

    /** Lower bound of the multiplier with all links, by lane, money. */
    final double[] all = new double[LANES];

    /** Smallest value of {@link #without} and {@link #all}, by lane, money. */
    final double[] least = new double[LANES];

    /** Lower bound of the multiplier without the link, by entry, money. */
    double[] without = new double[0];

    private final double[] root = new double[LANES];
    private final int[] hidden = new int[LANES];
    private final double[] charge = new double[LANES];

    /** Computes the bounds of a block whose multipliers with all links are known. */
    void find(PostedBlock block) {
        System.arraycopy(block.search.multiplier, 0, root, 0, LANES);
        prove(block, all);
        System.arraycopy(all, 0, least, 0, LANES);
        spread(block.entries());
        for (int lane = 0; lane < LANES; lane++) {
            hidden[lane] = lane - LANES;
        }
        double[] floor = new double[LANES];
        while (hideNext(block)) {
            System.arraycopy(root, 0, block.search.multiplier, 0, LANES);
            block.search.search(block.levels);
            prove(block, floor);
            show(block, floor);
        }
    }

    private void spread(int entries) {
        if (without.length < entries) {
            without = new double[2 * entries];
        }
        for (int entry = 0; entry < entries; entry++) {
            without[entry] = all[entry % LANES];
        }
    }

    /** Sets the floor to the multiplier minus a step if the ratios are proved to sum to more than 1 there, otherwise to 0. */
    private static void prove(PostedBlock block, double[] floor) {
        MultiplierSearch search = block.search;
        for (int lane = 0; lane < LANES; lane++) {
            search.multiplier[lane] = Math.max(0, search.multiplier[lane] - STEP_BACK * block.weight(lane));
        }
        search.evaluate(block.levels);
        for (int lane = 0; lane < LANES; lane++) {
            floor[lane] = search.excess[lane] > block.rounding[lane] ? search.multiplier[lane] : 0;
        }
    }

    /** Removes in each lane the next link that may carry something. Returns whether any lane had one. */
    private boolean hideNext(PostedBlock block) {
        boolean any = false;
        for (int lane = 0; lane < LANES; lane++) {
            int entry = hidden[lane] + LANES;
            while (entry < block.entries() && all[lane] > block.choke[entry]) {
                entry += LANES;
            }
            hidden[lane] = entry;
            if (entry < block.entries()) {
                any = true;
                charge[lane] = block.links.charge[entry];
                block.links.charge[entry] = LinkLanes.ABSENT;
            }
        }
        return any;
    }

    /** Restores the removed links, and stores the bounds without them. */
    private void show(PostedBlock block, double[] floor) {
        for (int lane = 0; lane < LANES; lane++) {
            int entry = hidden[lane];
            if (entry < block.entries()) {
                block.links.charge[entry] = charge[lane];
                without[entry] = floor[lane];
                least[lane] = Math.min(least[lane], floor[lane]);
            }
        }
    }

    /**
     * Returns a multiplier above which a link is proved to carry nothing, at this charge and any larger one, money. If the result is not
     * negative, its margin is much larger than its rounding error.
     *
     * @param charge cost of sending the complete task, money
     * @param size bound on the absolute terms of the charge, money
     * @param inverse inverse of the link quality
     * @param weight satisfaction weight, money
     */
    static double choke(double charge, double size, double inverse, double weight) {
        return weight * (1 + TOO_DEAR) / inverse - charge + Rounding.CHARGE * size;
    }
}
