package skybourse.tier2.clock;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.tier2.auction.Ask;
import skybourse.tier2.auction.Bid;
import skybourse.tier2.auction.Order;
import skybourse.tier2.auction.OrderBook;
import skybourse.tier2.auction.Side;
import skybourse.tier2.auction.TieOrder;

/** Bidders that only answer yes or no. Their limits are hidden. */
class AskedPeopleTest implements DoubleDutchFormContract {

    private static final class Person {
        private final String name;
        private final List<Order> inMind;
        private int bought;

        Person(String name, List<Order> inMind) {
            this.name = name;
            this.inMind = inMind;
        }

        boolean waits() {
            return bought < inMind.size();
        }

        boolean accepts(long stopTicks) {
            return waits() && inMind.get(bought).accepts(stopTicks);
        }
    }

    private static final class Room implements Respondents {
        private final Side side;
        private final List<Person> people;

        Room(Side side, OrderBook book) {
            this.side = side;
            people = book.participants().stream()
                    .filter(name -> book.ordersOf(name).getFirst().side() == side)
                    .map(name -> new Person(name, book.ordersOf(name)))
                    .toList();
        }

        @Override
        public int waiting() {
            return (int) people.stream().filter(Person::waits).count();
        }

        @Override
        public List<Order> answer(long stopTicks) {
            List<Order> accepted = new ArrayList<>();
            for (Person person : people.reversed()) {
                while (person.accepts(stopTicks)) {
                    int lot = ++person.bought;
                    accepted.add(
                            side == Side.BUYERS
                                    ? new Bid(person.name, lot, stopTicks)
                                    : new Ask(person.name, lot, stopTicks));
                }
            }
            return accepted;
        }
    }

    @Override
    public boolean supports(Case auction) {
        return true;
    }

    @Override
    public Map<String, Object> facts(Case auction) {
        DoubleDutchRun run = start(auction.rule(), auction.book(), auction.ties());
        List<Announcement> announcements = new ArrayList<>();
        while (run.nextSide().isPresent()) {
            run.announce().ifPresent(announcements::add);
        }
        AuctionTranscript transcript = new AuctionTranscript(auction.rule(), announcements, run.outcome());
        Map<String, Object> facts =
                new TreeMap<>(DoubleDutchFormContract.facts(transcript, auction.book(), auction.rule()));
        facts.remove("regret"); // regret is unknown with hidden limits
        return facts;
    }

    private static DoubleDutchRun start(DoubleDutch rule, OrderBook book, TieOrder ties) {
        return rule.start(new Room(Side.BUYERS, book), new Room(Side.SELLERS, book), ties);
    }

    @Test
    void anAuctionWithUnknownLimitsCannotBeBranched() {
        DoubleDutch rule = new DoubleDutch(9, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1));
        OrderBook book = OrderBook.unitDemand(new long[] {5}, new long[] {3});
        assertThatThrownBy(() -> start(rule, book, new TieOrder.ById()).copy())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("limits must be known to branch an auction: BUYERS");
    }

    @Test
    void invalidAcceptancesAreRejected() {
        DoubleDutch rule = new DoubleDutch(9, 0, TurnOrder.SHORTER, ClearingRule.MIDPOINT, new FixedStep(1));
        Respondents wrong = new Respondents() {
            @Override
            public int waiting() {
                return 1;
            }

            @Override
            public List<Order> answer(long stopTicks) {
                return List.of(new Bid("b1", 1, stopTicks - 1));
            }
        };
        assertThatThrownBy(() -> rule.start(wrong, wrong, new TieOrder.ById()).announce())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("accepted lots must be of the BUYERS and accept 9");
    }
}
