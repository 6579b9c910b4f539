package skybourse.server.http;

import java.util.HashMap;
import java.util.Map;
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

    /**
     * Checks that an address may take one new seat now, and counts the seat in its limit per minute. Does not record the seat.
     *
     * @throws ProblemException if the address may not take a further seat now
     */
    synchronized void require(String address, RunningExchange market) {
        long held = market.read(engine -> {
            takenFrom
                    .keySet()
                    .removeIf(agent -> engine.agent(agent)
                            .filter(seat -> seat.version() > 0)
                            .isEmpty());
            return takenFrom.values().stream().filter(address::equals).count();
        });
        long most = mostHeld(market);
        if (held >= most) {
            throw ProblemException.tooManySeats("must have at most " + most + " seats without an invitation", SECONDS);
        }
        if (!quota.takes(address, market.now())) {
            throw ProblemException.tooManySeats(
                    "must take at most " + aMinute + " seats per minute without an invitation", SECONDS / aMinute);
        }
    }

    private long mostHeld(RunningExchange market) {
        var rules = market.rules();
        long places = Bots.agents(rules.scenario()).count() + rules.newcomers().most();
        return Math.max(LEAST_HELD, (long) (share * places));
    }

    /** Records that an address took the seat of an agent. */
    synchronized void recordSeat(String agent, String address) {
        takenFrom.put(agent, address);
    }
}
