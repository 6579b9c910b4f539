package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.PricingGameBuilder;

/**
 * A leader's column contains all followers that may buy from it, with all rivals that may sell to them, and the rounding of each:
 * {@code CHARGE}, {@code RATIO} and {@code RATIO_SUM} of {@code docs/explanation/certificate.md}, bit-identical.
 */
class PackedFollowersTest {

    private static final double EIGHT_UNITS = 8 * 0x1p-53;
    private static final int LANES = PricingGame.LANES;
    private static final int CHUNK = 1024;
    private static final double LOW = 2.5e-6;

    /** A customer and the rivals among its candidate links. */
    private record Customer(int agent, int entry, double floor, List<Integer> rivals) {}

    private static double size(double paid, double home, double inverse, double weight) {
        return Math.min(paid, weight / inverse + Math.abs(home)) + Math.abs(home);
    }

    private static double ofRatio(double size, double inverse, double weight) {
        double level = inverse + 1;
        return EIGHT_UNITS * (4 * level + 2 * level * level * size / weight);
    }

    private static List<Customer> customers(FixedPriceGame market, int leader, int from, int to) {
        PricingGame game = market.game();
        List<Customer> customers = new ArrayList<>();
        for (int column = from; column < to; column++) {
            int agent = game.columnAgent()[column];
            int entry = game.columnEntry()[column];
            CandidateLinks contenders = market.contenders(agent);
            int own = contenders.own(agent, entry);
            double floor = contenders.floor(agent, own);
            double charge = LOW * game.taskBits()[agent] + game.linkCharge()[entry];
            double absolute = LOW * game.taskBits()[agent] + Math.abs(game.linkCharge()[entry]);
            double choke = game.weight()[agent] * (1 + 1e-9) / game.linkInverseQuality()[entry]
                    - charge
                    + EIGHT_UNITS * absolute;
            if (game.linkCap()[entry] > 0 && choke >= floor) {
                List<Integer> rivals = new ArrayList<>();
                for (int rival = contenders.from(agent); rival < contenders.to(agent, floor); rival++) {
                    if (rival != own) {
                        rivals.add(rival);
                    }
                }
                customers.add(new Customer(agent, entry, floor, rivals));
            }
        }
        customers.sort(Comparator.comparingInt(customer -> customer.rivals().size()));
        return customers;
    }

    @Test
    void customersArePackedWithRivalsAndRounding() {
        RandomGenerator random = new RandomStreams(34).stream("column", 0);
        var games = new RandomGames(2_600, 5, 4, 0.4, 1);
        PricingGame game = games.draw(random);
        double[] prices = Arrays.copyOf(games.prices(random), 6);
        prices[4] = PricingGame.CLOSED;
        var market = new FixedPriceGame(game, prices);
        market.examine(0, new FollowerGaps(game, prices));
        var column = new PackedFollowers(market);
        for (int leader = 0; leader < game.leaders(); leader++) {
            column.gather(leader, LOW);
            check(market, leader, column);
        }
    }

    private static void check(FixedPriceGame market, int leader, PackedFollowers column) {
        PricingGame game = market.game();
        int first = game.columnStart(leader);
        int end = game.columnStart(leader + 1);
        double offered = 0;
        for (int at = first; at < end; at++) {
            offered += game.taskBits()[game.columnAgent()[at]];
        }
        assertThat(column.offeredBits).isEqualTo(offered);
        int block = 0;
        int used = 0;
        int left = 0;
        for (int chunk = first; chunk < end; chunk += CHUNK) {
            List<Customer> customers = customers(market, leader, chunk, Math.min(end, chunk + CHUNK));
            left += Math.min(end, chunk + CHUNK) - chunk - customers.size();
            for (int from = 0; from < customers.size(); from += LANES) {
                List<Customer> lanes = customers.subList(from, Math.min(customers.size(), from + LANES));
                assertThat(column.start[block]).isEqualTo(used);
                assertThat(column.slots[block])
                        .isEqualTo(1 + lanes.getLast().rivals().size());
                for (int lane = 0; lane < LANES; lane++) {
                    if (lane < lanes.size()) {
                        checkCustomer(market, leader, column, block, lane, lanes.get(lane));
                    } else {
                        checkPadding(column, block, lane);
                    }
                }
                used += column.slots[block] * LANES;
                block++;
            }
        }
        assertThat(column.blocks).isEqualTo(block).isGreaterThan(CHUNK / LANES);
        assertThat(left).as("followers that never buy are omitted").isPositive();
    }

