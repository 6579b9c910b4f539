package skybourse.round.adversary;

import skybourse.base.agent.AerialAgent;
import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;

/** What a malicious agent does. Each behaviour contains an honest one, named at its parameter. */
public sealed interface Behaviour {

    /** Returns whether an agent of this kind can behave so in a running exchange. */
    boolean suits(Agent agent);

    /** Returns whether an agent of this kind can behave so in a simulation over time. */
    default boolean suitsSimulation(Agent agent) {
        return false;
    }

    /** Returns the probability that an agent behaves so for one piece, in [0, 1]. */
    default double rate() {
        return 1;
    }

    private static boolean isWorker(Agent agent) {
        return agent instanceof Leader || agent instanceof AerialAgent;
    }

    /**
     * A wireless agent reports another satisfaction weight than its own, and buys by its own.
     *
     * @param factor reported weight divided by the true one, in [1e-18, 1e18]; 1 is honest
     */
    record Misreport(double factor) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code factor} is outside its range
         */
        public Misreport {
            Checks.amount(factor, "factor");
        }

        @Override
        public boolean suits(Agent agent) {
            return agent instanceof WirelessAgent;
        }

        @Override
        public boolean suitsSimulation(Agent agent) {
            return suits(agent);
        }
    }

    /**
     * A leader or aerial agent accepts pieces or lots. For some of them it neither returns a result nor reports that they cannot be done.
     *
     * @param rate probability that a piece or lot has no result, in [0, 1]; 0 is honest
     */
    record NoShow(double rate) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code rate} is outside its range
         */
        public NoShow {
            Checks.within(rate, 0, 1, "rate");
        }

        @Override
        public boolean suits(Agent agent) {
            return isWorker(agent);
        }

        @Override
        public boolean suitsSimulation(Agent agent) {
            return suits(agent);
        }
    }

    /**
     * A leader or aerial agent reports pieces undoable that it can do.
     *
     * @param rate probability that a piece is reported, in [0, 1]; 0 is honest
     */
    record Decline(double rate) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code rate} is outside its range
         */
        public Decline {
            Checks.within(rate, 0, 1, "rate");
        }

        @Override
        public boolean suits(Agent agent) {
            return isWorker(agent);
        }
    }

    /**
     * A leader or aerial agent returns results without doing the work.
     *
     * @param rate probability that the result of a piece is wrong, in [0, 1]; 0 is honest
     */
    record WrongResult(double rate) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code rate} is outside its range
         */
        public WrongResult {
            Checks.within(rate, 0, 1, "rate");
        }

        @Override
        public boolean suits(Agent agent) {
            return isWorker(agent);
        }
    }

    /**
     * A wireless agent rejects correct results.
     *
     * @param rate probability that the result of a piece is rejected, in [0, 1]; 0 is honest
     */
    record Reject(double rate) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code rate} is outside its range
         */
        public Reject {
            Checks.within(rate, 0, 1, "rate");
        }

        @Override
        public boolean suits(Agent agent) {
            return agent instanceof WirelessAgent;
        }
    }

    /**
     * A leader or aerial agent states a higher speed than its own. An aerial agent also offers more lots, all at the cost of its first lot. It does
     * the work for which its true speed suffices.
     *
     * @param factor stated speed and number of lots divided by the true ones, in [1, 1e18]; 1 is honest
     */
    record Overstate(double factor) implements Behaviour {

        /**
         * Validates the component.
         *
         * @throws IllegalArgumentException if {@code factor} is outside its range
         */
        public Overstate {
            Checks.within(factor, 1, Checks.LARGEST_AMOUNT, "factor");
        }

        @Override
        public boolean suits(Agent agent) {
            return isWorker(agent);
        }
    }
}
