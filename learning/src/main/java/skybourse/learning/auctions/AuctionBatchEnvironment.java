package skybourse.learning.auctions;

import static skybourse.tier2.clock.fast.AuctionBatchSide.LANES;

import java.util.Arrays;
import skybourse.base.numeric.Checks;
import skybourse.base.numeric.VectorModule;
import skybourse.learning.environment.ActionMaskOperations;
import skybourse.learning.environment.BatchEnvironment;
import skybourse.tier2.clock.TurnOrder;

/**
 * Vectorized environment of auctions with unit demand and alternating turns, whose state is not wide and has {@link StateEncoding.Counts#SHARES}. Equal
 * seeds give the same numbers as {@link AuctionEnvironment}. A step allocates no objects.
 */
public final class AuctionBatchEnvironment implements BatchEnvironment {

    private final StateEncoding form;
    private final EpisodeBatch[] tiles;
    private final TransitionArrays out;
    private final boolean[] truncated;
    private final boolean[] finalLegal;

    /** Returns whether this environment supports the markets, turns and state of a problem. */
    static boolean supports(AuctionProblem problem) {
        return problem.source() instanceof MarketSource.UnitDemand
                && problem.turns() == TurnOrder.ALTERNATE
                && BatchStateEncoder.supports(problem.form());
    }

    /**
     * Creates an environment; {@link #reset} must be called before the first step.
     *
     * @param problem the problem; its state noise is not added
     * @param lanes number of auctions in parallel, at least 1
     * @throws IllegalArgumentException if the markets have no unit demand, turns do not alternate, the state is wide or its counts are not {@link
     *     StateEncoding.Counts#SHARES}, or {@code lanes} is below 1
     * @throws LinkageError if the module {@code jdk.incubator.vector} is missing
     */
    public AuctionBatchEnvironment(AuctionProblem problem, int lanes) {
        VectorModule.require();
        if (!(problem.source() instanceof MarketSource.UnitDemand source)) {
            throw new IllegalArgumentException("source must have unit demand: " + problem.source());
        }
        if (problem.turns() != TurnOrder.ALTERNATE) {
            throw new IllegalArgumentException("turns must be ALTERNATE: " + problem.turns());
        }
        if (!BatchStateEncoder.supports(problem.form())) {
            throw new IllegalArgumentException("form must not be wide and must have counts SHARES: " + problem.form());
        }
        Checks.positive(lanes, "lanes");
        form = problem.form();
        out = new TransitionArrays(lanes, form.size(), problem.actions().size());
        tiles = new EpisodeBatch[Math.ceilDiv(lanes, LANES)];
        Arrays.setAll(tiles, i -> new EpisodeBatch(problem, source, out, i * LANES));
        truncated = new boolean[lanes];
        finalLegal = new boolean[lanes * out.actions()];
    }

    @Override
    public void reset(long firstSeed) {
        for (EpisodeBatch tile : tiles) {
            tile.reset(firstSeed);
        }
    }

    @Override
    public void step(int[] chosen) {
        ActionMaskOperations.check(this, chosen);
        for (EpisodeBatch tile : tiles) {
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
