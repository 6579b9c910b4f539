package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Lower bounds of the multipliers of a block of followers while any single leader changes its price. No price of the leader leads to a
 * smaller multiplier than the removal of its link. A number is a lower bound if the ratios of the other links still sum to more than 1 at
 * it. Not thread-safe.
 *
 * <p>The bound with all links is computed first. A link that is proved to carry nothing there does not change the sum of the ratios. Only
 * the other links are removed, one at a time.
 *
 * <p>If the follower also uses the leader's link, its multiplier is higher than the bound.
 */
final class MultiplierLowerBound {

    private static final int LANES = PricingGame.LANES;

    /** The proof is tried at the computed multiplier minus this share of the weight. The difference must exceed the multiplier's error. */
    private static final double STEP_BACK = 1e-6;

    /** A charge is proved to be too high if it exceeds the follower's benefit from a first bit by this relative margin. */
    private static final double TOO_DEAR = 1e-9;

    /** Lower bound of the multiplier with all links, by lane, money. */
    final double[] all = new double[LANES];

    /** Smallest lower bound of the multiplier in each lane, money: the minimum of {@code all[lane]} and of the lane's elements of {@code without}. */
    final double[] least = new double[LANES];

    /** Lower bound of the multiplier if the link is removed, by entry of the link, money. */
    double[] without = new double[0];

    private final double[] root = new double[LANES];
    private final int[] hidden = new int[LANES];
    private final double[] charge = new double[LANES];

    /** Computes the bounds of a block whose multipliers with all links are known. */
    void find(FollowerBlock block) {
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

    /** Sets the floor of each lane to its multiplier minus a step if the ratios are proved to sum to more than 1 there, otherwise to 0. */
    private static void prove(FollowerBlock block, double[] floor) {
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
    private boolean hideNext(FollowerBlock block) {
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
    private void show(FollowerBlock block, double[] floor) {
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
     * Returns a multiplier above which a link is proved to carry nothing, money. The proof holds for this charge and any larger one. If the
     * result is not negative, its margin is much larger than its rounding error.
     *
     * @param charge cost of sending the complete task, money
     * @param size bound on the absolute terms of the charge, money
     * @param inverse inverse of the link quality
     * @param weight satisfaction weight, money
     */
    static double choke(double charge, double size, double inverse, double weight) {
        return weight * (1 + TOO_DEAR) / inverse - charge + RoundingErrorBounds.CHARGE * size;
    }
}
