package skybourse.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import skybourse.base.scenario.Scenario;
import skybourse.base.scenario.ScenarioSampler;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.SampledValue;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.auction.RuleTraits;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.catalogue.AuctionCatalogue;
import skybourse.tier2.clock.Clearing;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.Turns;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.dropout.DropOutReward;
import skybourse.tier2.spi.AuctionSettings;

class TruthfulStudyTest {

    private static final int MARKETS = 600;
    private static final long SEED = 5;
    private static final TrainedModel MODEL = SmallModels.untrained("dqn", Map.of());
    private static final TruthfulStudy UNIT = TruthfulStudy.of(MODEL, SmallMarkets.NARROW, MARKETS, SEED);
    private static final Scenario SCENARIO =
            ScenarioSampler.standard(new ScenarioSampler.Counts(20, 2, 3, 3)).sample("small", 1);

    private static PlayedRule played(TruthfulStudy study, String name) {
        return (PlayedRule) row(study, name);
    }

    private static TruthfulStudy.Row row(TruthfulStudy study, String name) {
        return study.rules().stream()
                .filter(row -> row.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /** The catalogue's own declarations say which rules are of the family; the books' one is not forgotten either. */
    @Test
    void everyRuleThatDeclaresTruthIsThereAndNoOther() {
        var settings = new AuctionSettings(30, 0, Turns.SHORTER, 1, 0, 0);
        Set<String> declared = AuctionCatalogue.ruleNames().stream()
                .map(name ->
                        AuctionCatalogue.rule(name, settings, new FixedStep(1)).orElseThrow())
                .filter(rule -> rule.traits().truthful() != RuleTraits.Truthful.NO)
                .map(rule -> rule.name())
                .collect(Collectors.toSet());
        List<AuctionMarket> seen =
                List.of(new AuctionMarket(new MarketDraw(new long[] {9, 8}, new long[] {2, 3}).book(), 30, 0));
        var rules = new TruthfulRules(seen, Optional.empty(), true);
        assertThat(rules.entries(ClockReward.of(SmallMarkets.NARROW)).stream()
                        .filter(entry -> entry.refusal().isEmpty())
                        .map(entry -> entry.rules().rule(30, 0, 0).name()))
                .containsAll(declared)
                .allSatisfy(name -> assertThat(declared).contains(name));
    }

    @Test
    void theLearnedMidpointIsThatOfTheOtherComparisons() {
        var reward = ClockReward.of(SmallMarkets.NARROW);
        List<MarketDraw> draws = SampledValue.markets(SmallMarkets.NARROW, SEED, "evaluation-markets", MARKETS);
        PlayedRule learned = UNIT.learned();
        for (int i = 0; i < MARKETS; i++) {
            var course = new DoubleDutch(30, 0, Turns.ALTERNATE, Clearing.MIDPOINT, MODEL.steady())
                    .course(draws.get(i).book(), new TieOrder.ByLot(SEED, i));
            assertThat(learned.gains()[i])
                    .isEqualTo(course.outcome().welfareTicks(draws.get(i).book()));
            assertThat(learned.announcements()[i])
                    .isEqualTo(course.announcements().size());
            assertThat(UNIT.possible()[i]).isEqualTo(draws.get(i).clairvoyantWelfareTicks());
        }
        SampledValue value = SampledValue.of(SmallMarkets.NARROW, reward, MODEL.steady(), draws);
        assertThat(sum(learned.messages()) / MARKETS).isCloseTo(value.messages(), within(.05));
        assertThat(sum(learned.rewards()) / MARKETS).as("without regret").isGreaterThan(value.reward());
        assertThat(learned.isTruthful(false)).isFalse();
        assertThat(UNIT.lies().searched()).isEqualTo(100);
        assertThat(UNIT.lies().gainfulTraders()).isPositive();
    }

    /** SBBA's outcome has four ways of asking, all of one price and number of trades. */
    @Test
    void theFourWaysToOneOutcomeGainTheSameAndOnlyTalkDiffers() {
        double[] gains = played(UNIT, "SBBA").gains();
        for (String name : List.of("refined, bisection", "refined, estimate", "refined, estimate by the law")) {
            assertThat(sum(played(UNIT, name).gains())).as(name).isCloseTo(sum(gains), within(.02 * sum(gains)));
        }
        assertThat(played(UNIT, "SBBA").messages()).containsOnly(5);
        assertThat(sum(played(UNIT, "refined, bisection").messages()))
                .isLessThan(sum(played(UNIT, "balanced reduction").messages()));
    }

    /** The exact value of a program that shares no code with the auction that is played. */
    @Test
    void theBayesOptimalClocksComeToTheirExactValue() {
        var market = new DropOutMarket(SmallMarkets.NARROW.components().getFirst(), 0, 30);
        double exact = market.value(market.best(DropOutReward.GAINS, market.anySteps()))
                .gainsTicks();
        PlayedRule bayes = played(UNIT, "drop-out, Bayes-optimal for gains");
        assertThat(sum(bayes.gains()) / MARKETS).isCloseTo(exact, within(.05 * exact));
        PlayedRule paid = played(UNIT, "drop-out, Bayes-optimal for reward");
        assertThat(sum(paid.rewards())).isGreaterThan(sum(bayes.rewards()));
        assertThat(sum(paid.messages())).isLessThan(sum(bayes.messages()));
    }

    @Test
    void theBestOnesAreTruthfulAndPaidFor() {
        for (TruthfulStudy.Row row : UNIT.rules()) {
            if (row instanceof PlayedRule rule) {
                assertThat(rule.isTruthful(false)).as(rule.name()).isTrue();
                assertThat(sum(rule.gains())).isLessThanOrEqualTo(sum(UNIT.possible()));
                if (rule.traits().budget() == RuleTraits.Budget.STRONG) {
                    assertThat(rule.house()).as(rule.name()).containsOnly(0);
                }
                if (rule.isPaidFor()) {
                    assertThat(sum(rule.gains()))
                            .isLessThanOrEqualTo(sum(UNIT.mostGains().gains()));
                    assertThat(sum(rule.rewards()))
                            .isLessThanOrEqualTo(sum(UNIT.mostReward().rewards()) + 1e-9);
                }
            }
        }
        assertThat(sum(played(UNIT, "VCG").gains())).isEqualTo(sum(UNIT.possible()));
        assertThat(sum(played(UNIT, "VCG").house())).isNegative();
        assertThat(UNIT.mostGains().name()).isNotEqualTo("VCG");
        assertThat(UNIT.mostRewardByClocks().clocks()).isTrue();
        assertThat(row(UNIT, "verified bids")).isInstanceOf(TruthfulStudy.Refused.class);
    }

    @Test
    void severalLotsLeaveFewRulesAndBooksMakeOneMore() {
        TruthfulStudy lots = TruthfulStudy.of(MODEL, SCENARIO, 4, 3).orElseThrow();
        assertThat(lots.severalLots()).isTrue();
        assertThat(row(lots, "refined, bisection"))
                .isEqualTo(new TruthfulStudy.Refused("refined, bisection", "takes one lot of a trader, not several"));
        assertThat(row(lots, "drop-out, Bayes")).isInstanceOf(TruthfulStudy.Refused.class);
        assertThat(played(lots, "McAfee").isTruthful(true)).isFalse();
        assertThat(played(lots, "drop-out, more in moves").isTruthful(true)).isTrue();
        assertThat(sum(played(lots, "verified bids").gains())).isEqualTo(sum(lots.possible()));
        assertThat(lots.mostGains().name()).isEqualTo("verified bids");
        assertThat(lots.mostRewardByClocks().name()).startsWith("drop-out");
        assertThat(lots.possible())
                .isEqualTo(DrawnStudy.unseen(SCENARIO, 3, 4).stream()
                        .mapToDouble(round -> round.market().clairvoyantWelfareTicks())
                        .toArray());
        assertThat(TruthfulStudy.of(MODEL, SCENARIO, 1, 3)).isEmpty();
    }
}
