package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.PricingGame;

/**
 * Error bounds of each follower's response, from its own weight and rounding, bit-identical to the formulas under <em>The
 * follower</em> and <em>Rounding</em> of {@code docs/explanation/certificate.md}.
 */
class FollowerBlockResponsesTest {

    private static final double UNIT = 0x1p-53;
    private static final int LANES = PricingGame.LANES;

    private final int[] seen = new int[4];

    @Test
    void responsesHaveErrorBoundsOfFollowersRounding() {
        for (int i = 0; i < 20; i++) {
            RandomGenerator random = new RandomStreams(36).stream("states", i);
            var games = new RandomGames(100, 5, 1 + i % 5, 0.6, 1);
            PricingGame game = games.draw(random);
            double[] posted = Arrays.copyOf(games.prices(random), 6);
            var market = new FixedPriceGame(game, posted);
            market.examine(0, new FollowerGaps(game, posted));
            var column = new PackedFollowers(market);
            for (int leader = 0; leader < game.leaders(); leader++) {
                double price = random.nextDouble(1e-6, 6e-6);
                column.gather(leader, 1e-6);
                for (int block = 0; block < column.blocks; block++) {
                    check(column, block, price);
                }
            }
        }
        for (int kind : seen) {
            assertThat(kind).as("slack, binding, none, full").isGreaterThan(20);
        }
    }

    private void check(PackedFollowers column, int block, double price) {
        var search = new MultiplierSearch();
        System.arraycopy(column.ceiling, block * LANES, search.ceiling, 0, LANES);
        search.open(column.links, column.start[block], column.slots[block], column.weight, block * LANES);
        column.charge(block, price);
        var state = new FollowerBlockResponses();
        state.reserve(column.slots[block]);
        state.respond(column, block, search, false);
        boolean allSlack = true;
        boolean allNone = true;
        for (int lane = 0; lane < LANES; lane++) {
            checkLane(column, block, lane, search, state);
            allSlack &= state.slack[lane] == 1;
            allNone &= state.none[lane] == 1;
        }
        assertThat(state.allSlack).isEqualTo(allSlack);
        assertThat(state.allNone).isEqualTo(allNone);
    }

    private void checkLane(
            PackedFollowers column, int block, int lane, MultiplierSearch search, FollowerBlockResponses state) {
        int agent = block * LANES + lane;
        double ofRatios = 2 * column.ratioRounding[agent];
        double multiplier = search.multiplier[lane];
        double excess = search.excess[lane];
        boolean isSlack = multiplier == 0 && excess < -ofRatios;
        double error = isSlack ? ofRatios : Math.abs(excess) + ofRatios;
        assertThat(state.slack[lane]).isEqualTo(isSlack ? 1 : 0);
        assertThat(state.error[lane]).isEqualTo(error);
        boolean isSharp = error < 0.5e-6 && search.squares[lane] > 0;
        double ofSum = isSlack
                ? 0
                : isSharp ? error * 1.001 * column.weight[agent] / search.squares[lane] : Double.POSITIVE_INFINITY;
        double shift = column.chargeRounding[agent] + multiplier * 8 * UNIT + ofSum;
        double spread = shift * 2 * column.perWeight[agent];
        spread = spread < 1e-4 ? spread : Double.POSITIVE_INFINITY;
        assertThat(state.spread[lane]).isEqualTo(spread);
        assertThat(state.binding[lane]).isEqualTo(multiplier > shift ? 1 : 0);
        int own = column.start[block] + lane;
        double inverse = column.links.inverse[own];
        double cap = column.links.cap[own];
        double level = state.levels[lane];
        assertThat(state.ratio[lane]).isEqualTo(Math.min(Math.max(level - inverse, 0), cap));
        boolean isNone = level * (1 + 1e-14) + spread * level * level < inverse;
        assertThat(state.none[lane]).isEqualTo(isNone ? 1 : 0);
        double most = inverse + cap;
        double held = Math.min(level, most + 1);
        boolean isFull = held * (1 - 1e-14) - spread * held * held > most;
        assertThat(state.full[lane]).isEqualTo(isFull ? 1 : 0);
        seen[0] += isSlack ? 1 : 0;
        seen[1] += multiplier > shift ? 1 : 0;
        seen[2] += isNone ? 1 : 0;
        seen[3] += isFull ? 1 : 0;
    }
}
