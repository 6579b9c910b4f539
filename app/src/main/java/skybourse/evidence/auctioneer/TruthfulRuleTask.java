package skybourse.evidence.auctioneer;

import java.util.List;
import java.util.SequencedMap;
import skybourse.base.numeric.TaskRunner;
import skybourse.evidence.choice.RandomMarkets;
import skybourse.evidence.choice.RuleResolver;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.GridPoint;
import skybourse.evidence.sweep.ScenarioSource;
import skybourse.learning.training.HeldOutMarkets;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;

/**
 * Comparison of an auction rule with the midpoint rule under a given policy, on a benchmark market or on markets that result from tier 1 of a
 * scenario.
 *
 * @param ofTierOne whether the markets result from tier 1
 */
public record TruthfulRuleTask(boolean ofTierOne) {

    /** Task on a benchmark market. */
    public static final CellTask OF_BENCHMARKS =
            new TruthfulRuleTask(false).task("truthful", AuctioneerTask.MARKET, "narrow-3x2");

    /** Task on markets that result from tier 1. */
    public static final CellTask OF_TIER_ONE =
            new TruthfulRuleTask(true).task("truthful-of-tier-1", ScenarioSource.SCENARIO, "20/2/3/3");

    private CellTask task(String name, String axis, String market) {
        SequencedMap<String, String> axes = CellTask.axes(axis + "=" + market + " rule=drop-out/posted-best policy="
                + (ofTierOne ? AuctionCatalogue.LEARNED : FixedStep.NAME) + " markets=400");
        return CellTask.of(name, axes, TruthfulRuleComparison.COLUMNS, this::check, this::run);
    }

    private void check(GridPoint settings, ScenarioSource scenarios) {
        if (ofTierOne) {
            scenarios.checkNamed(settings, ScenarioSource.SCENARIO);
        } else {
            AuctioneerTask.named(settings);
        }
        settings.count(RandomMarkets.MARKETS, 2);
        TruthfulRuleComparison.check(settings, scenarios);
        if (TruthfulRuleComparison.policy(settings, scenarios) instanceof LearnedClockPolicy learned
                && learned.model().ofScenarios() != ofTierOne) {
            throw new IllegalArgumentException(RuleResolver.POLICY + " must be trained on "
                    + (ofTierOne ? "scenarios: " : "a benchmark: ")
                    + learned.model().origin().marketName());
        }
    }

    private List<double[]> run(GridPoint settings, long seed, ScenarioSource scenarios) {
        int count = settings.count(RandomMarkets.MARKETS, 2);
        HeldOutMarkets markets = ofTierOne
                ? HeldOutMarkets.of(scenarios.named(settings, seed), count, seed, TaskRunner.CALLER)
                        .orElseThrow(() -> new IllegalStateException("no markets in which steps can be chosen"))
                : HeldOutMarkets.of(AuctioneerTask.named(settings), count, seed);
        return List.of(new TruthfulRuleComparison(markets, TruthfulRuleComparison.policy(settings, scenarios), seed)
                .row(settings));
    }
}
