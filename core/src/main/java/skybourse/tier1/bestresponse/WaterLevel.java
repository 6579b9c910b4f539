package skybourse.tier1.bestresponse;

import skybourse.base.numeric.VectorModule;
import skybourse.tier1.game.PricingGame;

/**
 * Right for many agents at once whose ratios are wanted to about 1e-11; wrong where the last bits matter: {@code
 * ExactResponse} finds those.
 *
 * <p>The followers' common budget, eight agents at a time: finds each agent's multiplier {@code nu}, from which its ratios
 * follow, by steps on a rational model, kept inside a bracket of signs. Also keeps the sums that derivatives need. With {@code
 * y = weight / (cost + nu)}, {@code Sk} the sum of {@code y^k} over links strictly inside their bounds and {@code f} what all
 * ratios add up to beyond 1, the model says that those links add up to {@code S1 / (1 + a step)}. It has the right slope {@code
 * -S2 / weight} for {@code a = S2 / (weight S1)}, is exact where their costs are equal, and meets the budget at
 *
 * <pre>  step = weight S1 f / (S2 (S1 - f))</pre>
 *
 * <p>The certificate's {@code MultiplierSearch} does the same by Halley's method and shares no code with it. For one thread.
 */
public abstract sealed class WaterLevel permits VectorLevel, PlainLevel {

    public static final int LANES = PricingGame.LANES;

    /** Ratios of one agent add up to 1 within this. */
    static final double BUDGET_TOLERANCE = 1e-11;

    static final int RATIONAL_STEPS = 12;
    static final int STEPS = 90;
    static final double TINY = 1e-300;

    final double[] inverse;
    final double[] cap;
    final double[] weight;

    /** By lane: the multiplier, a guess before {@link #solve} and the answer after it. */
    public final double[] nu = new double[LANES];

    /** By lane: sum of {@code y^2}, {@code y = weight / (cost + nu)}, over links strictly inside their bounds. */
    final double[] squares = new double[LANES];

    /** By lane: sum of {@code y^3} over the same links. */
    final double[] cubes = new double[LANES];

    /**
     * Prepares for the links of a market or of a column.
     *
     * @param inverse {@code 1 / s} by link entry
     * @param cap largest ratio by link entry, 0 for padding
     * @param weight {@code xi} by agent, money
     */
    WaterLevel(double[] inverse, double[] cap, double[] weight) {
        this.inverse = inverse;
        this.cap = cap;
        this.weight = weight;
    }

    /** Returns the same with what the program has: vectors, or plain loops where it was started without them. */
    public static WaterLevel of(double[] inverse, double[] cap, double[] weight) {
        return VectorModule.isThere() ? new VectorLevel(inverse, cap, weight) : new PlainLevel(inverse, cap, weight);
    }

    /**
     * Eight agents, one in each lane: slot {@code l} of lane {@code i} is entry {@code start + l * LANES + i}.
     *
     * @param agent the agent in lane 0
     * @param start first entry of the group in the link arrays
     * @param slots links of each agent, padding included
     */
    public record Group(int agent, int start, int slots) {

        int end() {
            return start + slots * LANES;
        }
    }

    /**
     * Solves eight agents.
     *
     * @param group the agents
     * @param cost what sending all of the task costs, by link entry less {@code shift}, padding finite
     * @param shift how many entries before the group's {@code cost} leaves out
     */
    public abstract void solve(Group group, double[] cost, int shift);

    /** Writes what sending all of its task costs each agent of a block at the leaders' prices, by link entry of the block. */
    public abstract void costs(PricingGame game, int block, double[] prices, double[] cost);

    /** Writes each link's ratio and its derivative by its own price over the task's bits, for the block solved last. */
    public abstract void ratios(PricingGame game, int block, double[] cost, double[] ratio, double[] slope);

    /** Adds the own links of the column's group solved last to its sums, by implicit differentiation of the budget. */
    abstract void addOwn(LeaderColumn column, int group, double[] sums);
}
