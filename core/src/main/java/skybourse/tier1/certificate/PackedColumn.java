package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/**
 * The followers of one leader as they matter to it: packed in blocks of lanes, own link in slot 0, then the rivals that can
 * get anything at some price from {@code low} on. Followers who buy nothing from {@code low} on are left out. One instance
 * serves leader after leader.
 * Both omissions rest on {@link Contenders}.
 */
final class PackedColumn {

    private static final int LANES = PricingGame.LANES;

    /** How many followers are sorted by rivals at a time. */
    private static final int CHUNK = 1024;

    /** Blocks of lanes. */
    int blocks;

    /** All that the leader's customers have to send, those left out too. */
    double offeredBits;

    /** First entry of each block in {@link #links}. */
    int[] start = new int[0];

    /** Slots of each block, own link included. */
    int[] slots = new int[0];

    final LinkLanes links = new LinkLanes();
    double[] bits = new double[0];
    double[] work = new double[0];
    double[] weight = new double[0];

    /** One over {@link #weight}. */
    double[] perWeight = new double[0];

    /** Own charge without the price; {@link LinkLanes#ABSENT} for padding. */
    double[] charge = new double[0];

    /** A multiplier proved too low at any price, money. */
    double[] floor = new double[0];

    /** Where to look for the multiplier first, money: where it is at the posted prices. */
    double[] guess = new double[0];

    /** A multiplier at which nobody buys at {@code low} or above, money. */
    double[] ceiling = new double[0];

    /** How far rounding can move a ratio or the sum of all. */
    double[] ratioRounding = new double[0];

    /** How far rounding can move a charge, money. */
    double[] chargeRounding = new double[0];

    /** The columns in which padding is 0. */
    private double[][] zeroed = {};

    private final PricingGame game;
    private final PostedMarket market;
    private final int[] stagedAgent;
    private final int[] stagedEntry;
    private final int[] stagedOwn;
    private final int[] stagedTo;
    private final int[] stagedRivals;
    private final double[] stagedFloor;
    private final int[] order;
    private final int[] next;
    private int staged;
    private int used;
    private double low;
    private double cap;

    PackedColumn(PostedMarket market) {
        this.market = market;
        this.game = market.game();
        int most = Math.min(CHUNK, game.agents());
        stagedAgent = new int[most];
        stagedEntry = new int[most];
        stagedOwn = new int[most];
        stagedTo = new int[most];
        stagedRivals = new int[most];
        stagedFloor = new double[most];
        order = new int[most];
        next = new int[game.leaders() + 1];
    }

