package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/** One block of followers at given prices, with the links to all leaders, one follower per lane. Reusable; not thread-safe. */
final class FollowerBlock {

    private static final int LANES = PricingGame.LANES;

    private final PricingGame game;
    private final double[] prices;
    private int agent;
    private int start;
    private int entries;

    final MultiplierSearch search = new MultiplierSearch();
    final LinkLanes links = new LinkLanes();

    /** Upper bound on the absolute values of the terms that make up each link's charge, by entry of the block. */
    double[] chargeSize = new double[0];

    /** Multiplier above which a link is proved to carry nothing, by entry of the block, money; negative infinity for padding. */
    double[] choke = new double[0];

    /** {@code y = xi / (charge + nu)} of the last evaluation, by entry of the block. */
    double[] levels = new double[0];

    /** Bound on the rounding error of the sum of a lane's ratios. */
    final double[] rounding = new double[LANES];

    /** Uses a game and prices by leader, with one element more for padding. */
    FollowerBlock(PricingGame game, double[] prices) {
        this.game = game;
        this.prices = prices;
    }

    /** Selects a block and computes its multipliers. */
    void open(int block) {
        agent = block * LANES;
        start = game.blockStart(block);
        entries = game.blockStart(block + 1) - start;
        clear();
        for (int entry = 0; entry < entries; entry++) {
            double price = prices[game.linkLeader()[start + entry]];
            if (game.linkCap()[start + entry] > 0 && price != PricingGame.CLOSED) {
                fillLink(entry, price);
            }
        }
        search.open(links, 0, entries / LANES, game.weight(), agent);
        search.search(levels);
    }

    /** Returns the number of entries of the block, with padding. */
    int entries() {
        return entries;
    }

    /** Returns the link entry of the game for an entry of the block. */
    int inGame(int entry) {
        return start + entry;
    }

    double weight(int lane) {
        return game.weight()[agent + lane];
    }

    private void clear() {
        links.reserve(entries);
        links.clear(0, entries);
        if (levels.length < entries) {
            levels = new double[2 * entries];
            chargeSize = new double[2 * entries];
            choke = new double[2 * entries];
        }
        Arrays.fill(choke, 0, entries, Double.NEGATIVE_INFINITY);
        Arrays.fill(search.multiplier, 0);
        Arrays.fill(search.ceiling, 0);
        int slots = entries / LANES;
        Arrays.fill(rounding, slots * RoundingErrorBounds.RATIO_SUM);
    }

    private void fillLink(int to, double price) {
        int lane = to % LANES;
        double xi = weight(lane);
        double paid = price * game.taskBits()[agent + lane];
        double sending = game.linkCharge()[start + to];
        double inverse = game.linkInverseQuality()[start + to];
        links.set(to, paid + sending, inverse, game.linkCap()[start + to]);
        chargeSize[to] = LinkLanes.chargeSize(paid, sending, inverse, xi);
        choke[to] = MultiplierLowerBound.choke(links.charge[to], chargeSize[to], inverse, xi);
        search.ceiling[lane] = Math.max(search.ceiling[lane], xi / inverse - links.charge[to]);
        rounding[lane] += LinkLanes.ratioRounding(chargeSize[to], inverse, xi);
    }
}
