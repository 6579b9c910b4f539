package skybourse.certificate;

import java.util.Arrays;
import skybourse.game.PricingGame;

/**
 * The followers of one leader as they matter to it: packed in blocks of lanes, own link in slot 0, then the rivals that can
 * get anything at some price from {@code low} on. Followers who buy nothing from {@code low} on are left out. One instance
 * serves leader after leader.
 *
 * <p>Both omissions rest on a multiplier that is proved too low: without the own link the multiplier is the smallest that
 * any own price can lead to, and a number at which the other ratios still sum to more than one lies below it.
 */
final class PackedColumn {

    private static final int LANES = PricingGame.LANES;
    private static final int CHUNK = 4096;
    private static final double NEARLY = 1e-9;
    private static final double STEP_BACK = 1e-6;

    /** Blocks of lanes. */
    int blocks;

    /** First entry of each block in {@link #links}. */
    int[] start = new int[0];

    /** Slots of each block, own link included. */
    int[] slots = new int[0];

    final LinkLanes links = new LinkLanes();
    double[] bits = new double[0];
    double[] work = new double[0];
    double[] weight = new double[0];

    /** Own charge without the price. */
    double[] charge = new double[0];

    /** A multiplier proved too low at any price, money. */
    double[] floor = new double[0];

    /** A multiplier at which nobody buys at {@code low} or above, money. */
    double[] ceiling = new double[0];

    /** How far rounding can move a ratio or the sum of all. */
    double[] ratioRounding = new double[0];

    /** How far rounding can move a charge, money. */
    double[] chargeRounding = new double[0];

    private final MultiplierSearch search = new MultiplierSearch();
    private final LinkLanes raw = new LinkLanes();
    private double[] rawSize = new double[0];
    private double[] levels = new double[0];
    private final double[] rawWeight = new double[LANES];
    private final int[] rawSlots = new int[LANES];

    private int staged;
    private int row;
    private final int[] stagedAgent = new int[CHUNK];
    private final int[] stagedEntry = new int[CHUNK];
    private final int[] stagedRivals = new int[CHUNK];
    private final double[] stagedFloor = new double[CHUNK];
    private double[] stagedLinks = new double[0];
    private int used;

    /** Reserves the staging area for a game. */
    void prepare(PricingGame game) {
        int width = 0;
        for (int block = 0; block < game.blocks(); block++) {
            width = Math.max(width, game.blockWidth(block));
        }
        row = 4 * width;
        raw.reserve(width * LANES);
        rawSize = new double[width * LANES];
        levels = new double[width * LANES];
        stagedLinks = new double[Math.min(CHUNK, game.agents()) * row];
    }

