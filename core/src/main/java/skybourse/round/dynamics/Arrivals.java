package skybourse.round.dynamics;

import java.util.List;
import skybourse.base.agent.Task;
import skybourse.base.numeric.Checks;

/** When tasks come to wireless agents. */
public sealed interface Arrivals {

    /** Returns how many tasks a slot brings a wireless agent in the long run. */
    double meanPerSlot(double slotSeconds, int wirelessAgents);

    /** Returns how many tasks a slot brings a wireless agent in its busiest time, in the mean. */
    default double mostPerSlot(double slotSeconds, int wirelessAgents) {
        return meanPerSlot(slotSeconds, wirelessAgents);
    }

    /** One task for each agent at the start of each slot: the static round. */
    record EverySlot() implements Arrivals {
        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            return 1;
        }
    }

    /**
     * Tasks that know nothing of each other.
     *
     * @param tasksPerSecond to each agent
     */
    record Poisson(double tasksPerSecond) implements Arrivals {

        public Poisson {
            Checks.amount(tasksPerSecond, "tasksPerSecond");
        }

        @Override
        public double meanPerSlot(double slotSeconds, int wirelessAgents) {
            return tasksPerSecond * slotSeconds;
        }
    }

    /**
     * Calm and busy times that all agents share (a Markov-modulated Poisson process), so that bursts are not averaged away.
     *
     * @param calmTasksPerSecond to each agent in calm slots
     * @param busyTasksPerSecond to each agent in busy slots
     * @param rise chance that a calm slot is followed by a busy one
     * @param fall chance that a busy slot is followed by a calm one
     */
    record Bursts(double calmTasksPerSecond, double busyTasksPerSecond, double rise, double fall) implements Arrivals {

        public Bursts {
            Checks.amountOrZero(calmTasksPerSecond, "calmTasksPerSecond");
            Checks.amount(busyTasksPerSecond, "busyTasksPerSecond");
            Checks.within(rise, Double.MIN_VALUE, 1, "rise");
            Checks.within(fall, Double.MIN_VALUE, 1, "fall");
        }

        /** Returns the share of slots that are busy. */
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

        /** Returns the index of dispersion of counts of one agent over long times. */
        public double dispersion(double slotSeconds) {
            double kept = 1 - rise - fall;
            double busy = busyShare();
            double apart = slotSeconds * (busyTasksPerSecond - calmTasksPerSecond);
            double spread = apart * apart * busy * (1 - busy);
            return 1 + spread * (1 + kept) / ((1 - kept) * meanPerSlot(slotSeconds, 1));
        }
    }

    /**
     * Requests that were recorded, each given to an agent drawn for it among those that are there; where nobody is, it is lost.
     *
     * @param requests by rising time
     */
    record Trace(List<Request> requests) implements Arrivals {

        /**
         * One recorded request.
         *
         * @param seconds when it came, from the start of the simulation
         * @param task what was wanted
         */
        public record Request(double seconds, Task task) {

            public Request {
                Checks.amountOrZero(seconds, "seconds");
            }
        }

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
