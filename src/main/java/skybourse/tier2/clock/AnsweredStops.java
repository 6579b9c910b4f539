package skybourse.tier2.clock;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import skybourse.tier2.auction.Side;

/**
 * How many of one side accept at each stop that was announced to it; between two neighbouring stops lies a bin, in which only how
 * many there are is known. Mutable, for one thread.
 */
final class AnsweredStops {

    private final int sign;
    private final NavigableMap<Long, Integer> accepting = new TreeMap<>(); // by sign * stop, falling
    private final long[] reach = {0, Long.MAX_VALUE, Long.MAX_VALUE}; // largest sign * stop that so many may accept

    /**
     * Nothing is announced yet: all accept just outside the other side's start clock and nobody beyond its own, where limits are
     * cut off.
     */
    AnsweredStops(Side side, int people, long buyersStartTicks, long sellersStartTicks) {
        boolean buyers = side == Side.BUYERS;
        sign = buyers ? 1 : -1;
        put(buyers ? sellersStartTicks - 1 : -(buyersStartTicks + 1), people);
        put(buyers ? buyersStartTicks + 1 : -(sellersStartTicks - 1), 0);
    }

    /** Notes how many accept a stop. */
    void answer(long stopTicks, int count) {
        assert least(stopTicks) <= count && count <= most(stopTicks) : "nobody answers twice";
        put(sign * stopTicks, count);
    }

    private void put(long eagerness, int count) {
        accepting.put(eagerness, count);
        for (int m = count + 1; m < reach.length; m++) {
            reach[m] = Math.min(reach[m], eagerness - 1);
        }
    }

    /** Returns how many are known to accept a stop. */
    int least(long stopTicks) {
        Map.Entry<Long, Integer> next = accepting.ceilingEntry(sign * stopTicks);
        return next == null ? 0 : next.getValue();
    }

    /** Returns how many may accept a stop. */
    int most(long stopTicks) {
        Map.Entry<Long, Integer> last = accepting.floorEntry(sign * stopTicks);
        return last == null ? accepting.firstEntry().getValue() : last.getValue();
    }

    /** Returns how many are expected to accept a stop, limits taken for uniform in their bins. */
    double expected(long stopTicks) {
        long at = sign * stopTicks;
        Map.Entry<Long, Integer> last = accepting.floorEntry(at);
        Map.Entry<Long, Integer> next = accepting.ceilingEntry(at);
        if (last == null || next == null || last.getKey().equals(next.getKey())) {
            return most(stopTicks);
        }
        double share = (double) (next.getKey() - at) / (next.getKey() - last.getKey());
        return next.getValue() + share * (last.getValue() - next.getValue());
    }

    /** Returns the stop hardest to accept that so many, 1 or 2, may accept. */
    long hardestTicks(int people) {
        return sign * reach[people];
    }
}
