package skybourse.learning.learners;

import skybourse.base.numeric.Checks;

/**
 * Batch of transitions as a structure of arrays, in row order. Callers may fill the arrays; the shape is fixed.
 *
 * <p>A reward is the discounted sum of the rewards of one or more steps. A discount is the factor of the next state's value: 0 after an episode that
 * terminated.
 */
public final class TransitionBatch {

    private final int rows;
    private final int lanes;
    private final int stateSize;
    private final int actions;
    private final float[] states;
    private final boolean[] legal;
    private final int[] chosen;
    private final float[] rewards;
    private final float[] discounts;
    private final float[] nextStates;
    private final boolean[] nextLegal;
    private final boolean[] ended;

    /**
     * Creates a batch whose arrays contain zeros and false.
     *
     * @param rows number of transitions
     * @param lanes number of lanes; row i + lanes follows row i unless {@code ended[i]}; equal to {@code rows} if no row follows another
     * @param stateSize length of a state
     * @param actions number of actions
     * @throws IllegalArgumentException if an argument is below 1
     */
    public TransitionBatch(int rows, int lanes, int stateSize, int actions) {
        this.rows = (int) Checks.positive(rows, "rows");
        this.lanes = (int) Checks.positive(lanes, "lanes");
        this.stateSize = (int) Checks.positive(stateSize, "stateSize");
        this.actions = (int) Checks.positive(actions, "actions");
        states = new float[rows * stateSize];
        legal = new boolean[rows * actions];
        chosen = new int[rows];
        rewards = new float[rows];
        discounts = new float[rows];
        nextStates = new float[rows * stateSize];
        nextLegal = new boolean[rows * actions];
        ended = new boolean[rows];
    }

    /** Copies one row of another batch of the same state and action counts. */
    public void copyRow(TransitionBatch from, int fromRow, int toRow) {
        System.arraycopy(from.states, fromRow * stateSize, states, toRow * stateSize, stateSize);
        System.arraycopy(from.legal, fromRow * actions, legal, toRow * actions, actions);
        chosen[toRow] = from.chosen[fromRow];
        rewards[toRow] = from.rewards[fromRow];
        discounts[toRow] = from.discounts[fromRow];
        System.arraycopy(from.nextStates, fromRow * stateSize, nextStates, toRow * stateSize, stateSize);
        System.arraycopy(from.nextLegal, fromRow * actions, nextLegal, toRow * actions, actions);
        ended[toRow] = from.ended[fromRow];
    }

    /** Returns the number of transitions. */
    public int rows() {
        return rows;
    }

    /** Returns the number of lanes. */
    public int lanes() {
        return lanes;
    }

    /** Returns the length of a state. */
    public int stateSize() {
        return stateSize;
    }

    /** Returns the number of actions. */
    public int actions() {
        return actions;
    }

    /** Returns the states, {@code float[rows * stateSize]}. */
    public float[] states() {
        return states;
    }

    /** Returns the mask of legal actions, {@code boolean[rows * actions]}. */
    public boolean[] legal() {
        return legal;
    }

    /** Returns the actions taken, {@code int[rows]}. */
    public int[] chosen() {
        return chosen;
    }

    /** Returns the rewards, {@code float[rows]}. */
    public float[] rewards() {
        return rewards;
    }

    /** Returns the factors of the next states' values, {@code float[rows]}. */
    public float[] discounts() {
        return discounts;
    }

    /** Returns the next states, {@code float[rows * stateSize]}. */
    public float[] nextStates() {
        return nextStates;
    }

    /** Returns the mask of legal actions in the next states, {@code boolean[rows * actions]}; all false after an episode that terminated. */
    public boolean[] nextLegal() {
        return nextLegal;
    }

    /** Returns the rows after which the episode terminated or was truncated, {@code boolean[rows]}. */
    public boolean[] ended() {
        return ended;
    }
}
