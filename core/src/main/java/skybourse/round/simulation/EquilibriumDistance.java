package skybourse.round.simulation;

import java.util.Arrays;
import skybourse.base.numeric.TaskRunner;
import skybourse.round.dynamics.Metric;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.state.SimulationState;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SlopePriceSearch;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Distance of a slot from the equilibrium of its true game. The true game has the true channels, tasks, queues and overload prices, and no head
 * room. The computation is expensive, and takes place only in the slots that the setup selects.
 */
final class EquilibriumDistance {

    private static final int COLD_EVERY = 10;
    private static final int MOST_REPAIRS = 2;

    /** Largest number of agents for which the slot is solved again for comparison. With more agents these solves would take most of the time. */
    private static final int MOST_COMPARED = 20_000;

    /** Largest relative difference at which the results of two solves count as equal (the same as {@code NEAR} in {@link Pricer}). */
    private static final double APART = 0.01;

    private final SimulationState state;
    private final SlotMetrics values;
    private final DecisionResult decided;
    private final PricingResult result;
    private final CertifiedSolver solver;

    EquilibriumDistance(SimulationState state, SlotMetrics values, DecisionResult decided) {
        this.state = state;
        this.values = values;
        this.decided = decided;
        result = decided.asked();
        solver = state.setup.solver();
    }

    /** Measures the decisions of the slot. Must be called before any piece is sent. */
    void measure() {
        if (!state.setup.measures(state.slot)) {
            return;
        }
        PricingGame game = decided.games().trueGame(result);
        if (game == null || !state.desk.hasPrices()) {
            return;
        }
        double[] prices = state.desk.prices();
        EquilibriumCertificate certificate = certificate(game, prices);
        values.set(Metric.EPS_PRICES, certificate.epsilon());
        values.set(Metric.EPS_PRICES_REAL, realGain(game, prices, certificate, state.setup.tasks()));
        double[] played = played(game);
        distances(game, prices, certificate, played);
        regret(game, played);
        cold(prices);
    }

    private boolean wasPricedIn(PricingGame game) {
        return game == result.game() && result.certified() != null;
    }

    private EquilibriumCertificate certificate(PricingGame game, double[] prices) {
        EquilibriumCertificate certificate = result.certificate();
        boolean isDrawn =
                result.certified() instanceof SolveResult.CertifiedMixed; // the certificate is about the mixed prices
        PricingGame priced = result.game();
        boolean isSameDemand = state.mail.isImmediate() && !decided.games().reportsDiffer();
        if (certificate == null || isDrawn || priced == null || !isSameDemand) {
            return solver.certifier().certify(game, prices, solver.tolerance());
        }
        return game == priced ? certificate : solver.certifier().recertify(certificate, priced, game, prices);
    }

    /**
     * Returns a lower bound of the largest relative gain of a leader's profit without overload prices. For each leader it tries the certificate's
     * best price, and the local maximum of the decision profit near that price. The denominator of a relative gain is the absolute profit, but at
     * least the money scale, as in the certificate.
     */
    static double realGain(PricingGame game, double[] prices, EquilibriumCertificate certificate, TaskRunner tasks) {
        double[] real = realProfits(game, prices, tasks);
        double[] gains = new double[prices.length];
        tasks.run(gains.length, 1, s -> {
            LeaderGap gap = certificate.leaders().get(s);
            if (gap.bestPrice() != prices[s]) {
                double[] moved = prices.clone();
                moved[s] = gap.bestPrice();
                double seen = realProfit(game, moved, s);
                moved[s] = new SlopePriceSearch(false).choose(game, moved, s).price();
                double gain = Math.max(seen, realProfit(game, moved, s)) - real[s];
                gains[s] = gain / Math.max(Math.abs(real[s]), game.moneyScale());
            }
        });
        return Math.max(0, Arrays.stream(gains).max().orElse(0));
    }

