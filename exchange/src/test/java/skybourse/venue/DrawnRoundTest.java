package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier1.game.MixedPrices;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/** Mixed prices and ties between equal orders, which the draw of a round decides. */
public class DrawnRoundTest {

    private static final String OTHER = "cd".repeat(64);

    /** The market of examples/torn.yaml, in which no fixed prices are an equilibrium. */
    private static Scenario randomizingScenario() {
        Scenario sampled =
                ScenarioSampler.standard(new ScenarioSampler.Counts(8, 1, 2, 2)).sample("torn", 11);
        Rules rules = sampled.rules();
        return sampled.withRules(rules.withStrategy(Optional.of(Rules.Strategy.MIXED)));
    }

    private static RoundPrices solveRound(Played market, String draw) {
        market.putTasks("t" + market.venue.round());
        market.done(new MarketCommand.Freeze(market.venue.round(), new TreeSet<>(), draw));
        RoundPrices solved = market.venue.frozenRound().orElseThrow().solve(market.solver, () -> false);
        market.done(new MarketCommand.SolveFinished(solved));
        market.deliver();
        market.wait(60);
        return solved;
    }

    /** Returns the rules of a market in which leaders randomize. */
    public static MarketRules rules() {
        return MarketRules.standard(randomizingScenario(), "seller-vcg", 2, 10, true);
    }

    /**
     * Plays three rounds in an exchange that the caller provides.
     *
     * @param engine an empty exchange with {@link #rules}
     * @param kept receives each entry after it was applied
     * @param draws signs the draw of a round
     */
    public static void play(ExchangeEngine engine, Consumer<Journal.Entry> kept, LongFunction<String> draws) {
        Played market = new Played(rules(), engine, kept).joined();
        for (int round = 0; round < 3; round++) {
            solveRound(market, draws.apply(round));
        }
    }

    @Test
    void mixIsCertifiedAndSampledByTheDraw() {
        Played market = new Played(randomizingScenario()).joined();
        RoundPrices solved = solveRound(market, Played.DRAW);
        RoundPrices.Mix mix = solved.mix().orElseThrow();
        assertThat(mix.isCertified()).isTrue();
        assertThat(mix.epsilon()).isLessThan(1e-6);
        assertThat(solved.isCertified())
                .as("a sampled price has a profitable deviation")
                .isFalse();
        assertThat(solved.epsilon()).isGreaterThan(1e-3);
        assertThat(solved.soldEpsilon()).isEqualTo(mix.epsilon());
        assertThat(solved.hasProof()).isTrue();
        List<String> leaders = market.rules.scenario().leaders().stream()
                .map(leader -> leader.id())
                .toList();
        Map<String, Double> likeliest = new HashMap<>();
        for (int s = 0; s < leaders.size(); s++) {
            List<MixedPrices.Point> points = mix.prices().getOrDefault(leaders.get(s), List.of());
            double played = solved.prices().get(s);
            assertThat(points).extracting(MixedPrices.Point::price).contains(played);
            likeliest.put(leaders.get(s), new MixedPrices.Mix(points).likeliest());
        }
        assertThat(market.venue.certifiedPrices()).isEqualTo(likeliest);
    }

    /** The same draw gives the same prices. Prices of 12 rounds, and of 12 draws, are not all equal. */
    @Tag("slow")
    @Test
    void sampledPricesDependOnRoundAndDraw() {
        Played market = new Played(randomizingScenario()).joined();
        RoundPrices first = solveRound(market, Played.DRAW);
        assertThat(solveRound(new Played(randomizingScenario()).joined(), Played.DRAW))
                .isEqualTo(first);
        Set<Object> byRound = new HashSet<>();
        for (int round = 1; round <= 12; round++) {
            byRound.add(solveRound(market, Played.DRAW).prices());
        }
        assertThat(byRound).as("prices of rounds with the same draw").hasSizeGreaterThan(1);
        Set<Object> byDraw = IntStream.range(0, 12)
                .mapToObj(i -> solveRound(new Played(randomizingScenario()).joined(), String.format("%0128x", i))
                        .prices())
                .collect(Collectors.toSet());
        assertThat(byDraw).as("prices of draws in the same round").hasSizeGreaterThan(1);
    }

