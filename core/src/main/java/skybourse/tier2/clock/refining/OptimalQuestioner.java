package skybourse.tier2.clock.refining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.UnitDemandMarketDistribution;

/**
 * Questions of a refining auction with the smallest expected number of messages, if limit prices are independent and their distributions
 * are known. An exact dynamic program over the states of a {@link RefiningState} computes them.
 *
 * <p>They are a benchmark for questioners in small markets; large markets have too many states. If limit prices have other distributions,
 * other questioners may take fewer messages. Trades and prices are the same with every questioner.
 *
 * <p>Immutable and thread-safe.
 */
public final class OptimalQuestioner implements Questioner {

    /** Questions that the program may choose from. */
    public enum QuestionForm {
        /** One price for both sides, announced to each side for which it is legal. */
        BOTH_SIDES,
        /** One price for one side. This form needs no more messages than questions to both sides at once. */
        ONE_SIDE
    }

    /** Largest number of states of a program in the result tables. */
    public static final int MOST_STATES = 200_000;

    private static final long MOST_TICKS = 1 << 14;

    private final String name;
    private final Map<String, Plan> plans;
    private final double messages;

    private record Plan(Question question, double messages) {}

    private OptimalQuestioner(String name, Map<String, Plan> plans, double messages) {
        this.name = name;
        this.plans = Map.copyOf(plans);
        this.messages = messages;
    }

    /**
     * Solves the program of a market.
     *
     * @param traders numbers of traders and distributions of their limit prices
     * @param buyersStartTicks start of the buyers' clock, in [0, 2^14]
     * @param sellersStartTicks start of the sellers' clock, in [0, {@code buyersStartTicks}]
     * @param asking questions that are allowed
     * @param mostStates largest number of states
     * @return the questioner; empty if the program has more states
     * @throws IllegalArgumentException if a start clock is out of its range
     */
    public static Optional<OptimalQuestioner> solve(
            UnitDemandMarketDistribution traders,
            long buyersStartTicks,
            long sellersStartTicks,
            QuestionForm asking,
            int mostStates) {
        Checks.within(buyersStartTicks, 0, MOST_TICKS, "buyersStartTicks");
        Checks.within(sellersStartTicks, 0, buyersStartTicks, "sellersStartTicks");
        Search search = new Search(
                new AcceptanceProbabilities(traders, buyersStartTicks, sellersStartTicks), asking, mostStates);
        double messages = search.from(
                new RefiningState(buyersStartTicks, sellersStartTicks, traders.buyers(), traders.sellers()));
        String name = asking == QuestionForm.BOTH_SIDES ? "best-both-sides" : "best";
        return search.tooMany ? Optional.empty() : Optional.of(new OptimalQuestioner(name, search.plans, messages));
    }

    private static List<Question> questions(RefiningState open, QuestionForm asking) {
        List<Question> legal = new ArrayList<>();
        long last = RefiningState.price(open.highIndex()) + 1;
        for (long price = RefiningState.price(open.lowIndex()) - 1; price <= last; price++) {
            long stop = price;
            List<Side> sides = open.legalSides(Question.both(price));
            if (asking == QuestionForm.BOTH_SIDES && !sides.isEmpty()) {
                legal.add(new Question(sides, price));
            } else {
                sides.forEach(side -> legal.add(Question.to(side, stop)));
            }
        }
        return legal;
    }

    /** Returns the expected number of messages: one to each trader that is asked, and one from each that accepts. */
    public double messages() {
        return messages;
    }

    /** Returns the number of states of the program. */
    public int states() {
        return plans.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Questions begin() {
        return open -> Optional.ofNullable(plans.get(open.stateKey())).map(Plan::question);
    }

    /** Recursion of the dynamic program, with memoized states. */
    private static final class Search {

        private final AcceptanceProbabilities shares;
        private final QuestionForm asking;
        private final int mostStates;
        private final Map<String, Plan> plans = new HashMap<>();
        private boolean tooMany;

        Search(AcceptanceProbabilities shares, QuestionForm asking, int mostStates) {
            this.shares = shares;
            this.asking = asking;
            this.mostStates = mostStates;
        }

        /** Returns the smallest expected number of further messages in a state. */
        double from(RefiningState open) {
            if (tooMany || open.hasEnded()) {
                return 0;
            }
            String future = open.stateKey();
            Plan known = plans.get(future);
            if (known == null) {
                known = plan(open);
                tooMany |= plans.size() >= mostStates;
                plans.put(future, known);
            }
            return known.messages();
        }

        private Plan plan(RefiningState open) {
            Plan best = new Plan(BisectionQuestioner.next(open), Double.POSITIVE_INFINITY);
            for (Question question : questions(open, asking)) {
                double expected = after(open, question, 0);
                if (expected < best.messages()) {
                    best = new Plan(question, expected);
                }
            }
            return best;
        }

        /**
         * Returns the expected number of messages of the rest of a question and of all later questions. The sides of the question from
         * index {@code next} on have not been asked.
         */
        private double after(RefiningState open, Question question, int next) {
            if (next == question.sides().size()) {
                return from(open);
            }
            Side side = question.sides().get(next);
            int known = open.leastAccepting(side, question.stopTicks());
            int told = open.recipients(side, question.stopTicks());
            double[] chance = Binomial.of(told, shares.acceptance(open, side, question.stopTicks()));
            double sum = told;
            for (int yes = 0; yes <= told; yes++) {
                if (chance[yes] > 0) {
                    RefiningState then = open.copy();
                    then.answer(side, question.stopTicks(), known + yes);
                    sum += chance[yes] * (yes + after(then, question, next + 1));
                }
            }
            return sum;
        }
    }
}
