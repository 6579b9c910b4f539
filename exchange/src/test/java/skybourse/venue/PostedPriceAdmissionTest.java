package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.venue.RoundPricer.PricedRound;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.TwoTierModel;

/** Posted prices are admitted only if their leaders could gain little by another price. All tests sell the first round of the same market. */
public class PostedPriceAdmissionTest {

    private static final OptionalDouble MOST = OptionalDouble.of(0.002);
    private static final SortedMap<String, Double> EQUILIBRIUM = equilibrium();

    private final Played market = new Played(rules(MOST)).joined();

    private static MarketRules rules(OptionalDouble most) {
        return MarketRules.standard(new TwoTierModel(Played.drawn(20, 4), "seller-vcg", .05, most), 2, 10, true);
    }

    /** Returns rules with a limit of 0.002. */
    public static MarketRules rules() {
        return rules(MOST);
    }

    /**
     * Plays a round in which FA1 posts half of its equilibrium price and FA2 its equilibrium price.
     *
     * @param kept receives each entry after it was applied
     */
    public static void play(ExchangeEngine engine, Consumer<Journal.Entry> kept) {
        Played market = new Played(rules(), engine, kept).joined();
        FrozenRound round = frozen(market, Map.of("FA1", EQUILIBRIUM.get("FA1") / 2, "FA2", EQUILIBRIUM.get("FA2")));
        PricedRound priced =
                new RoundPricer(round, market.solver, MOST).solve(Map.of(), Map.of(), () -> false, () -> false);
        market.done(new MarketCommand.SolveFinished(
                priced.solved(), "", priced.round().admission()));
    }

    private static SortedMap<String, Double> equilibrium() {
        Played market = new Played(rules(MOST)).joined();
        FrozenRound round = frozen(market, Map.of());
        return round.byLeader(round.solve(market.solver, () -> false).prices());
    }

    /** Closes the orders of a round in which leaders post the given prices. */
    private static FrozenRound frozen(Played market, Map<String, Double> posted) {
        posted.forEach((leader, price) ->
                market.done(new MarketCommand.PutAgent(leader, 2, BoundsTest.terms(price, Double.NaN))));
        market.putTasks("t");
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        return market.venue.frozenRound().orElseThrow();
    }

    private PricedRound priced(FrozenRound round, OptionalDouble most) {
        return new RoundPricer(round, market.solver, most).solve(Map.of(), Map.of(), () -> false, () -> false);
    }

    private List<MarketEvent> sold(PricedRound priced) {
        return market.done(new MarketCommand.SolveFinished(
                        priced.solved(), "", priced.round().admission()))
                .events();
    }

    @Test
    void equilibriumPriceIsAdmittedWithItsGain() {
        sold(priced(frozen(market, Map.of("FA1", EQUILIBRIUM.get("FA1"))), MOST));
        PostedPriceAdmission admission = market.venue.lastAdmission();
        assertThat(admission.refused()).isEmpty();
        assertThat(admission.admitted()).containsOnlyKeys("FA1");
        assertThat(admission.admitted().get("FA1")).isBetween(0.0, MOST.getAsDouble());
    }

    /** A refused leader gets the price that the market computes for it. Without the rule, its posted price is used. */
    @Test
    void priceFarFromBestResponseIsRefused() {
        double half = EQUILIBRIUM.get("FA1") / 2;
        FrozenRound round = frozen(market, Map.of("FA1", half));
        PricedRound free = priced(round, OptionalDouble.empty());
        assertThat(round.byLeader(free.solved().prices()).get("FA1")).isEqualTo(half);
        assertThat(free.round().admission()).isEqualTo(PostedPriceAdmission.NONE);
        PricedRound priced = priced(round, MOST);
        sold(priced);
        assertThat(market.venue.lastPrices()).isEqualTo(EQUILIBRIUM);
        assertThat(priced.solved().postedGain()).isZero();
        PostedPriceAdmission admission = market.venue.lastAdmission();
        assertThat(admission.refused().get("FA1")).isGreaterThan(MOST.getAsDouble());
        assertThat(admission.admitted()).isEmpty();
        assertThat(market.readBack().lastAdmission()).isEqualTo(admission);
        assertThat(market.venue.snapshot().orElseThrow().lastAdmission()).isEqualTo(admission);
    }

