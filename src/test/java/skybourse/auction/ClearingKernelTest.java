package skybourse.auction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.testing.Cases;

class ClearingKernelTest {

    private record Market(DoubleDutch rule, long[] bids, long[] asks) {
        @Override
        public String toString() {
            return rule + " " + List.of(java.util.Arrays.toString(bids), java.util.Arrays.toString(asks));
        }
    }

    /** Values stick out on both sides of the start clocks; steps need not divide the gap. */
    private static Market market(RandomGenerator random, int size, long scale) {
        Turns turns = Turns.values()[random.nextInt(2)];
        Clearing clearing = Clearing.values()[random.nextInt(turns == Turns.SHORTER ? 3 : 2)];
        long low = random.nextLong(5) * scale;
        long high = low + random.nextLong(30) * scale;
        long step = Math.max(1, (1 + random.nextLong(6)) * scale - random.nextLong(3));
        return new Market(
                new DoubleDutch(high, low, turns, clearing, new FixedStep(step)),
                random.longs(random.nextInt(2 * size + 2), 0, 30 * scale).toArray(),
                random.longs(random.nextInt(2 * size + 2), 0, 30 * scale).toArray());
    }

    @Test
    void itIsTheMechanism() {
        Cases.forAll((random, size) -> market(random, size, 1), ClearingKernelTest::assertSame);
        Cases.forAll((random, size) -> market(random, 10 + size, 3), ClearingKernelTest::assertSame);
        Cases.forAll((random, size) -> market(random, size, 1_000), ClearingKernelTest::assertSame);
    }

    @Test
    void longDistancesAreDividedExactlyToo() {
        Cases.forAll((random, size) -> market(random, size, 1L << 29), ClearingKernelTest::assertSame);
    }

    private static void assertSame(Market market) {
        TieOrder ties = new TieOrder.ByLot(3, market.hashCode() & 7);
        OrderBook book = OrderBook.unitDemand(market.bids, market.asks);
        AuctionOutcome expected = market.rule.clear(book, ties);
        boolean[] buyersTrade = new boolean[market.bids.length];
        boolean[] sellersTrade = new boolean[market.asks.length];
        long[] buyerKeys = keys("b", market.bids.length, ties);
        var keys = new ClearingKernel.TieKeys(
                buyerKeys,
                keys("s", market.asks.length, ties),
                IntStream.range(0, market.asks.length)
                        .mapToLong(i -> ties.drawKey(new Ask("s" + (i + 1), 1, 0)))
                        .toArray());
        var kernel = new ClearingKernel(market.rule);
        ClearingKernel.Result found = kernel.clear(market.bids, market.asks, keys, buyersTrade, sellersTrade);
        assertThat(found.effort()).isEqualTo(expected.effort());
        assertThat(found.trades()).isEqualTo(expected.trades().size());
        for (Trade trade : expected.trades()) {
            assertThat(found.buyerPriceHalfTicks()).isEqualTo(trade.buyerPriceHalfTicks());
            assertThat(found.sellerPriceHalfTicks()).isEqualTo(trade.sellerPriceHalfTicks());
        }
        List<String> traders = new ArrayList<>();
        addMarked("b", buyersTrade, traders);
        addMarked("s", sellersTrade, traders);
        assertThat(traders)
                .containsExactlyInAnyOrderElementsOf(expected.trades().stream()
                        .<String>mapMulti((trade, sink) -> {
                            sink.accept(trade.bid().participant());
                            sink.accept(trade.ask().participant());
                        })
                        .toList());
    }

    private static long[] keys(String side, int count, TieOrder ties) {
        return IntStream.range(0, count)
                .mapToLong(i -> ties.key(side + (i + 1)))
                .toArray();
    }

    private static void addMarked(String side, boolean[] marks, List<String> traders) {
        for (int i = 0; i < marks.length; i++) {
            if (marks[i]) {
                traders.add(side + (i + 1));
            }
        }
    }
}
