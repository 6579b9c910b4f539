package skybourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.base.agent.Rules;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.base.scenario.ScenarioSampler.Counts;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.PriceEvaluation;
import skybourse.round.simulation.Simulation;
import skybourse.round.simulation.SlotPieces;
import skybourse.round.simulation.SlotResult;
import skybourse.testing.Copies;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier2.auction.AuctionOutcome;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.audit.MisreportAudit;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.spi.RuleProvider;

class SkybourseTest {

    private static final Scenario DRAWN = ScenarioSampler.standard(new Counts(20, 2, 3, 3))
            .withPublishedPrice()
            .sample("drawn", 1);

    private static final RuleProvider RULE =
            AuctionCatalogue.rule("double-dutch-trade-reduction").orElseThrow();

    private static final OrderBook BOOK = OrderBook.unitDemand(new long[] {14, 11, 11, 6}, new long[] {4, 5, 11, 11});

    /** The methods that docs/guides/use-the-library.md calls. */
    @Test
    void aMarketIsDrawnSolvedClearedAndAudited() {
        Scenario scenario = ScenarioSampler.standard(new Counts(20, 2, 3, 3))
                .withPublishedPrice()
                .sample("drawn", 1);
        Skybourse library = Skybourse.onOneThread();
        SolveResult solved = library.solve(scenario);
        assertThat(solved.certificate().holds()).isTrue();
        Skybourse.RoundResult played = library.round(scenario, Skybourse.rule("seller-vcg"));
        assertThat(played.resold().orElseThrow().outcome().trades()).isNotEmpty();
        OrderBook book = OrderBook.unitDemand(new long[] {14, 11, 11, 6}, new long[] {4, 5, 11, 11});
        RuleProvider rule = Skybourse.rule("mcafee");
        AuctionOutcome outcome = Skybourse.clear(book, rule, 2, 16, 1);
        MisreportAudit audit = Skybourse.audit(book, rule, 2, 16, 1);
        Simulation market = library.simulate(scenario, Dynamics.stationary(), Skybourse.rule("vcg"), 1);
        SlotResult slot = market.play();
        assertThat(slot.ledger().count()).isPositive();
        assertThat(outcome.trades()).hasSize(2);
        assertThat(audit.gainers()).isZero();
    }

    @Test
    void threadsChangeNothingAndACertificateIsThatOfThePrices() {
        SolveResult one = Skybourse.onOneThread().solve(DRAWN);
        SolveResult three = new Skybourse(3).solve(DRAWN);
        assertThat(three.prices()).containsExactly(one.prices());
        assertThat(Skybourse.onOneThread().certify(DRAWN, one.prices())).isEqualTo(one.certificate());
        double[] moved = one.prices();
        moved[2] *= 1.3;
        assertThat(Skybourse.onOneThread().certify(DRAWN, moved).holds()).isFalse();
    }

    /** Results are values: equal if their content is, and nothing that they return can change them. */
    @Test
    void resultsAreValues() {
        Skybourse library = Skybourse.onOneThread();
        Skybourse.RoundResult one = library.round(DRAWN, RULE);
        Skybourse.RoundResult same = library.round(DRAWN, RULE);
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        one.prices().prices()[0] = 0;
        assertThat(one.prices()).isEqualTo(library.solve(DRAWN)).isEqualTo(same.prices());
        assertThatThrownBy(() -> one.sold().sold().clear()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> one.finalRound().sold().addPiece()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PriceEvaluation.evaluate(
                        DRAWN,
                        one.sold().links(),
                        one.prices().prices(),
                        one.sold().sold(),
                        new double[5],
                        new double[5],
                        TaskRunner.CALLER))
                .isInstanceOf(IllegalStateException.class);
        assertThat(one).isEqualTo(same);
        Scenario other = DRAWN.withWirelessAgents(DRAWN.wirelessAgents().subList(1, 20));
        assertThat(library.round(other, RULE)).isNotEqualTo(one);
        assertThat(library.solve(other)).isNotEqualTo(one.prices());
        assertThat(one.sold()).as("without tier 2").isNotEqualTo(one.finalRound());
    }

    /** The first slot of a market in which nothing moves is a round, but for the head room that mobile agents keep in a slot. */
    @Test
    void aSlotIsARound() {
        Skybourse library = Skybourse.onOneThread();
        SlotPieces slot =
                library.simulate(DRAWN, Dynamics.stationary(), RULE, 1).play().sold();
        double[] bills = library.round(DRAWN, RULE).finalRound().agents().stream()
                .flatMap(agent -> agent.links().stream())
                .mapToDouble(AgentOutcome.Link::bill)
                .toArray();
        assertThat(IntStream.range(0, slot.count()).mapToDouble(slot::bill).toArray())
                .containsExactly(bills, within(0.2))
                .hasSizeGreaterThan(20);
    }

