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
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionRule;

/**
 * Search for profitable unilateral deviations in a round with both tiers: misreports of aerial agents and other prices of leaders. Each gain that
 * the search finds is attainable. If it finds none, profitable deviations may still exist.
 *
 * <p>An aerial agent declares other costs, another markup, fewer lots or another position. Only one of these is changed at a time, and the round is
 * computed again. The agent's profit is its receipts minus the true energy and battery costs of its lots. A leader sets another price while the
 * others keep theirs. Wireless agents respond, the auction is held, and the leader's settled profit counts. If prices are mixed, the sampled prices
 * of slot 0 count, as in a run.
 *
 * @param scenario scenario of the round
 * @param result prices and their certificate, which is about decision profits
 * @param drawnEpsilon certified bound on any relative gain of decision profit at the sampled prices; differs from that of {@code result} if
 *     leaders randomize
 * @param rule name of the auction rule; empty if there was no auction
 * @param declarations results for aerial agents, by index
 * @param asked results for leaders, by index
 */
public record DeviationAudit(
        Scenario scenario,
        SolveResult result,
        double drawnEpsilon,
        String rule,
        List<DeclarationAudit> declarations,
        List<PriceAudit> asked) {

    private static final int PRICES = 200;

    /** Declaration that an aerial agent may change. */
    public enum DeclarationKind {
        /** Declared multiple of its costs, from 0.5 to 3. */
        COST(0.5, 3, 26),
        /** Declared markup, from 1 to 3. */
        MARKUP(1, 3, 9),
        /** Offered share of the lots that it can compute, from 0 to 1, rounded up to whole lots. */
        LOTS(0, 1, 11),
        /** Declared distance from the mean position of the leaders, as a multiple of the true distance, from 0 to 2. */
        PLACE(0, 2, 9);

        private final double least;
        private final double most;
        private final int points;

        DeclarationKind(double least, double most, int points) {
            this.least = least;
            this.most = most;
            this.points = points;
        }

        /** Returns the grid of the search. Its points are geometric for costs and equidistant for all other kinds. */
        private double[] grid() {
            return IntStream.range(0, points)
                    .mapToDouble(i -> (double) i / (points - 1))
                    .map(share -> this == COST ? least * Math.pow(most / least, share) : least + share * (most - least))
                    .toArray();
        }

        /** Returns the truthful declaration of an agent. */
        double truthfulValue(AerialAgent agent) {
            return this == MARKUP ? agent.markup() : 1;
        }

        /** Returns the agent with a declared value. For {@link #LOTS} returns the same agent, because this deviation changes the offer and not the agent. */
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
     * Best declaration of one kind.
     *
     * @param kind kind of declaration
     * @param value the best declared value found; the true value if no other is better
     * @param profit profit of the agent with this declaration, money
     */
    public record BestDeclaration(DeclarationKind kind, double value, double profit) {}

    /**
     * Result of the search for an aerial agent.
     *
     * @param agent the agent with its true costs and position
     * @param truthful its profit if it declares truthfully, money
     * @param tried best declaration of each kind, in the order of {@link DeclarationKind}
     * @param movesPrices whether at least one declaration changed a price of tier 1 or a start clock
     */
    public record DeclarationAudit(
            AerialAgent agent, double truthful, List<BestDeclaration> tried, boolean movesPrices) {

        public DeclarationAudit {
            tried = List.copyOf(tried);
        }

        /** Returns the declaration with the highest profit, of all kinds. If several are equally good, returns the first of them. */
        public BestDeclaration best() {
            return tried.stream()
                    .reduce((one, other) -> other.profit > one.profit ? other : one)
                    .orElseThrow();
        }

        /** Returns the best declaration of a kind. */
        public BestDeclaration best(DeclarationKind kind) {
            return tried.stream().filter(one -> one.kind == kind).findFirst().orElseThrow();
        }

        /** Returns the gain of the best declaration, in money, at least 0. */
        public double gain() {
            return best().profit - truthful;
        }
    }

    /**
     * Result of the search for a leader.
     *
     * @param leader the leader
     * @param price its price, money/bit; the sampled price if the leader randomizes
     * @param settled its settled profit at that price, money
     * @param bestPrice price with the highest settled profit found, money/bit, or {@link PricingGame#CLOSED}; {@code price} if none is better
     * @param best its settled profit at {@code bestPrice}, money
     * @param decision certified gap of its decision profit
     * @param scale smallest denominator of a relative gain, the certificate's money scale, greater than 0; money
     */
    public record PriceAudit(
            Leader leader,
            double price,
            double settled,
            double bestPrice,
            double best,
            LeaderGap decision,
            double scale) {

        /**
         * Returns the relative gain of the best price. The denominator is the largest of three numbers: the absolute settled profit, 0.01 of the
         * absolute decision profit, and {@code scale}.
         */
        public double relativeGain() {
            double least = Math.max(Math.abs(decision.profit()) / 100, scale);
            return (best - settled) / Math.max(Math.abs(settled), least);
        }
    }

    public DeviationAudit {
        declarations = List.copyOf(declarations);
        asked = List.copyOf(asked);
    }

    /**
     * Solves a round and searches for deviations of all aerial agents and leaders.
     *
     * @param scenario scenario of the round
     * @param solver computes prices, started from 0
     * @param mechanism returns the auction rule of a resale market
     * @param tasks runs the searches, one task per agent
     */
    public static DeviationAudit of(
            Scenario scenario,
            CertifiedSolver solver,
            Function<ResaleMarket, AuctionRule> mechanism,
            TaskRunner tasks) {
        TwoTierRound tiers = TwoTierRound.of(scenario);
        SolveResult result = solver.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()));
        double[] prices = RoundAnalysisPlan.roundPrices(result, scenario.seed(), 0);
        DeclaredRound round = DeclaredRound.of(scenario, tiers, prices, mechanism);
        return new DeviationAudit(
                scenario,
                result,
                drawnEpsilon(tiers, result, prices, solver),
                round.rule().map(AuctionRule::name).orElse(""),
                declarations(round, solver, tasks),
                asked(round, result, tasks));
    }

    /** Returns the certified bound at the sampled prices. If no leader randomizes, this is the bound of the result. */
    private static double drawnEpsilon(
            TwoTierRound tiers, SolveResult result, double[] prices, CertifiedSolver solver) {
        EquilibriumCertificate certificate = result instanceof SolveResult.CertifiedMixed
                ? solver.certifier().certify(tiers.game(), prices, solver.tolerance())
                : result.certificate();
        return certificate.epsilon();
    }

    /**
     * Searches for each leader's price with the largest settled profit while the other leaders keep their prices.
     *
     * @param tiers scenario with its game
     * @param result prices of the round and their certificate
     * @param mechanism returns the auction rule of a resale market
     * @param tasks runs the searches, one task per leader
     * @return by leader index
     */
    public static List<PriceAudit> asked(
            TwoTierRound tiers, SolveResult result, Function<ResaleMarket, AuctionRule> mechanism, TaskRunner tasks) {
        Scenario scenario = tiers.scenario();
        double[] prices = RoundAnalysisPlan.roundPrices(result, scenario.seed(), 0);
        return asked(DeclaredRound.of(scenario, tiers, prices, mechanism), result, tasks);
    }

    private static List<PriceAudit> asked(DeclaredRound round, SolveResult result, TaskRunner tasks) {
        return List.of(tasks.map(
                round.prices().length,
                1,
                s -> asked(round, s, result.certificate().leaders().get(s)),
                PriceAudit[]::new));
    }

    /** Searches for the best declarations of all aerial agents, by index. */
    static List<DeclarationAudit> declarations(DeclaredRound round, CertifiedSolver solver, TaskRunner tasks) {
        int aerial = round.truth().aerialAgents().size();
        return List.of(tasks.map(aerial, 1, k -> declaration(round, k, solver), DeclarationAudit[]::new));
    }

    private static DeclarationAudit declaration(DeclaredRound round, int k, CertifiedSolver solver) {
        AerialAgent agent = round.truth().aerialAgents().get(k);
        double truthful = round.profit(k, round.tiers().links());
        AtomicBoolean moves = new AtomicBoolean();
        List<BestDeclaration> tried = new ArrayList<>();
        for (DeclarationKind kind : DeclarationKind.values()) {
            LineSearch search = new LineSearch(value -> {
                DeclaredRound lied = withDeclaration(round, k, kind, value, solver);
                moves.compareAndSet(false, !lied.hasPricesOf(round));
                return lied.profit(k, round.tiers().links());
            });
            LineSearch.Best best = search.best(new LineSearch.Best(kind.truthfulValue(agent), truthful), kind.grid());
            tried.add(new BestDeclaration(kind, best.at(), best.value()));
        }
        return new DeclarationAudit(agent, truthful, tried, moves.get());
    }

    /**
     * Returns the round with another declaration of one aerial agent.
     *
     * @param round round with truthful declarations
     * @param k index of the aerial agent
     * @param kind kind of declaration
     * @param value declared value, see {@link DeclarationKind}
     * @param solver computes prices if the declaration changes overload prices
     */
    static DeclaredRound withDeclaration(
            DeclaredRound round, int k, DeclarationKind kind, double value, CertifiedSolver solver) {
        Scenario truth = round.truth();
        List<AerialAgent> agents = new ArrayList<>(truth.aerialAgents());
        agents.set(k, kind.of(agents.get(k), value, middle(truth)));
        double able = agents.get(k).computer().workPerSecond()
                * truth.rules().roundSeconds()
                / truth.rules().lotWork();
        int most = kind == DeclarationKind.LOTS ? (int) Math.ceil(value * Math.floor(able)) : ResaleMarket.MOST_LOTS;
        return round.withDeclarations(
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

    private static PriceAudit asked(DeclaredRound round, int leader, LeaderGap decision) {
        double price = round.prices()[leader];
        double settled = round.settled(leader);
        double highest = ProfitCurve.highestPrice(round.tiers().game(), leader);
        double[] prices = IntStream.rangeClosed(0, PRICES)
                .mapToDouble(i -> highest * i / PRICES)
                .toArray();
        LineSearch search =
                new LineSearch(other -> round.withPrice(leader, other).settled(leader));
        var closed = new LineSearch.Best(
                PricingGame.CLOSED, round.withPrice(leader, PricingGame.CLOSED).settled(leader));
        LineSearch.Best best = search.best(new LineSearch.Best(price, settled).orBetter(closed), prices);
        return new PriceAudit(
                round.tiers().scenario().leaders().get(leader),
                price,
                settled,
                best.at(),
                best.value(),
                decision,
                round.tiers().game().moneyScale());
    }

    /** Returns whether at least one declaration changed a price of tier 1 or a start clock. */
    public boolean declarationsMovePrices() {
        return declarations.stream().anyMatch(DeclarationAudit::movesPrices);
    }
}
