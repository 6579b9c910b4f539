package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;
import skybourse.tier1.game.Allocation;
import skybourse.tier1.game.ExactFollowerResponse;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/** Lower bounds of multipliers are close to them, and links omitted because of the bounds buy nothing. */
class MultiplierLowerBoundTest {

    private record Posted(PricingGame game, double[] prices) {

        static Posted draw(RandomGenerator random, int size) {
            double money = Math.pow(10, random.nextInt(-3, 4));
            var games = new RandomGames(1 + size, 6, 1 + random.nextInt(6), random.nextDouble(), money);
            return new Posted(games.draw(random), games.prices(random));
        }

        CandidateLinks contenders() {
            double[] padded = Arrays.copyOf(prices, prices.length + 1);
            var market = new FixedPriceGame(game, padded);
            market.examine(0, new FollowerGaps(game, padded));
            return market.contenders(0);
        }

        /** Returns a follower's response without one of its links, or with all links. */
        Answer answer(int agent, int leftOut) {
            LinkIndices entries = game.entriesOf(agent);
            double[] costs = new double[entries.count()];
            double[] inverse = new double[entries.count()];
            double[] caps = new double[entries.count()];
            for (int l = 0; l < caps.length; l++) {
                int entry = entries.at(l);
                costs[l] = prices[game.linkLeader()[entry]] * game.taskBits()[agent] + game.linkCharge()[entry];
                inverse[l] = game.linkInverseQuality()[entry];
                caps[l] = l == leftOut ? 0 : game.linkCap()[entry];
            }
            double[] ratios = new double[caps.length];
            double multiplier = new ExactFollowerResponse().respond(game.weight()[agent], costs, inverse, caps, ratios);
            return new Answer(ratios, caps, multiplier, game.weight()[agent]);
        }
    }

    private record Answer(double[] ratios, double[] caps, double multiplier, double weight) {

        /** If each link is at a limit, other multipliers have the same response, and no lower bound is required. */
        boolean isMoving() {
            return IntStream.range(0, caps.length).anyMatch(l -> ratios[l] > 1e-5 && ratios[l] < caps[l] - 1e-5);
        }

        void assertJustAbove(double floor) {
            assertThat(floor).isBetween(0.0, multiplier + 1e-14 * (multiplier + weight));
            if (isMoving()) {
                assertThat(floor).isGreaterThanOrEqualTo(multiplier - 1.01e-6 * weight);
            }
        }
    }

    @Test
    void floorsAreJustBelowMultiplierWithoutOwnLink() {
        Cases.forAll(Posted::draw, posted -> {
            CandidateLinks contenders = posted.contenders();
            for (int agent = 0; agent < posted.game().agents(); agent++) {
                LinkIndices entries = posted.game().entriesOf(agent);
                posted.answer(agent, -1).assertJustAbove(contenders.floor(agent, -1));
                for (int own = 0; own < entries.count(); own++) {
                    int at = contenders.own(agent, entries.at(own));
                    posted.answer(agent, own).assertJustAbove(contenders.floor(agent, at));
                }
            }
        });
    }

    @Test
    void rivalsUsedWithoutOwnLinkAreCandidates() {
        Cases.forAll(Posted::draw, posted -> {
            CandidateLinks contenders = posted.contenders();
            for (int agent = 0; agent < posted.game().agents(); agent++) {
                LinkIndices entries = posted.game().entriesOf(agent);
                for (int own = 0; own < entries.count(); own++) {
                    double floor = contenders.floor(agent, contenders.own(agent, entries.at(own)));
                    int end = contenders.to(agent, floor);
                    double[] ratios = posted.answer(agent, own).ratios();
                    for (int rival = 0; rival < ratios.length; rival++) {
                        if (ratios[rival] > 0) {
                            assertThat(contenders.own(agent, entries.at(rival)))
                                    .isBetween(contenders.from(agent), end - 1);
                        }
                    }
                }
            }
        });
    }

    /** At this price a follower of weight 1 buys half from each of two rivals. Its multiplier is 0.4: 1 + 1/2 = 1 / (price + 0.4). */
    private static final double RIVALS = 1 / 1.5 - 0.4;

    private static PricingGameBuilder follower(double cost, int leaders) {
        double[] costs = new double[leaders];
        double[] ones = new double[leaders];
        Arrays.fill(ones, 1);
        costs[0] = cost;
        return new PricingGameBuilder(new LeaderTable(costs, new double[leaders], ones, ones))
                .agent(1, 1, 1)
                .link(0, 0, 1, 1)
                .link(1, 0, 1, 1)
                .link(2, 0, 1, 1);
    }

    /** The leader sells below 0.6 and earns above 0.5997. Of its sales 4.5/5.5 replace sales of rivals. */
    @Test
    void barelyProfitableLeaderIsCounted() {
        PricingGame game = follower(0.5997, 3).build();
        double[] prices = {0.59985, RIVALS, RIVALS};
        double profit = Allocation.at(game, prices, new ExactFollowerResponse()).profits()[0];
        assertThat(profit).isCloseTo(0.00015 * 4.5 / 5.5 * 0.00015, within(1e-3 * profit));
        double[] closed = {PricingGame.CLOSED, RIVALS, RIVALS};
        var certifier = new Certifier(1, 100);
        assertThat(certifier
                        .profitBound(game, closed, 0, new double[] {0.59985})
                        .at(0.59985))
                .isGreaterThanOrEqualTo(profit);
        assertThat(certifier.certify(game, closed, 1e-9).leaders().getFirst().bestProfit())
                .isGreaterThan(0.9 * profit);
    }

    /** The third rival buys while the multiplier is below 0.4002. */
    @Test
    void rivalWithBarelyUsedLinkIsCounted() {
        PricingGame game = follower(0, 4).link(3, 0, 1, 1).build();
        double[] prices = {0.59995, RIVALS, RIVALS, 0.5998};
        Allocation allocation = Allocation.at(game, prices, new ExactFollowerResponse());
        assertThat(allocation.ratios()[game.entriesOf(0).at(3)]).isGreaterThan(1e-5);
        double profit = allocation.profits()[0];
        assertThat(new Certifier(1, 100)
                        .certify(game, prices, 1e-9)
                        .leaders()
                        .getFirst()
                        .profit())
                .isCloseTo(profit, within(1e-6 * profit));
    }
}
