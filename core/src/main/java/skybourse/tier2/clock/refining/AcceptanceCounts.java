package skybourse.tier2.clock.refining;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import skybourse.tier2.auction.Side;

/**
 * Responses of one side so far: the number of traders that accept each announced stop. Two neighbouring stops bound a bin of limit prices.
 * Only the number of traders in each bin is known. Not thread-safe.
 */
final class AcceptanceCounts {

    private final int sign;
    // The key is sign * stop, so that higher keys are harder to accept. The number of accepting traders does not
    // increase with the key.
    private final NavigableMap<Long, Integer> accepting = new TreeMap<>();
    // Element m is the largest sign * stop that m traders may still accept.
    private final long[] reach = {0, Long.MAX_VALUE, Long.MAX_VALUE};

    /**
     * Creates the state before the first announcement. Limit prices are clamped to the start clocks. All traders therefore accept a price
     * one tick outside the other side's start clock, and none accepts a price one tick beyond its own start clock.
     */
    AcceptanceCounts(Side side, int people, long buyersStartTicks, long sellersStartTicks) {
        boolean buyers = side == Side.BUYERS;
        sign = buyers ? 1 : -1;
        put(buyers ? sellersStartTicks - 1 : -(buyersStartTicks + 1), people);
        put(buyers ? buyersStartTicks + 1 : -(sellersStartTicks - 1), 0);
    }

    private AcceptanceCounts(AcceptanceCounts other) {
        sign = other.sign;
        accepting.putAll(other.accepting);
        System.arraycopy(other.reach, 0, reach, 0, reach.length);
    }

    /** Returns an independent copy. */
    AcceptanceCounts copy() {
        return new AcceptanceCounts(this);
    }

    /** Records the number of traders that accept a stop. */
    void answer(long stopTicks, int count) {
        assert leastAccepting(stopTicks) <= count && count <= mostAccepting(stopTicks) : "nobody answers twice";
        put(sign * stopTicks, count);
    }

    private void put(long eagerness, int count) {
        accepting.put(eagerness, count);
        for (int m = count + 1; m < reach.length; m++) {
            reach[m] = Math.min(reach[m], eagerness - 1);
        }
    }

    /** Returns the number of traders known to accept a stop. */
    int leastAccepting(long stopTicks) {
        Map.Entry<Long, Integer> next = accepting.ceilingEntry(sign * stopTicks);
        return next == null ? 0 : next.getValue();
    }

    /** Returns the largest number of traders that may accept a stop. */
    int mostAccepting(long stopTicks) {
        Map.Entry<Long, Integer> last = accepting.floorEntry(sign * stopTicks);
        return last == null ? accepting.firstEntry().getValue() : last.getValue();
    }

    /** Returns the expected number of traders that accept a stop, if limit prices are uniform in their bins. */
    double expected(long stopTicks) {
        long at = sign * stopTicks;
        Map.Entry<Long, Integer> last = accepting.floorEntry(at);
        Map.Entry<Long, Integer> next = accepting.ceilingEntry(at);
        if (last == null || next == null || last.getKey().equals(next.getKey())) {
            return mostAccepting(stopTicks);
        }
        double share = (double) (next.getKey() - at) / (next.getKey() - last.getKey());
        return next.getValue() + share * (last.getValue() - next.getValue());
    }

    /**
     * Returns the two announced stops next to a stop: the nearest one that is at least as easy to accept, and the nearest one that is at
     * least as hard to accept.
     */
    long[] neighbours(long stopTicks) {
        return new long[] {sign * accepting.floorKey(sign * stopTicks), sign * accepting.ceilingKey(sign * stopTicks)};
    }

    /**
     * Appends the non-empty bins that overlap a range of prices, and the number of traders that accept the hardest stop. If two states have
     * equal texts, their possible continuations are the same.
     */
    void write(StringBuilder text, long oneTicks, long otherTicks) {
        Long from = accepting.floorKey(Math.min(sign * oneTicks, sign * otherTicks));
        Long to = accepting.ceilingKey(Math.max(sign * oneTicks, sign * otherTicks));
        Map.Entry<Long, Integer> last = from == null ? accepting.firstEntry() : accepting.ceilingEntry(from);
        for (var next = accepting.higherEntry(last.getKey());
                next != null && (to == null || next.getKey() <= to);
                next = accepting.higherEntry(next.getKey())) {
            if (!next.getValue().equals(last.getValue())) {
                text.append((char) last.getKey().intValue())
                        .append((char) next.getKey().intValue())
                        .append((char) (last.getValue() - next.getValue()));
            }
            last = next;
        }
        text.append(Character.MAX_VALUE).append((char) last.getValue().intValue());
    }

    /** Returns the hardest stop that a number of traders, 1 or 2, may accept. */
    long hardestTicks(int people) {
        return sign * reach[people];
    }
}
