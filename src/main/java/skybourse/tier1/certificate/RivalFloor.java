package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.LinkEntries;
import skybourse.tier1.game.PricingGame;

/**
 * The rivals of a few followers of one leader, in lanes, and a multiplier that is proved too low for each: without the own link
 * the multiplier is the smallest that any own price can lead to, and a number at which the other ratios still sum to more than
 * one lies below it. For one thread.
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

    /** The rivals' links, slot by slot. */
    final LinkLanes links = new LinkLanes();

    /** Bound on the absolute terms of each charge. */
    double[] chargeSize = new double[0];

    /** How many rivals each lane has. */
    final int[] rivals = new int[LANES];

    private final double[] weight = new double[LANES];
    private final MultiplierSearch search = new MultiplierSearch();
    private double[] levels = new double[0];

    /** Reserves room for followers with so many links. */
    void reserve(int width) {
        links.reserve(width * LANES);
        chargeSize = new double[width * LANES];
        levels = new double[width * LANES];
    }

    /** Reads the followers of up to {@code count} links of a leader's column, from {@code column} on. */
    void read(PricingGame game, double[] prices, int column, int count) {
        int width = 0;
        for (int lane = 0; lane < count; lane++) {
            width = Math.max(width, game.blockWidth(game.columnAgent()[column + lane] / LANES));
        }
        clear(width);
        for (int lane = 0; lane < count; lane++) {
            int agent = game.columnAgent()[column + lane];
            weight[lane] = game.weight()[agent];
            readLane(game, prices, agent, game.columnEntry()[column + lane], lane);
        }
        prove(width);
    }

    private void clear(int width) {
        links.clear(0, width * LANES);
        Arrays.fill(weight, 1);
        Arrays.fill(rivals, 0);
        Arrays.fill(search.multiplier, 0);
        Arrays.fill(search.ceiling, 0);
    }

    private void readLane(PricingGame game, double[] prices, int agent, int own, int lane) {
        LinkEntries entries = game.entriesOf(agent);
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            double price = prices[game.linkLeader()[entry]];
            if (entry != own && game.linkCap()[entry] > 0 && price != PricingGame.CLOSED) {
                addRival(game, entry, price * game.taskBits()[agent], lane);
            }
        }
    }

    private void addRival(PricingGame game, int entry, double paid, int lane) {
        double sending = game.linkCharge()[entry];
        double inverse = game.linkInverseQuality()[entry];
        int at = rivals[lane]++ * LANES + lane;
        links.set(at, paid + sending, inverse, game.linkCap()[entry]);
        chargeSize[at] = LinkLanes.chargeSize(paid, sending, inverse, weight[lane]);
        search.ceiling[lane] = Math.max(search.ceiling[lane], weight[lane] / inverse - links.charge[at]);
    }

    /** Keeps of the multipliers found, a step back, those at which the ratios surely sum to more than one; 0 is always too low. */
    private void prove(int width) {
        var followers = new FollowerLanes(links, 0, width, weight, 0);
        search.search(followers, levels);
        for (int lane = 0; lane < LANES; lane++) {
            search.multiplier[lane] = Math.max(0, search.multiplier[lane] - STEP_BACK * weight[lane]);
        }
        search.evaluate(followers, levels);
        for (int lane = 0; lane < LANES; lane++) {
            if (search.excess[lane] <= rounding(lane) + width * Rounding.RATIO_SUM) {
                search.multiplier[lane] = 0;
            }
        }
    }

    /** Returns how far rounding can move the sum of a lane's ratios, but for adding them up. */
    private double rounding(int lane) {
        double rounding = 0;
        for (int slot = 0; slot < rivals[lane]; slot++) {
            int at = slot * LANES + lane;
            rounding += LinkLanes.ratioRounding(chargeSize[at], links.inverse[at], weight[lane]);
        }
        return rounding;
    }

    /** Returns the multiplier proved too low for a lane, money. */
    double floor(int lane) {
        return search.multiplier[lane];
    }

    /** Tells whether a rival surely gets nothing from its follower, whatever the own price. */
    boolean getsNothing(int at, int lane) {
        return isTooDear(links.charge[at], chargeSize[at], links.inverse[at], lane);
    }

    /**
     * Tells whether a link surely carries nothing at a charge and at any larger one.
     *
     * @param size bound on the absolute terms of the charge, money
     */
    boolean isTooDear(double charge, double size, double inverse, int lane) {
        double least = charge + floor(lane) - Rounding.CHARGE * size;
        return least * inverse > weight[lane] * (1 + TOO_DEAR);
    }
}
