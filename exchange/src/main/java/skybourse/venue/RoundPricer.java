package skybourse.venue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import skybourse.base.agent.Leader;
import skybourse.round.analysis.RoundAnalysisPlan;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.venue.event.RoundPrices;
import skybourse.venue.event.RoundPrices.PriceOrigin;

/** Computes and certifies prices of a frozen round for the leaders that do not post prices. Not thread safe. */
public final class RoundPricer {

    private final FrozenRound round;
    private final CertifiedSolver solver;
    private final BitSet posting = new BitSet();
    private final PricingGame free;
    private final PricingGame game;

    /**
     * Creates the pricing game of a round.
     *
     * @param solver solver; its certifier and its tolerance are used too
     */
    public RoundPricer(FrozenRound round, CertifiedSolver solver) {
        this.round = round;
        this.solver = solver;
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
    public RoundPrices solve(
            Map<String, Double> from,
            Map<String, List<MixedPrices.Point>> mix,
            BooleanSupplier stop,
            BooleanSupplier end) {
        SolveResult result = solver.solve(game, start(prices(from, false), mix), stop);
        if (result instanceof SolveResult.CertifiedMixed mixed) {
            EquilibriumCertificate certificate = mixed.certificate();
            var sold = new RoundPrices.Mix(
                    certificate.epsilon(), certificate.holds(), round.byLeader(points(mixed.mix())));
            return certified(
                    RoundAnalysisPlan.roundPrices(mixed, round.seed(), round.round()),
                    PriceOrigin.SOLVED,
                    Optional.of(sold),
                    end);
        }
        return solve(result.prices(), PriceOrigin.SOLVED, result.certificate(), Optional.empty(), end);
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
    public RoundPrices certifyMostProbable(RoundPrices.Mix mix, BooleanSupplier end) {
        return certified(prices(mix.likeliest(), true), PriceOrigin.SOLVED, Optional.empty(), end);
    }

    /**
     * Certifies prices of an earlier round for the tasks of this round.
     *
     * @param prices money/bit, by leader id; a leader that is missing has its price cap as price; a closed leader has an infinite price
     * @param end ends the refinement of bounds, which are valid nevertheless
     */
    public RoundPrices recertify(Map<String, Double> prices, BooleanSupplier end) {
        return certified(prices(prices, true), PriceOrigin.REUSED, Optional.empty(), end);
    }

    private RoundPrices certified(
            double[] prices, PriceOrigin how, Optional<RoundPrices.Mix> mix, BooleanSupplier end) {
        Certifier certifier = solver.certifier().withStop(end);
        return solve(prices, how, certifier.certify(game, prices, solver.tolerance()), mix, end);
    }

    private RoundPrices solve(
            double[] prices,
            PriceOrigin how,
            EquilibriumCertificate certificate,
            Optional<RoundPrices.Mix> mix,
            BooleanSupplier end) {
        double gain = posting.isEmpty() ? 0 : postedGain(prices, end);
        List<Double> all = Arrays.stream(prices).boxed().toList();
        return new RoundPrices(round.round(), all, how, certificate.epsilon(), certificate.holds(), gain, mix);
    }

    private double postedGain(double[] prices, BooleanSupplier end) {
        EquilibriumCertificate all = solver.certifier().withStop(end).certify(free, prices, solver.tolerance());
        return posting.stream()
                .mapToDouble(s -> all.leaders().get(s).relativeGap())
                .max()
                .orElse(0);
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
