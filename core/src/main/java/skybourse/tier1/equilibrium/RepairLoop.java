package skybourse.tier1.equilibrium;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.SolveResult.SolveStatistics;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/** Loop of one run of {@link CertifiedSolver}: it solves, certifies and repairs. An object makes one run. */
final class RepairLoop {

    /** Largest number of agents for which balancing and the last attempts are made. Both need best responses over all agents. */
    private static final int LARGEST_BALANCED = 3_000;

    /** Share of the tolerance that leaders may give up in balancing. The rest is for the slack of the certificate. */
    private static final double BALANCED_SHARE = 0.7;

    /**
     * Largest gain found, as a share of the tolerance, at which the prices are certified again with sharper bounds. These may prove that
     * the tolerance is met.
     */
    private static final double MOST_TO_PROVE = 0.9;

    private static final int BALANCING_ROUNDS = 4;

    /** Largest number of moves of single leaders after a run. Successful chains of moves take ten (ours, measured). */
    private static final int CHAIN_MOVES = 12;

    /** Number of best-response runs among the last attempts: one from the start prices, and two from fresh ones (ours, measured). */
    private static final int LAST_WALKS = 3;

    /** Largest number of links that all rounds of best responses process together (ours, measured). At least {@link #FEWEST_ROUNDS} rounds are allowed. */
    private static final long MOST_LINKS = 10_000_000;

    private static final long FEWEST_ROUNDS = 400;

    private final CertifiedSolver settings;
    private final PricingGame game;
    private final Certifier certifier;
    private final BooleanSupplier stop;
    private final @Nullable SolveProgress course;
    private final RepairStartPrices starts;

    /** Fixed prices with the smallest {@code eps} so far. */
    double[] bestPrices = {};

    private @Nullable EquilibriumCertificate best;
    private List<double[]> cycle = List.of();
    private Optional<MixedEquilibriumSearch.CertifiedMix> mixed = Optional.empty();

    /** Search for mixed prices; null if there was none. */
    @Nullable
    MixedEquilibriumSearch mixing;

    private boolean stepLimit;
    private int iterations;
    private int firstIterations;
    private SolverRun.Ending firstEnding = SolverRun.Ending.WALKING;
    private int repairs;
    private int failures;

    /** Whether a solver other than the requested one made a repair. */
    boolean handedOver;

    /** Number of remaining rounds of best responses, including balancing. At 0 the prices with the smallest {@code eps} are the result. */
    long roundsLeft;

    RepairLoop(
            CertifiedSolver settings,
            PricingGame game,
            @Nullable Consumer<SolverIterate> watcher,
            BooleanSupplier stop) {
        this.settings = settings;
        this.game = game;
        this.stop = stop;
        this.certifier = settings.certifier().withStop(stop);
        this.starts = new RepairStartPrices(game, 0.1 * settings.tolerance());
        this.roundsLeft = mostRounds(game.links());
        this.course = watcher == null ? null : new SolveProgress(game, watcher);
    }

    /** Returns the largest number of rounds of best responses of a solve, by the number of links. */
    static long mostRounds(int links) {
        return Math.max(FEWEST_ROUNDS, MOST_LINKS / Math.max(1, links));
    }

    SolveResult run(MixedPrices start) {
        SolveResult result = solve(start);
        if (course != null) {
            course.end(iterations, result.prices());
        }
        return result;
    }

    private SolveResult solve(MixedPrices from) {
        double[] start = from.likeliest();
        if (course != null) {
            course.visit(0, start);
        }
        if (from.randomizingLeaders() > 0 && settings.mixes()) {
            firstEnding = SolverRun.Ending.RESTED;
            Optional<MixedEquilibriumSearch.CertifiedMix> near = tries().searchNear(from);
            if (near.isPresent()) {
                mixed = near;
                return result(near.get().certificate());
            }
        }
        if (settings.repairs() && mayRest(start)) {
            firstEnding = SolverRun.Ending.RESTED;
            EquilibriumCertificate certificate = certify(start.clone(), firstEnding);
            if (certificate.holds()) {
                return result(certificate);
            }
        }
        SolverRun walk = settings.solver().start(game, start);
        while (true) {
            finish(walk);
            double[] prices = walk.prices();
            EquilibriumCertificate certificate = certify(prices, walk.ending());
            EquilibriumCertificate smallest = best(certificate);
            boolean last = repairs >= settings.repairLimit() || !mayGoOn();
            if (!smallest.holds() && !last && repairs > 0 && game.agents() <= LARGEST_BALANCED) {
                balance(prices, certificate, BALANCED_SHARE * settings.tolerance());
                smallest = best(certificate);
            }
            if (smallest.holds() || last) {
                boolean asIs =
                        smallest.holds() || !settings.repairs() || game.agents() > LARGEST_BALANCED || !mayGoOn();
                return result(asIs ? smallest : lastTries(start, walk, certificate));
            }
            walk = again(prices, certificate);
        }
    }

