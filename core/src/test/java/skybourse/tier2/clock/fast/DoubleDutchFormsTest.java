package skybourse.tier2.clock.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import skybourse.base.random.RandomStreams;
import skybourse.testing.Cases;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;
import skybourse.tier2.clock.Announcement;
import skybourse.tier2.clock.AuctionTranscript;
import skybourse.tier2.clock.ClearingRule;
import skybourse.tier2.clock.DoubleDutch;
import skybourse.tier2.clock.DoubleDutchFormContract;
import skybourse.tier2.clock.DoubleDutchRun;
import skybourse.tier2.clock.DrawnSteps;
import skybourse.tier2.clock.FixedStep;
import skybourse.tier2.clock.StepSet;
import skybourse.tier2.clock.TurnOrder;

/** The run, the kernel, the quick auction and the tiles satisfy the contract. */
class DoubleDutchFormsTest {

    @Nested
    class Run implements DoubleDutchFormContract {
        @Override
        public boolean supports(Case auction) {
            return true;
        }

        @Override
        public Map<String, Object> facts(Case auction) {
            return DoubleDutchFormContract.run(auction);
        }
    }

    @Nested
    class RunThatPassesSilence implements DoubleDutchFormContract {
        @Override
        public boolean supports(Case auction) {
            return true;
        }

        /** All stops with an acceptance. */
        @Override
        public Map<String, Object> facts(Case auction) {
            DoubleDutchRun run = auction.rule().start(auction.book(), auction.ties());
            List<Announcement> heard = new ArrayList<>();
            for (var next = run.announceOrPass(); next.isPresent(); next = run.announceOrPass()) {
                heard.add(next.get());
            }
            AuctionTranscript transcript = new AuctionTranscript(auction.rule(), heard, run.outcome());
            Map<String, Object> facts = DoubleDutchFormContract.facts(transcript, auction.book(), auction.rule());
            facts.remove("course");
            return facts;
        }
    }

    @Nested
    class Kernel implements DoubleDutchFormContract {
        @Override
        public boolean supports(Case auction) {
            return auction.unitDemand() && auction.fixedStep() && auction.gapTicks() >= 0;
        }

        @Override
        public Map<String, Object> facts(Case auction) {
            List<Order> bids = auction.book().orders(Side.BUYERS);
            List<Order> asks = auction.book().orders(Side.SELLERS);
            boolean[] buy = new boolean[bids.size()];
            boolean[] sell = new boolean[asks.size()];
            var keys = new FixedStepKernel.TieKeys(
                    keys(bids, auction.ties()),
                    keys(asks, auction.ties()),
                    asks.stream().mapToLong(auction.ties()::drawKey).toArray());
            FixedStepKernel kernel = new FixedStepKernel(auction.rule());
            kernel.clear(new long[] {3, 8, 40}, new long[] {1, 30}); // values of a previous market
            FixedStepKernel.Result result = kernel.clear(limits(bids), limits(asks), keys, buy, sell);
            assertThat(kernel.clear(limits(bids), limits(asks))).isEqualTo(result);
            Map<String, Object> facts = new TreeMap<>();
            facts.put("announcements", result.effort().announcements());
            facts.put("messages", result.effort().messages());
            facts.put("queues", List.of(kernel.length(Side.BUYERS), kernel.length(Side.SELLERS)));
            facts.put("trades", result.trades());
            facts.put("bought", marked(bids, buy));
            facts.put("sold", marked(asks, sell));
            if (result.trades() > 0) {
                facts.put("buyers pay", result.buyerPriceHalfTicks());
                facts.put("sellers get", result.sellerPriceHalfTicks());
            }
            return facts;
        }

        /** Beyond 31 bits it divides in another way, and beyond 1,024 traders it counts in several batches. */
        @Test
        void largeMarketsHaveSameResults() {
            Cases.forAll(
                    Market::sampled,
                    market -> market.cases().forEach(auction -> {
                        if (supports(auction)) {
                            Case large = scaled(auction, 1L << 29);
                            assertThat(DoubleDutchFormContract.run(large)).containsAllEntriesOf(facts(large));
                        }
                    }));
            RandomGenerator random = new RandomStreams(8).stream("crowd", 0);
            OrderBook crowd = OrderBook.unitDemand(
                    random.longs(3_000, -5, 900).toArray(),
                    random.longs(2_500, 100, 1_100).toArray());
            Market market = new Market(crowd, new TieOrder.Lottery(1, 0), 1_000, 0, 7, StepSet.of(1));
            market.cases().stream()
                    .filter(Case::fixedStep)
                    .forEach(auction ->
                            assertThat(DoubleDutchFormContract.run(auction)).containsAllEntriesOf(facts(auction)));
        }

