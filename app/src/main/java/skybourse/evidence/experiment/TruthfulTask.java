package skybourse.evidence.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import skybourse.evidence.sweep.CellTask;
import skybourse.evidence.sweep.Column;
import skybourse.evidence.sweep.Settings;
import skybourse.evidence.sweep.Worlds;
import skybourse.learning.training.LearnedClockPolicy;
import skybourse.learning.training.PlayedMarkets;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.FixedStep;

/** A rule beside the midpoint of a trained policy, on markets of a benchmark or on those that tier 1 of a scenario leads to. */
record TruthfulTask(boolean ofTierOne) implements CellTask {

    @Override
    public String name() {
        return ofTierOne ? "truthful-of-tier-1" : "truthful";
    }

    @Override
    public SequencedMap<String, String> axes() {
        SequencedMap<String, String> axes = new LinkedHashMap<>();
        axes.put(ofTierOne ? Worlds.SCENARIO : AuctioneerTask.MARKET, ofTierOne ? "20/2/3/3" : "narrow-3x2");
        axes.put(RuleChoice.RULE, "drop-out/posted-best");
        axes.put(RuleChoice.POLICY, ofTierOne ? AuctionCatalogue.LEARNED : FixedStep.NAME);
        axes.put(Markets.MARKETS, "400");
        return axes;
    }

    @Override
    public List<Column> columns() {
        return TruthfulPlay.COLUMNS;
    }

    @Override
    public void check(Settings settings, Worlds worlds) {
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

    @Override
    public List<double[]> run(Settings settings, long seed, Worlds worlds) {
        int count = settings.count(Markets.MARKETS, 2);
        PlayedMarkets markets = ofTierOne
                ? PlayedMarkets.of(worlds.named(settings, seed), count, seed)
                        .orElseThrow(() -> new IllegalStateException("no markets in which steps can be chosen"))
                : PlayedMarkets.of(AuctioneerTask.named(settings), count, seed);
        return List.of(new TruthfulPlay(markets, TruthfulPlay.policy(settings, worlds), seed).row(settings));
    }
}
