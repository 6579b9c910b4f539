package skybourse.tier1.bestresponse;

import skybourse.base.numeric.VectorModule;
import skybourse.tier1.game.PricingGame;

/**
 * Followers' best responses by water filling, for eight agents at a time: finds each agent's multiplier {@code nu} of the budget
 * {@code sum o <= 1}, from which its ratios follow. Ratios of an agent with {@code nu > 0} add up to 1 within about 1e-11; {@code
 * ExactFollowerResponse} computes them exactly.
 *
 * <p>Method: steps on a rational model, safeguarded by a bracket. Let {@code y = weight / (cost + nu)}, {@code Sk} the sum of {@code y^k}
 * over links strictly between their bounds, and {@code f} the sum of all ratios minus 1. After a step of the multiplier, the model assumes
 * {@code S1 / (1 + a step)} instead of {@code S1}. With {@code a = S2 / (weight S1)} it has the correct slope {@code -S2 / weight}, and it
 * is exact if the costs of the links are equal. It meets the budget at
 *
 * <pre>  step = weight S1 f / (S2 (S1 - f))</pre>
 *
 * <p>The certificate's {@code MultiplierSearch} solves the same equation by Halley's method and shares no code with this class.
 * Not thread-safe.
 */
public abstract sealed class WaterFilling permits VectorWaterFilling, ScalarWaterFilling {

    /** Number of agents solved together. */
    public static final int LANES = PricingGame.LANES;

    /** Largest difference between 1 and the sum of an agent's ratios if its budget binds. */
    static final double BUDGET_TOLERANCE = 1e-11;

    /** Steps of the rational model, after which the search bisects. */
    static final int RATIONAL_STEPS = 12;

    static final int STEPS = 90;

    /** Smallest marginal cost, so that no division overflows to NaN. */
    static final double TINY = 1e-300;

    final double[] inverse;
    final double[] cap;
    final double[] weight;

    /** Multiplier of each lane, money: the initial value before {@link #solve}, the solution after it. */
    public final double[] nu = new double[LANES];

    /** By lane: sum of {@code y^2}, {@code y = weight / (cost + nu)}, over links strictly between their bounds. */
    final double[] squares = new double[LANES];

    /** By lane: sum of {@code y^3} over the same links. */
    final double[] cubes = new double[LANES];

    /**
     * Creates a solver for the links of a game or of a {@link LeaderDemandCurve}. The arrays are not copied.
     *
     * @param inverse {@code 1 / s} by link entry
     * @param cap largest ratio by link entry, 0 for padding
     * @param weight {@code xi} by agent, money
     */
    WaterFilling(double[] inverse, double[] cap, double[] weight) {
        this.inverse = inverse;
        this.cap = cap;
        this.weight = weight;
    }

    /**
     * Returns the vector implementation if the JVM runs with the vector module, otherwise the scalar one.
     *
     * @param inverse {@code 1 / s} by link entry, not copied
     * @param cap largest ratio by link entry, 0 for padding, not copied
     * @param weight {@code xi} by agent, money, not copied
     */
    public static WaterFilling of(double[] inverse, double[] cap, double[] weight) {
        return VectorModule.isAvailable()
                ? new VectorWaterFilling(inverse, cap, weight)
                : new ScalarWaterFilling(inverse, cap, weight);
    }

    /**
     * Eight agents, one per lane. Slot {@code l} of lane {@code i} is entry {@code start + l * LANES + i}.
     *
     * @param agent index of the agent in lane 0
     * @param start first entry of the group in the link arrays
     * @param slots number of links of each agent, with padding
     */
    public record Group(int agent, int start, int slots) {

        int end() {
            return start + slots * LANES;
        }
    }

    /**
     * Finds the multipliers of a group, starting from {@link #nu}.
     *
     * @param group the agents
     * @param cost cost of sending the complete task over link entry {@code e}, money, at {@code cost[e - shift]}; finite for padding
     * @param shift link entry of {@code cost[0]}
     */
    public abstract void solve(Group group, double[] cost, int shift);

    /**
     * Computes the cost of sending the complete task over each link of a block.
     *
     * @param game the game
     * @param block index of the block
     * @param prices money/bit by leader, with one element more for padding
     * @param cost written: money by link entry, counted from the first entry of the block
     */
    public abstract void costs(PricingGame game, int block, double[] prices, double[] cost);

    /**
     * Computes the ratio of each link of the block that was solved last.
     *
     * @param game the game whose link arrays this object uses
     * @param block index of the block
     * @param cost money by link entry, counted from the first entry of the block
     * @param ratio written: ratio by link entry of the block, in {@code [0, cap]}
     * @param slope written: derivative of the ratio by the link's own cost, 1/money; 0 at a bound
     */
    public abstract void ratios(PricingGame game, int block, double[] cost, double[] ratio, double[] slope);

    /** Adds the leader's own links of the group solved last to the sums of {@link PriceDemand}, by implicit differentiation of the budget. */
    abstract void addOwn(LeaderDemandCurve column, int group, double[] sums);
}
