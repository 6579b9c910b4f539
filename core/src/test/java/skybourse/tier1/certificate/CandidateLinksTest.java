package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * Links that may sell while one leader changes its price, compared with a bisection for each omitted link. A floor above the
 * true multiplier, or a missing link, would make an upper bound too low.
 */
class CandidateLinksTest {

    private static final double EIGHT_UNITS = 8 * 0x1p-53;
    private static final int AGENTS = 45;

    private int exactFloors;
    private int lowered;
    private int omittedLinks;

    private static double price(double[] prices, PricingGame game, int entry) {
        return prices[game.linkLeader()[entry]];
    }

    private static boolean isOffered(PricingGame game, double[] prices, int entry) {
        return game.linkCap()[entry] > 0 && price(prices, game, entry) != PricingGame.CLOSED;
    }

    private static double charge(PricingGame game, double[] prices, int agent, int entry) {
        return price(prices, game, entry) * game.taskBits()[agent] + game.linkCharge()[entry];
    }

    private static double size(PricingGame game, double[] prices, int agent, int entry) {
        double home = Math.abs(game.linkCharge()[entry]);
        double worth = game.weight()[agent] / game.linkInverseQuality()[entry] + home;
        return Math.min(price(prices, game, entry) * game.taskBits()[agent], worth) + home;
    }

    /** The multiplier above which nothing is bought: 1e-9 above the value, including the rounding of the charge. */
    private static double choke(PricingGame game, double[] prices, int agent, int entry) {
        return game.weight()[agent] * (1 + 1e-9) / game.linkInverseQuality()[entry]
                - charge(game, prices, agent, entry)
                + EIGHT_UNITS * size(game, prices, agent, entry);
    }

    /** Returns the sum of ratios at a multiplier without one link. */
    private static double sum(
            PricingGame game, double[] prices, int agent, List<Integer> offered, int without, double multiplier) {
        double sum = 0;
        for (int entry : offered) {
            double level = game.weight()[agent] / (charge(game, prices, agent, entry) + multiplier);
            double ratio = level < 0 ? 1 : level - game.linkInverseQuality()[entry];
            sum += entry == without ? 0 : Math.clamp(ratio, 0, game.linkCap()[entry]);
        }
        return sum;
    }

