package skybourse.round.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.analysis.DeviationAudit.BestDeclaration;
import skybourse.round.analysis.DeviationAudit.DeclarationKind;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

/**
 * Profitable misreports of aerial agents. Profit is payments less energy and battery. {@code -Dprofit.markets=40} simulates 40
 * markets of {@code generate}, with three aerial agents each, and logs how many agents gain.
 */
class AerialProfitTest {

    private static final int MARKETS = Integer.getInteger("profit.markets", 3);

    /** The most that an agent may gain by an ask below the cost of its worst match, money; measured in 40 markets: 0.484. */
    private static final double WORST_MATCH_GAIN = 0.5;

    private static final double ROUNDING = 1e-9;
    private static final CertifiedSolver SOLVER =
            SolverCatalogue.certified(SolverCatalogue.priceMethod("newton", "slope", 1), 1e-6, 1);

    /** Results under one rule: by kind of misreport, the number of agents that gain and the largest gain. */
    private static final class Gains {

        private final Map<DeclarationKind, Integer> gaining = new EnumMap<>(DeclarationKind.class);
        private final Map<DeclarationKind, Double> largest = new EnumMap<>(DeclarationKind.class);
        private int aboveAsks;
        private int agents;

        private int gaining(DeclarationKind kind) {
            return gaining.getOrDefault(kind, 0);
        }

        private double largest(DeclarationKind kind) {
            return largest.getOrDefault(kind, 0.0);
        }

        private void add(DeclaredRound honest, int k, DeviationAudit.DeclarationAudit found) {
            agents++;
            for (BestDeclaration best : found.tried()) {
                double gain = best.profit() - found.truthful();
                if (gain > ROUNDING) {
                    gaining.merge(best.kind(), 1, Integer::sum);
                    largest.merge(best.kind(), gain, Math::max);
                    aboveAsks += gainsAboveAsks(honest, k, best) ? 1 : 0;
                }
            }
        }

        /** Tells whether a declaration also gains if each lot costs what its worst match costs. */
        private static boolean gainsAboveAsks(DeclaredRound honest, int k, BestDeclaration best) {
            OrderBook truth = honest.resold().orElseThrow().market().book();
            String id = honest.truth().aerialAgents().get(k).id();
            DeclaredRound misreported = DeviationAudit.withDeclaration(honest, k, best.kind(), best.value(), SOLVER);
            return auctionUtility(Optional.of(misreported), truth, id) > auctionUtility(Optional.of(honest), truth, id);
        }

        private static long auctionUtility(Optional<DeclaredRound> round, OrderBook truth, String id) {
            return round.flatMap(DeclaredRound::resold)
                    .map(resold -> resold.outcome().utilityHalfTicks(id, truth))
                    .orElse(0L);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(agents + " agents");
            for (DeclarationKind kind : DeclarationKind.values()) {
                text.append(
                        String.format(Locale.ROOT, ", %s: %d gain, at most %.3f", kind, gaining(kind), largest(kind)));
            }
            return text + "; above the asks of worst matches: " + aboveAsks;
        }
    }

    private static Gains gains(RuleProvider rule) {
        Gains gains = new Gains();
        for (int seed = 1; seed <= MARKETS; seed++) {
            Scenario truth = ScenarioSampler.standard(new Counts(20, 2, 3, 3)).sample("drawn", seed);
            TwoTierRound tiers = TwoTierRound.of(truth);
            double[] prices = SOLVER.solve(tiers.game(), RoundAnalysisPlan.zeroStart(tiers.game()))
                    .prices();
            DeclaredRound honest = DeclaredRound.of(
                    truth,
                    tiers,
                    prices,
                    market ->
                            AuctionCatalogue.defaultRule(rule, market.buyersStartTicks(), market.sellersStartTicks()));
            List<DeviationAudit.DeclarationAudit> found = DeviationAudit.declarations(honest, SOLVER, TaskRunner.of(2));
            IntStream.range(0, found.size()).forEach(k -> gains.add(honest, k, found.get(k)));
        }
        System.getLogger("audit").log(System.Logger.Level.INFO, rule.name() + ": " + gains);
        return gains;
    }

    @Tag("slow")
    @Test
    void truthfulRulesBoundMisreportGains() {
        List<RuleProvider> truthful = AuctionCatalogue.rules().stream()
                .filter(rule -> rule.traits().declaresTruthfulness(true))
                .toList();
        assertThat(truthful)
                .extracting(RuleProvider::name)
                .containsExactlyInAnyOrder("drop-out", "vcg", "seller-vcg", "posted-price", "muda");
        for (RuleProvider rule : truthful) {
            Gains gains = gains(rule);
            assertThat(gains.gaining(DeclarationKind.MARKUP))
                    .as("%s %s", rule.name(), gains)
                    .isZero();
            assertThat(gains.gaining(DeclarationKind.LOTS))
                    .as("%s %s", rule.name(), gains)
                    .isZero();
            assertThat(gains.largest(DeclarationKind.COST))
                    .as("%s %s", rule.name(), gains)
                    .isLessThanOrEqualTo(WORST_MATCH_GAIN);
            assertThat(gains.largest(DeclarationKind.PLACE))
                    .as("%s %s", rule.name(), gains)
                    .isLessThanOrEqualTo(WORST_MATCH_GAIN);
            assertThat(gains.aboveAsks).as("%s %s", rule.name(), gains).isZero();
        }
    }

    /** The control: the midpoint rule is not truthful. */
    @Test
    void midpointRewardsMisreportedMarkupAndCost() {
        Gains gains = gains(AuctionCatalogue.rule(AuctionCatalogue.MIDPOINT).orElseThrow());
        assertThat(gains.gaining(DeclarationKind.MARKUP)).isPositive();
        assertThat(gains.gaining(DeclarationKind.COST)).isPositive();
        assertThat(gains.largest(DeclarationKind.COST)).isGreaterThan(WORST_MATCH_GAIN);
    }
}
