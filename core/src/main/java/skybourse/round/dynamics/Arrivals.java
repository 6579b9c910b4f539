package skybourse.round.dynamics;

import java.util.List;
import skybourse.base.agent.Task;
import skybourse.base.numeric.Checks;

/** Arrival process of tasks at wireless agents. */
public sealed interface Arrivals {

    /** Returns the long-run mean number of tasks per slot and wireless agent. */
    double meanPerSlot(double slotSeconds, int wirelessAgents);

    /** Returns the mean number of tasks per slot and wireless agent in the busiest state of the process. */
    default double mostPerSlot(double slotSeconds, int wirelessAgents) {
        return meanPerSlot(slotSeconds, wirelessAgents);
    }

    /** One task per agent at the start of each slot, as in a single round. */
    record EverySlot() implements Arrivals {
        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            return 1;
        }
    }

    /**
     * Poisson process, independent for each agent.
     *
     * @param tasksPerSecond rate per agent, in [1e-18, 1e18]
     */
    record Poisson(double tasksPerSecond) implements Arrivals {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code tasksPerSecond} is outside its range
         */
        public Poisson {
            Checks.amount(tasksPerSecond, "tasksPerSecond");
        }

        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            return tasksPerSecond * slotSeconds;
        }
    }

    /**
     * Markov-modulated Poisson process with a calm and a busy state, which all agents share, so that bursts coincide.
     *
     * @param calmTasksPerSecond rate per agent in calm slots, in [0, 1e18]
     * @param busyTasksPerSecond rate per agent in busy slots, in [1e-18, 1e18]
     * @param rise probability that a calm slot is followed by a busy one, in (0, 1]
     * @param fall probability that a busy slot is followed by a calm one, in (0, 1]
     */
    record Bursts(double calmTasksPerSecond, double busyTasksPerSecond, double rise, double fall) implements Arrivals {

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if a number is outside its range
         */
        public Bursts {
            Checks.amountOrZero(calmTasksPerSecond, "calmTasksPerSecond");
            Checks.amount(busyTasksPerSecond, "busyTasksPerSecond");
            Checks.within(rise, Double.MIN_VALUE, 1, "rise");
            Checks.within(fall, Double.MIN_VALUE, 1, "fall");
        }

        /** Returns the long-run share of busy slots. */
        public double busyShare() {
            return rise / (rise + fall);
        }

        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            double busy = busyShare();
            return slotSeconds * (busy * busyTasksPerSecond + (1 - busy) * calmTasksPerSecond);
        }

        @Override
        public double mostPerSlot(double slotSeconds, int wirelessAgents) {
            return slotSeconds * Math.max(calmTasksPerSecond, busyTasksPerSecond);
        }

        /** Returns the long-run index of dispersion of the counts of one agent. */
        public double dispersion(double slotSeconds) {
            double kept = 1 - rise - fall;
            double busy = busyShare();
            double apart = slotSeconds * (busyTasksPerSecond - calmTasksPerSecond);
            double spread = apart * apart * busy * (1 - busy);
            return 1 + spread * (1 + kept) / ((1 - kept) * meanPerSlot(slotSeconds, 1));
        }
    }

    /**
     * Recorded requests. Each is assigned to a random agent among those present; it is lost if none is present.
     *
     * @param requests at least one request, in ascending order of time; equal times are allowed
     */
    record Trace(List<Request> requests) implements Arrivals {

        /**
         * Recorded request.
         *
         * @param seconds time of arrival from the start of the simulation, in [0, 1e18]
         * @param task its task
         */
        public record Request(double seconds, Task task) {

            /**
             * Validates the components.
             *
             * @throws IllegalArgumentException if {@code seconds} is outside its range
             */
            public Request {
                Checks.amountOrZero(seconds, "seconds");
            }
        }

        /**
         * Validates the components.
         *
         * @throws IllegalArgumentException if {@code requests} is empty or not in the order of time
         */
        public Trace {
            requests = List.copyOf(requests);
            if (requests.isEmpty()) {
                throw new IllegalArgumentException("requests must not be empty");
            }
            for (int i = 1; i < requests.size(); i++) {
                if (requests.get(i).seconds() < requests.get(i - 1).seconds()) {
                    throw new IllegalArgumentException(
                            "requests[" + i + "].seconds must not be earlier than the previous one: "
                                    + requests.get(i).seconds());
                }
            }
        }

        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            double length = Math.max(slotSeconds, requests.getLast().seconds());
            return requests.size() * slotSeconds / (length * wirelessAgents);
        }
    }
}