    /** Returns the multiplier without one link, by bisection. */
    private static double multiplier(PricingGame game, double[] prices, int agent, List<Integer> offered, int without) {
        double low = 0;
        double high = 1e3 * game.weight()[agent];
        for (int step = 0; step < 100; step++) {
            double middle = step == 0 ? 0 : 0.5 * (low + high);
            if (sum(game, prices, agent, offered, without, middle) > 1) {
                low = middle;
            } else if (step == 0) {
                return 0;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A floor is one step below the multiplier, or lower if other multipliers have the same response. */
    private void assertFloor(
            PricingGame game, double[] prices, int agent, List<Integer> offered, int without, double floor) {
        double weight = game.weight()[agent];
        double multiplier = multiplier(game, prices, agent, offered, without);
        boolean isOnly = sum(game, prices, agent, offered, without, multiplier + 1e-6 * weight) < 1 - 1e-9;
        if (multiplier > 1e-5 * weight && isOnly) {
            exactFloors++;
            assertThat(floor).isCloseTo(multiplier - 1e-6 * weight, within(1e-8 * weight));
        } else {
            assertThat(floor).isBetween(0.0, multiplier);
        }
    }

    private static List<Integer> offered(PricingGame game, double[] prices, int agent) {
        LinkIndices entries = game.entriesOf(agent);
        return IntStream.range(0, entries.count())
                .mapToObj(entries::at)
                .filter(entry -> isOffered(game, prices, entry))
                .toList();
    }

    @Test
    void floorsAndCandidatesMatchBisection() {
        for (int i = 0; i < 8; i++) {
            RandomGenerator random = new RandomStreams(33).stream("contenders", i);
            var games = new RandomGames(AGENTS, 6, 5, 0.4, 1);
            PricingGame game = games.draw(random);
            double[] prices = Arrays.copyOf(games.prices(random), 7);
            prices[i % 6] = i % 2 == 0 ? PricingGame.CLOSED : 1e-6;
            var gaps = new FollowerGaps(game, prices);
            CandidateLinks first = gaps.examine(0, 2);
            CandidateLinks others = gaps.examine(2, game.blocks());
            for (int agent = 0; agent < AGENTS; agent++) {
                check(game, prices, agent, agent < 16 ? first : others);
            }
        }
        assertThat(exactFloors).isGreaterThan(500);
        assertThat(lowered).isGreaterThan(100);
        assertThat(omittedLinks).isGreaterThan(100);
    }

    private void check(PricingGame game, double[] prices, int agent, CandidateLinks found) {
        List<Integer> offered = offered(game, prices, agent);
        double least = found.floor(agent, -1);
        assertFloor(game, prices, agent, offered, -1, least);
        for (int entry : offered) {
            double floor = found.floor(agent, found.own(agent, entry));
            assertFloor(game, prices, agent, offered, entry, floor);
            lowered += floor < found.floor(agent, -1) ? 1 : 0;
            least = Math.min(least, floor);
        }
        double above = least;
        List<Integer> expected = offered.stream()
                .filter(entry -> choke(game, prices, agent, entry) >= above)
                .sorted(Comparator.comparingDouble(entry -> -choke(game, prices, agent, entry)))
                .toList();
        omittedLinks += offered.size() - expected.size();
        int from = found.from(agent);
        assertThat(found.to(agent, Double.NEGATIVE_INFINITY) - from).isEqualTo(expected.size());
        double largest = 0;
        for (int k = 0; k < expected.size(); k++) {
            int entry = expected.get(k);
            assertThat(found.own(agent, entry)).isEqualTo(from + k);
            assertThat(found.choke(from + k)).isEqualTo(choke(game, prices, agent, entry));
            assertThat(found.charge(from + k)).isEqualTo(charge(game, prices, agent, entry));
            assertThat(found.inverse(from + k)).isEqualTo(game.linkInverseQuality()[entry]);
            assertThat(found.cap(from + k)).isEqualTo(game.linkCap()[entry]);
            assertThat(found.to(agent, found.choke(from + k))).isGreaterThan(from + k);
            assertThat(found.to(agent, Math.nextUp(found.choke(from + k)))).isLessThanOrEqualTo(from + k);
            largest = Math.max(largest, size(game, prices, agent, entry));
        }
        assertThat(found.chargeSize(agent)).isEqualTo(largest);
        assertThat(found.own(agent, -1)).isEqualTo(-1);
    }

    /** Followers with 3 links in the first block and 1 link after it, all at the same price. */
    private static FixedPriceGame narrowing(int agents) {
        double[] one = {1, 1, 1};
        var builder =
                new PricingGameBuilder(new LeaderTable(new double[3], new double[3], one, one), agents, 3 * agents);
        for (int n = 0; n < agents; n++) {
            builder.agent(1 + n, 1, 1).link(0, -0.1, 1, 1);
            for (int more = 1; more < 3 && n < PricingGame.LANES; more++) {
                builder.link(more, -0.1, 1, 1);
            }
        }
        PricingGame game = builder.build();
        var market = new FixedPriceGame(game, new double[] {1e-9, 1e-9, 1e-9, 0});
        var gaps = new FollowerGaps(game, market.prices());
        for (int part = 0; part < market.contenders().length; part++) {
            market.examine(part, gaps);
        }
        return market;
    }

    @Test
    void narrowBlockHasNoCandidatesOfWiderBlock() {
        FixedPriceGame market = narrowing(2 * PricingGame.LANES);
        for (int agent = 0; agent < 2 * PricingGame.LANES; agent++) {
            CandidateLinks found = market.contenders(agent);
            int count = found.to(agent, Double.NEGATIVE_INFINITY) - found.from(agent);
            assertThat(count).as("agent " + agent).isEqualTo(agent < PricingGame.LANES ? 3 : 1);
        }
    }

    @Test
    void followersOfLaterPartHaveOwnCandidates() {
        int first = FixedPriceGame.BLOCKS * PricingGame.LANES;
        FixedPriceGame market = narrowing(first + 3);
        for (int agent : new int[] {first - 1, first, first + 2}) {
            CandidateLinks found = market.contenders(agent);
            assertThat(found.own(agent, market.game().entriesOf(agent).at(0))).isEqualTo(found.from(agent));
            assertThat(found.charge(found.from(agent))).isEqualTo((1 + agent) * 1e-9 - 0.1);
        }
    }
}