    private boolean mayGoOn() {
        return roundsLeft > 0 && !stop.getAsBoolean();
    }

    /** Returns whether initial prices may be an equilibrium: no leader sells at a loss or gains by a local search from its price. */
    private boolean mayRest(double[] prices) {
        var pass = new SalesEvaluation(game, 1);
        pass.evaluate(prices);
        boolean mayRest = true;
        for (int s = 0; mayRest && s < prices.length; s++) {
            mayRest = game.leaderTable().posts(s) || pass.profit(s) >= -settings.tolerance() * game.moneyScale();
        }
        var near = new SlopePriceSearch(false);
        for (int s = 0; mayRest && s < prices.length; s++) {
            mayRest = game.leaderTable().posts(s)
                    || near.choose(game, prices, s).relativeGain(game.moneyScale()) <= settings.tolerance();
        }
        return mayRest;
    }

    /**
     * Makes the last attempts if the runs end without a certificate that holds. The first attempt is balancing with larger allowances. If
     * the solver hands over to best responses, two further attempts follow. One of them moves leaders to the certificate's best prices, and
     * the other runs best responses. If mixed prices are allowed, the last attempt is a search for them.
     */
    private EquilibriumCertificate lastTries(double[] start, SolverRun ended, EquilibriumCertificate certificate) {
        EquilibriumSolver other = settings.solver().afterFailures(Integer.MAX_VALUE, game.agents());
        EquilibriumCertificate smallest = lessened(best(certificate));
        if (!other.equals(settings.solver())) {
            smallest = chain(ended, certificate);
            double[] from = start;
            for (int walks = 0; !smallest.holds() && walks < LAST_WALKS && mayGoOn(); walks++) {
                SolverRun walk = other.start(game, from);
                finish(walk);
                smallest = chain(walk, certify(walk.prices(), walk.ending()));
                from = starts.fresh(bestPrices);
            }
        }
        if (!smallest.holds() && settings.mixes() && !stop.getAsBoolean()) {
            mixed = tries().search(List.of(bestPrices, ended.prices()));
        }
        return smallest;
    }

    private MixedEquilibriumSearch tries() {
        MixedEquilibriumSearch tries = mixing == null
                ? new MixedEquilibriumSearch(game, certifier, settings.tolerance(), mostRounds(game.links()), stop)
                : mixing;
        mixing = tries;
        return tries;
    }

    /**
     * Repeatedly moves the leader with the largest gain to the certificate's best price, and certifies the prices after each move. Returns the
     * best certificate so far.
     */
    private EquilibriumCertificate chain(SolverRun ended, EquilibriumCertificate certificate) {
        double[] at = ended.prices();
        EquilibriumCertificate latest = certificate;
        for (int move = 0; move < CHAIN_MOVES && !best(latest).holds() && !stop.getAsBoolean(); move++) {
            int most = 0;
            for (int s = 1; s < at.length; s++) {
                most = gain(game, latest.leaders().get(s))
                                > gain(game, latest.leaders().get(most))
                        ? s
                        : most;
            }
            if (gain(game, latest.leaders().get(most)) <= 0) {
                break;
            }
            at = at.clone();
            at[most] = latest.leaders().get(most).bestPrice();
            latest = certify(at, ended.ending());
        }
        return best(latest);
    }

    /** Returns the next run, from prices improved by the certificate or from a fresh start. */
    private SolverRun again(double[] prices, EquilibriumCertificate certificate) {
        double[] moved = starts.repaired(prices, certificate);
        repairs++;
        EquilibriumSolver solver = settings.solver().afterFailures(failures, game.agents());
        handedOver |= !solver.equals(settings.solver());
        return moved.length > 0 ? solver.resume(game, moved) : solver.start(game, starts.fresh(bestPrices));
    }

    private EquilibriumCertificate certify(double[] prices, SolverRun.Ending ending) {
        EquilibriumCertificate certificate = certifier.certify(game, prices, settings.tolerance());
        keep(prices, ending, certificate);
        double gain = largestGain(certificate);
        return !certificate.holds() && gain <= MOST_TO_PROVE * settings.tolerance()
                ? certifySharply(prices, gain)
                : certificate;
    }

    /** Returns the largest relative gain found by the certificate. It is a lower limit of all sharper bounds. */
    private double largestGain(EquilibriumCertificate certificate) {
        double largest = certificate.largestFollowerGap();
        for (LeaderGap gap : certificate.leaders()) {
            largest = Math.max(largest, gain(game, gap));
        }
        return largest;
    }

