package skybourse.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import skybourse.base.random.RandomStreams;
import skybourse.benchmarks.CertificateSoundness.SoundnessResult;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.ProfitUpperBound;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;
import skybourse.tier1.game.PricingGame;

/**
 * Searches for violations of the certificate of mixed prices in the markets of {@link CertificateSoundness}. Up to three leaders randomize over two to four
 * prices with random weights. Expected profits are sums of {@link ReferenceProfit} over all combinations of the rivals' prices.
 *
 * @param seed seed of the markets
 */
public record MixedPricesSoundness(long seed) {

    private static final int CHECKS_PER_MARKET = 50;

    /** Checks prices on the thread of the caller. The number of prices is rounded up to complete markets. */
    public SoundnessResult check(long checks) {
        return LongStream.range(0, Math.ceilDiv(checks, CHECKS_PER_MARKET))
                .mapToObj(this::market)
                .reduce(new SoundnessResult(0, 0, 0, Double.POSITIVE_INFINITY), SoundnessResult::plus);
    }

    private SoundnessResult market(long index) {
        RandomGenerator random = new RandomStreams(seed).stream("mix-soundness", index);
        SoundnessMarket market = SoundnessMarket.draw(random);
        PricingGame game = market.game();
        MixedPrices mix = mix(market, random);
        int leader = random.nextInt(game.leaders());
        Expected expected = Expected.of(game, mix, leader);
        SoundnessResult tally = new SoundnessResult(0, 0, 1, Double.POSITIVE_INFINITY);
        if (index % 2 == 0) {
            double[] mesh = random.doubles(1 + random.nextInt(30), 0, range(game, leader, random)).toArray();
            ProfitUpperBound ceiling = new Certifier(1, 1).profitBound(game, mix, leader, mesh);
            for (int i = 0; i < CHECKS_PER_MARKET; i++) {
                double price = price(game, leader, mesh, random);
                tally = tally.plus(expected.check(price, ceiling.at(price)));
            }
            return tally;
        }
        EquilibriumCertificate.LeaderGap gap = new Certifier(1, 1 + random.nextInt(200))
                .certify(game, mix, 1e-6)
                .leaders()
                .get(leader);
        double own = 0;
        double ownRounding = 0;
        for (Point point : mix.mixes().get(leader).points()) {
            boolean closed = point.price() == PricingGame.CLOSED;
            own += closed ? 0 : point.weight() * expected.at(point.price());
            ownRounding += closed ? 0 : point.weight() * expected.rounding;
        }
        double[] mesh = {gap.bestPrice() == PricingGame.CLOSED ? 0 : gap.bestPrice()};
        double scale = Math.max(Math.abs(own) + ownRounding, game.moneyScale());
        for (int i = 0; i < CHECKS_PER_MARKET; i++) {
            double price = price(game, leader, mesh, random);
            tally = tally.plus(expected.check(price, gap.upperBound()));
            double missed = expected.at(price) - expected.rounding - (own + ownRounding);
            boolean broken = missed > gap.relativeGap() * scale * (1 + 0x1p-40);
            tally = tally.plus(new SoundnessResult(0, broken ? 1 : 0, 0, Double.POSITIVE_INFINITY));
        }
        return tally;
    }

    /**
     * Returns mixed prices in which at most three open leaders randomize. A leader randomizes over prices near its price in the market, or over any
     * prices up to a cap.
     */
    private static MixedPrices mix(SoundnessMarket market, RandomGenerator random) {
        List<Mix> mixes = new ArrayList<>(MixedPrices.pure(market.prices()).mixes());
        int mixers = 1 + random.nextInt(3);
        for (int s = random.nextInt(mixes.size()), left = mixers; s < mixes.size() && left > 0; s++) {
            double cap = Math.min(market.game().leaderTable().priceCap(s), 2 * market.game().highestPrice(s));
            double near = market.prices()[s];
            if (near != PricingGame.CLOSED && cap > 0) {
                double width = random.nextBoolean() ? 1 : Math.pow(10, -random.nextInt(9));
                double[] prices = random.doubles(2 + random.nextInt(3))
                        .map(part -> Math.clamp((1 - width) * near + width * cap * part, 0, cap))
                        .distinct()
                        .toArray();
                mixes.set(s, new Mix(points(prices, random)));
                left--;
            }
        }
        return new MixedPrices(mixes);
    }

