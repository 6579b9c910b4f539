package skybourse.evidence.experiment;

import java.util.List;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.learning.training.ExactStudy;
import skybourse.learning.training.ExactStudy.Asked;
import skybourse.learning.training.ExactStudy.Found;
import skybourse.learning.training.LearnerPlan;
import skybourse.tier2.clock.dropout.DropOutMarket;

/**
 * A learner trained where nobody gains by a lie: of drop-out clocks, in rewards, or of the questions of refining clocks, in messages. All numbers
 * are exact; shares are of the way from the best posted price, or bisection, to the best of all policies.
 */
final class ExactLearnerTask {

    private static final List<Column> COLUMNS = Column.list("""
            base | reward or messages | baseline: best posted price, or bisection
            best | reward or messages | optimal policy
            withinActionsShare | share | of the headroom, optimal policy with the learner's actions
            lastEpoch | reward or messages | of the learner after the last epoch
            lastEpochShare | share | of the headroom, learner after the last epoch
            bestEpoch | reward or messages | of the learner at its best epoch
            bestEpochShare | share | of the headroom, learner at its best epoch
            estimate | messages | of asking at the expected crossing of both sides
            estimateKnownLaw | messages | of the same with a known distribution of limits
            """);

    private static final String CLOCKS = "clocks";
    private static final String DROP_OUT = "drop-out";
    private static final double EPOCH_EFFORT = 2;
    private static final int MEBIBYTES = 500;

    static final CellTask TASK = CellTask.of(
                    "exact-learner",
                    CellTask.axes("clocks=drop-out market=uniform-5x3 learner=plain epochs=20"),
                    COLUMNS,
                    ExactLearnerTask::check,
                    ExactLearnerTask::run)
            .withEffort(settings -> EPOCH_EFFORT * settings.count(AuctioneerTask.EPOCHS, 1))
            .withMebibytes(_ -> MEBIBYTES);

    private ExactLearnerTask() {}

    private static void check(Settings settings, Worlds worlds) {
        settings.word(CLOCKS, List.of(DROP_OUT, "refining"));
        market(settings);
        study(settings, 1);
    }

    private static DropOutMarket market(Settings settings) {
        var markets = ExactStudy.markets();
        return markets.getOrDefault(
                settings.word(AuctioneerTask.MARKET, List.copyOf(markets.keySet())),
                markets.firstEntry().getValue());
    }

    private static ExactStudy study(Settings settings, long seed) {
        return new ExactStudy(
                settings.word("learner", LearnerPlan.names()), settings.count(AuctioneerTask.EPOCHS, 1), seed);
    }

    private static List<double[]> run(Settings settings, long seed, Worlds worlds) {
        ExactStudy study = study(settings, seed);
        if (settings.text(CLOCKS).equals(DROP_OUT)) {
            return List.of(row(study.dropOut(market(settings)), Double.NaN, Double.NaN));
        }
        Asked asked = study.refined(market(settings))
                .orElseThrow(() -> new IllegalStateException("the fewest messages have too many states to be exact"));
        return List.of(row(asked.found(), asked.estimate(), asked.byLaw()));
    }

    static double[] row(Found found, double estimate, double byLaw) {
        return new double[] {
            found.base(),
            found.best(),
            found.share(found.byActions()),
            found.last(),
            found.share(found.last()),
            found.judged(),
            found.share(found.judged()),
            estimate,
            byLaw
        };
    }
}
