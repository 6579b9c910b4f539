package skybourse.tier1.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.Checks;
import skybourse.tier1.certificate.EquilibriumCertificate.LeaderGap;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * Proves how close prices are to an equilibrium: an upper bound on each leader's profit at any other price, and on each follower's
 * gain by other ratios. Shares no code with the solvers. Mathematics: {@code docs/explanation/certificate.md}.
 *
 * <p>Valid for any prices, whatever their origin. The bounds are one-sided: a large {@code eps} may only mean that the limit of
 * evaluations was reached, and does not prove that prices are far from an equilibrium.
 *
 * <p>The result does not depend on the number of threads. One instance may certify several games concurrently. A call throws {@link
 * IllegalStateException} if its thread is interrupted while it waits for its other threads.
 */
public final class Certifier {

    private static final int LEAST_LINKS_PER_THREAD = 4_000;

    private final int threads;
    private final int evaluationLimit;
    private final int linksWorthAThread;
    private final BooleanSupplier stop;

    /**
     * Creates a certifier.
     *
     * @param threads number of threads, at least 1; small games use only the caller's
     * @param evaluationLimit largest number of prices evaluated for one leader, at least 1; the first mesh of about 25 is always
     *     evaluated
     * @throws IllegalArgumentException if {@code threads} or {@code evaluationLimit} is not positive
     */
    public Certifier(int threads, int evaluationLimit) {
        this(threads, evaluationLimit, LEAST_LINKS_PER_THREAD, () -> false);
    }

    /** Creates a certifier that uses one more thread per {@code linksWorthAThread} links, up to {@code threads}. */
    Certifier(int threads, int evaluationLimit, int linksWorthAThread, BooleanSupplier stop) {
        this.stop = stop;
        this.linksWorthAThread = linksWorthAThread;
        this.threads = (int) Checks.positive(threads, "threads");
        this.evaluationLimit = (int) Checks.positive(evaluationLimit, "evaluationLimit");
    }

    /**
     * Returns the same certifier with a stop signal. After the signal, bounds are not refined further; they still hold.
     *
     * @param stop polled by all threads, and must be safe for that
     */
    public Certifier withStop(BooleanSupplier stop) {
        return new Certifier(threads, evaluationLimit, linksWorthAThread, stop);
    }

    /**
     * Certifies one price vector.
     *
     * @param game the game
     * @param prices by leader, money per bit, each in {@code [0, cap]} or {@link PricingGame#CLOSED}
     * @param tolerance requested relative gap; cells are refined until it is met or the limit of evaluations is reached
     * @throws IllegalArgumentException if {@code tolerance} is not positive and finite, the number of prices differs from the
     *     number of leaders, or a price is out of range
     */
    public EquilibriumCertificate certify(PricingGame game, double[] prices, double tolerance) {
        return certify(game, MixedPrices.pure(prices), tolerance);
    }

    /**
     * Certifies mixed-strategy prices. Bounds each leader's expected profit at any single price, and each follower's gain at any
     * price vector that can be sampled. For a mix of fixed prices the result is bit-identical to that for the price vector.
     *
     * @param game the game
     * @param mix by leader, each price in {@code [0, cap]} or {@link PricingGame#CLOSED}
     * @param tolerance requested relative gap
     * @throws IllegalArgumentException if {@code tolerance} is not positive and finite, the number of mixes differs from the number
     *     of leaders, or a price is out of range
     */
    public EquilibriumCertificate certify(PricingGame game, MixedPrices mix, double tolerance) {
        Checks.positive(tolerance, "tolerance");
        MixedPriceGame markets = MixedPriceGame.of(game, checked(game, mix));
        return certify(markets, new Bounded[game.leaders()], tolerance);
    }

    /**
     * Certifies prices that are already certified in another game with the same links. A leader with the same price and the same terms keeps
     * its bounds. These bounds hold only if its rivals' prices are unchanged, which is not checked. The bounds of the other leaders are
     * computed again. The tolerance is taken from {@code certificate}.
     *
     * @param certificate certificate of these prices in {@code before}
     * @param before the game of {@code certificate}
     * @param game result of {@link PricingGame#with} on {@code before}
     * @param prices by leader, money per bit, each in {@code [0, cap]} or {@link PricingGame#CLOSED}
     * @throws IllegalArgumentException if the number of prices differs from the number of leaders, or a price is out of range
     */
    public EquilibriumCertificate recertify(
            EquilibriumCertificate certificate, PricingGame before, PricingGame game, double[] prices) {
        assert Arrays.equals(before.linkCharge(), game.linkCharge()) : "the same links";
        @Nullable Bounded[] kept = new Bounded[game.leaders()];
        for (int s = 0; s < kept.length; s++) {
            LeaderGap gap = certificate.leaders().get(s);
            if (gap.price() == prices[s] && before.leaderTable().sameTerms(game.leaderTable(), s)) {
                double scale = Math.max(Math.abs(gap.profit()), game.moneyScale());
                kept[s] = new Bounded(gap, Math.nextUp(gap.relativeGap() * scale));
            }
        }
        return certify(MixedPriceGame.of(game, checked(game, MixedPrices.pure(prices))), kept, certificate.tolerance());
    }