    /** Packs the leader's column for own prices from {@code low} to the leader's cap, the others' prices as given. */
    void gather(PricingGame game, double[] prices, int leader, double low) {
        int from = game.columnStart(leader);
        int to = game.columnStart(leader + 1);
        blocks = 0;
        used = 0;
        reserveBlocks((to - from) / LANES + (to - from) / CHUNK + 2);
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            staged = 0;
            for (int c = chunk; c < Math.min(to, chunk + CHUNK); c += LANES) {
                int count = Math.min(LANES, Math.min(to, chunk + CHUNK) - c);
                int width = fillRaw(game, prices, c, count);
                findFloor(width);
                for (int lane = 0; lane < count; lane++) {
                    stage(game, low, c + lane, lane);
                }
            }
            emit(game, leader, low);
        }
    }

    private void reserveBlocks(int count) {
        if (count > start.length) {
            start = new int[count];
            slots = new int[count];
            bits = new double[count * LANES];
            work = new double[count * LANES];
            weight = new double[count * LANES];
            charge = new double[count * LANES];
            floor = new double[count * LANES];
            ceiling = new double[count * LANES];
            ratioRounding = new double[count * LANES];
            chargeRounding = new double[count * LANES];
        }
    }

    /** Copies the rivals' links of a few followers into lanes; returns how many slots they take. */
    private int fillRaw(PricingGame game, double[] prices, int column, int count) {
        int width = 0;
        for (int lane = 0; lane < count; lane++) {
            width = Math.max(width, game.blockWidth(game.columnAgent()[column + lane] / LANES));
        }
        raw.clear(0, width * LANES);
        Arrays.fill(rawWeight, 1);
        Arrays.fill(rawSlots, 0);
        Arrays.fill(search.multiplier, 0);
        Arrays.fill(search.ceiling, 0);
        for (int lane = 0; lane < count; lane++) {
            fillLane(game, prices, column + lane, lane);
        }
        return width;
    }

    private void fillLane(PricingGame game, double[] prices, int column, int lane) {
        int agent = game.columnAgent()[column];
        int own = game.columnEntry()[column];
        int end = game.blockStart(agent / LANES + 1);
        double taskBits = game.taskBits()[agent];
        double top = 0;
        int slot = 0;
        rawWeight[lane] = game.weight()[agent];
        for (int entry = game.blockStart(agent / LANES) + agent % LANES; entry < end; entry += LANES) {
            int rival = game.linkLeader()[entry];
            if (entry == own || game.linkCap()[entry] == 0 || prices[rival] == PricingGame.CLOSED) {
                continue;
            }
            double paid = prices[rival] * taskBits;
            double sending = game.linkCharge()[entry];
            double inverse = game.linkInverseQuality()[entry];
            int at = slot++ * LANES + lane;
            raw.set(at, paid + sending, inverse, game.linkCap()[entry]);
            rawSize[at] = LinkLanes.chargeSize(paid, sending, inverse, rawWeight[lane]);
            top = Math.max(top, rawWeight[lane] / inverse - raw.charge[at]);
        }
        rawSlots[lane] = slot;
        search.ceiling[lane] = top;
    }

    /** Leaves in {@code search.multiplier} a number proved to lie below each lane's multiplier without the own link, or 0. */
    private void findFloor(int width) {
        search.search(raw, 0, width, rawWeight, 0, levels);
        for (int lane = 0; lane < LANES; lane++) {
            search.multiplier[lane] = Math.max(0, search.multiplier[lane] - STEP_BACK * rawWeight[lane]);
        }
        search.evaluate(raw, 0, width, rawWeight, 0, levels);
        for (int lane = 0; lane < LANES; lane++) {
            double rounding = 0;
            for (int slot = 0; slot < rawSlots[lane]; slot++) {
                int at = slot * LANES + lane;
                rounding += LinkLanes.ratioRounding(rawSize[at], raw.inverse[at], rawWeight[lane]);
            }
            if (search.excess[lane] <= rounding + width * 0x1p-50) {
                search.multiplier[lane] = 0;
            }
        }
    }

    /** Keeps the follower in one lane, unless it never buys, with those of its rivals that can get anything. */
    private void stage(PricingGame game, double low, int column, int lane) {
        int agent = game.columnAgent()[column];
        int own = game.columnEntry()[column];
        double nu = search.multiplier[lane];
        double xi = rawWeight[lane];
        double paid = low * game.taskBits()[agent];
        double sending = game.linkCharge()[own];
        double inverse = game.linkInverseQuality()[own];
        if (game.linkCap()[own] == 0 || neverBuys(paid + sending + nu, paid + Math.abs(sending), inverse, xi)) {
            return;
        }
        int rivals = 0;
        for (int slot = 0; slot < rawSlots[lane]; slot++) {
            int at = slot * LANES + lane;
            if (!neverBuys(raw.charge[at] + nu, rawSize[at], raw.inverse[at], xi)) {
                int to = staged * row + 4 * rivals++;
                stagedLinks[to] = raw.charge[at];
                stagedLinks[to + 1] = raw.inverse[at];
                stagedLinks[to + 2] = raw.cap[at];
                stagedLinks[to + 3] = rawSize[at];
            }
        }
        stagedAgent[staged] = agent;
        stagedEntry[staged] = own;
        stagedFloor[staged] = nu;
        stagedRivals[staged++] = rivals;
    }

    /** Whether a ratio is surely 0 at a marginal charge and any larger one; {@code size} tells how the charge is rounded. */
    private static boolean neverBuys(double marginalCharge, double size, double inverse, double weight) {
        return (marginalCharge - 0x1p-50 * size) * inverse > weight * (1 + NEARLY);
    }

    /** Packs the staged followers, those with few rivals first, so that lanes of a block are alike. */
    private void emit(PricingGame game, int leader, double low) {
        int[] order = byRivals();
        double cap = game.leaderTable().priceCap(leader);
        for (int from = 0; from < staged; from += LANES) {
            int count = Math.min(LANES, staged - from);
            int width = 1 + stagedRivals[order[from + count - 1]];
            start[blocks] = used;
            slots[blocks] = width;
            links.reserve(used + width * LANES);
            links.clear(used, used + width * LANES);
            int first = blocks * LANES;
            Arrays.fill(weight, first, first + LANES, 1);
            for (double[] column : new double[][] {bits, work, charge, floor, ceiling, ratioRounding, chargeRounding}) {
                Arrays.fill(column, first, first + LANES, 0);
            }
            for (int lane = 0; lane < count; lane++) {
                pack(game, order[from + lane], first + lane, low, cap);
            }
            used += width * LANES;
            blocks++;
        }
    }

    private int[] byRivals() {
        int[] next = new int[row + 2];
        for (int i = 0; i < staged; i++) {
            next[stagedRivals[i] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] order = new int[staged];
        for (int i = 0; i < staged; i++) {
            order[next[stagedRivals[i]]++] = i;
        }
        return order;
    }

    private void pack(PricingGame game, int member, int to, double low, double cap) {
        int agent = stagedAgent[member];
        int own = stagedEntry[member];
        double inverse = game.linkInverseQuality()[own];
        double sending = game.linkCharge()[own];
        double xi = game.weight()[agent];
        bits[to] = game.taskBits()[agent];
        work[to] = game.taskWork()[agent];
        weight[to] = xi;
        charge[to] = sending;
        floor[to] = stagedFloor[member];
        double size = LinkLanes.chargeSize(cap * bits[to], sending, inverse, xi);
        double rounding = 0x1p-50 * (1 + stagedRivals[member]) + LinkLanes.ratioRounding(size, inverse, xi);
        double top = Math.max(0, xi / inverse - (low * bits[to] + sending));
        int at = used + to % LANES;
        links.set(at, 0, inverse, game.linkCap()[own]);
        for (int rival = 0; rival < stagedRivals[member]; rival++) {
            int from = member * row + 4 * rival;
            at += LANES;
            links.set(at, stagedLinks[from], stagedLinks[from + 1], stagedLinks[from + 2]);
            rounding += LinkLanes.ratioRounding(stagedLinks[from + 3], stagedLinks[from + 1], xi);
            top = Math.max(top, xi / stagedLinks[from + 1] - stagedLinks[from]);
            size = Math.max(size, stagedLinks[from + 3]);
        }
        ceiling[to] = top;
        ratioRounding[to] = rounding;
        chargeRounding[to] = 0x1p-50 * size;
    }
}
