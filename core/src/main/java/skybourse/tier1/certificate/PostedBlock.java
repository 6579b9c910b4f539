package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/** One block of followers at the posted prices, all leaders' links in lanes. One instance serves block after block. */
final class PostedBlock {

    private static final int LANES = PricingGame.LANES;

    private final PricingGame game;
    private final double[] prices;
    private int agent;
    private int start;
    private int entries;

    final MultiplierSearch search = new MultiplierSearch();
    final LinkLanes links = new LinkLanes();

    /** Bound on the absolute terms of each link's charge, by entry of the block. */
    double[] chargeSize = new double[0];

    /** A multiplier above which a link surely carries nothing, below 0 for padding; by entry of the block. */
    double[] choke = new double[0];

    /** {@code y = xi / (charge + nu)} of the last evaluation, by entry of the block. */
    double[] levels = new double[0];

    /** How far rounding can move the sum of a lane's ratios. */
    final double[] rounding = new double[LANES];

    /** Reads a game at posted prices, with one more price for padding links. */
    PostedBlock(PricingGame game, double[] prices) {
        this.game = game;
        this.prices = prices;
    }

    /** Turns to a block and finds its multipliers. */
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

    /** Returns how many entries the block has, padding included. */
    int entries() {
        return entries;
    }

    /** Returns the game's entry of an entry of the block. */
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
        Arrays.fill(rounding, slots * Rounding.RATIO_SUM);
    }

    private void fillLink(int to, double price) {
        int lane = to % LANES;
        double xi = weight(lane);
        double paid = price * game.taskBits()[agent + lane];
        double sending = game.linkCharge()[start + to];
        double inverse = game.linkInverseQuality()[start + to];
        links.set(to, paid + sending, inverse, game.linkCap()[start + to]);
        chargeSize[to] = LinkLanes.chargeSize(paid, sending, inverse, xi);
        choke[to] = RivalFloor.choke(links.charge[to], chargeSize[to], inverse, xi);
        search.ceiling[lane] = Math.max(search.ceiling[lane], xi / inverse - links.charge[to]);
        rounding[lane] += LinkLanes.ratioRounding(chargeSize[to], inverse, xi);
    }
}