    private EquilibriumCertificate certify(MixedPriceGame markets, @Nullable Bounded[] kept, double tolerance) {
        FollowerGaps followers = followers(markets);
        Bounded[] leaders = leaders(markets, kept, tolerance);
        double epsilon = followers.largestRelative;
        double money = followers.largestMoney;
        for (Bounded leader : leaders) {
            epsilon = Math.max(epsilon, leader.gap().relativeGap());
            money = Math.max(money, leader.gapMoney());
        }
        List<LeaderGap> gaps = Arrays.stream(leaders).map(Bounded::gap).toList();
        return new EquilibriumCertificate(epsilon, tolerance, gaps, followers.largestRelative, money);
    }

    /** Result for one leader, with its gap in money. */
    private record Bounded(LeaderGap gap, double gapMoney) {}

    private Bounded[] leaders(MixedPriceGame markets, @Nullable Bounded[] kept, double tolerance) {
        Bounded[] bounded = new Bounded[kept.length];
        AtomicInteger next = new AtomicInteger();
        inParallel(markets.game(), () -> {
            ProfitBoundSearch search = new ProfitBoundSearch(markets, evaluationLimit, stop);
            for (int s = next.getAndIncrement(); s < bounded.length; s = next.getAndIncrement()) {
                Bounded known = kept[s];
                bounded[s] = known == null ? new Bounded(search.gap(s, tolerance), search.gapMoney()) : known;
            }
            return true;
        });
        return bounded;
    }

    /**
     * Bounds one leader's profit in each cell of a mesh, without refinement.
     *
     * @param game the game
     * @param prices by leader, money per bit, as for {@link #certify}; the leader's own price does not matter
     * @param leader index of the leader
     * @param mesh boundaries of cells, money per bit, in any order; those outside break-even and cap are ignored
     * @throws IllegalArgumentException if the number of prices differs from the number of leaders, or a price is out of range
     */
    public ProfitUpperBound profitBound(PricingGame game, double[] prices, int leader, double[] mesh) {
        return profitBound(game, MixedPrices.pure(prices), leader, mesh);
    }

    /**
     * Bounds one leader's expected profit in each cell of a mesh if other leaders randomize.
     *
     * @throws IllegalArgumentException if the number of mixes differs from the number of leaders, or a price is out of range
     */
    public ProfitUpperBound profitBound(PricingGame game, MixedPrices prices, int leader, double[] mesh) {
        MixedPriceGame markets = MixedPriceGame.of(game, checked(game, prices));
        followers(markets);
        return new ProfitBoundSearch(markets, evaluationLimit, stop).ceiling(leader, mesh);
    }

    private static MixedPrices checked(PricingGame game, MixedPrices mix) {
        if (mix.mixes().size() != game.leaders()) {
            throw new IllegalArgumentException(
                    "prices must have one value per leader: " + mix.mixes().size());
        }
        for (int s = 0; s < game.leaders(); s++) {
            for (MixedPrices.Point point : mix.mixes().get(s).points()) {
                if (point.price() != PricingGame.CLOSED) {
                    Checks.within(point.price(), 0, game.leaderTable().priceCap(s), "price");
                }
            }
        }
        return mix;
    }

    private FollowerGaps followers(MixedPriceGame markets) {
        List<FollowerGaps> found =
                Arrays.stream(markets.markets()).map(this::followers).toList();
        FollowerGaps all = found.getFirst();
        found.forEach(all::include);
        return all;
    }

    private FollowerGaps followers(FixedPriceGame market) {
        AtomicInteger next = new AtomicInteger();
        List<FollowerGaps> parts = inParallel(market.game(), () -> {
            FollowerGaps gaps = new FollowerGaps(market.game(), market.prices());
            int count = market.contenders().length;
            for (int part = next.getAndIncrement(); part < count; part = next.getAndIncrement()) {
                market.examine(part, gaps);
            }
            return gaps;
        });
        FollowerGaps all = parts.getFirst();
        parts.forEach(all::include);
        return all;
    }

    /** Runs the same work on each thread; only on the caller's thread if the game is small. */
    private <T> List<T> inParallel(PricingGame game, Supplier<T> work) {
        int workers = Math.min(threads, 1 + game.links() / linksWorthAThread);
        if (workers == 1) {
            return List.of(work.get());
        }
        try (var pool = Executors.newFixedThreadPool(workers)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                futures.add(pool.submit(work::get));
            }
            return results(futures);
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("certificate failed", failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("certificate interrupted", stop);
        }
        return results;
    }
}
