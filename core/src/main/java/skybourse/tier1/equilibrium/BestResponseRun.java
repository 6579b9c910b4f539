package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import skybourse.tier1.equilibrium.BestPriceSearch.Choice;
import skybourse.tier1.game.PricingGame;

/** Run of {@link BestResponseIteration}: rounds of best responses from given prices, with cycle detection. */
final class BestResponseRun implements SolverRun {

    /** Largest relative difference at which two price vectors count as the same. */
    private static final double SAME_PRICES = 1e-7;

    /** Largest relative change in a round that may be slow convergence. A cycle is detected only after larger changes. */
    private static final double CLEAR_MOVE = 100 * SAME_PRICES;

    private static final int LONGEST_CYCLE = 24;

    private final PricingGame game;
    private final BestResponseIteration settings;
    private final double[] prices;
    private final List<double[]> visited = new ArrayList<>();
    private final Schedule schedule;
    private int scansLeft;
    private int iterations;
    private double largestMove;
    private Ending ending = Ending.WALKING;
    private List<double[]> cycle = List.of();
    private int period;
    private int repeated;

    /**
     * Schedule of responses.
     *
     * @param far best-response search over all prices
     * @param near best-response search near the present price
     * @param farRounds number of initial rounds that use {@code far}
     * @param confirm whether prices count as converged only after a round of {@code far} without a gain
     */
    record Schedule(BestPriceSearch far, BestPriceSearch near, int farRounds, boolean confirm) {

        static Schedule bySlope(int farRounds, boolean confirm) {
            return new Schedule(new SlopePriceSearch(true), new SlopePriceSearch(false), farRounds, confirm);
        }
    }

    BestResponseRun(PricingGame game, double[] start, BestResponseIteration settings, Schedule schedule) {
        this.game = game;
        this.settings = settings;
        this.prices = start.clone();
        this.schedule = schedule;
        this.scansLeft = schedule.farRounds();
        visited.add(prices.clone());
    }

    @Override
    public boolean advance() {
        if (ending != Ending.WALKING) {
            return false;
        }
        boolean scan = scansLeft > 0;
        scansLeft = Math.max(0, scansLeft - 1);
        double gain = round(scan ? schedule.far() : schedule.near());
        iterations++;
        if (gain <= settings.stop().gainTolerance()) {
            ending = scan || !schedule.confirm() ? Ending.RESTED : Ending.WALKING;
            // The small search has converged. The next round searches all prices before the run ends.
            scansLeft = 1;
        } else if (iterations >= settings.stop().stepLimit()) {
            ending = Ending.STEP_LIMIT;
        } else {
            noticeCycle();
        }
        return true;
    }

    /** Makes one round, in which each leader without a posted price chooses its price once. Returns the largest relative gain. */
    private double round(BestPriceSearch response) {
        double gain = 0;
        largestMove = 0;
        double[] seen = settings.update() == LeaderMoveOrder.JACOBI ? prices.clone() : prices;
        for (int s = 0; s < prices.length; s++) {
            if (game.leaderTable().posts(s)) {
                continue;
            }
            Choice choice = response.choose(game, seen, s);
            gain = Math.max(gain, choice.relativeGain(game.moneyScale()));
            double next = damped(prices[s], choice.price());
            assert isPrice(s, next) : next;
            largestMove = Math.max(largestMove, relativeMove(prices[s], next));
            prices[s] = next;
        }
        return gain;
    }

    private boolean isPrice(int leader, double price) {
        return price == PricingGame.CLOSED
                || (price >= 0 && price <= game.leaderTable().priceCap(leader));
    }

    private double damped(double from, double to) {
        boolean jump = from == PricingGame.CLOSED || to == PricingGame.CLOSED || settings.damping() == 1;
        return jump ? to : from + settings.damping() * (to - from);
    }

    /** Ends the run if it has passed through a complete cycle twice. Slow convergence is not a cycle. */
    private void noticeCycle() {
        int back = turn();
        repeated = back > 0 && back == period ? repeated + 1 : 0;
        period = back;
        if (back > 0 && repeated >= back) {
            cycle = List.copyOf(visited.subList(visited.size() - back, visited.size()));
            ending = Ending.CYCLED;
        }
        visited.add(prices.clone());
    }

    /**
     * Returns the number of rounds since the prices were last the same, at most {@link #LONGEST_CYCLE}. Returns 0 if they were not, or if
     * the last round changed them little.
     */
    private int turn() {
        if (distance(visited.getLast(), prices) <= CLEAR_MOVE) {
            return 0;
        }
        for (int back = 2; back <= Math.min(LONGEST_CYCLE, visited.size()); back++) {
            if (same(visited.get(visited.size() - back), prices)) {
                return back;
            }
        }
        return 0;
    }

    static boolean same(double[] a, double[] b) {
        return distance(a, b) <= SAME_PRICES;
    }

    /** Returns the largest relative difference of two price vectors. */
    static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int s = 0; s < a.length; s++) {
            largest = Math.max(largest, relativeMove(a[s], b[s]));
        }
        return largest;
    }

    /** Returns the difference of two prices of a leader, relative to the larger one; 1 if exactly one of them is {@link PricingGame#CLOSED}. */
    static double relativeMove(double from, double to) {
        if (from == to) {
            return 0;
        }
        double larger = Math.max(from, to);
        return larger == PricingGame.CLOSED ? 1 : Math.abs(to - from) / larger;
    }

    @Override
    public double[] prices() {
        return prices.clone();
    }

    @Override
    public int iterations() {
        return iterations;
    }

    @Override
    public double largestMove() {
        return largestMove;
    }

    @Override
    public Ending ending() {
        return ending;
    }

    @Override
    public List<double[]> cycle() {
        return cycle;
    }
}
