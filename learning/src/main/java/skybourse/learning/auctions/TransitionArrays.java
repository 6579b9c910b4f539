package skybourse.learning.auctions;

import java.util.Arrays;

/** Result arrays of a {@link skybourse.learning.environment.BatchEnvironment}, to which batches of auctions write. */
final class TransitionArrays {

    private final int lanes;
    private final int actions;
    /** As many true elements as actions, then as many false ones. Every mask of legal actions is a contiguous part of this array. */
    private final boolean[] masks;

    private final float[] states;
    private final boolean[] legal;
    private final float[] rewards;
    private final boolean[] terminated;
    private final float[] finalStates;

    TransitionArrays(int lanes, int stateSize, int actions) {
        this.lanes = lanes;
        this.actions = actions;
        masks = new boolean[2 * actions];
        Arrays.fill(masks, 0, actions, true);
        states = new float[lanes * stateSize];
        legal = new boolean[lanes * actions];
        rewards = new float[lanes];
        terminated = new boolean[lanes];
        finalStates = new float[lanes * stateSize];
    }

    /** Makes the first {@code count} actions of a lane legal and its other actions illegal. */
    void allow(int lane, int count) {
        System.arraycopy(masks, actions - count, legal, lane * actions, actions);
    }

    int lanes() {
        return lanes;
    }

    int actions() {
        return actions;
    }

    float[] states() {
        return states;
    }

    boolean[] legal() {
        return legal;
    }

    float[] rewards() {
        return rewards;
    }

    boolean[] terminated() {
        return terminated;
    }

    float[] finalStates() {
        return finalStates;
    }
}
