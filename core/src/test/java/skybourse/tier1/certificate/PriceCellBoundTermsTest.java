package skybourse.tier1.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkIndices;
import skybourse.tier1.game.PricingGame;

/**
 * Terms of followers in the bounds of cells, computed per follower as in {@code docs/explanation/certificate.md} under <em>A cell of
 * prices</em>, with a bisection per follower.
 */
class PriceCellBoundTermsTest {

    private static final int PRICES = 7;
    private static final double BITS = 5e6;

    private final double[] kinds = new double[4];
    private int checked;

    /** One link of a follower. The charge of the own link excludes the own price. */
    private record Link(double charge, double inverse, double cap) {

        double ratio(double level) {
            return Math.clamp(level - inverse, 0, cap);
        }
    }

    /** A follower at one own price: the levels of its links, the own one first. */
    private record Answer(List<Link> links, double[] levels, boolean isSlack) {

        static Answer of(List<Link> links, double paid, double weight) {
            double low = 0;
            double high = 1e3 * weight;
            double[] levels = levels(links, paid, weight, 0);
            boolean isSlack = sum(links, levels) < 1;
            for (int step = 0; step < 200 && !isSlack; step++) {
                double middle = 0.5 * (low + high);
                levels = levels(links, paid, weight, middle);
                low = sum(links, levels) > 1 ? middle : low;
                high = sum(links, levels) > 1 ? high : middle;
            }
            return new Answer(links, levels, isSlack);
        }

        private static double[] levels(List<Link> links, double paid, double weight, double multiplier) {
            double[] levels = new double[links.size()];
            for (int l = 0; l < levels.length; l++) {
                double charge = links.get(l).charge() + (l == 0 ? paid : 0) + multiplier;
                levels[l] = charge <= 0 ? Double.POSITIVE_INFINITY : weight / charge;
            }
            return levels;
        }

        private static double sum(List<Link> links, double[] levels) {
            double sum = 0;
            for (int l = 0; l < levels.length; l++) {
                sum += links.get(l).ratio(levels[l]);
            }
            return sum;
        }

        /** If every link is at a limit, the certificate does not bound the multiplier. */
        boolean isSharp() {
            for (int l = 0; l < levels.length && !isSlack; l++) {
                double ratio = links.get(l).ratio(levels[l]);
                if (ratio > 1e-5 && ratio < links.get(l).cap() - 1e-5) {
                    return true;
                }
            }
            return isSlack;
        }

        double own() {
            return links.getFirst().ratio(levels[0]);
        }
    }

    private static List<Link> links(PricingGame game, double[] posted, int agent, int leader) {
        LinkIndices entries = game.entriesOf(agent);
        List<Link> links = new ArrayList<>();
        for (int l = 0; l < entries.count(); l++) {
            int entry = entries.at(l);
            int other = game.linkLeader()[entry];
            double paid = other == leader ? 0 : posted[other] * game.taskBits()[agent];
            var link =
                    new Link(game.linkCharge()[entry] + paid, game.linkInverseQuality()[entry], game.linkCap()[entry]);
            links.add(other == leader ? 0 : links.size(), link);
        }
        return links;
    }

    private static int links(PricingGame game, int agent, int leader) {
        LinkIndices entries = game.entriesOf(agent);
        int found = 0;
        for (int l = 0; l < entries.count(); l++) {
            found += game.linkLeader()[entries.at(l)] == leader ? 1 : 0;
        }
        return found;
    }

