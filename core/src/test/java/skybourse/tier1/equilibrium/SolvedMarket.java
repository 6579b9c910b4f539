package skybourse.tier1.equilibrium;

import java.util.List;
import java.util.Locale;
import skybourse.tier1.certificate.Certifier;
import skybourse.tier1.equilibrium.SolveResult.CertifiedMixed;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.PricingGame;

/**
 * A market with its solution, and the attempts if there is none.
 *
 * @param pure the fixed prices of smallest {@code eps} seen
 * @param pureEpsilon their {@code eps}
 * @param mixedEpsilon smallest {@code eps} of a mix; infinite if no mix was found
 * @param handedOver whether best responses replaced Newton's method
 * @param way leaders that were to randomize, by index, with the ending of each
 */
public record SolvedMarket(
        PricingGame game,
        SolveResult result,
        double[] pure,
        double pureEpsilon,
        double mixedEpsilon,
        boolean handedOver,
        List<String> way) {

    public static SolvedMarket of(PricingGame game, Certifier certifier) {
        var settings = new CertifiedSolver(PriceNewton.standard(1), certifier, 1e-6, CertifiedSolver.STANDARD_REPAIRS)
                .withMixedPrices();
        var loop = new RepairLoop(settings, game, null, () -> false);
        SolveResult result = loop.run(MixedPrices.pure(new double[game.leaders()]));
        double[] pure = loop.bestPrices;
        double epsilon = result instanceof CertifiedMixed
                ? certifier.certify(game, pure, 1e-6).epsilon()
                : result.certificate().epsilon();
        MixedEquilibriumSearch mixing = loop.mixing;
        List<String> way = mixing == null
                ? List.of()
                : mixing.way.stream()
                        .map(step -> step.leader() + " " + step.ending())
                        .toList();
        double least = mixing == null ? Double.POSITIVE_INFINITY : mixing.smallest;
        return new SolvedMarket(game, result, pure, epsilon, least, loop.handedOver, way);
    }

    public boolean isAnswered() {
        return result.certificate().holds();
    }

    public boolean isMixed() {
        return result instanceof CertifiedMixed;
    }

    /** The smallest {@code eps} of either kind. */
    public double epsilon() {
        return isAnswered() ? result.certificate().epsilon() : Math.min(pureEpsilon, mixedEpsilon);
    }

    /** Returns a description of failed attempts. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.1e | %s | %s |",
                game.agents(),
                game.leaders(),
                pureEpsilon,
                Double.isInfinite(mixedEpsilon) ? "–" : String.format(Locale.ROOT, "%.1e", mixedEpsilon),
                String.join(", ", way).toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
