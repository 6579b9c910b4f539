package skybourse.round.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Leader;
import skybourse.base.agent.Rules.OverloadPricing;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioLinks;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays.BilledPrice;
import skybourse.round.dynamics.MessageDelaysBuilder;
import skybourse.round.dynamics.PricingSettings;
import skybourse.round.dynamics.PricingSettings.Mode;
import skybourse.round.dynamics.PricingSettings.Overload;
import skybourse.round.dynamics.PricingSettingsBuilder;
import skybourse.round.dynamics.Setups;
import skybourse.round.market.LeaderLoad;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.market.Resale;
import skybourse.round.simulation.Altered;
import skybourse.round.simulation.Hamlet;
import skybourse.testing.Copies;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;

/** Beliefs of leaders, compared with manual calculations. FA1's own work costs 1e-10 per unit; its penalty is 5e-10. */
public class LeaderBeliefsTest {

    private static final double[] NONE = new double[3];

    /** Prices of three leaders, of which the first and the last randomize. */
    private static final MixedPrices MIX = new MixedPrices(List.of(
            new Mix(List.of(new Point(2, 0.25), new Point(3, 0.75))),
            Mix.of(7),
            new Mix(List.of(new Point(5, 0.5), new Point(6, 0.125), new Point(8, 0.375)))));

    public static Dynamics learning() {
        return Altered.from(Hamlet.QUIET)
                .withPricing(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(false)
                        .headRoom(0.125)
                        .learnHeadRoom(true)
                        .overload(Overload.EXPECTED_COST)
                        .mostBacklogSlots(10)
                        .build())
                .dynamics();
    }

    private static LeaderBeliefs desk(Dynamics dynamics) {
        return new LeaderBeliefs(Setups.of(Hamlet.HAMLET, dynamics, 0));
    }

    private static LeaderBeliefs desk(Overload overload) {
        PricingSettings pricing = Hamlet.QUIET.pricing().withOverload(overload);
        return desk(Altered.from(Hamlet.QUIET).withPricing(pricing).dynamics());
    }

    private static LeaderTable table(LeaderBeliefs desk, double[] backlogs, double headRoom) {
        return desk.table(Hamlet.HAMLET, ScenarioLinks.cached(Hamlet.HAMLET), backlogs, headRoom);
    }

    private static double price(LeaderBeliefs desk, int leader) {
        return table(desk, NONE, 0).overloadPrice(leader);
    }

    /** Outcome of a leader that sold work for a revenue. Part of the overload beyond 8e9 is resold. */
    public static LeaderOutcome sold(int leader, double work, double revenue, double resoldWork) {
        Leader who = Hamlet.HAMLET.leaders().get(leader);
        var resale =
                new Resale(resoldWork == 0 ? List.of() : List.of(new Resale.Portion("AA1", 1, resoldWork, 0.04, 0.5)));
        double speed = who.computer().workPerSecond();
        return new LeaderOutcome(who, 1e-6, new LeaderLoad(work, speed, speed, resale), 1, revenue);
    }

    private static void learnErrors(LeaderBeliefs desk, double... shares) {
        for (double share : shares) {
            desk.learnLoads(new double[] {1e9, 0, 0}, new double[] {(1 - share) * 1e9, 0, 0});
        }
    }

    /** The ninth of ten errors by absolute size. With fewer than ten errors it is the configured share. */
    @Test
    void headRoomIsNinetiethPercentileOfErrors() {
        LeaderBeliefs desk = desk(learning());
        learnErrors(desk, 0.5, 0.25, -0.0625, 0, 0, 0, 0, 0, 0);
        assertThat(desk.headRoom()).as("nine errors").isEqualTo(0.125);
        learnErrors(desk, 0);
        assertThat(desk.headRoom()).isEqualTo(0.25);
        learnErrors(desk, -0.375, -0.375);
        assertThat(desk.headRoom()).as("the eleventh of twelve").isEqualTo(0.375);
    }

