package skybourse.benchmarks;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import skybourse.base.random.RandomStreams;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.certificate.ProfitUpperBound;
import skybourse.tier1.game.PricingGame;

/**
 * Searches for violations of the certificate on random markets with random prices. No price may earn more than the certified upper bound, and no gain
 * may exceed the certified gap. {@link ReferenceProfit} computes the profits. The checks allow for the rounding error of that computation, and the
 * check of gaps for a relative error of 2^-40.
 *
 * @param seed seed of the markets
 */
public record CertificateSoundness(long seed) {

    private static final int CHECKS_PER_MARKET = 200;
    private static final int KINDS_OF_PRICE = 8;

    /**
     * Summary of checks.
     *
     * @param checks number of prices checked
     * @param violations number of prices that earn more than the upper bound, plus number of prices whose gain exceeds the certified gap
     * @param markets number of markets
     * @param slack smallest distance between upper bound and profit, as a share of the profit, over profits above the money scale; infinite without
     *     such profits
     */
    public record SoundnessResult(long checks, long violations, long markets, double slack) {

        SoundnessResult plus(SoundnessResult other) {
            return new SoundnessResult(
                    checks + other.checks,
                    violations + other.violations,
                    markets + other.markets,
                    Math.min(slack, other.slack));
        }
    }

