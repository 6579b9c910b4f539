package skybourse.tier2.clock.refining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import skybourse.base.numeric.Checks;
import skybourse.tier2.auction.Binomial;
import skybourse.tier2.auction.MarketComponent;
import skybourse.tier2.auction.Side;

/**
 * The questions of a refining auction that take the fewest messages in expectation, where traders are drawn independently from known laws: by
 * an exact dynamic program over all that the answers leave open.
 *
 * <p>Right as the yardstick of questioners in small markets. Wrong in large ones, which have too many states, and where the laws are not
 * those of the program: then others may take fewer messages. Who trades at which price it never changes.
 *
 * <p>Immutable, for any number of threads.
 */
public final class BestQuestions implements Questioner {

    /** What the program may ask. */
    public enum Asking {
        /** Both sides at one price, as far as it is legal. */
        BOTH_SIDES,
        /** One side at a time at any price; to ask both at once never takes fewer messages. */
        ONE_SIDE
    }

    /** Most states of a program in the tables. */
    public static final int MOST_STATES = 200_000;

    private static final long MOST_TICKS = 1 << 14;

    private final String name;
    private final Map<String, Plan> plans;
    private final double messages;

    private record Plan(Question question, double messages) {}

    private BestQuestions(String name, Map<String, Plan> plans, double messages) {
        this.name = name;
        this.plans = Map.copyOf(plans);
        this.messages = messages;
    }

    /**
     * Solves the program of a market.
     *
     * @param traders how many there are, and their laws
     * @param buyersStartTicks where the buyers' clock starts, in [0, 2^14]
     * @param sellersStartTicks where the sellers' clock starts, in [0, the buyers']
     * @param asking what may be asked
     * @param mostStates how many states at most
     * @return empty where there are more states
     */
    public static Optional<BestQuestions> solve(
            MarketComponent traders, long buyersStartTicks, long sellersStartTicks, Asking asking, int mostStates) {
        Checks.within(buyersStartTicks, 0, MOST_TICKS, "buyersStartTicks");
        Checks.within(sellersStartTicks, 0, buyersStartTicks, "sellersStartTicks");
        Search search = new Search(new LimitShares(traders, buyersStartTicks, sellersStartTicks), asking, mostStates);
        double messages =
                search.from(new Refinement(buyersStartTicks, sellersStartTicks, traders.buyers(), traders.sellers()));
        String name = asking == Asking.BOTH_SIDES ? "best-both-sides" : "best";
        return search.tooMany ? Optional.empty() : Optional.of(new BestQuestions(name, search.plans, messages));
    }

    private static List<Question> questions(Refinement open, Asking asking) {
        List<Question> legal = new ArrayList<>();
        long last = Refinement.price(open.highIndex()) + 1;
        for (long price = Refinement.price(open.lowIndex()) - 1; price <= last; price++) {
            long stop = price;
            List<Side> sides = open.legalSides(Question.both(price));
            if (asking == Asking.BOTH_SIDES && !sides.isEmpty()) {
                legal.add(new Question(sides, price));
            } else {
                sides.forEach(side -> legal.add(Question.to(side, stop)));
            }
        }
        return legal;
    }

    /** Returns the messages expected, one to each who is told and one from each who accepts. */
    public double messages() {
        return messages;
    }

    /** Returns how many states the program has. */
    public int states() {
        return plans.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Questions begin() {
        return open -> Optional.ofNullable(plans.get(open.future())).map(Plan::question);
    }

    /** One run of the program. Mutable, for one thread. */
    private static final class Search {

        private final LimitShares shares;
        private final Asking asking;
        private final int mostStates;
        private final Map<String, Plan> plans = new HashMap<>();
        private boolean tooMany;

        Search(LimitShares shares, Asking asking, int mostStates) {
            this.shares = shares;
            this.asking = asking;
            this.mostStates = mostStates;
        }

        /** Returns the fewest messages expected from here on. */
        double from(Refinement open) {
            if (tooMany || open.hasEnded()) {
                return 0;
            }
            String future = open.future();
            Plan known = plans.get(future);
            if (known == null) {
                known = plan(open);
                tooMany |= plans.size() >= mostStates;
                plans.put(future, known);
            }
            return known.messages();
        }

        private Plan plan(Refinement open) {
            Plan best = new Plan(Bisection.next(open), Double.POSITIVE_INFINITY);
            for (Question question : questions(open, asking)) {
                double expected = after(open, question, 0);
                if (expected < best.messages()) {
                    best = new Plan(question, expected);
                }
            }
            return best;
        }

        /** Returns the messages expected of a question from its side number {@code next} on, and of all that comes after it. */
        private double after(Refinement open, Question question, int next) {
            if (next == question.sides().size()) {
                return from(open);
            }
            Side side = question.sides().get(next);
            int known = open.least(side, question.stopTicks());
            int told = open.told(side, question.stopTicks());
            double[] chance = Binomial.of(told, shares.acceptance(open, side, question.stopTicks()));
            double sum = told;
            for (int yes = 0; yes <= told; yes++) {
                if (chance[yes] > 0) {
                    Refinement then = open.copy();
                    then.answer(side, question.stopTicks(), known + yes);
                    sum += chance[yes] * (yes + after(then, question, next + 1));
                }
            }
            return sum;
        }
    }
}
