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
import skybourse.round.analysis.StudyPlan;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.equilibrium.CertifiedSolver;
import skybourse.tier1.equilibrium.SolveResult;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.venue.event.Solved;
import skybourse.venue.event.Solved.How;

/** Finds and certifies prices of a frozen round for the leaders that do not post theirs. For one thread. */
public final class RoundPrices {

    private final FrozenRound round;
    private final CertifiedSolver solver;
    private final BitSet posting = new BitSet();
    private final PricingGame free;
    private final PricingGame game;

    /** Prepares the game of a round. */
    public RoundPrices(FrozenRound round, CertifiedSolver solver) {
        this.round = round;
        this.solver = solver;
        IntStream.range(0, round.posted().size())
                .filter(s -> round.posted().get(s).isPresent())
                .forEach(posting::set);
        free = round.tiers().game();
        game = posting.isEmpty() ? free : free.posting(posting);
    }

    /**
     * Solves the round. Where leaders randomize, prices are drawn by the seed of the round.
     *
     * @param from prices to begin with, by leader; a leader that it lacks, or has closed, begins at 0
     * @param mix mixed strategies of a round before, by leader, certified first where leaders may randomize; empty for none
     * @param stop ends the search with the best prices seen
     * @param end ends what sharpens the bounds of drawn and posted prices, not before {@code stop}
     */
    public Solved solved(
            Map<String, Double> from,
            Map<String, List<MixedPrices.Point>> mix,
            BooleanSupplier stop,
            BooleanSupplier end) {
        SolveResult result = solver.solve(game, start(prices(from, false), mix), stop);
        if (result instanceof SolveResult.CertifiedMixed mixed) {
            EquilibriumCertificate found = mixed.certificate();
            var sold = new Solved.Mix(found.epsilon(), found.holds(), round.byLeader(points(mixed.mix())));
            return certified(StudyPlan.asked(mixed, round.seed(), round.round()), How.SOLVED, Optional.of(sold), end);
        }
        return solved(result.prices(), How.SOLVED, result.certificate(), Optional.empty(), end);
    }

    /** Returns the mix of each leader that does not post its price and may ask all of its prices; else its price. */
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

    /** Certifies the prices that a mix draws most often, as if nothing had been drawn. */
    public Solved likeliest(Solved.Mix mix, BooleanSupplier end) {
        return certified(prices(mix.likeliest(), true), How.SOLVED, Optional.empty(), end);
    }

    /**
     * Certifies prices of a round before on the tasks of this one.
     *
     * @param prices by leader; a leader that they lack asks the most that it may
     * @param end ends what sharpens the bounds, which hold all the same
     */
    public Solved reused(Map<String, Double> prices, BooleanSupplier end) {
        return certified(prices(prices, true), How.REUSED, Optional.empty(), end);
    }

    private Solved certified(double[] prices, How how, Optional<Solved.Mix> mix, BooleanSupplier end) {
        Certifier certifier = solver.certifier().stopping(end);
        return solved(prices, how, certifier.certify(game, prices, solver.tolerance()), mix, end);
    }

    private Solved solved(
            double[] prices, How how, EquilibriumCertificate found, Optional<Solved.Mix> mix, BooleanSupplier end) {
        double gain = posting.isEmpty() ? 0 : postedGain(prices, end);
        List<Double> all = Arrays.stream(prices).boxed().toList();
        return new Solved(round.round(), all, how, found.epsilon(), found.holds(), gain, mix);
    }

    private double postedGain(double[] prices, BooleanSupplier end) {
        EquilibriumCertificate all = solver.certifier().stopping(end).certify(free, prices, solver.tolerance());
        return posting.stream()
                .mapToDouble(s -> all.leaders().get(s).relativeGap())
                .max()
                .orElse(0);
    }

    private double[] prices(Map<String, Double> from, boolean isPlayed) {
        double[] prices = new double[round.posted().size()];
        for (int s = 0; s < prices.length; s++) {
            Leader leader = round.scenario().leaders().get(s);
            OptionalDouble posted = round.posted().get(s);
            double usual = isPlayed ? leader.priceCapPerBit() : 0;
            double price = from.getOrDefault(leader.id(), usual);
            boolean isClosed = price == PricingGame.CLOSED;
            double open = Math.min(isClosed ? usual : price, leader.priceCapPerBit());
            prices[s] = posted.orElse(isClosed && isPlayed ? price : open);
        }
        return prices;
    }
}
