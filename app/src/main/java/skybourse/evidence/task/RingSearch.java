package skybourse.evidence.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import skybourse.tier1.equilibrium.BestPriceSearch;
import skybourse.tier1.equilibrium.EquilibriumSolver;
import skybourse.tier1.equilibrium.GlobalPriceSearch;
import skybourse.tier1.equilibrium.SlopePriceSearch;
import skybourse.tier1.equilibrium.SolverRun;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.PricingGame;

/**
 * Search for the prices at which a ring of leaders earns most together, if all other leaders answer with their best responses. It multiplies prices of
 * members by a factor, and halves the step once no move raises the joint profit.
 */
final class RingSearch {

    private static final double FIRST_STEP = 0.1;
    private static final double LAST_STEP = 0.002;
    private static final double LEAST_IMPROVEMENT = 1e-7;
    private static final int RANDOM_MOVES = 8;

    /** Largest relative gain of a leader outside the ring at which its price counts as a best response. */
    private static final double LARGEST_GAIN_OF_OTHERS = 1e-6;

    private static final BestPriceSearch QUICK = new SlopePriceSearch(true);
    private static final BestPriceSearch EXACT = GlobalPriceSearch.standard();

    private final PricingGame game;
    private final PricingGame posted;
    private final EquilibriumSolver solver;
    private final double[] equilibrium;
    private final Ring ring;

    /**
     * Ring and its limits.
     *
     * @param mobile mobile agents in it, by leader index
     * @param fixed fixed agents in it, by leader index
     * @param movesTogether whether prices are also moved all together, by kind, and in random directions
     * @param mostGain largest relative gain of each member from another price, at the ring's prices; infinite for no limit
     * @param isJudgedAlone whether the gain of each member's price is also limited at the equilibrium prices of all others
     */
    record Ring(
            List<Integer> mobile, List<Integer> fixed, boolean movesTogether, double mostGain, boolean isJudgedAlone) {

        BitSet members() {
            var members = new BitSet();
            mobile.forEach(members::set);
            fixed.forEach(members::set);
            return members;
        }
    }

    /**
     * Prices of a ring and the answers of all others.
     *
     * @param prices by leader, money/bit
     * @param profit joint profit of the ring, money; negative infinity if the others find no best responses, or a gain is above its limit
     */
    record Found(double[] prices, double profit) {}

    /**
     * Creates a search.
     *
     * @param equilibrium equilibrium prices of all leaders, money/bit
     * @param solver computes the best responses
     */
    RingSearch(PricingGame game, EquilibriumSolver solver, double[] equilibrium, Ring ring) {
        this.game = game;
        this.solver = solver;
        this.equilibrium = equilibrium;
        this.ring = ring;
        posted = game.withPostedPrices(ring.members());
    }

    /**
     * Returns the best prices found from one start.
     *
     * @param factor the prices of the ring at the start, as a multiple of its equilibrium prices
     * @param random selects the random directions
     */
    Found best(double factor, RandomGenerator random) {
        double[] all = new double[game.leaders()];
        ring.members().stream().forEach(s -> all[s] = 1);
        Found best = moved(equilibrium, Math.log(factor), all);
        double step = FIRST_STEP;
        while (step >= LAST_STEP) {
            Found next = best;
            for (double[] direction : directions(random)) {
                Found up = moved(next.prices(), step, direction);
                Found other = isBetter(up, next) ? up : moved(next.prices(), -step, direction);
                next = isBetter(other, next) ? other : next;
            }
            step = isBetter(next, best) ? step : step / 2;
            best = next;
        }
        return best;
    }

    private static boolean isBetter(Found one, Found other) {
        return one.profit() > other.profit() + LEAST_IMPROVEMENT * Math.max(0, other.profit());
    }

    /** Returns the directions of one pass: by leader, the logarithm by which its price moves, in steps. */
    private List<double[]> directions(RandomGenerator random) {
        int[] members = ring.members().stream().toArray();
        List<double[]> directions = new ArrayList<>();
        Arrays.stream(members).mapToObj(List::of).map(this::direction).forEach(directions::add);
        if (ring.movesTogether()) {
            directions.add(direction(Arrays.stream(members).boxed().toList()));
            directions.add(direction(ring.mobile()));
            directions.add(direction(ring.fixed()));
            for (int i = 0; i < RANDOM_MOVES; i++) {
                double[] any = new double[game.leaders()];
                Arrays.stream(members).forEach(s -> any[s] = random.nextGaussian());
                directions.add(any);
            }
        }
        return directions;
    }

    private double[] direction(List<Integer> moved) {
        return IntStream.range(0, game.leaders())
                .mapToDouble(s -> moved.contains(s) ? 1 : 0)
                .toArray();
    }

    /** Moves prices of the ring, and computes the answers of all others. */
    Found moved(double[] from, double step, double[] direction) {
        double[] start = from.clone();
        ring.members().stream()
                .forEach(s ->
                        start[s] = Math.min(game.leaderTable().priceCap(s), start[s] * Math.exp(step * direction[s])));
        if (ring.members().cardinality() == game.leaders()) {
            return new Found(start, isAllowed(start) ? profit(start) : Double.NEGATIVE_INFINITY);
        }
        SolverRun run = solver.resume(posted, start);
        while (run.advance()) {}
        double[] prices = run.prices();
        return new Found(prices, isAnswered(prices) && isAllowed(prices) ? profit(prices) : Double.NEGATIVE_INFINITY);
    }

    private boolean isAnswered(double[] prices) {
        BitSet members = ring.members();
        return IntStream.range(0, prices.length)
                .allMatch(s -> members.get(s) || gain(QUICK, game, prices, s) <= LARGEST_GAIN_OF_OTHERS);
    }

    private double profit(double[] prices) {
        double[] profits =
                Allocation.at(game, prices, new ExactFollowerResponse()).profits();
        return ring.members().stream().mapToDouble(s -> profits[s]).sum();
    }

    private boolean isAllowed(double[] prices) {
        return ring.mostGain() == Double.POSITIVE_INFINITY
                || ring.members().stream()
                        .allMatch(s -> gain(EXACT, game, prices, s) <= ring.mostGain()
                                && (!ring.isJudgedAlone()
                                        || gainAlone(game, equilibrium, s, prices[s]) <= ring.mostGain()));
    }

    /** Returns the relative gain of a leader's price if all others charge given prices. */
    static double gainAlone(PricingGame game, double[] others, int leader, double price) {
        double[] prices = others.clone();
        prices[leader] = price;
        return gain(EXACT, game, prices, leader);
    }

    private static double gain(BestPriceSearch search, PricingGame game, double[] prices, int leader) {
        BestPriceSearch.Choice best = search.choose(game, prices, leader);
        return (best.profit() - best.presentProfit()) / Math.max(game.moneyScale(), Math.abs(best.presentProfit()));
    }
}
