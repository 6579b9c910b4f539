package skybourse.tier1.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.certificate.EquilibriumCertificate;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.mixed.DrawnRest;
import skybourse.tier1.mixed.WeightBracket;
import skybourse.tier1.mixed.WeightShifts;

/**
 * Right where a leader is torn between prices and best responses cycle: one or a few leaders then draw theirs. Wrong in large
 * markets: every step takes best responses on all agents.
 *
 * <p>From prices at rest the leader of the largest gain gets the certificate's best price as one more. Its weight is followed from 0
 * upward, all prices at rest again and all older ones level for each weight, until the new price earns no more than the others, and is
 * bracketed there. The certificate then says who else gains. Markets that this does not answer, as several leaders randomize at once, get
 * a {@link DoubleOracle}. Ours.
 */
final class Mixing {

    /** A mix with its certificate. */
    record Found(MixedPrices mix, EquilibriumCertificate certificate) {
        /** Returns what it answers: fixed prices where nothing is drawn after all. */
        SolveResult result(SolveResult.Effort effort) {
            return mix.mixers() > 0
                    ? new SolveResult.CertifiedMixed(mix, certificate, effort)
                    : new SolveResult.Certified(mix, certificate, effort);
        }
    }

    /** How the way of a new price's weight ended. */
    enum Ending {
        LEVEL,
        JUMP,
        PRICES_MERGE,
        NO_REST,
        WEIGHT_IS_ONE,
        CANNOT_MIX,
        ROUNDS
    }

    /** A leader that got one more price, and what came of it. */
    record Step(int leader, Ending ending) {}

    private static final int MOST_ADDED = 6;
    private static final int ORACLE_ROUNDS = 40;

    /** Rounds of the double oracle from a mix of a similar market, which is near or of no use. */
    private static final int FEW_ROUNDS = 12;

    /** Share of the tolerance up to which prices of one leader count as earning the same. */
    private static final double EVEN = 0.02;

    private static final double FIRST_STEP = 0.1;
    private static final double LEAST_STEP = 1e-4;

    private final PricingGame game;
    private final Certifier certifier;
    private final double tolerance;
    private final long rounds;
    private final BooleanSupplier stop;

    /** What was tried, from all starts, in order. */
    final List<Step> way = new ArrayList<>();

    /** The smallest {@code eps} of a mix that was seen. */
    double smallest = Double.POSITIVE_INFINITY;

    /**
     * @param tolerance the {@code eps} asked for
     * @param rounds of climbs, at most, from one start
     * @param stop ends the search as if no rounds were left
     */
    Mixing(PricingGame game, Certifier certifier, double tolerance, long rounds, BooleanSupplier stop) {
        this.game = game;
        this.certifier = certifier;
        this.tolerance = tolerance;
        this.rounds = rounds;
        this.stop = stop;
    }

    /** Returns a mix that is certified, or nothing: one leader at a time from each start, then by the double oracle from each. */
    Optional<Found> from(List<double[]> starts) {
        return first(starts, this::oneByOne)
                .or(() -> first(starts, start -> byOracle(MixedPrices.pure(start), ORACLE_ROUNDS)));
    }

    private static Optional<Found> first(List<double[]> starts, Function<double[], Optional<Found>> way) {
        return starts.stream().map(way).flatMap(Optional::stream).findFirst();
    }

    /** Returns a mix near one that was certified in a similar market: itself if it holds, else its prices and weights moved; or nothing. */
    Optional<Found> near(MixedPrices last) {
        Found found = found(last);
        if (!found.certificate().holds()) {
            DrawnRest rest = DrawnRest.of(game, last, new DrawnRest.Rounds(rounds, stop));
            if (!rest.settle() || !level(rest)) {
                return byOracle(last, FEW_ROUNDS);
            }
            found = found(rest.mix());
        }
        return found.certificate().holds() ? Optional.of(found) : byOracle(found.mix(), FEW_ROUNDS);
    }

