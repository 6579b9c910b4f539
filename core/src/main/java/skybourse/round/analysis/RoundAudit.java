package skybourse.round.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Position;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.ResaleMarket;
import skybourse.round.market.TwoTiers;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;

/**
 * What each player alone could gain in a round with both tiers played out, by another declaration or another price than its own. A search:
 * what it finds is there, what it does not find is no proof.
 *
 * <p>An aerial agent declares other costs, another markup, fewer lots or another place, one of them at a time. The round is played again,
 * and what the agent is paid counts less the energy and battery that its lots really cost it. A leader asks another price while the others keep theirs; wireless agents answer, the auction is
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

    private static final int PRICES = 200;

    /** What an aerial agent declares. */
    public enum Declared {
        /** A multiple of its costs, from 0.5 to 3. */
        COST(0.5, 3, 26),
        /** Its markup, from 1 to 3. */
        MARKUP(1, 3, 9),
        /** A share of the lots that it can compute, rounded up to lots, from 0 to 1. */
        LOTS(0, 1, 11),
        /** Its distance to the middle of the leaders as a multiple of the true one, from 0 to 2. */
        PLACE(0, 2, 9);

        private final double least;
        private final double most;
        private final int points;

        Declared(double least, double most, int points) {
            this.least = least;
            this.most = most;
            this.points = points;
        }

        /** Returns the declarations that are searched first: of costs by equal ratios, of anything else by equal steps. */
        private double[] grid() {
            return IntStream.range(0, points)
                    .mapToDouble(i -> (double) i / (points - 1))
                    .map(share -> this == COST ? least * Math.pow(most / least, share) : least + share * (most - least))
                    .toArray();
        }

        /** Returns what an agent declares if it tells the truth. */
        double truth(AerialAgent agent) {
            return this == MARKUP ? agent.markup() : 1;
        }

        /** Returns the agent that declares a value. */
        private AerialAgent of(AerialAgent agent, double value, Position middle) {
            return switch (this) {
                case COST -> agent.withCosts(value);
                case MARKUP -> agent.withMarkup(value);
                case LOTS -> agent;
                case PLACE ->
                    agent.withPosition(new Position(
                            middle.xMetres() + value * (agent.position().xMetres() - middle.xMetres()),
                            middle.yMetres() + value * (agent.position().yMetres() - middle.yMetres()),
                            agent.position().heightMetres()));
            };
        }
    }

    /**
     * The best of one kind of declaration.
     *
     * @param kind what is declared
     * @param value the best value; the truth where nothing found is better
     * @param profit what the agent is left with then; money
     */
    public record Tried(Declared kind, double value, double profit) {}

    /**
     * What an aerial agent had best declare.
     *
     * @param agent the agent as it is
     * @param truthful what the truth leaves it, less its energy and battery; money
     * @param tried the best of each kind, in their order
     * @param movesPrices whether some declaration that was tried moved a price of tier 1 or a start clock
     */
    public record Declaration(AerialAgent agent, double truthful, List<Tried> tried, boolean movesPrices) {

        public Declaration {
            tried = List.copyOf(tried);
        }

        /** Returns the best declaration of all; of several equally good ones the first. */
        public Tried best() {
            return tried.stream()
                    .reduce((one, other) -> other.profit > one.profit ? other : one)
                    .orElseThrow();
        }

        /** Returns the best declaration of a kind. */
        public Tried best(Declared kind) {
            return tried.stream().filter(one -> one.kind == kind).findFirst().orElseThrow();
        }

        /** Returns what it gains by the best declaration; money, at least 0. */
        public double gain() {
            return best().profit - truthful;
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
        return new RoundAudit(
                scenario,
                result,
                drawnEpsilon(tiers, result, prices, solver),
                played.rule().map(AuctionRule::name).orElse(""),
                declarations(played, solver, tasks),
                asked(played, result, tasks));
    }

    /** Returns the bound at the prices asked; it is that of the result unless they were sampled. */
    private static double drawnEpsilon(TwoTiers tiers, SolveResult result, double[] prices, CertifiedSolver solver) {
        EquilibriumCertificate certificate = result instanceof SolveResult.CertifiedMixed
                ? solver.certifier().certify(tiers.game(), prices, solver.tolerance())
                : result.certificate();
        return certificate.epsilon();
    }

    /**
     * Searches for the price with which each leader would settle most, if the others keep theirs.
     *
     * @param tiers the round with its game
     * @param result prices of the round and what is proved of them
     * @param mechanism makes the auction's rule from its market
     * @param tasks searches for one leader each
     * @return by leader index
     */
    public static List<Asked> asked(
            TwoTiers tiers, SolveResult result, Function<ResaleMarket, AuctionRule> mechanism, TaskRunner tasks) {
        Scenario scenario = tiers.scenario();
        double[] prices = StudyPlan.asked(result, scenario.seed(), 0);
        return asked(PlayedRound.of(scenario, tiers, prices, mechanism), result, tasks);
    }

    private static List<Asked> asked(PlayedRound played, SolveResult result, TaskRunner tasks) {
        return List.of(tasks.map(
                played.prices().length,
                1,
                s -> asked(played, s, result.certificate().leaders().get(s)),
                Asked[]::new));
    }

    /** Searches the best declarations of all aerial agents. */
    static List<Declaration> declarations(PlayedRound played, CertifiedSolver solver, TaskRunner tasks) {
        int aerial = played.truth().aerialAgents().size();
        return List.of(tasks.map(aerial, 1, k -> declaration(played, k, solver), Declaration[]::new));
    }

    private static Declaration declaration(PlayedRound played, int k, CertifiedSolver solver) {
        AerialAgent agent = played.truth().aerialAgents().get(k);
        double truthful = played.profit(k, played.tiers().links());
        AtomicBoolean moves = new AtomicBoolean();
        List<Tried> tried = new ArrayList<>();
        for (Declared kind : Declared.values()) {
            LineSearch search = new LineSearch(value -> {
                PlayedRound lied = declaring(played, k, kind, value, solver);
                moves.compareAndSet(false, !lied.hasPricesOf(played));
                return lied.profit(k, played.tiers().links());
            });
            LineSearch.Best best = search.best(new LineSearch.Best(kind.truth(agent), truthful), kind.grid());
            tried.add(new Tried(kind, best.at(), best.value()));
        }
        return new Declaration(agent, truthful, tried, moves.get());
    }

    /** Returns the round in which one aerial agent declares something else. */
    static PlayedRound declaring(PlayedRound played, int k, Declared kind, double value, CertifiedSolver solver) {
        Scenario truth = played.truth();
        List<AerialAgent> agents = new ArrayList<>(truth.aerialAgents());
        agents.set(k, kind.of(agents.get(k), value, middle(truth)));
        double able = agents.get(k).computer().workPerSecond()
                * truth.rules().roundSeconds()
                / truth.rules().lotWork();
        int most = kind == Declared.LOTS ? (int) Math.ceil(value * Math.floor(able)) : ResaleMarket.MOST_LOTS;
        return played.declaring(
                truth.withAerialAgents(agents), (i, _, _) -> i == k ? most : ResaleMarket.MOST_LOTS, solver);
    }

    private static Position middle(Scenario truth) {
        double x = truth.leaders().stream()
                .mapToDouble(leader -> leader.position().xMetres())
                .average()
                .orElse(0);
        double y = truth.leaders().stream()
                .mapToDouble(leader -> leader.position().yMetres())
                .average()
                .orElse(0);
        return new Position(x, y, 0);
    }

    private static Asked asked(PlayedRound played, int leader, LeaderGap decision) {
        double price = played.prices()[leader];
        double settled = played.settled(leader);
        double highest = ProfitCurve.highestPrice(played.tiers().game(), leader);
        double[] prices = IntStream.rangeClosed(0, PRICES)
                .mapToDouble(i -> highest * i / PRICES)
                .toArray();
        LineSearch search = new LineSearch(other -> played.asking(leader, other).settled(leader));
        var closed = new LineSearch.Best(
                PricingGame.CLOSED, played.asking(leader, PricingGame.CLOSED).settled(leader));
        LineSearch.Best best = search.best(new LineSearch.Best(price, settled).orBetter(closed), prices);
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
