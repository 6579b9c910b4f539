package skybourse.venue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.venue.event.PostedPriceAdmission;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.RoundPrices.PriceOrigin;

/**
 * Computes and certifies prices of a frozen round for the leaders that do not post prices. Not thread safe.
 *
 * <p>Posted prices whose leaders could gain too much by another price are refused. First, the prices of all leaders are computed, and a posted price
 * is refused by its leader's gain against these prices of the other leaders. Then the prices are computed with the remaining posted prices. If the
 * gain of a posting leader at these prices is too large, the prices of all such leaders with more than half of the largest gain are refused, and the prices are
 * computed again.
 */
public final class RoundPricer {

    /**
     * Prices of a round.
     *
     * @param round the round, with the decision about its posted prices
     * @param solved its prices
     */
    public record PricedRound(FrozenRound round, RoundPrices solved) {}

    /**
     * Prices with bounds for posted prices.
     *
     * @param solved the prices
     * @param gains upper bound on the relative gain of each posting leader from another price, by leader id; at mixed prices, on its expected gain
     */
    private record BoundedPrices(RoundPrices solved, SortedMap<String, Double> gains) {}

    /** Part of the largest gain above which a posted price is refused in the same step. */
    private static final double SHARE_OF_LARGEST_GAIN = 0.5;

    private final FrozenRound round;
    private final CertifiedSolver solver;
    private final OptionalDouble mostPostedGain;
    private final BitSet posting = new BitSet();
    private final PricingGame free;
    private final PricingGame game;

    /**
     * Creates the pricing game of a round.
     *
     * @param solver solver; its certifier and its tolerance are used too
     * @param mostPostedGain the largest gain of a leader, relative, at which its posted price is admitted. If it is empty, all are admitted.
     */
    public RoundPricer(FrozenRound round, CertifiedSolver solver, OptionalDouble mostPostedGain) {
        this.round = round;
        this.solver = solver;
        this.mostPostedGain = mostPostedGain;
        IntStream.range(0, round.postedPrices().size())
                .filter(s -> round.postedPrices().get(s).isPresent())
                .forEach(posting::set);
        free = round.tiers().game();
        game = posting.isEmpty() ? free : free.withPostedPrices(posting);
    }

    /**
     * Solves the round. If leaders randomize, prices are sampled with the seed of the round.
     *
     * @param from initial prices, money/bit, by leader id; a leader that is missing or closed starts at 0
     * @param mix mixed strategies of an earlier round, by leader id. If the solver allows mixed strategies, they are certified before the search.
     *     Empty if there are none
     * @param stop ends the search once it returns true; the best prices found are then used
     * @param end ends the refinement of bounds for sampled and posted prices once it returns true; must not return true before {@code stop}
     */
    public PricedRound solve(
            Map<String, Double> from,
            Map<String, List<MixedPrices.Point>> mix,
            BooleanSupplier stop,
            BooleanSupplier end) {
        return admitted((pricer, start) -> pricer.solved(start, mix, stop, end), from, end);
    }

    /**
     * Computes prices with the posted prices that are admitted.
     *
     * @param way computes prices from initial prices, money/bit, by leader id
     */
    private PricedRound admitted(
            BiFunction<RoundPricer, Map<String, Double>, BoundedPrices> way,
            Map<String, Double> from,
            BooleanSupplier end) {
        if (mostPostedGain.isEmpty() || posting.isEmpty()) {
            return new PricedRound(round, way.apply(this, from).solved());
        }
        SortedMap<String, Double> refused = new TreeMap<>();
        posting.stream().forEach(s -> refused.put(id(s), 0.0));
        BoundedPrices market = way.apply(refusing(refused), from);
        Map<String, Double> start = round.byLeader(market.solved().prices());
        refused.clear();
        refused.putAll(above(gainsAgainst(market.solved(), end), mostPostedGain.getAsDouble()));
        BoundedPrices bounded = market;
        boolean isDone = false;
        while (!isDone) {
            RoundPricer next = refusing(refused);
            bounded = next.posting.isEmpty() ? market : way.apply(next, start);
            double largest = bounded.gains().values().stream()
                    .mapToDouble(gain -> gain)
                    .max()
                    .orElse(0);
            double most = Math.max(mostPostedGain.getAsDouble(), SHARE_OF_LARGEST_GAIN * largest);
            SortedMap<String, Double> tooLarge = above(bounded.gains(), most);
            refused.putAll(tooLarge);
            isDone = tooLarge.isEmpty();
        }
        return new PricedRound(
                round.withAdmission(new PostedPriceAdmission(bounded.gains(), refused)), bounded.solved());
    }

    private RoundPricer refusing(SortedMap<String, Double> refused) {
        return new RoundPricer(
                round.withAdmission(new PostedPriceAdmission(new TreeMap<>(), refused)), solver, mostPostedGain);
    }

    private static SortedMap<String, Double> above(SortedMap<String, Double> gains, double most) {
        SortedMap<String, Double> above = new TreeMap<>(gains);
        above.values().removeIf(gain -> gain <= most);
        return above;
    }

    /** Returns the gain of each posting leader from another price than its posted price, if all others have given prices. */
    private SortedMap<String, Double> gainsAgainst(RoundPrices others, BooleanSupplier end) {
        SortedMap<String, Double> byLeader = new TreeMap<>();
        posting.stream().forEach(s -> {
            List<MixedPrices.Mix> mixes = IntStream.range(0, others.prices().size())
                    .mapToObj(r -> others.mix()
                            .map(mix -> new MixedPrices.Mix(mix.prices().getOrDefault(id(r), List.of())))
                            .orElseGet(() -> MixedPrices.Mix.of(others.prices().get(r))))
                    .collect(Collectors.toCollection(ArrayList::new));
            mixes.set(s, MixedPrices.Mix.of(round.postedPrices().get(s).orElseThrow()));
            var rest = new BitSet();
            rest.set(0, mixes.size());
            rest.clear(s);
            EquilibriumCertificate certificate = solver.certifier()
                    .withStop(end)
                    .certify(free.withPostedPrices(rest), new MixedPrices(mixes), solver.tolerance());
            byLeader.put(id(s), certificate.leaders().get(s).relativeGap());
        });
        return byLeader;
    }

