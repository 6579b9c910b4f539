package skybourse.learning.auctions;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import skybourse.learning.environment.Environment;
import skybourse.learning.environment.EnvironmentStepResult;
import skybourse.learning.headroom.ClockReward;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.ClockPolicy;
import skybourse.tier2.clock.ClockState;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;

/**
 * Environment of Double Dutch Auctions with midpoint pricing. An episode is the auction of one market.
 *
 * <p>The environment itself plays announcements without a choice: the first announcement of a side, and those with a single legal step. Their rewards belong
 * to the action before them; rewards at the start of an auction belong to its first action. The rewards of an episode therefore add up to those of the
 * complete auction. A market without any choice is replaced by another market.
 */
public final class AuctionEnvironment implements Environment {

    private final AuctionProblem problem;
    private final ActionSet actions;
    private @Nullable AuctionMarket market;
    private @Nullable DoubleDutchRun run;
    private @Nullable RoundReward round;
    private RoundFeatures view = RoundFeatures.NONE;
    private ClockReward reward;
    private StepSet steps;
    private double earned;
    private double paidWelfareTicks;

    /** Creates an environment; {@link #reset} must be called before the first step. */
    public AuctionEnvironment(AuctionProblem problem) {
        this.problem = problem;
        actions = problem.actions();
        steps = actions.steps();
        reward = problem.reward();
    }

    /**
     * Returns the seed of the market that replaces a market without a choice. It is larger by 2^32, so that it is not the seed of another episode.
     */
    static long nextSeed(long seed) {
        return seed + (1L << 32);
    }

    @Override
    public int stateSize() {
        return problem.form().size();
    }

    @Override
    public int actions() {
        return actions.size();
    }

    @Override
    public EnvironmentStepResult.First reset(long seed) {
        long at = seed;
        DoubleDutchRun begun = begin(at);
        while (!choiceIsReached(begun)) {
            at = nextSeed(at);
            begun = begin(at);
        }
        settle(begun);
        return new EnvironmentStepResult.First(observation(begun), legal(begun));
    }

    private DoubleDutchRun begin(long seed) {
        AuctionMarket drawn = problem.source().market(seed);
        DoubleDutchRun begun = start(drawn, problem.turns());
        steps = actions.on(begun.state().startGapTicks());
        reward = problem.reward(seed);
        round = problem.source().round(seed).orElse(null);
        view = problem.source().view(seed);
        market = drawn;
        run = begun;
        earned = 0;
        paidWelfareTicks = 0;
        return begun;
    }

    private static DoubleDutchRun start(AuctionMarket market, TurnOrder turns) {
        return new DoubleDutch(
                        market.buyersStartTicks(),
                        market.sellersStartTicks(),
                        turns,
                        ClearingRule.MIDPOINT,
                        new FixedStep(1))
                .start(market.book(), new TieOrder.ById());
    }

    /** Returns whether an auction has a choice between several steps. */
    public static boolean hasAChoice(AuctionMarket market, ActionSet actions, TurnOrder turns) {
        DoubleDutchRun running = start(market, turns);
        StepSet steps = actions.on(running.state().startGapTicks());
        while (running.nextSide().isPresent()) {
            long gap = running.state().largestStepTicks();
            if (running.policyIsAsked() && steps.legal(gap) > 1) {
                return true;
            }
            running.announce(Math.max(1, gap));
        }
        return false;
    }

    /** Continues the auction until a step must be chosen. Returns false if the auction ends first. */
    private boolean choiceIsReached(DoubleDutchRun running) {
        while (running.nextSide().isPresent()) {
            long gap = running.state().largestStepTicks();
            if (running.policyIsAsked() && steps.legal(gap) > 1) {
                return true;
            }
            announce(running, Math.max(1, gap));
        }
        return false;
    }

    private void announce(DoubleDutchRun running, long stepTicks) {
        Optional<Announcement> heard = running.announce(stepTicks);
        heard.ifPresent(announcement -> earned += reward.announcement(announcement));
    }

    @Override
    public EnvironmentStepResult step(int action) {
        DoubleDutchRun running = run;
        AuctionMarket played = market;
        if (running == null || played == null) {
            throw new IllegalStateException("an episode must be running");
        }
        long gap = running.state().largestStepTicks();
        if (action < 0 || action >= steps.legal(gap)) {
            throw new IllegalArgumentException("action must be legal, below " + steps.legal(gap) + ": " + action);
        }
        announce(running, steps.stepTicks(action, gap));
        boolean goesOn = choiceIsReached(running);
        if (goesOn) {
            settle(running);
        }
        double due = earned;
        earned = 0;
        if (goesOn) {
            return new EnvironmentStepResult.Mid(due, observation(running), legal(running));
        }
        run = null;
        return new EnvironmentStepResult.Terminated(due + ending(running, played), observation(running));
    }

    /**
     * Returns the reward at the end of the auction. It is the reward of the round if the market belongs to a round with deadlines, otherwise that of
     * the gains from trade that are not rewarded yet. The hindsight baseline is added if the training uses it.
     */
    private double ending(DoubleDutchRun running, AuctionMarket played) {
        boolean looksBack = problem.training().usesHindsight();
        if (round != null) {
            return round.outcomeReward(running.outcome()) + (looksBack ? 1 - round.efficient() : 0);
        }
        double gains = reward.welfare(running.outcome().welfareTicks(played.book()) - paidWelfareTicks);
        return gains + (looksBack ? reward.hindsightBaseline(played.clairvoyantWelfareTicks()) : 0);
    }

    /** Adds the reward of newly settled pairs if the training reward is paid on settlement. Does nothing in a round with deadlines. */
    private void settle(DoubleDutchRun running) {
        if (problem.training().paysOnSettlement() && market != null && round == null) {
            double settledTicks = running.outcome().welfareTicks(market.book());
            earned += reward.welfare(settledTicks - paidWelfareTicks);
            paidWelfareTicks = settledTicks;
        }
    }

    /** Returns the action of a clock policy in the current state. It is the first action with the policy's step. */
    public int actionOf(ClockPolicy policy) {
        ClockState state =
                Objects.requireNonNull(run, "an episode must be running").state();
        long gap = state.largestStepTicks();
        long ticks = policy.stepTicks(state);
        int action = 0;
        while (steps.stepTicks(action, gap) != ticks) {
            action++;
        }
        return action;
    }

    private float[] observation(DoubleDutchRun running) {
        return problem.form().numbers(running.state(), actions, view);
    }

    private boolean[] legal(DoubleDutchRun running) {
        return steps.legalMask(running.state().largestStepTicks());
    }
}