    /** Errors are removed after 50 slots. A slot without an expected load adds no error. */
    @Test
    void errorsExpireAfterFiftySlots() {
        LeaderBeliefs desk = desk(learning());
        learnErrors(desk, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        desk.learnLoads(new double[] {0, 0, 0}, new double[] {1e9, 0, 0});
        learnErrors(desk, new double[43]);
        assertThat(desk.headRoom()).as("six of 49").isEqualTo(0.5);
        learnErrors(desk, 0);
        learnErrors(desk, 0);
        assertThat(desk.headRoom()).as("four of 49").isZero();
    }

    /** The errors of both mobile agents count. */
    @Test
    void errorsOfAllMobileAgentsCount() {
        Scenario two = Setups.REFERENCE;
        LeaderBeliefs desk = new LeaderBeliefs(Setups.of(two, learning(), 0));
        for (int i = 0; i < 5; i++) {
            desk.learnLoads(new double[] {1e9, 1e9, 0, 0, 0}, new double[] {1e9, 0.5e9, 0, 0, 0});
        }
        assertThat(desk.headRoom()).isEqualTo(0.5);
    }

    @Test
    void headRoomIsBelowOne() {
        LeaderBeliefs desk = desk(learning());
        learnErrors(desk, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
        assertThat(desk.headRoom()).isEqualTo(0.99);
    }

    @Test
    void headRoomIsConstantWithoutLearning() {
        LeaderBeliefs desk = desk(Altered.from(Hamlet.QUIET)
                .withPricing(PricingSettings.standard())
                .dynamics());
        learnErrors(desk, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(desk.headRoom()).isEqualTo(0.01);
    }

    /** Free capacity is a slot's capacity less the backlog. Only mobile agents keep head room. */
    @Test
    void capacityIsReducedByBacklog() {
        LeaderTable table = table(desk(Hamlet.QUIET), new double[] {1e9, 2e9, 9e9}, 0.25);
        assertThat(table.capacities()).containsExactly(0.75 * 3e9, 6e9, 0);
        assertThat(table.costPerWork(Hamlet.MA1)).isCloseTo(2e-10, within(1e-24));
        assertThat(table.costPerWork(Hamlet.FA1)).isCloseTo(1e-10, within(1e-24));
        assertThat(table.priceCaps()).containsExactly(1e-5, 1e-5, 1e-5);
    }

    /** Per unit of a lot: computing at 0.1 per joule, hovering at 0.001 per joule while it computes and transfers; less FA1's own cost. */
    private static final double ASK = 1e-10 + 0.001 * 168.4842 * (1 / 4e9 + 0.002 / 1e8) - 1e-10;

    @Test
    void expectedCostIgnoresClearingPrices() {
        LeaderBeliefs desk = desk(Overload.EXPECTED_COST);
        desk.learnClearing(9e-9);
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 0), true);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(ASK, within(1e-16));
    }

    /** The last clearing price less FA1's own cost; the lowest ask before the first trade. */
    @Test
    void lastClearingUsesLastClearingPrice() {
        LeaderBeliefs desk = desk(Overload.LAST_CLEARING);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(ASK, within(1e-16));
        double van = price(desk, Hamlet.MA1);
        desk.learnClearing(9e-9);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(8.9e-9, within(1e-22));
        assertThat(price(desk, Hamlet.MA1)).as("cannot resell").isEqualTo(van);
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 0), true);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(8.9e-9, within(1e-22));
        desk.learnClearing(0.5e-10);
        assertThat(price(desk, Hamlet.FA1)).as("below the cost of its own work").isZero();
    }

    /** 0.3 of the clearing price and 0.7 of the published price, less FA1's own cost; the published price before the first trade. */
    @Test
    void publishedPriceIsAveragedWithLastClearing() {
        Scenario published =
                Hamlet.HAMLET.withRules(Hamlet.HAMLET.rules().withExpectedResalePrice(OptionalDouble.of(2e-9)));
        PricingSettings pricing = Hamlet.QUIET.pricing().withOverload(Overload.LAST_CLEARING);
        var desk = new LeaderBeliefs(Setups.of(
                published, Altered.from(Hamlet.QUIET).withPricing(pricing).dynamics(), 0));
        double before =
                desk.table(published, ScenarioLinks.cached(published), NONE, 0).overloadPrice(Hamlet.FA1);
        assertThat(before).isCloseTo(1.9e-9, within(1e-22));
        desk.learnClearing(9e-9);
        double after =
                desk.table(published, ScenarioLinks.cached(published), NONE, 0).overloadPrice(Hamlet.FA1);
        assertThat(after).isCloseTo(0.3 * 9e-9 + 0.7 * 2e-9 - 1e-10, within(1e-22));
    }

    /** Half of 2e9 is resold: the share falls from 1 to 0.75. The rest costs 20 / 10e9 and the penalty. */
    @Test
    void soldShareWeighsResaleAgainstLoss() {
        LeaderBeliefs desk = desk(Overload.SOLD_SHARE);
        desk.learnClearing(9e-9);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(8.9e-9, within(1e-22));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 1e9), true);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(0.75 * 8.9e-9 + 0.25 * 2.5e-9, within(1e-22));
        assertThat(price(desk, Hamlet.FA2)).as("unchanged").isCloseTo(8.9e-9, within(1e-22));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 10, 0), true);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(0.375 * 8.9e-9 + 0.625 * 1.5e-9, within(1e-22));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 4e9, 2, 0), true); // no overload: a share of 1
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(0.6875 * 8.9e-9 + 0.3125 * 1e-9, within(1e-22));
        desk.learnNoSales(Hamlet.FA1, true);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(0.84375 * 8.9e-9 + 0.15625 * 1e-9, within(1e-22));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 0, 0, 0), true); // no load: the loss stays
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(0.921875 * 8.9e-9 + 0.078125 * 1e-9, within(1e-22));
    }

    /** Half of 2e9 is resold: 0.75 of the expected cost; the rest costs 20 / 10e9 and the penalty. Clearing prices have no effect. */
    @Test
    void expectedShareWeighsExpectedCostAgainstLoss() {
        LeaderBeliefs desk = desk(Overload.EXPECTED_SHARE);
        desk.learnClearing(9e-9);
        assertThat(price(desk, Hamlet.FA1)).as("no loss was observed").isCloseTo(ASK, within(1e-16));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 1e9), true);
        double learned = 0.75 * ASK + 0.25 * 2.5e-9;
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(learned, within(1e-16));
        desk.learnNoSales(Hamlet.FA1, true);
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 4e9, 8, 0), true); // no overload: no share
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(learned, within(1e-16));
        assertThat(price(desk, Hamlet.FA2)).isCloseTo(ASK, within(1e-16));
    }

    @Test
    void expectedShareIsAtMostLastLoss() {
        LeaderBeliefs desk = desk(Overload.EXPECTED_SHARE);
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 0.5, 2e9), true); // all is sold: a share of 1
        double loss = 0.5e-10 + 5e-10;
        assertThat(ASK).isLessThan(loss);
        assertThat(price(desk, Hamlet.FA1)).isCloseTo(ASK, within(1e-16));
        Scenario dear = Hamlet.HAMLET.withRules(Hamlet.HAMLET.rules().withExpectedResalePrice(OptionalDouble.of(9e-9)));
        assertThat(desk.table(dear, ScenarioLinks.cached(dear), NONE, 0).overloadPrice(Hamlet.FA1))
                .isCloseTo(loss, within(1e-22));
    }

    /** Exactly equal after the same observations. */
    @Test
    void expectedShareEqualsSoldShareWithoutAerialAgents() {
        var grounded = new ScenarioLinks() {
            @Override
            public AgentLinks of(int wirelessAgent) {
                return ScenarioLinks.cached(Hamlet.HAMLET).of(wirelessAgent);
            }

            @Override
            public double relayBitsPerSecond(int leader, int aerialAgent) {
                return 0;
            }
        };
        LeaderBeliefs[] desks = {desk(Overload.EXPECTED_SHARE), desk(Overload.SOLD_SHARE)};
        double[] prices = new double[2];
        for (int i = 0; i < 2; i++) {
            desks[i].learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 0), false);
            desks[i].learnNoSales(Hamlet.FA1, false);
            desks[i].learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 4e9, 2, 0), false);
            prices[i] = desks[i].table(Hamlet.HAMLET, grounded, NONE, 0).overloadPrice(Hamlet.FA1);
        }
        assertThat(prices[0]).isEqualTo(prices[1]).isGreaterThan(1e-9);
    }

    @Test
    void myopicLeadersHaveZeroOverloadPrice() {
        Scenario myopic = Hamlet.HAMLET.withRules(Hamlet.HAMLET.rules().withOverloadPricing(OverloadPricing.IGNORE));
        PricingSettings pricing = Hamlet.QUIET.pricing().withOverload(Overload.LAST_CLEARING);
        var desk = new LeaderBeliefs(Setups.of(
                myopic, Altered.from(Hamlet.QUIET).withPricing(pricing).dynamics(), 0));
        desk.learnClearing(9e-9);
        assertThat(desk.table(myopic, ScenarioLinks.cached(myopic), NONE, 0).overloadPrices())
                .containsExactly(0, 0, 0);
    }

    /** Prices are stored for as long as quotes: three slots. */
    @Test
    void priceHistoryMatchesSlotAndLeader() {
        LeaderBeliefs desk = desk(Hamlet.withMessages(MessageDelaysBuilder.builder()
                .baseSeconds(0)
                .jitterSeconds(0)
                .loss(0)
                .forgetSlots(3)
                .quoteSlots(2)
                .honour(BilledPrice.QUOTE)
                .build()));
        assertThat(desk.hasPrices()).isFalse();
        assertThat(desk.prices()).containsExactly(1e-5, 1e-5, 1e-5);
        double[] asked = {1, 2, 3};
        desk.setPrices(asked, false);
        assertThat(desk.hasPrices()).isFalse();
        asked[0] = 9;
        desk.setPrices(new double[] {4, 5, 6}, true);
        desk.setPrices(new double[] {7, 8, 9}, false);
        assertThat(desk.hasPrices()).isTrue();
        assertThat(desk.prices()).containsExactly(7, 8, 9);
        assertThat(desk.hadPrice(0, 7, 0)).isTrue();
        assertThat(desk.hadPrice(1, 5, 1)).isTrue();
        assertThat(desk.hadPrice(0, 1, 2)).isTrue();
        assertThat(desk.hadPrice(2, 3, 2)).isTrue();
        assertThat(desk.hadPrice(1, 4, 1)).as("price of another leader").isFalse();
        assertThat(desk.hadPrice(0, 4, 0)).as("price of another slot").isFalse();
        assertThat(desk.hadPrice(0, 7, -1)).isFalse();
        desk.setPrices(new double[] {7, 8, 9}, false);
        assertThat(desk.hadPrice(0, 1, 3)).as("expired").isFalse();
    }

    /** Returns beliefs with learned head room. */
    private static LeaderBeliefs learningBeliefs() {
        return desk(Altered.from(learning())
                .withPricing(PricingSettingsBuilder.builder()
                        .mode(Mode.SOLVE)
                        .steps(1)
                        .warm(false)
                        .headRoom(0.125)
                        .learnHeadRoom(true)
                        .overload(Overload.SOLD_SHARE)
                        .mostBacklogSlots(10)
                        .build())
                .dynamics());
    }

    private static Copies saved(LeaderBeliefs desk) {
        var copies = new Copies();
        desk.exchange(copies);
        return copies;
    }

    @Test
    void checkpointRestoresBeliefs() {
        LeaderBeliefs desk = learningBeliefs();
        desk.setPrices(new double[] {4, 5, 6}, true);
        desk.learnClearing(9e-9);
        desk.learnMix(Optional.of(MIX));
        desk.learnOverload(Hamlet.FA1, sold(Hamlet.FA1, 10e9, 20, 1e9), true);
        learnErrors(desk, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        LeaderBeliefs same = learningBeliefs();
        Copies copies = saved(desk).read();
        same.exchange(copies);
        assertThat(copies.isEmpty()).isTrue();
        assertThat(price(same, Hamlet.FA1)).isEqualTo(price(desk, Hamlet.FA1)).isNotEqualTo(price(desk, Hamlet.FA2));
        assertThat(same.prices()).containsExactly(4, 5, 6);
        assertThat(same.hadPrice(0, 4, 0)).isTrue();
        assertThat(same.headRoom()).isEqualTo(0.5);
        assertThat(same.hasPrices()).isTrue();
        assertThat(same.mix()).contains(MIX);
        same.learnMix(Optional.empty());
        assertThat(same.mix()).as("fixed prices").isEmpty();
    }
}
