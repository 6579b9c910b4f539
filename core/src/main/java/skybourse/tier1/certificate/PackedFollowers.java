package skybourse.tier1.certificate;

import java.util.Arrays;
import skybourse.tier1.game.PricingGame;

/**
 * Followers of one leader, packed in blocks of lanes. Slot 0 is the link to the leader. The other slots are links to rivals, without those
 * that carry nothing at all prices of at least {@code low}. Followers that buy nothing at prices of at least {@code low} are left out.
 * {@link CandidateLinks} justifies both omissions. Reusable for all leaders; not thread-safe.
 */
final class PackedFollowers {

    private static final int LANES = PricingGame.LANES;

    /** Number of followers in a chunk. The followers of a chunk are sorted by their number of rivals. */
    private static final int CHUNK = 1024;

    /** Number of blocks. */
    int blocks;

    /** Total task size of the leader's customers, bit. Followers that are left out are included. */
    double offeredBits;

    /** First entry of each block in {@link #links}. */
    int[] start = new int[0];

    /** Number of slots of each block, including slot 0. */
    int[] slots = new int[0];

    final LinkLanes links = new LinkLanes();
    double[] bits = new double[0];
    double[] work = new double[0];
    double[] weight = new double[0];

    /** Inverse of {@link #weight}. */
    double[] perWeight = new double[0];

    /** Charge of each follower for the link to the leader, without the leader's price, money; {@link LinkLanes#ABSENT} for padding. */
    double[] charge = new double[0];

    /** Lower bound of the multiplier at all prices of the leader, money. */
    double[] floor = new double[0];

    /** Initial value of the multiplier, money. It is a lower bound of the multiplier at the given prices, at most the ceiling. */
    double[] guess = new double[0];

    /** Multiplier at which all ratios are 0 at prices of at least {@code low}, money. */
    double[] ceiling = new double[0];

    /** Bound on the rounding error of a ratio, and of the sum of all ratios. */
    double[] ratioRounding = new double[0];

    /** Bound on the rounding error of a charge, money. */
    double[] chargeRounding = new double[0];

    /** Arrays whose padding is 0. */
    private double[][] zeroed = {};

    private final PricingGame game;
    private final FixedPriceGame market;
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

    PackedFollowers(FixedPriceGame market) {
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

    /** Packs the followers of a leader for its prices from {@code low} to its cap. The prices of the other leaders are those of the market. */
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

    /** Sets the charges of a block's links to the leader at a price. */
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

    /** Stages a follower, unless it buys at no price of the range. Counts the links to rivals over which the follower may send work. */
    private void stage(int agent, int link) {
        offeredBits += game.taskBits()[agent];
        CandidateLinks contenders = market.contenders(agent);
        int own = contenders.own(agent, link);
        double above = contenders.floor(agent, own);
        double paid = low * game.taskBits()[agent];
        double sending = game.linkCharge()[link];
        double size = paid + Math.abs(sending);
        double choke =
                MultiplierLowerBound.choke(paid + sending, size, game.linkInverseQuality()[link], game.weight()[agent]);
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

    /** Packs the staged followers by ascending number of rivals. The lanes of a block then have similar numbers of links. */
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

    /** Sorts the staged followers by ascending number of rivals. */
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

    /** Adds a block of {@code width} slots, filled with padding. */
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
        CandidateLinks contenders = market.contenders(agent);
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
        ratioRounding[to] = RoundingErrorBounds.RATIO_SUM * (1 + stagedRivals[follower])
                + LinkLanes.ratioRounding(size, inverse, xi);
        chargeRounding[to] = RoundingErrorBounds.CHARGE * Math.max(size, contenders.chargeSize(agent));
        links.set(used + lane, 0, inverse, game.linkCap()[own]);
        packRivals(follower, to, used + lane);
        guess[to] = Math.min(contenders.floor(agent, -1), ceiling[to]);
        assert !(floor[to] > ceiling[to]) : floor[to] + " > " + ceiling[to];
        assert !(ratioRounding[to] < 0) && !(chargeRounding[to] < 0) : "rounding below 0";
    }

    /** Packs a follower's rivals after the link to the leader, and updates the bounds of rounding errors and multipliers. */
    private void packRivals(int follower, int to, int first) {
        int agent = stagedAgent[follower];
        CandidateLinks contenders = market.contenders(agent);
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