    /** Returns the profits of leaders before the costs of overload, money. */
    private static double[] realProfits(PricingGame game, double[] prices, TaskRunner tasks) {
        Allocation allocation = Allocation.at(game, prices, new ExactFollowerResponse(), tasks);
        double[] profits = allocation.profits().clone();
        for (int s = 0; s < profits.length; s++) {
            profits[s] = unpriced(game, s, profits[s], allocation.loads()[s]);
        }
        return profits;
    }

    private static double realProfit(PricingGame game, double[] prices, int leader) {
        Allocation.Sales sales = Allocation.of(game, prices, new ExactFollowerResponse(), leader);
        return unpriced(game, leader, sales.profit(), sales.load());
    }

    private static double unpriced(PricingGame game, int leader, double profit, double load) {
        return profit + game.leaderTable().overloadCost(leader, load);
    }

    /** Returns the ratio that was sent over each link of the true game, by link entry. */
    private double[] played(PricingGame game) {
        double[] ratios = new double[game.linkLeader().length];
        int[] followerOf = new int[state.tasks.rows];
        for (int i = 0; i < decided.offers().count(); i++) {
            followerOf[decided.offers().row(i)] = i;
        }
        for (int piece = decided.decisions().firstNewPiece(); piece < state.pieces.rows; piece++) {
            int entry = entry(game, followerOf[state.pieces.task[piece]], state.pieces.leader[piece]);
            if (entry >= 0) {
                ratios[entry] = state.pieces.ratio[piece];
            }
        }
        return ratios;
    }

    private static int entry(PricingGame game, int follower, int leader) {
        LinkIndices entries = game.entriesOf(follower);
        for (int l = 0; l < entries.count(); l++) {
            if (game.linkLeader()[entries.at(l)] == leader) {
                return entries.at(l);
            }
        }
        return -1;
    }

    /**
     * Sets the distances of prices and ratios from the nearest equilibrium. If the prices themselves are certified, they are the nearest equilibrium.
     * Sets nothing if no equilibrium in fixed prices is found.
     */
    private void distances(PricingGame game, double[] prices, EquilibriumCertificate certificate, double[] played) {
        SolveResult near = wasPricedIn(game) ? result.certified() : null;
        if (near == null && !certificate.holds()) {
            if (game.agents() > MOST_COMPARED) {
                return;
            }
            near = nearby().solve(game, prices);
        }
        if (near != null && (!near.certificate().holds() || near instanceof SolveResult.CertifiedMixed)) {
            return;
        }
        double[] target = near == null ? prices : near.prices();
        double largest = 0;
        for (int s = 0; s < prices.length; s++) {
            if (target[s] > 0 && target[s] != PricingGame.CLOSED && prices[s] != PricingGame.CLOSED) {
                largest = Math.max(largest, Math.abs(prices[s] - target[s]) / target[s]);
            }
        }
        values.set(Metric.PRICE_DISTANCE, largest);
        double[] best = Allocation.at(game, target, new ExactFollowerResponse(), state.setup.tasks())
                .ratios();
        double sum = 0;
        for (int i = 0; i < game.agents(); i++) {
            sum += distance(game.entriesOf(i), decided.decisions().homeRatios()[i], played, best);
        }
        values.set(Metric.RATIO_DISTANCE, sum / game.agents());
    }

    /** Returns the solver with at most {@code MOST_REPAIRS} repair steps. An equilibrium that takes more repair steps is not near. */
    private CertifiedSolver nearby() {
        return new CertifiedSolver(solver.solver(), solver.certifier(), solver.tolerance(), MOST_REPAIRS);
    }