    private Optional<Found> byOracle(MixedPrices start, int most) {
        return new DoubleOracle(game, EVEN * tolerance, rounds, this::found, stop).from(start, most);
    }

    private Optional<Found> oneByOne(double[] start) {
        DrawnRest rest = DrawnRest.of(game, MixedPrices.pure(start), new DrawnRest.Rounds(rounds, stop));
        rest.settle();
        for (int added = 0; rest != null && added <= MOST_ADDED; added++) {
            Found found = found(rest.mix());
            if (found.certificate().holds()) {
                return Optional.of(found);
            }
            int most = most(found.certificate());
            double price = found.certificate().leaders().get(most).bestPrice();
            boolean canMix = price != PricingGame.CLOSED
                    && rest.prices[most][0] != PricingGame.CLOSED
                    && rest.prices[most].length < MixedPrices.MOST_PRICES;
            rest = canMix ? followed(most, rest.with(most, price)) : ended(most, Ending.CANNOT_MIX);
        }
        return Optional.empty();
    }

    private Found found(MixedPrices mix) {
        EquilibriumCertificate certificate = certifier.certify(game, mix, tolerance);
        smallest = mix.mixers() > 0 ? Math.min(smallest, certificate.epsilon()) : smallest;
        return new Found(mix, certificate);
    }

    private int most(EquilibriumCertificate certificate) {
        int most = 0;
        for (int s = 1; s < game.leaders(); s++) {
            most = gain(certificate, s) > gain(certificate, most) ? s : most;
        }
        return most;
    }

    private double gain(EquilibriumCertificate certificate, int leader) {
        return RepairLoop.gain(game, certificate.leaders().get(leader));
    }

    /** Gives the new price weight until it earns no more than the others; null where the way there ends. */
    private @Nullable DrawnRest followed(int leader, DrawnRest fresh) {
        DrawnRest low = fresh;
        double step = FIRST_STEP;
        if (!low.settle() || low.ahead() <= 0) {
            return ended(leader, Ending.PRICES_MERGE);
        }
        while (step >= LEAST_STEP && low.hasRounds()) {
            DrawnRest next = weighed(low, Math.min(1, low.weight() + step));
            if (next == null) {
                step /= 2;
            } else if (next.ahead() <= 0) {
                return between(leader, low, next);
            } else if (next.weight() >= 1) {
                return ended(leader, Ending.WEIGHT_IS_ONE);
            } else {
                low = next;
            }
        }
        return ended(leader, low.hasRounds() ? Ending.NO_REST : Ending.ROUNDS);
    }

    private @Nullable DrawnRest ended(int leader, Ending ending) {
        way.add(new Step(leader, ending));
        return null;
    }

    /** Returns the rest at which the new price has a weight and the older ones are level; null where there is none nearby. */
    private @Nullable DrawnRest weighed(DrawnRest from, double weight) {
        DrawnRest next = from.copy();
        next.weigh(weight);
        return next.settle() && level(next) ? next : null;
    }

    /** Closes in on the weight at which the new price earns what the others do. */
    private DrawnRest between(int leader, DrawnRest less, DrawnRest more) {
        DrawnRest low = less;
        DrawnRest high = more;
        var bracket = new WeightBracket(low.weight(), low.ahead(), high.weight(), high.ahead());
        while (bracket.isOpen()) {
            double weight = bracket.next();
            DrawnRest next = weighed(bracket.isNearLow(weight) ? low : high, weight);
            if (next == null) {
                break;
            }
            if (Math.abs(next.ahead()) <= EVEN * tolerance) {
                way.add(new Step(leader, Ending.LEVEL));
                return next;
            }
            boolean isLow = bracket.narrow(next.weight(), next.ahead());
            low = isLow ? next : low;
            high = isLow ? high : next;
        }
        way.add(new Step(leader, Ending.JUMP));
        return low.ahead() < -high.ahead() ? low : high;
    }

    private boolean level(DrawnRest rest) {
        return WeightShifts.level(rest, EVEN * tolerance);
    }
}
