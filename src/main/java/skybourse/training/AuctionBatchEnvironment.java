package skybourse.training;

import static skybourse.training.TileSide.LANES;

import java.util.Arrays;
import skybourse.auction.Turns;
import skybourse.learning.BatchEnvironment;
import skybourse.numeric.Checks;

/**
 * Many auctions at once as a problem to learn: {@link AuctionEnvironment} for unit demand and alternating turns, the same numbers from the same seeds,
 * without making anything anew in a step.
 */
public final class AuctionBatchEnvironment implements BatchEnvironment {

    private final StateForm form;
    private final AuctionTile[] tiles;
    private final int lanes;
    private final int actions;
    /** As many true as there are actions, then as many false: every mask lies in it. */
    private final boolean[] masks;

    private final long[] seeds;
    private final float[] states;
    private final boolean[] legal;
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final float[] finalStates;
    private final boolean[] finalLegal;

    /** Makes an environment; {@link #reset} must come before the first step. */
    public AuctionBatchEnvironment(AuctionProblem problem, int lanes) {
        if (!(problem.source() instanceof MarketSource.UnitDemand source)) {
            throw new IllegalArgumentException("source must have unit demand: " + problem.source());
        }
        if (problem.turns() != Turns.ALTERNATE) {
            throw new IllegalArgumentException("turns must be ALTERNATE: " + problem.turns());
        }
        form = problem.form();
        this.lanes = (int) Checks.positive(lanes, "lanes");
        tiles = new AuctionTile[Math.ceilDiv(lanes, LANES)];
        Arrays.setAll(tiles, i -> new AuctionTile(problem, source));
        actions = problem.actions().size();
        masks = new boolean[2 * actions];
        Arrays.fill(masks, 0, actions, true);
        seeds = new long[lanes];
        states = new float[lanes * form.size()];
        legal = new boolean[lanes * actions];
        rewards = new float[lanes];
        terminated = new boolean[lanes];
        truncated = new boolean[lanes];
        finalStates = new float[lanes * form.size()];
        finalLegal = new boolean[lanes * actions];
    }

    @Override
    public void reset(long firstSeed) {
        for (int i = 0; i < lanes; i++) {
            seeds[i] = firstSeed + i;
        }
        for (int first = 0; first < lanes; first += LANES) {
            begin(first, -1L >>> (LANES - width(first)));
            show(first);
        }
    }

    private int width(int first) {
        return Math.min(LANES, lanes - first);
    }

    private void begin(int first, long which) {
        AuctionTile tile = tiles[first / LANES];
        for (long rest = which; rest != 0; rest &= rest - 1) {
            int lane = Long.numberOfTrailingZeros(rest);
            tile.begin(lane, seeds[first + lane]);
            seeds[first + lane] += lanes;
        }
        tile.playToFirstChoice(which);
    }

    private void show(int first) {
        AuctionTile tile = tiles[first / LANES];
        tile.look();
        for (int lane = 0; lane < width(first); lane++) {
            int i = first + lane;
            tile.show(lane, false, states, i * form.size());
            System.arraycopy(masks, actions - tile.legal(lane), legal, i * actions, actions);
        }
    }

    @Override
    public void step(int[] chosen) {
        for (int first = 0; first < lanes; first += LANES) {
            AuctionTile tile = tiles[first / LANES];
            long ended = tile.step(width(first), chosen, first);
            tile.pay(width(first), ended, rewards, first);
            for (int lane = 0; lane < width(first); lane++) {
                terminated[first + lane] = (ended >>> lane & 1) != 0;
            }
            tile.look();
            for (long rest = ended; rest != 0; rest &= rest - 1) {
                int lane = Long.numberOfTrailingZeros(rest);
                tile.show(lane, true, finalStates, (first + lane) * form.size());
            }
            begin(first, ended);
            show(first);
        }
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public int stateSize() {
        return form.size();
    }

    @Override
    public int actions() {
        return actions;
    }

    @Override
    public float[] states() {
        return states;
    }

    @Override
    public boolean[] legal() {
        return legal;
    }

    @Override
    public float[] rewards() {
        return rewards;
    }

    @Override
    public boolean[] terminated() {
        return terminated;
    }

    @Override
    public boolean[] truncated() {
        return truncated;
    }

    @Override
    public float[] finalStates() {
        return finalStates;
    }

    @Override
    public boolean[] finalLegal() {
        return finalLegal;
    }
}
