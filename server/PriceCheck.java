import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import skybourse.base.agent.Leader;
import skybourse.files.codec.PublishedRoundRecord;
import skybourse.round.market.LeaderOutcome;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.round.market.TwoTierRound;
import skybourse.tier1.certificate.EquilibriumCertificate;

/**
 * Certifies records of sold rounds again, for price-test beside it: reads a file of records, one a line, and prints for each the largest relative
 * gain of anybody who does not post a price, the smallest revenue of a leader that does not post its price per cost of the work that it sold, and
 * the lowest price of such a leader that sold something.
 */
public final class PriceCheck {

    private PriceCheck() {}

    /** Reads the file that the first argument names. */
    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            check(PublishedRoundRecord.read(line.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void check(PublishedRoundRecord record) {
        Set<String> present = new HashSet<>(record.buyers());
        present.addAll(record.sellers());
        TwoTierRound tiers = TwoTierRound.ofPresentAgents(record.frozen(), present, record.expectedResalePrice());
        List<Leader> leaders = tiers.scenario().leaders();
        double[] prices = leaders.stream()
                .mapToDouble(leader -> record.pricePerBit().get(leader.id()))
                .toArray();
        var solver = SolverCatalogue.defaultSolver(record.frozen().rules(), 1);
        // The solver may have used tighter bounds than its tolerance for its proof. A tighter check accepts such
        // proofs, too.
        double sharp = 0.1 * solver.tolerance();
        EquilibriumCertificate found = solver.certifier().certify(tiers.game(), prices, sharp);
        List<LeaderOutcome> outcomes = tiers.sell(prices).leaders();
        double epsilon = found.largestFollowerGap();
        double perCost = Double.POSITIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < prices.length; s++) {
            double work = outcomes.get(s).load().work();
            if (!record.posting().contains(leaders.get(s).id())) {
                epsilon = Math.max(epsilon, found.leaders().get(s).relativeGap());
                perCost = work > 0
                        ? Math.min(perCost, outcomes.get(s).revenue() / (leaders.get(s).costPerWork() * work))
                        : perCost;
                lowest = work > 0 ? Math.min(lowest, prices[s]) : lowest;
            }
        }
        System.out.printf(Locale.ROOT, "%s %s %s%n", epsilon, perCost, lowest);
    }
}