    private String id(int leader) {
        return round.scenario().leaders().get(leader).id();
    }

    private BoundedPrices solved(
            Map<String, Double> from,
            Map<String, List<MixedPrices.Point>> mix,
            BooleanSupplier stop,
            BooleanSupplier end) {
        SolveResult result = solver.solve(game, start(prices(from, false), mix), stop);
        if (result instanceof SolveResult.CertifiedMixed mixed) {
            EquilibriumCertificate certificate = mixed.certificate();
            var sold = new RoundPrices.Mix(
                    certificate.epsilon(), certificate.holds(), round.byLeader(points(mixed.mix())));
            BoundedPrices drawn = certified(
                    RoundAnalysisPlan.roundPrices(mixed, round.seed(), round.round()),
                    PriceOrigin.SOLVED,
                    Optional.of(sold),
                    end);
            if (mostPostedGain.isEmpty() || posting.isEmpty()) {
                return drawn;
            }
            return new BoundedPrices(
                    drawn.solved(),
                    gains(solver.certifier().withStop(end).certify(free, mixed.mix(), solver.tolerance())));
        }
        return priced(result.prices(), PriceOrigin.SOLVED, result.certificate(), Optional.empty(), end);
    }

    /**
     * Returns the initial strategies of the search. A leader starts with its mix if it does not post a price and its cap allows all prices of the
     * mix. All other leaders start with a pure price.
     */
    private MixedPrices start(double[] prices, Map<String, List<MixedPrices.Point>> mix) {
        return new MixedPrices(IntStream.range(0, prices.length)
                .mapToObj(s -> {
                    Leader leader = round.scenario().leaders().get(s);
                    List<MixedPrices.Point> points =
                            posting.get(s) ? List.of() : mix.getOrDefault(leader.id(), List.of());
                    boolean isOpen = !points.isEmpty()
                            && points.stream().allMatch(point -> point.price() <= leader.priceCapPerBit());
                    return isOpen ? new MixedPrices.Mix(points) : MixedPrices.Mix.of(prices[s]);
                })
                .toList());
    }

    private static List<List<MixedPrices.Point>> points(MixedPrices prices) {
        return prices.mixes().stream().map(MixedPrices.Mix::points).toList();
    }

    /**
     * Certifies the most probable prices of a mix, as pure prices.
     *
     * @param end ends the refinement of bounds, which are valid nevertheless
     */
    public PricedRound certifyMostProbable(RoundPrices.Mix mix, BooleanSupplier end) {
        return admitted(
                (pricer, likeliest) ->
                        pricer.certified(pricer.prices(likeliest, true), PriceOrigin.SOLVED, Optional.empty(), end),
                mix.likeliest(),
                end);
    }

    /**
     * Certifies prices of an earlier round for the tasks of this round.
     *
     * @param prices money/bit, by leader id; a leader that is missing has its price cap as price; a closed leader has an infinite price
     * @param end ends the refinement of bounds, which are valid nevertheless
     */
    public PricedRound recertify(Map<String, Double> prices, BooleanSupplier end) {
        return admitted(
                (pricer, start) ->
                        pricer.certified(pricer.prices(start, true), PriceOrigin.REUSED, Optional.empty(), end),
                prices,
                end);
    }

    private BoundedPrices certified(
            double[] prices, PriceOrigin how, Optional<RoundPrices.Mix> mix, BooleanSupplier end) {
        Certifier certifier = solver.certifier().withStop(end);
        return priced(prices, how, certifier.certify(game, prices, solver.tolerance()), mix, end);
    }

    private BoundedPrices priced(
            double[] prices,
            PriceOrigin how,
            EquilibriumCertificate certificate,
            Optional<RoundPrices.Mix> mix,
            BooleanSupplier end) {
        SortedMap<String, Double> gains = posting.isEmpty()
                ? new TreeMap<>()
                : gains(solver.certifier().withStop(end).certify(free, prices, solver.tolerance()));
        double gain = gains.values().stream().mapToDouble(any -> any).max().orElse(0);
        List<Double> all = Arrays.stream(prices).boxed().toList();
        return new BoundedPrices(
                new RoundPrices(round.round(), all, how, certificate.epsilon(), certificate.holds(), gain, mix), gains);
    }

    private SortedMap<String, Double> gains(EquilibriumCertificate all) {
        SortedMap<String, Double> byLeader = new TreeMap<>();
        posting.stream().forEach(s -> byLeader.put(id(s), all.leaders().get(s).relativeGap()));
        return byLeader;
    }

    private double[] prices(Map<String, Double> from, boolean isPlayed) {
        double[] prices = new double[round.postedPrices().size()];
        for (int s = 0; s < prices.length; s++) {
            Leader leader = round.scenario().leaders().get(s);
            OptionalDouble posted = round.postedPrices().get(s);
            double usual = isPlayed ? leader.priceCapPerBit() : 0;
            double price = from.getOrDefault(leader.id(), usual);
            boolean isClosed = price == PricingGame.CLOSED;
            double open = Math.min(isClosed ? usual : price, leader.priceCapPerBit());
            prices[s] = posted.orElse(isClosed && isPlayed ? price : open);
        }
        return prices;
    }
}
