package skybourse.tier2.auction;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random markets for tests. */
public final class Markets {

    /** The largest limit, except for more expensive further lots. */
    public static final long HIGHEST = 12;

    private Markets() {}

    /** Samples up to {@code size} participants per side with one lot each. Values are few, so that ties are common. */
    public static OrderBook unitDemand(RandomGenerator random, int size) {
        return OrderBook.unitDemand(values(random, random.nextInt(size + 1)), values(random, random.nextInt(size + 1)));
    }

    /** Samples up to {@code size} participants per side with one to three lots each. */
    public static OrderBook severalLots(RandomGenerator random, int size) {
        List<Order> orders = new ArrayList<>();
        for (int i = random.nextInt(size + 1); i > 0; i--) {
            long limit = random.nextLong(HIGHEST + 1);
            long fall = random.nextLong(0, 3);
            for (int lot = 1; lot <= 1 + random.nextInt(3); lot++) {
                orders.add(new Bid("b" + i, lot, Math.max(0, limit - (lot - 1) * fall)));
            }
        }
        for (int i = random.nextInt(size + 1); i > 0; i--) {
            long limit = random.nextLong(HIGHEST + 1);
            long rise = random.nextLong(3);
            for (int lot = 1; lot <= 1 + random.nextInt(3); lot++) {
                orders.add(new Ask("s" + i, lot, limit + (lot - 1) * rise));
            }
        }
        return OrderBook.of(orders);
    }

    private static long[] values(RandomGenerator random, int count) {
        return random.longs(count, 0, HIGHEST + 1).toArray();
    }
}