    private static double distance(LinkIndices entries, double home, double[] played, double[] best) {
        double sum = 0;
        double sent = 0;
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            sum += Math.abs(played[entry] - best[entry]);
            sent += best[entry];
        }
        return 0.5 * (sum + Math.abs(home - Math.max(0, 1 - sent)));
    }

    /**
     * Sets the regrets. The regret of an agent is its loss because it responds to the links and queues in its quotes instead of the true ones,
     * divided by its satisfaction weight.
     */
    private void regret(PricingGame game, double[] played) {
        ReceivedQuotes quotes = decided.decisions().heard();
        if (quotes == null) {
            values.set(Metric.REGRET_MEAN, 0);
            values.set(Metric.REGRET_MAX, 0);
            return;
        }
        PricingGame heard = decided.games().heardGame(quotes);
        double[] best = Allocation.at(heard, new double[heard.leaders()], new ExactFollowerResponse())
                .ratios();
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < heard.agents(); i++) {
            double lost = (value(heard, i, best, heard) - value(heard, i, played, game)) / heard.weight()[i];
            sum += Math.max(0, lost);
            largest = Math.max(largest, lost);
        }
        values.set(Metric.REGRET_MEAN, sum / heard.agents());
        values.set(Metric.REGRET_MAX, largest);
    }

    /** Returns the utility of a follower in the game {@code heard}. The ratios are given by link entry of the game {@code packedAs}. */
    private static double value(PricingGame heard, int follower, double[] ratios, PricingGame packedAs) {
        LinkIndices entries = heard.entriesOf(follower);
        double value = 0;
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            int at = heard == packedAs ? entry : entry(packedAs, follower, heard.linkLeader()[entry]);
            double ratio = at < 0 ? 0 : ratios[at];
            value += heard.weight()[follower] * Math.log1p(ratio / heard.linkInverseQuality()[entry]);
            value -= heard.linkCharge()[entry] * ratio;
        }
        return value;
    }

    private void cold(double[] prices) {
        PricingSettings pricing = state.setup.dynamics().pricing();
        PricingGame priced = result.game();
        if (state.slot % COLD_EVERY != 0
                || priced == null
                || priced.agents() > MOST_COMPARED
                || pricing.mode() != PricingSettings.Mode.SOLVE) {
            return;
        }
        Pricer.PriceUpdate cold = new Pricer(solver, pricing).solveFromColdStart(priced);
        values.set(Metric.ROUNDS_COLD, cold.rounds());
        values.set(Metric.ROUNDS_COLD_NEAR, cold.rested() ? cold.roundsUntilNear() : Double.NaN);
        double gap = distance(prices, cold.prices());
        values.set(Metric.BRANCH_GAP, gap);
        if (gap > APART) {
            otherEnd(priced, prices, solver.solve(priced, cold.prices()));
        }
    }

    private static double distance(double[] prices, double[] others) {
        double largest = 0;
        for (int s = 0; s < prices.length; s++) {
            boolean both = prices[s] != PricingGame.CLOSED && others[s] != PricingGame.CLOSED;
            largest = Math.max(largest, both && others[s] > 0 ? Math.abs(prices[s] - others[s]) / others[s] : 0);
        }
        return largest;
    }

    /** Compares the result of a cold start with the present prices, for leaders and for followers. */
    private void otherEnd(PricingGame game, double[] prices, SolveResult end) {
        values.set(Metric.COLD_GAP, distance(prices, end.prices()));
        values.set(Metric.COLD_CERTIFIED, end.certificate().holds() ? 1 : 0);
        TaskRunner tasks = state.setup.tasks();
        double profit = Arrays.stream(realProfits(game, prices, tasks)).sum();
        double profitThere =
                Arrays.stream(realProfits(game, end.prices(), tasks)).sum();
        values.set(Metric.COLD_PROFIT, profitThere / profit - 1);
        values.set(Metric.COLD_GAIN, gain(game, end.prices()) / gain(game, prices) - 1);
    }

    /** Returns the total gain of followers and leaders before tier 2. Payments between them cancel in it. */
    private static double gain(PricingGame game, double[] prices) {
        Allocation allocation = Allocation.at(game, prices, new ExactFollowerResponse());
        double gain = 0;
        for (int i = 0; i < game.agents(); i++) {
            gain += value(game, i, allocation.ratios(), game);
        }
        for (int s = 0; s < prices.length; s++) {
            gain -= game.leaderTable().ownCost(s, allocation.loads()[s]);
        }
        return gain;
    }
}
