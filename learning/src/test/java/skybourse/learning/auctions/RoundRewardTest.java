package skybourse.learning.auctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import skybourse.base.numeric.TaskRunner;
import skybourse.base.scenario.Scenario;
import skybourse.learning.environment.EnvironmentStepResult;
import skybourse.learning.headroom.ClockReward;
import skybourse.learning.headroom.RewardWeights;
import skybourse.learning.training.SampledRounds;
import skybourse.round.market.AerialOutcome;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleOutcome;
import skybourse.round.market.Round;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.FixedStep;

class RoundRewardTest {

    private static List<ScenarioRound> rounds;

    @BeforeAll
    static void solve() {
        rounds = SampledRounds.of("round-reward-test", 6, TaskRunner.CALLER);
    }

    private static ScenarioRound valued(ScenarioRound round, double value) {
        Scenario scenario = round.before().scenario();
        Scenario other = scenario.withRules(scenario.rules().withDeadlineValue(value));
        Round before = round.before();
        return new ScenarioRound(new Round(other, before.links(), before.sold(), before.leaders()), round.resale());
    }

    private static AuctionTranscript course(ScenarioRound round, int step) {
        AuctionMarket market = round.market();
        return market.course(new FixedStep(Math.max(1, step * market.gapTicks() / 100)));
    }

    private static long deadlinesMet(Round round) {
        return round.agents().stream().filter(AgentOutcome::deadlineMet).count();
    }

    /** Two outcomes of a round differ only by welfare, deadlines and messages, each computed from the agents. */
    @Test
    void rewardIsWelfarePlusDeadlinesMinusMessages() {
        boolean deadlinesDiffer = false;
        for (ScenarioRound round : rounds) {
            RoundReward reward =
                    ScenarioMarkets.Pool.withDeadlines(round).rounds().getFirst();
            AuctionTranscript fine = course(round, 2);
            AuctionTranscript coarse = course(round, 40);
            ResaleOutcome one = ResaleOutcome.of(round.before(), round.resale(), fine.outcome());
            ResaleOutcome other = ResaleOutcome.of(round.before(), round.resale(), coarse.outcome());
            double welfare = one.after().welfare() - other.after().welfare();
            for (int k = 0; k < one.aerialAgents().size(); k++) {
                AerialOutcome there = other.aerialAgents().get(k);
                welfare += there.cost() - one.aerialAgents().get(k).cost();
            }
            long saved = deadlinesMet(one.after()) - deadlinesMet(other.after());
            deadlinesDiffer |= saved != 0;
            long messages = fine.outcome().effort().messages()
                    - coarse.outcome().effort().messages();
            double expected = (welfare + round.before().scenario().deadlineValue() * saved) / reward.scaleMoney()
                    - 0.2 * messages / reward.messages();
            assertThat(reward.total(fine) - reward.total(coarse)).isCloseTo(expected, within(1e-9));
        }
        assertThat(deadlinesDiffer).isTrue();
    }

    @Test
    void noTradeHasRewardZeroAndEfficientRewardIsBounded() {
        for (ScenarioRound round : rounds) {
            RoundReward reward =
                    ScenarioMarkets.Pool.withDeadlines(round).rounds().getFirst();
            AuctionMarket market = round.market();
            var never = market.dutch(new FixedStep(1)).start(market.book(), new TieOrder.ById());
            assertThat(reward.outcomeReward(never.outcome())).isEqualTo(0);
            assertThat(reward.efficient()).isBetween(-10.0, 1.0);
        }
    }

    /**
     * Control: with a deadline value of zero, the reward equals the clock reward bit by bit, also over whole episodes.
     */
    @Test
    void withoutDeadlineValueEqualsClockReward() {
        List<ScenarioRound> free =
                rounds.stream().map(round -> valued(round, 0)).toList();
        ScenarioMarkets with = ScenarioMarkets.withDeadlines(free);
        ScenarioMarkets without = ScenarioMarkets.each(free);
        for (int i = 0; i < free.size(); i++) {
            ScenarioMarkets.Pool pool = with.pools().get(i);
            assertThat(pool).isEqualTo(without.pools().get(i));
            AuctionTranscript transcript = course(free.get(i), 6);
            assertThat(pool.total(0, transcript, RewardWeights.standard()))
                    .isEqualTo(new ClockReward(RewardWeights.standard(), pool.scale())
                            .total(transcript, free.get(i).market().book()));
        }
        assertThat(with.problem().reward()).isEqualTo(without.problem().reward());
        assertThat(episode(with.problem(), 3, 2)).isEqualTo(episode(without.problem(), 3, 2));
        assertThat(episode(ScenarioMarkets.withDeadlines(rounds).problem(), 3, 2))
                .isNotEqualTo(episode(without.problem(), 3, 2));
    }

