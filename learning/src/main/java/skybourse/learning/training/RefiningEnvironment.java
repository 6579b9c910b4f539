package skybourse.learning.training;

import java.util.Optional;
import skybourse.base.random.RandomStreams;
import skybourse.learning.learners.Environment;
import skybourse.learning.learners.TimeStep;
import skybourse.tier2.auction.MarketDraw;
import skybourse.tier2.clock.refining.LeastProof;
import skybourse.tier2.clock.refining.Question;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.RefiningRun;

/** One refining auction after another as a problem to learn, one episode a market, played by the rule itself. */
public final class RefiningEnvironment implements Environment {

    private final RefiningProblem problem;
    private MarketDraw drawn = new MarketDraw(new long[0], new long[0]);
    private Optional<RefiningRun> running = Optional.empty();
    private Question[] offered = {};
    private int chosen;

    /** Makes an environment; {@link #reset} must come before the first step. */
    public RefiningEnvironment(RefiningProblem problem) {
        this.problem = problem;
    }

    /** Asks what the step says. */
    private final class Chosen implements Questioner {
        @Override
        public String name() {
            return "chosen";
        }

        @Override
        public Questions begin() {
            return _ -> Optional.of(offered[chosen]);
        }
    }

    @Override
    public int stateSize() {
        return problem.stateSize();
    }

    @Override
    public int actions() {
        return problem.actions();
    }

    /** Draws the market that a seed fixes. */
    static MarketDraw draw(RefiningProblem problem, long seed) {
        return problem.market().traders().draw(new RandomStreams(seed).stream("refining-market", 0));
    }

    @Override
    public TimeStep.First reset(long seed) {
        drawn = draw(problem, seed);
        RefiningRun run = problem.rule(new Chosen()).start(drawn.bidTicks(), drawn.askTicks());
        running = Optional.of(run);
        offered = problem.questions(run.open());
        return new TimeStep.First(observation(run), RefiningProblem.legal(offered));
    }

    private float[] observation(RefiningRun run) {
        return problem.numbers(problem.seen(run.open()));
    }

    @Override
    public TimeStep step(int action) {
        RefiningRun run = running.orElseThrow(() -> new IllegalStateException("an episode must be running"));
        if (action < 0 || action >= actions() || !RefiningProblem.legal(offered)[action]) {
            throw new IllegalArgumentException("action must be legal: " + action);
        }
        chosen = action;
        long before = run.effort().messages();
        run.ask();
        double due = problem.perMessage() * (before - run.effort().messages());
        if (!run.hasEnded()) {
            offered = problem.questions(run.open());
            return new TimeStep.Mid(due, observation(run), RefiningProblem.legal(offered));
        }
        running = Optional.empty();
        return new TimeStep.Terminated(due + problem.perMessage() * paidBack(), observation(run));
    }

    private long paidBack() {
        return problem.training().looksBack()
                ? LeastProof.messages(
                        drawn, problem.market().highTicks(), problem.market().lowTicks())
                : 0;
    }
}
