package skybourse.learning.training;

import java.util.Optional;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.clock.refining.Question;
import skybourse.tier2.clock.refining.Questioner;

/**
 * A trained network as the questioner of refining clocks, by its likeliest questions. What it learned moves messages, never who trades at
 * which price, as with any {@link Questioner}.
 *
 * <p>Right on markets like those of its training. Wrong far from them, where it may take more messages than bisection.
 *
 * <p>The question depends on what the answers leave open alone: what is drawn is fixed by it and the seed. For any number of threads.
 */
public final class LearnedQuestioner implements Questioner {

    private final RefiningProblem problem;
    private final SteadyChoice choice;

    /**
     * Makes the questioner.
     *
     * @param problem that the network was trained on
     * @param seed fixes the chains of a diffusion actor
     * @throws IllegalArgumentException where the network has another shape than the problem
     */
    public LearnedQuestioner(RefiningProblem problem, TrainedPolicy policy, long seed) {
        this.problem = problem;
        choice = new SteadyChoice(problem, policy, seed);
    }

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public Questions begin() {
        return open -> {
            Question[] questions = problem.questions(open);
            long[] seen = problem.seen(open);
            return Optional.of(questions[choice.of(problem.numbers(seen), RefiningProblem.legal(questions), seen)]);
        };
    }
}
