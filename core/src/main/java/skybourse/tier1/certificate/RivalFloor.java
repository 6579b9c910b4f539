package skybourse.tier1.certificate;

import skybourse.tier1.game.PricingGame;

/**
 * Multipliers proved too low for a block of followers while one leader, whoever it is, leaves its posted price: without the own
 * link the multiplier is the smallest that any own price can lead to, and a number at which the other ratios still sum to more
 * than one lies below it. For one thread.
 *
 * <p>A link that surely carries nothing at such a number, found for all links together, may be left out without changing the
 * sum there: only the others are left out one by one.
 *
 * <p>Right as a bound from below that holds at every own price, which is what a ceiling of a leader's profit needs. Wrong as the
 * multiplier itself: where the follower also uses the own link, the multiplier is higher.
 */
final class RivalFloor {

    private static final int LANES = PricingGame.LANES;

    /** How far below the multiplier found the proof is tried, in weights: nearer, its miss would spoil the proof. */
    private static final double STEP_BACK = 1e-6;

    /** Charges this much above what a follower pays for a first bit, relatively, are surely too dear. */
    private static final double TOO_DEAR = 1e-9;

    /** A multiplier proved too low while all links stay, by lane, money. */
    final double[] all = new double[LANES];

    /** The least of {@link #without} and {@link #all}, by lane, money. */
    final double[] least = new double[LANES];

    /** A multiplier proved too low without the link itself, by entry, money. */
    double[] without = new double[0];

    private final double[] root = new double[LANES];
    private final int[] hidden = new int[LANES];
    private final double[] charge = new double[LANES];

    /** Finds the multipliers of a block that was searched with all links. */
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

    /** Keeps of the multipliers found, a step back, those at which the ratios surely sum to more than one; 0 is always too low. */
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

    /** Takes in each lane the next link away that may carry something while all stay; returns whether there was any. */
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

    /** Brings the links back, with what was proved while they were away. */
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
     * Returns a multiplier above which a link surely carries nothing, at a charge and at any larger one, money. The margin is far
     * above what rounding moves it by where it is not below 0.
     *
     * @param size bound on the absolute terms of the charge, money
     */
    static double choke(double charge, double size, double inverse, double weight) {
        return weight * (1 + TOO_DEAR) / inverse - charge + Rounding.CHARGE * size;
    }
}
