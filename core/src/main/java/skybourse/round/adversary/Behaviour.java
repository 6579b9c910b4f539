package skybourse.round.adversary;

import skybourse.base.agent.Agent;
import skybourse.base.agent.Leader;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.numeric.Checks;

/** What a malicious agent does. Each behaviour contains an honest one, named at its parameter. */
public sealed interface Behaviour {

    /** Returns whether an agent of this kind can behave so. */
    boolean suits(Agent agent);

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
    }

    /**
     * A leader accepts pieces, and returns no result for some of them.
     *
     * @param rate probability that a piece has no result, in [0, 1]; 0 is honest
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
            return agent instanceof Leader;
        }
    }
}