    /** Packs the leader's column for own prices from {@code low} to the leader's cap, the others' prices as posted. */
    void gather(int leader, double low) {
        int from = game.columnStart(leader);
        int to = game.columnStart(leader + 1);
        this.low = low;
        this.cap = game.leaderTable().priceCap(leader);
        blocks = 0;
        offeredBits = 0;
        used = 0;
        reserveBlocks((to - from) / LANES + (to - from) / CHUNK + 2);
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            staged = 0;
            for (int column = chunk; column < Math.min(to, chunk + CHUNK); column++) {
                stage(game.columnAgent()[column], game.columnEntry()[column]);
            }
            emit();
        }
    }

    /** Writes the own links' charges of a block at a price. */
    void charge(int block, double price) {
        for (int lane = 0; lane < LANES; lane++) {
            int agent = block * LANES + lane;
            links.charge[start[block] + lane] = bits[agent] * price + charge[agent];
        }
    }

    private void reserveBlocks(int count) {
        if (count > start.length) {
            start = new int[count];
            slots = new int[count];
            bits = new double[count * LANES];
            work = new double[count * LANES];
            weight = new double[count * LANES];
            perWeight = new double[count * LANES];
            charge = new double[count * LANES];
            floor = new double[count * LANES];
            guess = new double[count * LANES];
            ceiling = new double[count * LANES];
            ratioRounding = new double[count * LANES];
            chargeRounding = new double[count * LANES];
            zeroed = new double[][] {bits, work, floor, guess, ceiling, ratioRounding, chargeRounding};
        }
    }

    /** Keeps a follower, unless it never buys, and counts those of its rivals that can get anything. */
    private void stage(int agent, int link) {
        offeredBits += game.taskBits()[agent];
        Contenders contenders = market.contenders(agent);
        int own = contenders.own(agent, link);
        double above = contenders.floor(agent, own);
        double paid = low * game.taskBits()[agent];
        double sending = game.linkCharge()[link];
        double size = paid + Math.abs(sending);
        double choke = RivalFloor.choke(paid + sending, size, game.linkInverseQuality()[link], game.weight()[agent]);
        if (game.linkCap()[link] > 0 && !(above > choke)) {
            int to = contenders.to(agent, above);
            stagedAgent[staged] = agent;
            stagedEntry[staged] = link;
            stagedOwn[staged] = own;
            stagedFloor[staged] = above;
            stagedTo[staged] = to;
            int first = contenders.from(agent);
            stagedRivals[staged++] = to - first - (own >= first && own < to ? 1 : 0);
        }
    }

    /** Packs the staged followers, those with few rivals first, so that lanes of a block are alike. */
    private void emit() {
        sort();
        for (int from = 0; from < staged; from += LANES) {
            int count = Math.min(LANES, staged - from);
            openBlock(1 + stagedRivals[order[from + count - 1]]);
            for (int lane = 0; lane < count; lane++) {
                pack(order[from + lane], lane);
            }
            used += slots[blocks] * LANES;
            blocks++;
        }
        assert blocks <= start.length : "more blocks than reserved";
    }

    /** Orders the staged followers by rising number of rivals. */
    private void sort() {
        Arrays.fill(next, 0);
        for (int i = 0; i < staged; i++) {
            next[stagedRivals[i] + 1]++;
        }
        for (int rivals = 1; rivals < next.length; rivals++) {
            next[rivals] += next[rivals - 1];
        }
        for (int i = 0; i < staged; i++) {
            order[next[stagedRivals[i]]++] = i;
        }
    }

    /** Begins a block of so many slots with padding only. */
    private void openBlock(int width) {
        start[blocks] = used;
        slots[blocks] = width;
        links.reserve(used + width * LANES);
        links.clear(used, used + width * LANES);
        int first = blocks * LANES;
        Arrays.fill(weight, first, first + LANES, 1);
        Arrays.fill(perWeight, first, first + LANES, 1);
        Arrays.fill(charge, first, first + LANES, LinkLanes.ABSENT);
        for (double[] column : zeroed) {
            Arrays.fill(column, first, first + LANES, 0);
        }
    }

    private void pack(int follower, int lane) {
        int to = blocks * LANES + lane;
        int agent = stagedAgent[follower];
        int own = stagedEntry[follower];
        Contenders contenders = market.contenders(agent);
        double inverse = game.linkInverseQuality()[own];
        double sending = game.linkCharge()[own];
        double xi = game.weight()[agent];
        bits[to] = game.taskBits()[agent];
        work[to] = game.taskWork()[agent];
        weight[to] = xi;
        perWeight[to] = 1 / xi;
        charge[to] = sending;
        floor[to] = stagedFloor[follower];
        ceiling[to] = Math.max(0, xi / inverse - (low * bits[to] + sending));
        double size = LinkLanes.chargeSize(cap * bits[to], sending, inverse, xi);
        ratioRounding[to] =
                Rounding.RATIO_SUM * (1 + stagedRivals[follower]) + LinkLanes.ratioRounding(size, inverse, xi);
        chargeRounding[to] = Rounding.CHARGE * Math.max(size, contenders.chargeSize(agent));
        links.set(used + lane, 0, inverse, game.linkCap()[own]);
        packRivals(follower, to, used + lane);
        guess[to] = Math.min(contenders.floor(agent, -1), ceiling[to]);
        assert !(floor[to] > ceiling[to]) : floor[to] + " > " + ceiling[to];
        assert !(ratioRounding[to] < 0) && !(chargeRounding[to] < 0) : "rounding below 0";
    }

    /** Packs a follower's rivals behind its own link, and counts them in what rounding and multipliers can reach. */
    private void packRivals(int follower, int to, int first) {
        int agent = stagedAgent[follower];
        Contenders contenders = market.contenders(agent);
        double xi = weight[to];
        double size = contenders.chargeSize(agent);
        double rounding = 0;
        int at = first;
        for (int rival = contenders.from(agent); rival < stagedTo[follower]; rival++) {
            if (rival != stagedOwn[follower]) {
                at += LANES;
                double inverse = contenders.inverse(rival);
                links.set(at, contenders.charge(rival), inverse, contenders.cap(rival));
                rounding += LinkLanes.ratioRounding(size, inverse, xi);
                ceiling[to] = Math.max(ceiling[to], contenders.choke(rival));
            }
        }
        ratioRounding[to] += rounding;
    }
}
