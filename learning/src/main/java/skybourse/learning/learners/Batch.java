package skybourse.learning.learners;

import skybourse.base.numeric.Checks;

/**
 * Transitions as a structure of arrays, in row order. The arrays are open to be filled; the shape is fixed.
 *
 * <p>A reward is the discounted sum of one or more steps' rewards, and {@code discounts} is what the value of the next state
 * counts: 0 after an episode that came to its own end.
 */
public final class Batch {

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
     * Makes room for transitions.
     *
     * @param rows how many
     * @param lanes rows i and i + lanes follow each other unless {@code ended[i]}; equal to {@code rows} if none do
     */
    public Batch(int rows, int lanes, int stateSize, int actions) {
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
    public void copyRow(Batch from, int fromRow, int toRow) {
        System.arraycopy(from.states, fromRow * stateSize, states, toRow * stateSize, stateSize);
        System.arraycopy(from.legal, fromRow * actions, legal, toRow * actions, actions);
        chosen[toRow] = from.chosen[fromRow];
        rewards[toRow] = from.rewards[fromRow];
        discounts[toRow] = from.discounts[fromRow];
        System.arraycopy(from.nextStates, fromRow * stateSize, nextStates, toRow * stateSize, stateSize);
        System.arraycopy(from.nextLegal, fromRow * actions, nextLegal, toRow * actions, actions);
        ended[toRow] = from.ended[fromRow];
    }

    public int rows() {
        return rows;
    }

    public int lanes() {
        return lanes;
    }

    public int stateSize() {
        return stateSize;
    }

    public int actions() {
        return actions;
    }

    /** Returns {@code float[rows * stateSize]}. */
    public float[] states() {
        return states;
    }

    /** Returns what was legal, {@code boolean[rows * actions]}. */
    public boolean[] legal() {
        return legal;
    }

    /** Returns the actions taken. */
    public int[] chosen() {
        return chosen;
    }

    public float[] rewards() {
        return rewards;
    }

    /** Returns what the value of the next state counts. */
    public float[] discounts() {
        return discounts;
    }

    /** Returns {@code float[rows * stateSize]}. */
    public float[] nextStates() {
        return nextStates;
    }

    /** Returns what is legal in the next states; nothing after an episode that came to its own end. */
    public boolean[] nextLegal() {
        return nextLegal;
    }

    /** Returns after which rows the episode ended or was cut off. */
    public boolean[] ended() {
        return ended;
    }
}
