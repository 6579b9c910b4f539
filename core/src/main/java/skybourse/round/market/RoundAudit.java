package skybourse.round.market;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.AerialAgent;
import skybourse.base.scenario.Leader;
import skybourse.base.scenario.Scenario;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier2.auction.AuctionRule;

/**
 * What each player alone could gain in a round with both tiers played out, by other costs or another price than it names now. A search:
 * what it finds is there, what it does not find is no proof.
 *
 * <p>An aerial agent declares its costs as a multiple of the true ones; prices are found again and the auction is held again, and what it
 * is paid counts less its true asks. A leader asks another price while the others keep theirs; wireless agents answer, the auction is
 * held, and what the books leave the leader counts. Where leaders draw their prices, those of slot 0 count, as in a run.
 *
 * @param scenario the round
 * @param result its prices and what is proved of them, which is about decision profits
 * @param drawnEpsilon certified bound on any relative gain of decision profit at the prices asked; differs from that of the result where
 *     leaders randomize
 * @param rule its auction's rule by name; empty where none was held
 * @param declarations by aerial agent index
 * @param asked by leader index
 */
public record RoundAudit(
        Scenario scenario,
        SolveResult result,
        double drawnEpsilon,
        String rule,
        List<Declaration> declarations,
        List<Asked> asked) {

    /** The multiples of true costs that are searched. */
    static final double LEAST_COSTS = .5;

    static final double MOST_COSTS = 3;

    private static final int COSTS = 25;
    private static final int PRICES = 200;

    /**
     * The best declaration of an aerial agent.
     *
     * @param agent the agent with its true costs
     * @param truthful what the truth leaves it, above its true asks; money
     * @param multiple what it had best declare, in true costs; 1 where nothing found is better
     * @param best what that leaves it, at its true asks; money
     * @param movesPrices whether some declaration that was tried moved a price of tier 1 or a start clock
     */
    public record Declaration(AerialAgent agent, double truthful, double multiple, double best, boolean movesPrices) {

        /** Returns what it gains by the best declaration; money, at least 0. */
        public double gain() {
            return best - truthful;
        }
    }

    /**
     * The best price of a leader.
     *
     * @param leader the leader
     * @param price what it asks, money per bit: in the round's draw, where it draws
     * @param settled what the books leave it at its price; money
     * @param bestPrice what it had best ask, money per bit; its price where nothing found is better
     * @param best what the books leave it there; money
     * @param decision what is proved of its decision profit, its price among it
     * @param scale the least that a gain is measured by, above 0: the certificate's; money
     */
    public record Asked(
            Leader leader,
            double price,
            double settled,
            double bestPrice,
            double best,
            LeaderGap decision,
            double scale) {

        /**
         * Returns what it gains by the best price, by what it is left with now or, if that is less, a hundredth of its decision profit or the
         * scale.
         */
        public double relativeGain() {
            double least = Math.max(Math.abs(decision.profit()) / 100, scale);
            return (best - settled) / Math.max(Math.abs(settled), least);
        }
    }

    public RoundAudit {
        declarations = List.copyOf(declarations);
        asked = List.copyOf(asked);
    }

    /**
     * Searches.
     *
     * @param scenario the round
     * @param solver finds prices, from nothing
     * @param mechanism makes the auction's rule from its market
     * @param tasks searches for one player each
     */
    public static RoundAudit of(
            Scenario scenario,
            CertifiedSolver solver,
            Function<ResaleMarket, AuctionRule> mechanism,
            TaskRunner tasks) {
        TwoTiers tiers = TwoTiers.of(scenario);
        SolveResult result = solver.solve(tiers.game(), StudyPlan.zeroStart(tiers.game()));
        double[] prices = StudyPlan.asked(result, scenario.seed(), 0);
        PlayedRound played = PlayedRound.of(scenario, tiers, prices, mechanism);
        int aerial = scenario.aerialAgents().size();
        Declaration[] declarations = tasks.map(aerial, 1, k -> declaration(played, k, solver), Declaration[]::new);
        Asked[] asked = tasks.map(
                tiers.game().leaders(),
                1,
                s -> asked(played, s, result.certificate().leaders().get(s)),
                Asked[]::new);
        return new RoundAudit(
                scenario,
                result,
                solver.certifier()
                        .certify(tiers.game(), prices, solver.tolerance())
                        .epsilon(),
                played.rule().map(AuctionRule::name).orElse(""),
                List.of(declarations),
                List.of(asked));
    }

    private static Declaration declaration(PlayedRound played, int aerialAgent, CertifiedSolver solver) {
        Scenario truth = played.truth();
        AerialAgent agent = truth.aerialAgents().get(aerialAgent);
        double[] multiples = IntStream.rangeClosed(0, COSTS)
                .mapToDouble(i -> LEAST_COSTS * Math.pow(MOST_COSTS / LEAST_COSTS, (double) i / COSTS))
                .toArray();
        AtomicBoolean moves = new AtomicBoolean();
        LineSearch search = new LineSearch(multiple -> {
            List<AerialAgent> others = new ArrayList<>(truth.aerialAgents());
            others.set(aerialAgent, agent.withCosts(multiple));
            PlayedRound lied = PlayedRound.of(truth, truth.withAerialAgents(others), solver, played.mechanism());
            if (!lied.hasPricesOf(played)) {
                moves.set(true);
            }
            return lied.gains(agent);
        });
        LineSearch.Best best = search.best(new LineSearch.Best(1, played.gains(agent)), multiples);
        return new Declaration(agent, played.gains(agent), best.at(), best.value(), moves.get());
    }

    private static Asked asked(PlayedRound played, int leader, LeaderGap decision) {
        double price = played.prices()[leader];
        double settled = played.settled(leader);
        double highest = ProfitCurve.highestPrice(played.tiers().game(), leader);
        double[] prices = IntStream.rangeClosed(0, PRICES)
                .mapToDouble(i -> highest * i / PRICES)
                .toArray();
        LineSearch search = new LineSearch(other -> played.asking(leader, other).settled(leader));
        LineSearch.Best best = search.best(new LineSearch.Best(price, settled), prices);
        return new Asked(
                played.tiers().scenario().leaders().get(leader),
                price,
                settled,
                best.at(),
                best.value(),
                decision,
                played.tiers().game().moneyScale());
    }

    /** Tells whether some declaration that was tried moved a price of tier 1 or a start clock. */
    public boolean declarationsMovePrices() {
        return declarations.stream().anyMatch(Declaration::movesPrices);
    }
}