    /**
     * Checks prices.
     *
     * @param checks number of prices, rounded up to complete markets
     * @param threads number of threads, at least 1
     * @throws IllegalStateException if a check fails with an exception, or the thread is interrupted
     */
    public SoundnessResult check(long checks, int threads) {
        long markets = Math.ceilDiv(checks, CHECKS_PER_MARKET);
        try (var pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> LongStream.range(0, markets)
                            .parallel()
                            .mapToObj(this::market)
                            .reduce(new SoundnessResult(0, 0, 0, Double.POSITIVE_INFINITY), SoundnessResult::plus))
                    .get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a check failed", failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("checks interrupted", stop);
        }
    }

    private SoundnessResult market(long index) {
        RandomGenerator random = new RandomStreams(seed).stream("soundness", index);
        SoundnessMarket market = SoundnessMarket.draw(random);
        int leader = random.nextInt(market.game().leaders());
        return index % 2 == 0 ? checkCells(market, leader, random) : checkCertificate(market, leader, random);
    }

    /** Checks random prices against the upper bounds of their cells. The cells are those of a random mesh that does not depend on the profit function. */
    private static SoundnessResult checkCells(SoundnessMarket market, int leader, RandomGenerator random) {
        double cap = priceRange(market.game(), leader, random);
        double[] mesh = random.doubles(1 + random.nextInt(40), 0, cap).toArray();
        if (random.nextBoolean()) {
            double centre = mesh[0];
            double width = Math.pow(10, -random.nextInt(10));
            Arrays.setAll(mesh, i -> Math.min(cap, centre + width * mesh[i]));
        }
        ProfitUpperBound ceiling = new Certifier(1, 1).profitBound(market.game(), market.prices(), leader, mesh);
        ReferenceProfit plain = new ReferenceProfit(market.game(), market.prices(), leader);
        SoundnessResult tally = new SoundnessResult(0, 0, 1, Double.POSITIVE_INFINITY);
        for (int i = 0; i < CHECKS_PER_MARKET; i++) {
            double price = price(market.game(), leader, plain, mesh, random);
            tally = tally.plus(check(market.game(), plain, price, ceiling.at(price)));
        }
        return tally;
    }

    /** Checks random prices against the certificate of a market. The effort for refining the certificate is random. */
    private static SoundnessResult checkCertificate(SoundnessMarket market, int leader, RandomGenerator random) {
        EquilibriumCertificate certificate =
                new Certifier(1, 1 + random.nextInt(300)).certify(market.game(), market.prices(), 1e-6);
        EquilibriumCertificate.LeaderGap gap = certificate.leaders().get(leader);
        ReferenceProfit plain = new ReferenceProfit(market.game(), market.prices(), leader);
        double posted = market.prices()[leader];
        double profit = posted == PricingGame.CLOSED ? 0 : plain.at(posted);
        // Upper bound on the profit at the posted price, with the rounding error included.
        double surely = posted == PricingGame.CLOSED ? 0 : profit + plain.rounding;
        double earned = Math.abs(profit) + (surely - profit);
        double[] mesh = {gap.bestPrice() == PricingGame.CLOSED ? 0 : gap.bestPrice()};
        SoundnessResult tally = new SoundnessResult(0, 0, 1, Double.POSITIVE_INFINITY);
        for (int i = 0; i < CHECKS_PER_MARKET; i++) {
            double price = price(market.game(), leader, plain, mesh, random);
            tally = tally.plus(check(market.game(), plain, price, gap.upperBound()));
            tally = tally.plus(checkGap(market.game(), plain.at(price) - plain.rounding - surely, earned, gap));
        }
        return tally;
    }

    /** Checks that a certain gain of {@code missed} at another price does not exceed the certified gap of the leader. */
    private static SoundnessResult checkGap(
            PricingGame game, double missed, double earned, EquilibriumCertificate.LeaderGap gap) {
        double said = gap.relativeGap() * Math.max(earned, game.moneyScale());
        return new SoundnessResult(0, missed > said * (1 + 0x1p-40) ? 1 : 0, 0, Double.POSITIVE_INFINITY);
    }

    private static SoundnessResult check(PricingGame game, ReferenceProfit plain, double price, double ceiling) {
        double profit = plain.at(price);
        boolean broken = !(profit - plain.rounding <= ceiling);
        boolean earns = profit > game.moneyScale();
        return new SoundnessResult(1, broken ? 1 : 0, 0, earns ? (ceiling - profit) / profit : Double.POSITIVE_INFINITY);
    }

    /** Returns a random price. It may be any price, or a price near a kink of the profit or near the end of a cell. */
    private static double price(
            PricingGame game, int leader, ReferenceProfit plain, double[] mesh, RandomGenerator random) {
        double cap = game.leaderTable().priceCap(leader);
        double any = priceRange(game, leader, random) * random.nextDouble() * random.nextDouble();
        int from = game.columnStart(leader);
        int count = game.columnStart(leader + 1) - from;
        double price = switch (random.nextInt(KINDS_OF_PRICE)) {
            case 0 -> mesh[random.nextInt(mesh.length)];
            case 1 -> Math.min(cap, game.breakEvenPrice(leader));
            case 2 -> count == 0 ? any : plain.priceForRatio(from + random.nextInt(count), any, false);
            case 3 -> count == 0 ? any : plain.priceForRatio(from + random.nextInt(count), any, true);
            case 4 -> random.nextInt(10) == 0 ? priceAtCapacity(game, leader, plain) : any;
            default -> any;
        };
        double shifted = random.nextBoolean()
                ? price
                : price * (1 + Math.pow(10, -random.nextInt(17)) * (random.nextBoolean() ? 1 : -1));
        return Math.min(Math.max(shifted, 0), cap);
    }

    /** Returns the highest price to check. This is the price cap or, at random, {@link PricingGame#highestPrice}, because caps may be extremely high. */
    private static double priceRange(PricingGame game, int leader, RandomGenerator random) {
        double highest = random.nextBoolean() ? game.highestPrice(leader) : 0;
        return highest > 0 ? highest : game.leaderTable().priceCap(leader);
    }

    private static double priceAtCapacity(PricingGame game, int leader, ReferenceProfit plain) {
        double low = 0;
        double high = game.leaderTable().priceCap(leader);
        for (int step = 0; step < 50; step++) {
            double middle = 0.5 * (low + high);
            plain.at(middle);
            if (plain.load > game.leaderTable().capacity(leader)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