        private static Case scaled(Case auction, long scale) {
            DoubleDutch rule = auction.rule();
            return new Case(
                    new DoubleDutch(
                            rule.buyersStartTicks() * scale,
                            rule.sellersStartTicks() * scale,
                            rule.turns(),
                            rule.clearing(),
                            new FixedStep(((FixedStep) rule.policy()).ticks() * scale
                                    - Math.floorMod(rule.buyersStartTicks(), 2))),
                    OrderBook.of(auction.book()
                            .orders()
                            .map(order -> order.withLimit(order.limitTicks() * scale))
                            .toList()),
                    auction.ties());
        }

        private static long[] keys(List<Order> orders, TieOrder ties) {
            return orders.stream()
                    .mapToLong(order -> ties.key(order.participant()))
                    .toArray();
        }

        private static long[] limits(List<Order> orders) {
            return orders.stream().mapToLong(Order::limitTicks).toArray();
        }

        private static List<String> marked(List<Order> orders, boolean[] marks) {
            return IntStream.range(0, marks.length)
                    .filter(i -> marks[i])
                    .mapToObj(i -> orders.get(i).label())
                    .toList();
        }
    }

    private static boolean isOfOneLotAlternateMidpoint(DoubleDutchFormContract.Case auction) {
        return auction.unitDemand()
                && auction.rule().turns() == TurnOrder.ALTERNATE
                && auction.rule().clearing() == ClearingRule.MIDPOINT;
    }

    @Nested
    class Quick implements DoubleDutchFormContract {
        @Override
        public boolean supports(Case auction) {
            return isOfOneLotAlternateMidpoint(auction);
        }

        @Override
        public Map<String, Object> facts(Case auction) {
            QuickAuction quick = new QuickAuction(
                            auction.rule().buyersStartTicks(),
                            auction.limits(Side.BUYERS),
                            auction.rule().sellersStartTicks(),
                            auction.limits(Side.SELLERS))
                    .play(auction.rule().policy());
            return Map.<String, Object>of(
                    "messages", quick.messages(), "welfare", quick.welfareTicks(), "regret", quick.regretTicks());
        }
    }

    /** Uses one lane of a vector; the other lanes are inactive. */
    @Nested
    class Tiles implements DoubleDutchFormContract {

        @Override
        public boolean supports(Case auction) {
            return isOfOneLotAlternateMidpoint(auction);
        }

        @Override
        public Map<String, Object> facts(Case auction) {
            StepSet steps = auction.rule().policy() instanceof FixedStep(long ticks)
                    ? StepSet.of(ticks, 1_000)
                    : ((DrawnSteps) auction.rule().policy()).set();
            var clocks = new AuctionBatch(_ -> steps, steps.size(), 8, 8);
            long[] sums = new long[2];
            for (int lane = 0; lane < AuctionBatchSide.LANES; lane++) {
                begin(clocks, lane, auction);
            }
            int lane = AuctionBatchSide.WIDTH - 1;
            while ((clocks.turn(0) >>> lane & 1) == 0) {
                if ((clocks.choice(0) >>> lane & 1) != 0) {
                    clocks.countLegal(0);
                    clocks.choose(lane, index(auction, clocks.announcements()[lane], clocks.legal()[lane]));
                }
                clocks.announce(0, 1L << lane);
                sums[0] += clocks.messages()[lane];
                sums[1] += clocks.regret()[lane];
            }
            return Map.<String, Object>of(
                    "announcements",
                    clocks.announcements()[lane],
                    "messages",
                    sums[0],
                    "regret",
                    sums[1],
                    "welfare",
                    (long) clocks.welfare(lane),
                    "queues",
                    List.of(clocks.buyers().queued()[lane], clocks.sellers().queued()[lane]),
                    "clocks",
                    List.of(
                            clocks.buyers().clock()[lane] + auction.rule().sellersStartTicks(),
                            auction.rule().sellersStartTicks()
                                    - clocks.sellers().clock()[lane]));
        }

        private static void begin(AuctionBatch clocks, int lane, Case auction) {
            clocks.begin(lane, auction.rule().buyersStartTicks(), auction.rule().sellersStartTicks());
            for (Side side : Side.values()) {
                long[] limits = auction.limits(side);
                clocks.setTraders(lane, side, limits, limits.length);
            }
        }

        private static int index(Case auction, int announcements, int legal) {
            return auction.rule().policy() instanceof DrawnSteps drawn ? drawn.index(announcements, legal) : 0;
        }
    }
}
