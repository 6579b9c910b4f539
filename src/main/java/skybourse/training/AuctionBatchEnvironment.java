package skybourse.training;

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
    private final VisibleState seen = new VisibleState();
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
        tiles = new AuctionTile[Math.ceilDiv(lanes, AcceptanceCount.LANES)];
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
            begin(tiles[i / AcceptanceCount.LANES], i % AcceptanceCount.LANES, i);
        }
    }

    private void begin(AuctionTile tile, int lane, int i) {
        tile.begin(lane, seeds[i]);
        seeds[i] += lanes;
        show(tile, lane, i);
    }

    private void show(AuctionTile tile, int lane, int i) {
        tile.see(lane, false, seen);
        form.write(seen, states, i * form.size());
        System.arraycopy(masks, actions - tile.legal(lane), legal, i * actions, actions);
    }

    @Override
    public void step(int[] chosen) {
        for (int t = 0; t < tiles.length; t++) {
            int first = t * AcceptanceCount.LANES;
            int width = Math.min(AcceptanceCount.LANES, lanes - first);
            tiles[t].announce(width, chosen, first);
            for (int lane = 0; lane < width; lane++) {
                follow(tiles[t], lane, first + lane);
            }
        }
    }

    private void follow(AuctionTile tile, int lane, int i) {
        boolean ended = !tile.playOn(lane);
        rewards[i] = (float) tile.due(lane, ended);
        terminated[i] = ended;
        if (ended) {
            tile.see(lane, true, seen);
            form.write(seen, finalStates, i * form.size());
            begin(tile, lane, i);
        } else {
            show(tile, lane, i);
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
