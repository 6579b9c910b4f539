package skybourse.learning.environment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import skybourse.learning.learners.KnownValues;
import tools.jackson.databind.JsonNode;

/**
 * A two-clock problem by the rule of its file. Clocks move alternately, each move costs kappa, and the first crossing
 * ends the episode. Traders that accepted by then trade, the highest values with the lowest costs. The rule is
 * simplified: the auction itself passes the turn only after an acceptance, never lets clocks cross, charges by
 * participant and matches in order of acceptance.
 *
 * <p>Rewards are divided by 20, states by the start of the buyers' clock.
 */
public final class TwoClocks implements Environment {

    public static final double SCALE = 20;

    private final int[] buyers;
    private final int[] sellers;
    private final int[] steps;
    private final double kappa;
    private final int buyersStart;
    private final int sellersStart;
    private int buyersClock;
    private int sellersClock;
    private int turn;
    private boolean running;

    public TwoClocks(JsonNode problem) {
        buyers = KnownValues.ints(problem.get("buyers"));
        sellers = KnownValues.ints(problem.get("sellers"));
        steps = KnownValues.ints(problem.get("steps"));
        kappa = problem.get("kappa").asDouble();
        buyersStart = problem.get("Cb0").asInt();
        sellersStart = problem.get("Cs0").asInt();
    }

    @Override
    public int stateSize() {
        return 3;
    }

    @Override
    public int actions() {
        return steps.length;
    }

    private float[] observation() {
        return new float[] {(float) buyersClock / buyersStart, (float) sellersClock / buyersStart, turn};
    }

    private boolean[] legal() {
        boolean[] all = new boolean[steps.length];
        Arrays.fill(all, true);
        return all;
    }

    @Override
    public EnvironmentStepResult.First reset(long seed) {
        place(buyersStart, sellersStart, 0);
        return new EnvironmentStepResult.First(observation(), legal());
    }

    private void place(int buyersAt, int sellersAt, int moves) {
        buyersClock = buyersAt;
        sellersClock = sellersAt;
        turn = moves;
        running = true;
    }

    @Override
    public EnvironmentStepResult step(int action) {
        if (!running) {
            throw new IllegalStateException("an episode must be running");
        }
        if (turn == 0) {
            buyersClock -= steps[action];
        } else {
            sellersClock += steps[action];
        }
        turn = 1 - turn;
        running = buyersClock > sellersClock;
        return running
                ? new EnvironmentStepResult.Mid(-kappa / SCALE, observation(), legal())
                : new EnvironmentStepResult.Terminated((welfare() - kappa) / SCALE, observation());
    }

    private int welfare() {
        int[] values = Arrays.stream(buyers)
                .filter(v -> v >= buyersClock)
                .map(v -> -v)
                .sorted()
                .toArray();
        int[] costs =
                Arrays.stream(sellers).filter(c -> c <= sellersClock).sorted().toArray();
        int welfare = 0;
        for (int i = 0; i < Math.min(values.length, costs.length); i++) {
            welfare -= values[i] + costs[i];
        }
        return welfare;
    }

    /** Returns both clocks, the buyers' first. */
    public int[] clocks() {
        return new int[] {buyersClock, sellersClock};
    }

    /** Plays actions to the end and returns the sum of rewards, not scaled. */
    public double play(int... actions) {
        reset(0);
        double sum = 0;
        for (int action : actions) {
            if (!running) {
                throw new AssertionError("over before the last action");
            }
            sum += reward(step(action));
        }
        if (running) {
            throw new AssertionError("not over after the last action");
        }
        return sum * SCALE;
    }

    /** Plays the same action until the end; returns the number of moves. */
    public int playAlways(int action) {
        reset(0);
        int moves = 0;
        while (running) {
            step(action);
            moves++;
        }
        return moves;
    }

    /** Returns the best return from the start, not scaled. Each position is tried once with each step. */
    public double best() {
        return best(buyersStart, sellersStart, 0, new HashMap<>()) * SCALE;
    }

    private double best(int buyersAt, int sellersAt, int moves, Map<Long, Double> known) {
        long key = ((long) buyersAt << 32) + 2L * sellersAt + moves;
        Double before = known.get(key);
        if (before != null) {
            return before;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int action = 0; action < steps.length; action++) {
            place(buyersAt, sellersAt, moves);
            double gained = reward(step(action));
            best = Math.max(best, running ? gained + best(buyersClock, sellersClock, turn, known) : gained);
        }
        known.put(key, best);
        return best;
    }

    private static double reward(EnvironmentStepResult step) {
        return switch (step) {
            case EnvironmentStepResult.Mid mid -> mid.reward();
            case EnvironmentStepResult.Terminated end -> end.reward();
            default -> throw new AssertionError("neither goes on nor ends: " + step);
        };
    }
}