    private static double episode(AuctionProblem problem, long seed, int action) {
        var environment = new AuctionEnvironment(problem);
        EnvironmentStepResult at = environment.reset(seed);
        double earned = 0;
        while (!(at instanceof EnvironmentStepResult.Terminated)) {
            boolean[] legal = at instanceof EnvironmentStepResult.First first
                    ? first.legal()
                    : ((EnvironmentStepResult.Mid) at).legal();
            int last =
                    (int) IntStream.range(0, legal.length).filter(i -> legal[i]).count() - 1;
            at = environment.step(Math.min(action, last));
            earned += at instanceof EnvironmentStepResult.Terminated end
                    ? end.reward()
                    : ((EnvironmentStepResult.Mid) at).reward();
        }
        return earned;
    }

    /** A model that is trained without deadlines, as a control, observes the same rounds as one trained with them. */
    @Test
    void statesDoNotDependOnTheReward() {
        MarketSource with = ScenarioMarkets.withDeadlines(rounds);
        MarketSource without = ScenarioMarkets.each(rounds);
        for (long seed = 0; seed < 6; seed++) {
            assertThat(without.market(seed)).isEqualTo(with.market(seed));
            assertThat(without.round(seed)).isEmpty();
            assertThat(without.view(seed))
                    .isEqualTo(with.view(seed))
                    .isEqualTo(with.round(seed).orElseThrow().round().view())
                    .isNotEqualTo(RoundFeatures.NONE);
        }
    }

    /**
     * The rewards of an episode sum to the reward of its auction. With hindsight they differ by a constant of the
     * round.
     */
    @Test
    void returnOfEpisodeEqualsRoundReward() {
        ScenarioMarkets markets = ScenarioMarkets.withDeadlines(rounds);
        for (long seed = 0; seed < 6; seed++) {
            RoundReward reward = markets.round(seed).orElseThrow();
            AuctionMarket market = markets.market(seed);
            assertThat(reward.round().market()).isEqualTo(market);
            AuctionTranscript transcript =
                    market.course(new FixedStep(ActionSet.fine().smallest(market.gapTicks())));
            AuctionProblem plain = markets.roundProblem();
            assertThat(episode(plain, seed, 0)).isCloseTo(reward.total(transcript), within(1e-9));
            AuctionProblem hindsight = plain.with(new TrainingAids(
                    TrainingReward.HINDSIGHT, StateEncoding.Clocks.FOURIER, TrainingAids.InitialPolicy.DRAWN));
            assertThat(episode(hindsight, seed, 0) - episode(plain, seed, 0))
                    .isCloseTo(1 - reward.efficient(), within(1e-9));
        }
    }

    /** Manual values: 3 of 5 buyers' lots are waiting, 4 of 4 sellers' lots, and log(1 + 3) / log(1 + 10). */
    @Test
    void stateContainsLotsAndDeadlinesOfTheRound() {
        StateEncoding form = StateEncodingBuilder.builder()
                .full(true)
                .wide(true)
                .counts(StateEncoding.Counts.ROUND)
                .buyersScale(5)
                .sellersScale(4)
                .clocks(StateEncoding.Clocks.FOURIER)
                .build();
        var state = new skybourse.tier2.clock.ClockState(
                skybourse.tier2.auction.Side.BUYERS,
                3,
                new skybourse.tier2.clock.ClockState.SideState(100, 60, 2, 2, true),
                new skybourse.tier2.clock.ClockState.SideState(0, 10, 2, 0, true));
        float[] numbers = form.numbers(state, ActionSet.fine(), new RoundFeatures(5, 4, 3));
        assertThat(numbers).hasSize(10 + 6 + 3 + 24);
        assertThat(numbers[16]).isEqualTo((float) (Math.log(4) / Math.log(6)));
        assertThat(numbers[17]).isEqualTo(1f);
        assertThat(numbers[18]).isEqualTo((float) (Math.log(4) / Math.log(11)));
        StateEncoding old = StateEncodingBuilder.builder()
                .full(true)
                .wide(true)
                .counts(StateEncoding.Counts.LOGARITHMS)
                .buyersScale(5)
                .sellersScale(4)
                .clocks(StateEncoding.Clocks.FOURIER)
                .build();
        float[] without = old.numbers(state, ActionSet.fine());
        for (int i = 0; i < without.length; i++) {
            assertThat(numbers[i < 16 ? i : i + 3]).isEqualTo(without[i]);
        }
    }
}
