package skybourse.training;

import static skybourse.training.TileSide.LANES;

/** {@link StateForm#write} for the auctions of a tile, the same numbers with the divisions looked up. */
final class TileView {

    private final boolean full;
    private final TileSide buyers;
    private final TileSide sellers;
    private final float[] buyersShare;
    private final float[] sellersShare;
    private final float[] perTick = new float[LANES];
    private final float[] mostSteps = new float[LANES];

    TileView(AuctionProblem problem, MarketSource source, TileSide buyers, TileSide sellers) {
        full = problem.form().full();
        this.buyers = buyers;
        this.sellers = sellers;
        buyersShare = shares(source.mostBuyerLots(), problem.form().buyersScale());
        sellersShare = shares(source.mostSellerLots(), problem.form().sellersScale());
    }

    private static float[] shares(int most, int scale) {
        float[] shares = new float[most + 1];
        for (int i = 0; i <= most; i++) {
            shares[i] = (float) i / scale;
        }
        return shares;
    }

    /** Sets the scale of one auction. */
    void scale(int lane, int gapTicks, long most) {
        perTick[lane] = 1f / Math.max(1, gapTicks);
        mostSteps[lane] = most;
    }

    void write(int lane, boolean sellersMove, int step, float[] into, int at) {
        into[at] = sellersMove ? 1 : 0;
        into[at + 1] = step / mostSteps[lane];
        into[at + 2] = buyers.clock[lane] * perTick[lane];
        into[at + 3] = -sellers.clock[lane] * perTick[lane];
        into[at + 4] = buyersShare[buyers.waiting[lane]];
        into[at + 5] = sellersShare[sellers.waiting[lane]];
        if (full) {
            into[at + 6] = buyersShare[buyers.queued[lane]];
            into[at + 7] = sellersShare[sellers.queued[lane]];
            into[at + 8] = buyers.announced(lane) ? 1 : 0;
            into[at + 9] = sellers.announced(lane) ? 1 : 0;
        }
    }
}
