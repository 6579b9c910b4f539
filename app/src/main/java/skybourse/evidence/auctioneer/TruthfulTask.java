package skybourse.evidence.auctioneer;

import java.util.List;
import java.util.SequencedMap;
import skybourse.base.numeric.TaskRunner;
import skybourse.evidence.choice.Markets;
import skybourse.evidence.choice.RuleChoice;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.PlayedMarkets;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;

/**
 * Comparison of a rule with the midpoint rule of a policy, on a benchmark market or on markets that result from tier 1 of a scenario.
 *
 * @param ofTierOne whether the markets result from tier 1
 */
public record TruthfulTask(boolean ofTierOne) {

    /** Task on a benchmark market. */
    public static final CellTask OF_BENCHMARKS =
            new TruthfulTask(false).task("truthful", AuctioneerTask.MARKET, "narrow-3x2");

    /** Task on markets that result from tier 1. */
    public static final CellTask OF_TIER_ONE =
            new TruthfulTask(true).task("truthful-of-tier-1", Worlds.SCENARIO, "20/2/3/3");

    private CellTask task(String name, String axis, String market) {
        SequencedMap<String, String> axes = CellTask.axes(axis + "=" + market + " rule=drop-out/posted-best policy="
                + (ofTierOne ? AuctionCatalogue.LEARNED : FixedStep.NAME) + " markets=400");
        return CellTask.of(name, axes, TruthfulPlay.COLUMNS, this::check, this::run);
    }

    private void check(Settings settings, Worlds worlds) {
        if (ofTierOne) {
            worlds.checkNamed(settings, Worlds.SCENARIO);
        } else {
            AuctioneerTask.named(settings);
        }
        settings.count(Markets.MARKETS, 2);
        TruthfulPlay.check(settings, worlds);
        if (TruthfulPlay.policy(settings, worlds) instanceof LearnedClockPolicy learned
                && learned.model().ofScenarios() != ofTierOne) {
            throw new IllegalArgumentException(RuleChoice.POLICY + " must be trained on "
                    + (ofTierOne ? "scenarios: " : "a benchmark: ")
                    + learned.model().origin().marketName());
        }
    }

    private List<double[]> run(Settings settings, long seed, Worlds worlds) {
        int count = settings.count(Markets.MARKETS, 2);
        PlayedMarkets markets = ofTierOne
                ? PlayedMarkets.of(worlds.named(settings, seed), count, seed, TaskRunner.CALLER)
                        .orElseThrow(() -> new IllegalStateException("no markets in which steps can be chosen"))
                : PlayedMarkets.of(AuctioneerTask.named(settings), count, seed);
        return List.of(new TruthfulPlay(markets, TruthfulPlay.policy(settings, worlds), seed).row(settings));
    }
}
