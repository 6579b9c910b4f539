package skybourse.server.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import skybourse.server.service.HttpReply;
import skybourse.server.service.ProblemException;
import skybourse.server.service.RunningExchange;

/**
 * Limits the seats that clients of one address take in an open market without an invitation. There is a limit per minute, and a limit as a share of all
 * places. The list of such seats is lost when the market stops.
 */
public final class AddressSeatLimit {

    private static final int SECONDS = 60;

    /** Number of seats that an address may always hold, however small the market is. */
    private static final int LEAST_HELD = 5;

    private final int aMinute;
    private final double share;
    private final RateLimiter quota;
    private final Map<String, String> takenFrom = new HashMap<>();
    /** Number of commands of an address that take a seat and have not ended. */
    private final Map<String, Integer> running = new HashMap<>();

    /**
     * Creates the limits.
     *
     * @param aMinute largest number of new seats per address and minute
     * @param share largest share of all places that an address may hold, in [0, 1]; the places of newcomers are included; 5 seats are always allowed
     */
    public AddressSeatLimit(int aMinute, double share) {
        this.aMinute = aMinute;
        this.share = share;
        quota = new RateLimiter(aMinute / (double) SECONDS, aMinute);
    }

    /** Returns the standard limits: 5 new seats per minute, and a quarter of all places. */
    static AddressSeatLimit standard() {
        return new AddressSeatLimit(5, .25);
    }

    /** Command that takes a seat. */
    @FunctionalInterface
    interface SeatCommand {

        /**
         * Executes the command.
         *
         * @throws ProblemException if the seat was not taken
         */
        HttpReply execute() throws IOException;
    }

    /**
     * Executes a command that takes a new seat for an address, and records the seat if the command succeeds. Until the command ends, the seat counts as
     * held, so concurrent requests cannot exceed the limit. Each command counts in the limit per minute.
     *
     * @param agent agent of the seat
     * @throws ProblemException if the address may not take a further seat now, or if the command is refused
     */
    HttpReply take(String agent, String address, RunningExchange market, SeatCommand command) throws IOException {
        begin(address, market);
        boolean isTaken = false;
        try {
            HttpReply reply = command.execute();
            isTaken = true;
            return reply;
        } finally {
            end(agent, address, isTaken);
        }
    }

    private synchronized void begin(String address, RunningExchange market) {
        long held = market.read(engine -> {
            takenFrom
                    .keySet()
                    .removeIf(agent -> engine.agent(agent)
                            .filter(seat -> seat.version() > 0)
                            .isEmpty());
            return takenFrom.values().stream().filter(address::equals).count();
        });
        long most = mostHeld(market);
        if (held + running.getOrDefault(address, 0) >= most) {
            throw ProblemException.tooManySeats("must have at most " + most + " seats without an invitation", SECONDS);
        }
        if (!quota.takes(address, market.now())) {
            throw ProblemException.tooManySeats(
                    "must take at most " + aMinute + " seats per minute without an invitation",
                    Math.ceilDiv(SECONDS, aMinute));
        }
        running.merge(address, 1, Integer::sum);
    }

    private synchronized void end(String agent, String address, boolean isTaken) {
        running.computeIfPresent(address, (_, commands) -> commands == 1 ? null : commands - 1);
        if (isTaken) {
            takenFrom.put(agent, address);
        }
    }

    private long mostHeld(RunningExchange market) {
        var rules = market.rules();
        long places =
                (long) rules.model().listedAgents().size() + rules.newcomers().most();
        return Math.max(LEAST_HELD, (long) (share * places));
    }
}