    /** Adds the terms of one follower between two prices; NaN if its multiplier is not unique. */
    private void add(PricingGame game, double[] posted, int agent, int leader, double from, double to, double[] sums) {
        double bits = game.taskBits()[agent];
        double weight = game.weight()[agent];
        List<Link> links = links(game, posted, agent, leader);
        Answer a = Answer.of(links, from * bits, weight);
        Answer b = Answer.of(links, to * bits, weight);
        double least = 0;
        double most = 0;
        for (int r = 1; r < links.size(); r++) {
            Link rival = links.get(r);
            double full = rival.inverse() + rival.cap();
            if (a.levels()[r] > rival.inverse() && b.levels()[r] < full) {
                least += a.levels()[r] * a.levels()[r];
            }
            if (b.levels()[r] > rival.inverse() && a.levels()[r] < full) {
                double level = Math.clamp(b.levels()[r], rival.inverse(), full);
                most += level * level;
            }
        }
        Link own = links.getFirst();
        double low = (b.own() + own.inverse()) * (b.own() + own.inverse());
        double high = (a.own() + own.inverse()) * (a.own() + own.inverse());
        double fallLow = bits / weight * low * (a.isSlack() ? 1 : least / (low + least));
        double fallHigh = bits / weight * high * (b.isSlack() ? 1 : most / (high + most));
        boolean isStill = a.levels()[0] < own.inverse() || b.levels()[0] > own.inverse() + own.cap();
        fallLow = isStill || b.own() <= 0 || a.own() >= own.cap() ? 0 : fallLow;
        fallHigh = isStill ? 0 : Math.max(fallHigh, fallLow);
        fallHigh = a.isSharp() && b.isSharp() ? fallHigh : Double.NaN;
        kinds[isStill ? 0 : a.isSlack() ? 1 : b.isSlack() ? 2 : 3]++;
        LeaderTable table = game.leaderTable();
        double work = game.taskWork()[agent];
        double cost = table.costPerWork(leader) * work;
        double loaded = cost + table.overloadPrice(leader) * work;
        double margin = to * bits - cost;
        sums[PriceCellBoundTerms.MONOTONE] += Math.max(margin, 0) * a.own() + Math.min(margin, 0) * b.own();
        sums[PriceCellBoundTerms.SLOPE_HIGH] -=
                Math.min((from * bits - cost) * fallLow, (from * bits - cost) * fallHigh);
        sums[PriceCellBoundTerms.SLOPE_LOW] -= Math.max(margin * fallLow, margin * fallHigh);
        sums[PriceCellBoundTerms.LOADED_HIGH] -=
                Math.min((from * bits - loaded) * fallLow, (from * bits - loaded) * fallHigh);
        sums[PriceCellBoundTerms.LOADED_LOW] -=
                Math.max((to * bits - loaded) * fallLow, (to * bits - loaded) * fallHigh);
        sums[PriceCellBoundTerms.BITS_FALL] += bits * fallHigh;
        sums[PriceCellBoundTerms.WORK_FALL] += work * fallHigh;
    }

    @Test
    void cellTermsSumOverFollowers() {
        for (int i = 0; i < 40; i++) {
            RandomGenerator random = new RandomStreams(35).stream("terms", i);
            var games = new RandomGames(20, 5, 1 + i % 5, 0.4, 1);
            PricingGame game = games.draw(random);
            double[] posted = Arrays.copyOf(games.prices(random), 6);
            var market = new FixedPriceGame(game, posted);
            market.examine(0, new FollowerGaps(game, posted));
            for (int leader = 0; leader < game.leaders(); leader++) {
                check(
                        market,
                        leader,
                        random.doubles(PRICES, 1e-6, 8e-6).sorted().toArray());
            }
        }
        assertThat(checked).isGreaterThan(1_000);
        for (double kind : kinds) {
            assertThat(kind).as("still, slack, slack at one end, binding").isGreaterThan(100);
        }
    }

    private void check(FixedPriceGame market, int leader, double[] prices) {
        PricingGame game = market.game();
        var column = new PackedFollowers(market);
        column.gather(leader, prices[0]);
        var pass = new PackedSalesPass(column);
        pass.use(game.leaderTable().costPerWork(leader), game.leaderTable().overloadPrice(leader));
        boolean[] wanted = new boolean[PRICES];
        Arrays.fill(wanted, true);
        pass.run(prices, wanted);
        for (int k = 0; k + 1 < PRICES; k++) {
            double[] sums = new double[PriceCellBoundTerms.COUNT];
            for (int agent = 0; agent < game.agents(); agent++) {
                if (links(game, agent, leader) > 0) {
                    add(game, market.prices(), agent, leader, prices[k], prices[k + 1], sums);
                }
            }
            double fall = sums[PriceCellBoundTerms.BITS_FALL] / BITS;
            double[] scales = {1, fall, fall, fall, fall, BITS * fall, 1e3 * BITS * fall};
            for (int sum = 0; sum < PriceCellBoundTerms.COUNT && !Double.isNaN(fall); sum++) {
                double found = pass.cells[k * PriceCellBoundTerms.COUNT + sum];
                assertThat(found).as("sum " + sum).isCloseTo(sums[sum], within(1e-6 * scales[sum]));
                checked++;
            }
        }
    }
}