    private static List<Point> points(double[] prices, RandomGenerator random) {
        double[] weights = random.doubles(prices.length, 0, 1).map(part -> part * part).toArray();
        double sum = Arrays.stream(weights).sum();
        double left = 1;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            double weight = i == prices.length - 1 ? left : Math.min(left, weights[i] / sum);
            left -= weight;
            points.add(new Point(prices[i], weight));
        }
        return points;
    }

    private static double range(PricingGame game, int leader, RandomGenerator random) {
        double highest = random.nextBoolean() ? game.highestPrice(leader) : 0;
        return highest > 0 ? highest : game.leaderTable().priceCap(leader);
    }

    private static double price(PricingGame game, int leader, double[] mesh, RandomGenerator random) {
        double cap = game.leaderTable().priceCap(leader);
        double price = switch (random.nextInt(5)) {
            case 0 -> mesh[random.nextInt(mesh.length)];
            case 1 -> Math.min(cap, game.breakEvenPrice(leader));
            default -> range(game, leader, random) * random.nextDouble() * random.nextDouble();
        };
        double shift = random.nextBoolean() ? 0 : (random.nextDouble() - .5) * Math.pow(10, -random.nextInt(17));
        return Math.clamp(price * (1 + shift), 0, cap);
    }

    /** Computes the expected profit of one leader by summing over all combinations of the rivals' prices. */
    static final class Expected {

        private final PricingGame game;
        private final ReferenceProfit[] draws;
        private final double[] chances;

        /** Bound on the rounding error of the result of the last call of {@link #at}, money. */
        double rounding;

        private Expected(PricingGame game, ReferenceProfit[] draws, double[] chances) {
            this.game = game;
            this.draws = draws;
            this.chances = chances;
        }

        /** Creates the computation for a leader. Enumerates all combinations of the rivals' prices. */
        static Expected of(PricingGame game, MixedPrices mix, int leader) {
            List<double[]> prices = new ArrayList<>(List.of(new double[0]));
            List<Double> chances = new ArrayList<>(List.of(1.0));
            for (int s = 0; s < game.leaders(); s++) {
                List<Point> points = s == leader ? List.of(new Point(0, 1)) : mix.mixes().get(s).points();
                List<double[]> longer = new ArrayList<>();
                List<Double> products = new ArrayList<>();
                for (int k = 0; k < prices.size(); k++) {
                    for (Point point : points) {
                        double[] one = Arrays.copyOf(prices.get(k), s + 1);
                        one[s] = point.price();
                        longer.add(one);
                        products.add(chances.get(k) * point.weight());
                    }
                }
                prices = longer;
                chances = products;
            }
            return new Expected(
                    game,
                    prices.stream().map(one -> new ReferenceProfit(game, one, leader)).toArray(ReferenceProfit[]::new),
                    chances.stream().mapToDouble(Double::doubleValue).toArray());
        }

        double at(double price) {
            double sum = 0;
            rounding = 0;
            for (int k = 0; k < draws.length; k++) {
                double profit = draws[k].at(price);
                sum += chances[k] * profit;
                double sums = draws.length == 1 ? 0 : 0x1p-52 * (draws.length + 8) * Math.abs(profit);
                rounding += chances[k] * (draws[k].rounding + sums);
            }
            return sum;
        }

        SoundnessResult check(double price, double ceiling) {
            double profit = at(price);
            boolean broken = !(profit - rounding <= ceiling);
            boolean earns = profit > game.moneyScale();
            return new SoundnessResult(1, broken ? 1 : 0, 0, earns ? (ceiling - profit) / profit : Double.POSITIVE_INFINITY);
        }
    }
}
