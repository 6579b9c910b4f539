package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/**
 * The duality gap of each follower's best response, for one thread.
 *
 * <p>Right for saying what responses found by a multiplier can miss at most, at any prices. Wrong for what followers would
 * do at other prices of a leader: that is {@link BlockState}'s, with an error for each ratio.
 */
final class FollowerGaps {

    private static final int LANES = PricingGame.LANES;

    private final PricingGame game;
    private final double[] prices;
    private final MultiplierSearch search = new MultiplierSearch();
    private final LinkLanes links = new LinkLanes();
    private final double[] rounding = new double[LANES];
    private double[] levels = new double[0];

    /** The largest gap so far, in money. */
    double largestMoney;

    /** The largest gap so far, relative to the follower's weight. */
    double largestRelative;

    FollowerGaps(PricingGame game, double[] prices) {
        this.game = game;
        this.prices = prices;
    }

    /** Examines the followers of blocks {@code [from, to)}. */
    void examine(int from, int to) {
        for (int block = from; block < to; block++) {
            fill(block);
            var followers = new FollowerLanes(links, 0, game.blockWidth(block), game.weight(), block * LANES);
            search.search(followers, levels);
            for (int lane = 0; lane < LANES && block * LANES + lane < game.agents(); lane++) {
                double xi = game.weight()[block * LANES + lane];
                double gap = LeaderSearch.proven(gap(lane, game.blockWidth(block), xi));
                assert gap >= 0 : gap;
                largestMoney = Math.max(largestMoney, gap);
                largestRelative = Math.max(largestRelative, gap / xi);
            }
        }
    }

    /** Takes over what another part found. */
    void include(FollowerGaps part) {
        largestMoney = Math.max(largestMoney, part.largestMoney);
        largestRelative = Math.max(largestRelative, part.largestRelative);
    }

    private void fill(int block) {
        int start = game.blockStart(block);
        int size = game.blockStart(block + 1) - start;
        clear(size);
        for (int entry = 0; entry < size; entry++) {
            double price = prices[game.linkLeader()[start + entry]];
            if (game.linkCap()[start + entry] > 0 && price != PricingGame.CLOSED) {
                int lane = entry % LANES;
                fillLink(entry, lane, start + entry, block * LANES + lane, price);
            }
        }
    }

    private void clear(int size) {
        links.reserve(size);
        links.clear(0, size);
        if (levels.length < size) {
            levels = new double[2 * size];
        }
        Arrays.fill(search.multiplier, 0);
        Arrays.fill(search.ceiling, 0);
        int slots = size / LANES;
        Arrays.fill(rounding, slots * Rounding.RATIO_SUM);
    }

    private void fillLink(int to, int lane, int entry, int agent, double price) {
        double xi = game.weight()[agent];
        double paid = price * game.taskBits()[agent];
        double sending = game.linkCharge()[entry];
        double inverse = game.linkInverseQuality()[entry];
        links.set(to, paid + sending, inverse, game.linkCap()[entry]);
        search.ceiling[lane] = Math.max(search.ceiling[lane], xi / inverse - links.charge[to]);
        rounding[lane] += LinkLanes.ratioRounding(LinkLanes.chargeSize(paid, sending, inverse, xi), inverse, xi);
    }

    /**
     * Bounds dual value less primal value. With {@code sum o <= 1} it is {@code nu (1 - sum o)}; otherwise the ratios are
     * shrunk to sum to one, which loses at most the marginal surplus of what is cut.
     */
    private double gap(int lane, int slots, double xi) {
        double nu = search.multiplier[lane];
        double excess = search.excess[lane];
        double slip = (nu + xi) * rounding[lane];
        double gap = excess <= 0 ? nu * -excess : lost(lane, slots, xi);
        return gap + slip;
    }

    /** Returns what shrinking the ratios to sum to one loses at most. */
    private double lost(int lane, int slots, double xi) {
        double lost = 0;
        for (int slot = 0; slot < slots; slot++) {
            int entry = slot * LANES + lane;
            double ratio = Math.min(Math.max(levels[entry] - links.inverse[entry], 0), links.cap[entry]);
            double kept = ratio / (1 + search.excess[lane]);
            double surplus = xi / (links.inverse[entry] + kept) - (links.charge[entry] + search.multiplier[lane]);
            lost += ratio > 0 ? Math.max(0, surplus) * (ratio - kept) : 0;
        }
        return lost;
    }
}
