package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Rules;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.tier1.game.MixedPrices;
import skybourse.venue.event.Command;
import skybourse.venue.event.Event;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundSolution;
import skybourse.venue.event.Terms;

/** What a round's draw decides: mixed prices, and ties between equal orders. */
public class DrawnRoundTest {

    private static final String OTHER = "cd".repeat(64);

    /** The market of examples/torn.yaml, where no fixed prices are an equilibrium. */
    private static Scenario torn() {
        Scenario drawn =
                ScenarioSampler.standard(new ScenarioSampler.Counts(8, 1, 2, 2)).sample("torn", 11);
        Rules rules = drawn.rules();
        return drawn.withRules(rules.withStrategy(Optional.of(Rules.Strategy.MIXED)));
    }

    private static RoundSolution solved(Played market, String draw) {
        market.putTasks("t" + market.venue.round());
        market.done(new Command.Freeze(market.venue.round(), new TreeSet<>(), draw));
        RoundSolution solved = market.venue.frozenRound().orElseThrow().solve(market.solver, () -> false);
        market.done(new Command.SolveFinished(solved));
        market.deliver();
        market.wait(60);
        return solved;
    }

    /** Returns the rules of a market in which leaders randomize. */
    public static MarketRules rules() {
        return MarketRules.standard(torn(), "seller-vcg", 2, 10, true);
    }

    /**
     * Plays three rounds in a market that somebody else keeps.
     *
     * @param venue of {@link #rules}, with nothing in it
     * @param kept told each entry once the market is what it made of it
     * @param draws signs the draw of a round
     */
    public static void play(ExchangeEngine venue, Consumer<Journal.Entry> kept, LongFunction<String> draws) {
        Played market = new Played(rules(), venue, kept).joined();
        for (int round = 0; round < 3; round++) {
            solved(market, draws.apply(round));
        }
    }

    @Test
    void aMixIsSoldByItsCertificateAndPlayedByTheDraw() {
        Played market = new Played(torn()).joined();
        RoundSolution solved = solved(market, Played.DRAW);
        RoundSolution.Mix mix = solved.mix().orElseThrow();
        assertThat(mix.isCertified()).isTrue();
        assertThat(mix.epsilon()).isLessThan(1e-6);
        assertThat(solved.isCertified()).as("a drawn price can be bettered").isFalse();
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

    /** The same draw is the same prices, another draw or round may be others: of 12, not all alike. */
    @Test
    void pricesDifferFromRoundToRoundAndFromDrawToDraw() {
        Played market = new Played(torn()).joined();
        RoundSolution first = solved(market, Played.DRAW);
        assertThat(solved(new Played(torn()).joined(), Played.DRAW)).isEqualTo(first);
        Set<Object> byRound = new HashSet<>();
        for (int round = 1; round <= 12; round++) {
            byRound.add(solved(market, Played.DRAW).prices());
        }
        assertThat(byRound).as("prices of rounds with the same draw").hasSizeGreaterThan(1);
        Set<Object> byDraw = IntStream.range(0, 12)
                .mapToObj(i -> solved(new Played(torn()).joined(), String.format("%0128x", i))
                        .prices())
                .collect(Collectors.toSet());
        assertThat(byDraw).as("prices of draws in the same round").hasSizeGreaterThan(1);
    }

    /** The prices drawn most often are measured as if nothing had been drawn. */
    @Test
    void theLikeliestOfAMixAreMeasuredByThemselves() {
        Played market = new Played(torn()).joined();
        market.putTasks("t");
        market.done(new Command.Freeze(0, new TreeSet<>(), OTHER));
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        var prices = new RoundPricer(frozen, market.solver);
        RoundSolution drawn = prices.solve(Map.of(), Map.of(), () -> false, () -> false);
        RoundSolution.Mix mix = drawn.mix().orElseThrow();
        RoundSolution likeliest = prices.certifyMostProbable(mix, () -> false);
        assertThat(frozen.byLeader(likeliest.prices())).isEqualTo(mix.likeliest());
        assertThat(likeliest.mix()).isEmpty();
        assertThat(likeliest.how()).isEqualTo(RoundSolution.PriceOrigin.SOLVED);
        assertThat(likeliest.epsilon()).isGreaterThan(1e-3);
    }

    /** A mix of a round before that still holds is taken as it is, though the search would find another; one above a cap is not. */
    @Test
    void theLastMixIsCertifiedFirst() {
        Played market = new Played(torn()).joined();
        market.putTasks("t");
        market.done(new Command.Freeze(0, new TreeSet<>(), OTHER));
        var prices = new RoundPricer(market.venue.frozenRound().orElseThrow(), market.solver);
        var found = prices.solve(Map.of(), Map.of(), () -> false, () -> false)
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
        var again = prices.solve(Map.of(), moved, () -> false, () -> false);
        assertThat(again.mix().orElseThrow().prices()).isEqualTo(moved);
        Map<String, List<MixedPrices.Point>> dear = new HashMap<>(moved);
        dear.replaceAll((_, points) -> points.size() == 1
                ? points
                : List.of(points.get(0), new MixedPrices.Point(1, points.get(1).weight())));
        var cold = prices.solve(Map.of(), dear, () -> false, () -> false);
        assertThat(cold.mix().orElseThrow().prices()).isEqualTo(found);
    }

    /** Three aerial agents ask the same for many lots each, and there is work for fewer. */
    @Test
    void tiesDifferFromRoundToRound() {
        Played market = new Played(Played.drawn(24, 4)).joined();
        for (String aerial : List.of("AA1", "AA2", "AA3")) {
            var asks = Terms.ofScenario().withAskTicks(Optional.of(Collections.nCopies(30, 1L)));
            market.done(new Command.PutAgent(aerial, 2, asks));
        }
        Map<Integer, Set<Object>> sellers = new HashMap<>();
        for (int round = 0; round < 8; round++) {
            market.putTasks("t" + round);
            List<Event.LotTrade> trades = market.sell().trades();
            sellers.computeIfAbsent(trades.size(), _ -> new HashSet<>())
                    .add(trades.stream().map(Event.LotTrade::seller).toList());
            market.deliver();
            market.wait(60);
        }
        assertThat(sellers.values()).as("who sells, by how many lots are sold").anyMatch(each -> each.size() > 1);
    }
}