    /** Returns the gain of the certificate's best price for a leader, relative to the leader's profit or the money scale, whichever is greater. */
    static double gain(PricingGame game, LeaderGap gap) {
        return (gap.bestProfit() - gap.profit()) / Math.max(Math.abs(gap.profit()), game.moneyScale());
    }

    /**
     * Certifies prices with bounds refined to a smaller tolerance, because the gain found leaves little of the requested one. The
     * certificate still states the requested tolerance.
     */
    private EquilibriumCertificate certifySharply(double[] prices, double gain) {
        double sharp = 0.9 * (settings.tolerance() - gain);
        EquilibriumCertificate found = certifier.certify(game, prices, sharp);
        var certificate = new EquilibriumCertificate(
                found.epsilon(),
                settings.tolerance(),
                found.leaders(),
                found.largestFollowerGap(),
                found.largestGapMoney());
        return keep(prices, SolverRun.Ending.RESTED, certificate);
    }

    /** Stores the prices if they have the smallest {@code eps} so far. */
    private EquilibriumCertificate keep(double[] prices, SolverRun.Ending ending, EquilibriumCertificate certificate) {
        EquilibriumCertificate smallest = best;
        assert Arrays.stream(prices).noneMatch(Double::isNaN) : "a price is no number";
        if (smallest == null || !(smallest.epsilon() <= certificate.epsilon())) {
            best = certificate;
            bestPrices = prices;
            stepLimit = ending == SolverRun.Ending.STEP_LIMIT || ending == SolverRun.Ending.WALKING;
        }
        return certificate;
    }

    private EquilibriumCertificate best(EquilibriumCertificate otherwise) {
        EquilibriumCertificate smallest = best;
        return smallest == null ? otherwise : smallest;
    }

    /** Moves leaders by {@link EpsilonEquilibriumSearch}, in which each gives up at most the allowance, and certifies the resulting prices. */
    private void balance(double[] prices, EquilibriumCertificate certificate, double allowance) {
        var balancing = new EpsilonEquilibriumSearch(game, prices, allowance, stop);
        EquilibriumCertificate latest = certificate;
        for (int round = 0;
                round < BALANCING_ROUNDS && roundsLeft > balancing.rounds() && !latest.holds() && balancing.add(latest);
                round++) {
            latest = certifySharply(balancing.prices(), BALANCED_SHARE * settings.tolerance());
        }
        roundsLeft -= balancing.rounds();
    }

    /** Balances with allowances from 4 times the tolerance on, each 4 times the previous one, while twice the allowance is below the smallest {@code eps}. */
    private EquilibriumCertificate lessened(EquilibriumCertificate smallest) {
        EquilibriumCertificate now = smallest;
        double allowance = 4 * settings.tolerance();
        while (mayGoOn() && 2 * allowance < now.epsilon()) {
            balance(bestPrices, now, allowance);
            now = best(now);
            allowance *= 4;
        }
        return now;
    }

    private void finish(SolverRun walk) {
        boolean isCounted = walk instanceof BestResponseRun;
        while ((!isCounted || roundsLeft > 0) && !stop.getAsBoolean() && walk.advance()) {
            iterations++;
            roundsLeft -= isCounted ? 1 : 0;
            if (course != null) {
                course.visit(iterations, walk.prices());
            }
        }
        if (repairs == 0) {
            firstIterations = iterations;
            firstEnding = walk.ending();
        }
        failures += walk.ending() == SolverRun.Ending.STEP_LIMIT ? 1 : 0;
        if (!walk.cycle().isEmpty()) {
            cycle = walk.cycle();
        }
    }

    private SolveResult result(EquilibriumCertificate certificate) {
        var statistics = new SolveStatistics(iterations, firstIterations, firstEnding, repairs);
        if (mixed.isPresent()) {
            return mixed.get().result(statistics);
        }
        MixedPrices best = MixedPrices.pure(bestPrices);
        if (certificate.holds()) {
            return trades()
                    ? new SolveResult.Certified(best, certificate, statistics)
                    : new SolveResult.NobodyTrades(best, certificate, statistics);
        }
        if (!cycle.isEmpty() && !stop.getAsBoolean()) {
            List<MixedPrices> turn = cycle.stream().map(MixedPrices::pure).toList();
            return new SolveResult.Cycle(best, certificate, statistics, turn);
        }
        return stepLimit && !stop.getAsBoolean()
                ? new SolveResult.StepLimit(best, certificate, statistics)
                : new SolveResult.SmallestEpsilon(best, certificate, statistics);
    }

    private boolean trades() {
        var pass = new SalesEvaluation(game, 1);
        pass.evaluate(bestPrices);
        for (int s = 0; s < game.leaders(); s++) {
            if (pass.load(s) > 0) {
                return true;
            }
        }
        return false;
    }
}