    private static void checkCustomer(
            FixedPriceGame market, int leader, PackedFollowers column, int block, int lane, Customer customer) {
        PricingGame game = market.game();
        CandidateLinks contenders = market.contenders(customer.agent());
        int to = block * LANES + lane;
        double bits = game.taskBits()[customer.agent()];
        double weight = game.weight()[customer.agent()];
        double home = game.linkCharge()[customer.entry()];
        double inverse = game.linkInverseQuality()[customer.entry()];
        assertThat(column.bits[to]).isEqualTo(bits);
        assertThat(column.work[to]).isEqualTo(game.taskWork()[customer.agent()]);
        assertThat(column.weight[to]).isEqualTo(weight);
        assertThat(column.perWeight[to]).isEqualTo(1 / weight);
        assertThat(column.charge[to]).isEqualTo(home);
        assertThat(column.floor[to]).isEqualTo(customer.floor());
        double own = size(game.leaderTable().priceCap(leader) * bits, home, inverse, weight);
        double rivals = contenders.chargeSize(customer.agent());
        assertThat(column.chargeRounding[to]).isEqualTo(EIGHT_UNITS * Math.max(own, rivals));
        double highestMultiplier = Math.max(0, weight / inverse - (LOW * bits + home));
        double rounding = 0;
        int at = column.start[block] + lane;
        checkLink(column, at, 0, inverse, game.linkCap()[customer.entry()]);
        for (int rival : customer.rivals()) {
            at += LANES;
            checkLink(column, at, contenders.charge(rival), contenders.inverse(rival), contenders.cap(rival));
            rounding += ofRatio(rivals, contenders.inverse(rival), weight);
            highestMultiplier = Math.max(highestMultiplier, contenders.choke(rival));
        }
        for (int slot = 1 + customer.rivals().size(); slot < column.slots[block]; slot++) {
            checkLink(column, column.start[block] + slot * LANES + lane, 1e300, 1, 0);
        }
        double links = 1 + customer.rivals().size();
        assertThat(column.ratioRounding[to]).isEqualTo(EIGHT_UNITS * links + ofRatio(own, inverse, weight) + rounding);
        assertThat(column.ceiling[to]).isEqualTo(highestMultiplier);
        assertThat(column.guess[to]).isEqualTo(Math.min(contenders.floor(customer.agent(), -1), highestMultiplier));
    }

    private static void checkLink(PackedFollowers column, int entry, double charge, double inverse, double cap) {
        assertThat(column.links.charge[entry]).isEqualTo(charge);
        assertThat(column.links.inverse[entry]).isEqualTo(inverse);
        assertThat(column.links.cap[entry]).isEqualTo(cap);
    }

    private static void checkPadding(PackedFollowers column, int block, int lane) {
        int to = block * LANES + lane;
        for (int slot = 0; slot < column.slots[block]; slot++) {
            checkLink(column, column.start[block] + slot * LANES + lane, 1e300, 1, 0);
        }
        assertThat(column.weight[to]).isEqualTo(1);
        assertThat(column.perWeight[to]).isEqualTo(1);
        assertThat(column.charge[to]).isEqualTo(1e300);
        for (double[] zero : List.of(
                column.bits,
                column.work,
                column.floor,
                column.guess,
                column.ceiling,
                column.ratioRounding,
                column.chargeRounding)) {
            assertThat(zero[to]).isZero();
        }
    }

    @Test
    void priceIsChargedForAllBits() {
        RandomGenerator random = new RandomStreams(34).stream("charges", 0);
        var games = new RandomGames(30, 2, 2);
        PricingGame game = games.draw(random);
        double[] prices = Arrays.copyOf(games.prices(random), 3);
        var market = new FixedPriceGame(game, prices);
        market.examine(0, new FollowerGaps(game, prices));
        var column = new PackedFollowers(market);
        column.gather(1, 1e-6);
        assertThat(column.blocks).isGreaterThan(2);
        for (int block = 0; block < column.blocks; block++) {
            column.charge(block, 3e-6);
            for (int lane = 0; lane < LANES; lane++) {
                int to = block * LANES + lane;
                assertThat(column.links.charge[column.start[block] + lane])
                        .isEqualTo(column.bits[to] * 3e-6 + column.charge[to]);
            }
        }
    }

    /** A price of 1 and a nearly equal saving at home give a charge of 8 u, above the value of 0.7 u only within rounding. */
    @Test
    void followerThatBuysWithinRoundingIsPacked() {
        double[] one = {1};
        PricingGame game = new PricingGameBuilder(new LeaderTable(new double[1], new double[1], one, one))
                .agent(1, 1, EIGHT_UNITS / 10)
                .link(0, -(1 - EIGHT_UNITS), 0.8, 1)
                .build();
        var market = new FixedPriceGame(game, new double[] {1, 0});
        market.examine(0, new FollowerGaps(game, market.prices()));
        var column = new PackedFollowers(market);
        column.gather(0, 1);
        assertThat(column.blocks).isEqualTo(1);
    }
}
