package skybourse.tier1.certificate;

import java.util.Arrays;
import java.util.List;
import skybourse.tier1.game.PricingGame;

/**
 * The followers of one leader as they matter to it: packed in blocks of lanes, own link in slot 0, then the rivals that can
 * get anything at some price from {@code low} on. Followers who buy nothing from {@code low} on are left out. One instance
 * serves leader after leader.
 * Both omissions rest on {@link RivalFloor}.
 */
final class PackedColumn {

    private static final int LANES = PricingGame.LANES;
    private static final int CHUNK = StagedFollowers.MOST;

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

    private final RivalFloor floors = new RivalFloor();
    private final StagedFollowers staged = new StagedFollowers();
    private int used;

    /** Reserves the staging area for a game. */
    void prepare(PricingGame game) {
        int width = 0;
        for (int block = 0; block < game.blocks(); block++) {
            width = Math.max(width, game.blockWidth(block));
        }
        floors.reserve(width);
        staged.reserve(game.agents(), width);
    }

    /** Packs the leader's column for own prices from {@code low} to the leader's cap, the others' prices as given. */
    void gather(PricingGame game, double[] prices, int leader, double low) {
        int from = game.columnStart(leader);
        int to = game.columnStart(leader + 1);
        blocks = 0;
        used = 0;
        reserveBlocks((to - from) / LANES + (to - from) / CHUNK + 2);
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            stageAll(game, prices, chunk, Math.min(to, chunk + CHUNK), low);
            emit(game, low, game.leaderTable().priceCap(leader));
        }
    }

    /** Returns the followers of a block; their own charges are those of the price told to {@link #charge} last. */
    FollowerLanes followers(int block) {
        return new FollowerLanes(links, start[block], slots[block], weight, block * LANES);
    }

    /** Writes the own links' charges of a block at a price. */
    void charge(int block, double price) {
        int first = block * LANES;
        for (int lane = 0; lane < LANES; lane++) {
            boolean padding = bits[first + lane] == 0;
            links.charge[start[block] + lane] =
                    padding ? LinkLanes.ABSENT : price * bits[first + lane] + charge[first + lane];
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

    /** Stages the followers of the links {@code [from, to)} of the leader's column. */
    private void stageAll(PricingGame game, double[] prices, int from, int to, double low) {
        staged.count = 0;
        for (int c = from; c < to; c += LANES) {
            int count = Math.min(LANES, to - c);
            floors.read(game, prices, c, count);
            for (int lane = 0; lane < count; lane++) {
                stage(game, low, c + lane, lane);
            }
        }
    }

    /** Keeps the follower in one lane, unless it never buys, with those of its rivals that can get anything. */
    private void stage(PricingGame game, double low, int column, int lane) {
        int agent = game.columnAgent()[column];
        int own = game.columnEntry()[column];
        double paid = low * game.taskBits()[agent];
        double sending = game.linkCharge()[own];
        double size = paid + Math.abs(sending);
        boolean never = floors.isTooDear(paid + sending, size, game.linkInverseQuality()[own], lane);
        if (game.linkCap()[own] == 0 || never) {
            return;
        }
        staged.add(agent, own, floors.floor(lane));
        stageRivals(lane);
    }

    private void stageRivals(int lane) {
        for (int slot = 0; slot < floors.rivals[lane]; slot++) {
            int at = slot * LANES + lane;
            if (!floors.getsNothing(at, lane)) {
                staged.addRival(floors.links, at, floors.chargeSize[at]);
            }
        }
    }

    /** Packs the staged followers, those with few rivals first, so that lanes of a block are alike. */
    private void emit(PricingGame game, double low, double cap) {
        int[] order = staged.byRivals();
        for (int from = 0; from < staged.count; from += LANES) {
            int count = Math.min(LANES, staged.count - from);
            openBlock(1 + staged.rivals[order[from + count - 1]]);
            for (int lane = 0; lane < count; lane++) {
                pack(game, order[from + lane], lane, low, cap);
            }
            used += slots[blocks] * LANES;
            blocks++;
        }
        assert blocks <= start.length : "more blocks than reserved";
    }

    /** Begins a block of so many slots with padding only. */
    private void openBlock(int width) {
        start[blocks] = used;
        slots[blocks] = width;
        links.reserve(used + width * LANES);
        links.clear(used, used + width * LANES);
        int first = blocks * LANES;
        Arrays.fill(weight, first, first + LANES, 1);
        for (double[] column : List.of(bits, work, charge, floor, ceiling, ratioRounding, chargeRounding)) {
            Arrays.fill(column, first, first + LANES, 0);
        }
    }

    private void pack(PricingGame game, int follower, int lane, double low, double cap) {
        int to = blocks * LANES + lane;
        int agent = staged.agent[follower];
        int own = staged.entry[follower];
        double inverse = game.linkInverseQuality()[own];
        double sending = game.linkCharge()[own];
        double xi = game.weight()[agent];
        bits[to] = game.taskBits()[agent];
        work[to] = game.taskWork()[agent];
        weight[to] = xi;
        charge[to] = sending;
        floor[to] = staged.floor[follower];
        ceiling[to] = Math.max(0, xi / inverse - (low * bits[to] + sending));
        chargeRounding[to] = LinkLanes.chargeSize(cap * bits[to], sending, inverse, xi);
        ratioRounding[to] = Rounding.RATIO_SUM * (1 + staged.rivals[follower])
                + LinkLanes.ratioRounding(chargeRounding[to], inverse, xi);
        links.set(used + lane, 0, inverse, game.linkCap()[own]);
        packRivals(follower, to, used + lane);
        chargeRounding[to] *= Rounding.CHARGE;
        assert !(floor[to] > ceiling[to]) : floor[to] + " > " + ceiling[to];
        assert !(ratioRounding[to] < 0) && !(chargeRounding[to] < 0) : "rounding below 0";
    }

    /** Packs a follower's rivals behind its own link, and counts them in what rounding and multipliers can reach. */
    private void packRivals(int follower, int to, int own) {
        LinkLanes from = staged.links;
        double xi = weight[to];
        for (int rival = 0; rival < staged.rivals[follower]; rival++) {
            int at = staged.rival(follower, rival);
            double inverse = from.inverse[at];
            double size = staged.chargeSize[at];
            links.set(own + (1 + rival) * LANES, from.charge[at], inverse, from.cap[at]);
            ratioRounding[to] += LinkLanes.ratioRounding(size, inverse, xi);
            ceiling[to] = Math.max(ceiling[to], xi / inverse - from.charge[at]);
            chargeRounding[to] = Math.max(chargeRounding[to], size);
        }
    }
}
