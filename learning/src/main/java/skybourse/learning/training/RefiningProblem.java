package skybourse.learning.training;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import skybourse.base.numeric.Checks;
import skybourse.learning.learners.BatchEnvironment;
import skybourse.learning.learners.EnvironmentLanes;
import skybourse.learning.learners.TrainedPolicy;
import skybourse.tier2.auction.Side;
import skybourse.tier2.clock.dropout.DropOutMarket;
import skybourse.tier2.clock.refining.BestQuestions;
import skybourse.tier2.clock.refining.Bisection;
import skybourse.tier2.clock.refining.Question;
import skybourse.tier2.clock.refining.Questioner;
import skybourse.tier2.clock.refining.Refinement;
import skybourse.tier2.clock.refining.RefiningDutch;

/**
 * The questions of refining clocks as a problem to learn, one lot a trader: who trades at which price is never at stake, only messages are.
 * An action is one of 33 places from a tick before the open bracket to a tick after it: both sides are asked there, or at the nearest legal price.
 *
 * <p>Seen are the bracket and how many of each side surely and possibly accept its ends, all of which {@link BestQuestions} knows too: so
 * the messages of a policy can be had exactly. No budget of announcements, since every action is a legal question.
 *
 * @param market the traders, at least two sellers, and where the clocks start
 * @param perMessage what a message costs
 * @param clocks what is seen of the bracket beside where it lies
 * @param training what is paid while it trains; with hindsight the messages of the cheapest proof are paid back at the end
 */
public record RefiningProblem(DropOutMarket market, double perMessage, StateForm.Clocks clocks, TrainingReward training)
        implements ExactProblem {

    private static final int PARTS = 32;
    private static final int CLEAR = 6;

    public RefiningProblem {
        Checks.within(market.traders().sellers(), 2L, Integer.MAX_VALUE, "sellers");
        Checks.positive(perMessage, "perMessage");
    }

    /** Returns the problem in which the messages of bisection cost 1 in expectation. */
    public static RefiningProblem of(DropOutMarket market, Aids aids) {
        return new RefiningProblem(
                market, 1 / messages(market, new Bisection()).orElseThrow(), aids.clocks(), aids.reward());
    }

    /**
     * Returns the messages that a questioner takes in expectation, exactly.
     *
     * @param questioner asks by what the answers leave open alone
     * @return empty where more than {@link BestQuestions#MOST_STATES} states can come
     */
    static Optional<Double> messages(DropOutMarket market, Questioner questioner) {
        return least(market, open -> questioner.begin().next(open).stream().toList());
    }

    private static Optional<Double> least(DropOutMarket market, Function<Refinement, List<Question>> questions) {
        return BestQuestions.among(
                        market.traders(), market.highTicks(), market.lowTicks(), questions, BestQuestions.MOST_STATES)
                .map(BestQuestions::messages);
    }

    /** Returns the fewest messages of those who ask by these actions, as {@link #messages}. */
    Optional<Double> leastByActions() {
        return least(market, open -> List.of(questions(open)));
    }

    @Override
    public int stateSize() {
        return CLEAR + (clocks == StateForm.Clocks.FOURIER ? 3 * StateForm.WAVES : 0);
    }

    @Override
    public int actions() {
        return PARTS + 1;
    }

    /** Returns the question of each action; the outer ones are a tick beyond the bracket, so that in a narrow one each price has its action. */
    Question[] questions(Refinement open) {
        long first = Refinement.price(open.lowIndex()) - 1;
        long span = Refinement.price(open.highIndex()) + 1 - first;
        Question[] questions = new Question[actions()];
        long before = Long.MIN_VALUE;
        for (int part = 0; part <= PARTS; part++) {
            long price = first + Math.floorDiv(span * part + PARTS / 2, PARTS);
            questions[part] = price == before ? questions[part - 1] : open.nearest(price);
            before = price;
        }
        return questions;
    }

    /** Returns {@code boolean[actions]}: of actions that ask the same only the first is legal. */
    static boolean[] legal(Question[] questions) {
        boolean[] legal = new boolean[questions.length];
        for (int i = 0; i < legal.length; i++) {
            legal[i] = i == 0 || !questions[i].equals(questions[i - 1]);
        }
        return legal;
    }

    /** Returns what is seen: both ends of the bracket, then how many of each side may accept its easy end and surely accept its hard one. */
    long[] seen(Refinement open) {
        long low = open.lowIndex();
        long high = open.highIndex();
        return new long[] {
            low - 2 * market.lowTicks(),
            high - 2 * market.lowTicks(),
            open.most(Side.BUYERS, Refinement.price(low)),
            open.least(Side.BUYERS, Math.ceilDiv(high, 2)),
            open.most(Side.SELLERS, Refinement.price(high)),
            open.least(Side.SELLERS, Math.ceilDiv(low, 2) - 1)
        };
    }

    /** Returns the same as numbers in [0, 1], and waves of both ends and their distance. */
    float[] numbers(long[] seen) {
        long range = 2 * (market.highTicks() - market.lowTicks()) + 2;
        long[] scales = {
            range,
            range,
            market.traders().buyers(),
            market.traders().buyers(),
            market.traders().sellers(),
            market.traders().sellers()
        };
        float[] numbers = new float[stateSize()];
        for (int i = 0; i < CLEAR; i++) {
            numbers[i] = (float) seen[i] / scales[i];
        }
        if (clocks == StateForm.Clocks.FOURIER) {
            StateForm.waves(seen[0], range, numbers, CLEAR);
            StateForm.waves(seen[1], range, numbers, CLEAR + StateForm.WAVES);
            StateForm.waves(seen[1] - seen[0], range, numbers, CLEAR + 2 * StateForm.WAVES);
        }
        return numbers;
    }

    /** Returns the auction itself. */
    RefiningDutch rule(Questioner questioner) {
        return new RefiningDutch(market.highTicks(), market.lowTicks(), questioner, Integer.MAX_VALUE);
    }

    @Override
    public BatchEnvironment lanes(int lanes) {
        return new EnvironmentLanes(() -> new RefiningEnvironment(this), lanes);
    }

    @Override
    public double value(TrainedPolicy policy, long seed) {
        return -perMessage
                * messages(market, new LearnedQuestioner(this, policy, seed)).orElseThrow();
    }
}