    /** A leader with a bad price does not cause the refusal of another leader's equilibrium price, whose gain at both posted prices is large. */
    @Test
    void badPriceDoesNotRefuseOthers() {
        FrozenRound round = frozen(market, Map.of("FA1", EQUILIBRIUM.get("FA1") / 3, "FA2", EQUILIBRIUM.get("FA2")));
        SortedMap<String, Double> together =
                priced(round, OptionalDouble.of(1e9)).round().admission().admitted();
        assertThat(together.get("FA2")).isGreaterThan(together.get("FA1"));
        PostedPriceAdmission admission = priced(round, MOST).round().admission();
        assertThat(admission.refused()).containsOnlyKeys("FA1");
        assertThat(admission.admitted()).containsOnlyKeys("FA2");
    }

    /** Prices of which each is admissible on its own can leave too large gains together. The largest gains are then refused until the others are admitted. */
    @Test
    void gainsAtTheSoldPricesAreLimitedToo() {
        double each = 1.01;
        Map<String, Double> raised = Map.of("FA1", EQUILIBRIUM.get("FA1") * each, "FA2", EQUILIBRIUM.get("FA2") / each);
        FrozenRound round = frozen(market, raised);
        PostedPriceAdmission alone =
                priced(round, OptionalDouble.of(1e-9)).round().admission();
        SortedMap<String, Double> together =
                priced(round, OptionalDouble.of(1e9)).round().admission().admitted();
        double largestAlone = alone.refused().values().stream()
                .mapToDouble(gain -> gain)
                .max()
                .orElseThrow();
        double largestTogether =
                together.values().stream().mapToDouble(gain -> gain).max().orElseThrow();
        assertThat(largestTogether).isGreaterThan(largestAlone);
        double between = (largestAlone + largestTogether) / 2;
        PostedPriceAdmission admission =
                priced(round, OptionalDouble.of(between)).round().admission();
        assertThat(admission.refused()).hasSize(1);
        assertThat(admission.refused().values().iterator().next()).isCloseTo(largestTogether, within(1e-9));
        assertThat(admission.admitted().values()).allMatch(gain -> gain <= between);
    }

    /** The decision precedes the sale in the same entry. A round without posted prices has none. */
    @Test
    void decisionPrecedesSale() {
        List<MarketEvent> events = sold(priced(frozen(market, Map.of("FA1", 0.0)), MOST));
        assertThat(events.getFirst()).isInstanceOf(MarketEvent.PostedPricesChecked.class);
        assertThat(events.getLast()).isInstanceOf(MarketEvent.RoundSettled.class);
        Played other = new Played(rules(MOST)).joined();
        assertThat(priced(frozen(other, Map.of()), MOST).round().admission()).isEqualTo(PostedPriceAdmission.NONE);
    }

    /** Prices of an earlier round that are certified again are subject to the same rule. */
    @Test
    void recertifiedPricesAreCheckedToo() {
        FrozenRound round = frozen(market, Map.of("FA1", EQUILIBRIUM.get("FA1") / 2));
        PricedRound priced = new RoundPricer(round, market.solver, MOST).recertify(EQUILIBRIUM, () -> false);
        assertThat(priced.round().admission().refused()).containsOnlyKeys("FA1");
        assertThat(round.byLeader(priced.solved().prices())).isEqualTo(EQUILIBRIUM);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleGainIsRejected(double most) {
        assertThatThrownBy(() -> rules(OptionalDouble.of(most)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mostPostedGain");
    }
}