    @Test
    void aSimulationContinuesFromItsSavedState() {
        Skybourse library = Skybourse.onOneThread();
        Simulation whole = library.simulate(DRAWN, Dynamics.stationary(), RULE, 1);
        whole.play();
        var saved = new Copies();
        whole.serialize(saved);
        Simulation rest = library.resume(DRAWN, Dynamics.stationary(), RULE, 1, saved.read());
        assertThat(saved.isEmpty()).isTrue();
        assertThat(rest.play().ledger().digest())
                .isEqualTo(whole.play().ledger().digest());
    }

    @Test
    void randomizedPricesAreCertifiedByTheirExpectations() {
        Scenario sampled = ScenarioSampler.standard(new Counts(8, 1, 2, 2))
                .withPublishedPrice()
                .sample("torn", 11);
        Scenario scenario = sampled.withRules(mixed(sampled.rules()));
        Skybourse library = Skybourse.onOneThread();
        var solved = (SolveResult.CertifiedMixed) library.solve(scenario);
        assertThat(library.certify(scenario, solved.mix())).isEqualTo(solved.certificate());
        assertThat(library.certify(scenario, solved.prices()).holds()).isFalse();
        double[] closed = solved.prices();
        Arrays.fill(closed, PricingGame.CLOSED);
        assertThat(library.certify(scenario, closed).holds()).isFalse();
    }

    private static Rules mixed(Rules rules) {
        return rules.withStrategy(Optional.of(Rules.Strategy.MIXED));
    }

    @Test
    void aLieThatPaysIsFound() {
        OrderBook thin = OrderBook.unitDemand(new long[] {14, 10}, new long[] {4, 12});
        assertThat(Skybourse.audit(thin, Skybourse.rule("k-double"), 2, 16, 1).gainers())
                .isPositive();
    }

    @Test
    void underNoRuleDoesAnybodyLoseByTheTruth() {
        for (String name : AuctionCatalogue.ruleNames()) {
            AuctionOutcome outcome = Skybourse.clear(BOOK, Skybourse.rule(name), 2, 16, 1);
            assertThat(BOOK.participants())
                    .as(name)
                    .allSatisfy(trader ->
                            assertThat(outcome.utilityHalfTicks(trader, BOOK)).isNotNegative());
            assertThat(outcome.welfareTicks(BOOK)).as(name).isBetween(0L, 16L);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1e-9, Double.MAX_VALUE, 1})
    void aPriceThatNobodyMayAskIsNamed(double price) {
        double[] prices = new double[5];
        prices[3] = price;
        assertThatThrownBy(() -> Skybourse.onOneThread().certify(DRAWN, prices))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("prices\\[3] of \\S+ must be in \\[0.0, \\S+]: " + price);
    }

    @Test
    void whatCannotBeIsNamed() {
        Skybourse library = Skybourse.onOneThread();
        assertThatThrownBy(() -> new Skybourse(0)).hasMessage("threads must be positive: 0");
        assertThatThrownBy(() -> library.certify(DRAWN, new double[3]))
                .hasMessage("prices must have one value per leader, 5: 3");
        assertThatThrownBy(() -> Skybourse.rule("mcaffee"))
                .hasMessageStartingWith("name must be one of double-dutch-midpoint, ")
                .hasMessageEndingWith(": \"mcaffee\"");
        long[] many = new long[5_000];
        Arrays.setAll(many, i -> i);
        assertThatThrownBy(() -> Skybourse.audit(OrderBook.unitDemand(many, many), Skybourse.rule("muda"), 0, 5_000, 1))
                .hasMessage("truth must be smaller, so that its reports can be searched: 10000 orders");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the check may do
    void nothingIsNamed() {
        Skybourse library = Skybourse.onOneThread();
        List<Consumer<Skybourse>> calls = List.of(
                it -> it.solve(null),
                it -> it.certify(DRAWN, (double[]) null),
                it -> it.certify(DRAWN, (MixedPrices) null),
                it -> it.round(DRAWN, null),
                it -> it.simulate(DRAWN, null, RULE, 1),
                _ -> Skybourse.rule(null));
        List<String> names = List.of("scenario", "prices", "mix", "rule", "dynamics", "name");
        for (int i = 0; i < names.size(); i++) {
            Consumer<Skybourse> call = calls.get(i);
            assertThatThrownBy(() -> call.accept(library))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(names.get(i));
        }
    }
}