    /** The most probable prices of a mix are certified as fixed prices. */
    @Test
    void mostProbablePricesAreCertifiedAsFixedPrices() {
        Played market = new Played(randomizingScenario()).joined();
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), OTHER));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        var prices = new RoundPricer(frozen, market.solver, OptionalDouble.empty());
        RoundPrices drawn =
                prices.solve(Map.of(), Map.of(), () -> false, () -> false).solved();
        RoundPrices.Mix mix = drawn.mix().orElseThrow();
        RoundPrices likeliest = prices.certifyMostProbable(mix, () -> false).solved();
        assertThat(frozen.byLeader(likeliest.prices())).isEqualTo(mix.likeliest());
        assertThat(likeliest.mix()).isEmpty();
        assertThat(likeliest.how()).isEqualTo(RoundPrices.PriceOrigin.SOLVED);
        assertThat(likeliest.epsilon()).isGreaterThan(1e-3);
    }

    /**
     * The mix of an earlier round is reused if its certificate still holds, even if the search would find another. A
     * mix above a price cap is not reused.
     */
    @Test
    void reusesPreviousMixIfStillCertified() {
        Played market = new Played(randomizingScenario()).joined();
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), OTHER));
        var prices = new RoundPricer(market.venue.frozenRound().orElseThrow(), market.solver, OptionalDouble.empty());
        var found = prices.solve(Map.of(), Map.of(), () -> false, () -> false)
                .solved()
                .mix()
                .orElseThrow()
                .prices();
        Map<String, List<MixedPrices.Point>> moved = new HashMap<>(found);
        moved.replaceAll((_, points) -> points.size() == 1
                ? points
                : List.of(
                        new MixedPrices.Point(
                                points.get(0).price(), points.get(0).weight() + 0x1p-32),
                        new MixedPrices.Point(
                                points.get(1).price(), points.get(1).weight() - 0x1p-32)));
        assertThat(moved).isNotEqualTo(found);
        var again = prices.solve(Map.of(), moved, () -> false, () -> false).solved();
        assertThat(again.mix().orElseThrow().prices()).isEqualTo(moved);
        Map<String, List<MixedPrices.Point>> dear = new HashMap<>(moved);
        dear.replaceAll((_, points) -> points.size() == 1
                ? points
                : List.of(points.get(0), new MixedPrices.Point(1, points.get(1).weight())));
        var cold = prices.solve(Map.of(), dear, () -> false, () -> false).solved();
        assertThat(cold.mix().orElseThrow().prices()).isEqualTo(found);
    }

    /** Three aerial agents have equal asks for more lots than the overload fills. */
    @Test
    void tiesDifferFromRoundToRound() {
        Played market = new Played(Played.drawn(24, 4)).joined();
        for (String aerial : List.of("AA1", "AA2", "AA3")) {
            var asks = AgentTerms.ofScenario().withAskTicks(Optional.of(Collections.nCopies(30, 1L)));
            market.done(new MarketCommand.PutAgent(aerial, 2, asks));
        }
        Map<Integer, Set<Object>> sellers = new HashMap<>();
        for (int round = 0; round < 8; round++) {
            market.putTasks("t" + round);
            List<MarketEvent.LotTrade> trades = market.sell().trades();
            sellers.computeIfAbsent(trades.size(), _ -> new HashSet<>())
                    .add(trades.stream().map(MarketEvent.LotTrade::seller).toList());
            market.deliver();
            market.wait(60);
        }
        assertThat(sellers.values()).as("sellers, by number of lots sold").anyMatch(each -> each.size() > 1);
    }
}
