package skybourse.learning.episodes;

import static skybourse.tier2.clock.fast.TileSide.LANES;

import java.util.Arrays;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.VectorModule;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.learning.environment.LegalActions;
import skybourse.tier2.clock.Turns;

/**
 * Many auctions at once as a problem to learn: {@link AuctionEnvironment} for unit demand and alternating turns, the same numbers from the same seeds,
 * without making anything anew in a step.
 */
public final class AuctionBatchEnvironment implements BatchEnvironment {

    private final StateForm form;
    private final AuctionTile[] tiles;
    private final TransitionArrays out;
    private final boolean[] truncated;
    private final boolean[] finalLegal;

    /** Makes an environment; {@link #reset} must come before the first step. */
    public AuctionBatchEnvironment(AuctionProblem problem, int lanes) {
        VectorModule.require();
        if (!(problem.source() instanceof MarketSource.UnitDemand source)) {
            throw new IllegalArgumentException("source must have unit demand: " + problem.source());
        }
        if (problem.turns() != Turns.ALTERNATE) {
            throw new IllegalArgumentException("turns must be ALTERNATE: " + problem.turns());
        }
        Checks.positive(lanes, "lanes");
        form = problem.form();
        out = new TransitionArrays(lanes, form.size(), problem.actions().size());
        tiles = new AuctionTile[Math.ceilDiv(lanes, LANES)];
        Arrays.setAll(tiles, i -> new AuctionTile(problem, source, out, i * LANES));
        truncated = new boolean[lanes];
        finalLegal = new boolean[lanes * out.actions()];
    }

    @Override
    public void reset(long firstSeed) {
        for (AuctionTile tile : tiles) {
            tile.reset(firstSeed);
        }
    }

    @Override
    public void step(int[] chosen) {
        LegalActions.check(this, chosen);
        for (AuctionTile tile : tiles) {
            tile.step(chosen);
        }
    }

    @Override
    public int lanes() {
        return out.lanes();
    }

    @Override
    public int stateSize() {
        return form.size();
    }

    @Override
    public int actions() {
        return out.actions();
    }

    @Override
    public float[] states() {
        return out.states();
    }

    @Override
    public boolean[] legal() {
        return out.legal();
    }

    @Override
    public float[] rewards() {
        return out.rewards();
    }

    @Override
    public boolean[] terminated() {
        return out.terminated();
    }

    @Override
    public boolean[] truncated() {
        return truncated;
    }

    @Override
    public float[] finalStates() {
        return out.finalStates();
    }

    @Override
    public boolean[] finalLegal() {
        return finalLegal;
    }
}
