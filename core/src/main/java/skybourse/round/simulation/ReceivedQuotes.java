package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.round.dynamics.Quote;
import skybourse.round.state.MessagesInTransit;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkTerms;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGameFactory;

/**
 * Quotes that wireless agents have received, and the market that they show: links, queues and prices at the times at which the newest
 * quotes were sent. Quoted prices differ between agents. The game therefore represents them as surcharges of links, with a common price of
 * 0.
 */
final class ReceivedQuotes {

    private final List<List<Quote>> quotes = new ArrayList<>();
    private final List<WirelessAgent> followers;
    private final LinkTerms known;

    ReceivedQuotes(MessagesInTransit mail, OfferedTasks offers, LinkTerms known, long slot) {
        followers = offers.followers();
        this.known = known;
        for (int i = 0; i < followers.size(); i++) {
            quotes.add(mail.receivedQuotes(offers.agent(i), slot));
        }
    }

    /** Returns the links of a follower according to its quotes, by ascending leader index. */
    AgentLinks links(int follower) {
        List<Quote> heard = quotes.get(follower);
        return new AgentLinks(
                heard.stream().mapToInt(Quote::leader).toArray(),
                heard.stream().mapToDouble(Quote::bitsPerSecond).toArray(),
                heard.stream().mapToDouble(Quote::quality).toArray());
    }

    private Quote quote(int follower, int leader) {
        for (Quote quote : quotes.get(follower)) {
            if (quote.leader() == leader) {
                return quote;
            }
        }
        throw new IllegalArgumentException("no quote of leader " + leader + " was received");
    }

    /** Returns the game in which each follower responds to its quotes. */
    PricingGame game(LeaderTable table, double moneyScale) {
        return ScenarioGameFactory.of(followers, table, this::links, new Surcharged(waits()), moneyScale);
    }

    /** Returns link terms with the waiting times in the quotes. */
    private LinkTerms waits() {
        return new LinkTerms() {
            @Override
            public double workPerSecond(int leader) {
                return known.workPerSecond(leader);
            }

            @Override
            public double waitSeconds(int follower, int leader) {
                return quote(follower, leader).waitSeconds();
            }
        };
    }

    /**
     * Returns the game with quoted prices and true links and queues, which gives the true value of a response. Links to leaders without a quote
     * are left out.
     */
    PricingGame game(LeaderTable table, double moneyScale, IntFunction<AgentLinks> links, LinkTerms terms) {
        return ScenarioGameFactory.of(
                followers, table, i -> heardOf(i, links.apply(i)), new Surcharged(terms), moneyScale);
    }

    private AgentLinks heardOf(int follower, AgentLinks links) {
        return links.to(leader -> quotes.get(follower).stream().anyMatch(quote -> quote.leader() == leader));
    }

    /** Terms with the quoted prices as surcharges. */
    private final class Surcharged implements LinkTerms {

        private final LinkTerms others;

        Surcharged(LinkTerms others) {
            this.others = others;
        }

        @Override
        public double workPerSecond(int leader) {
            return others.workPerSecond(leader);
        }

        @Override
        public double waitSeconds(int follower, int leader) {
            return others.waitSeconds(follower, leader);
        }

        @Override
        public double surcharge(int follower, int leader) {
            return quote(follower, leader).price()
                    * followers.get(follower).task().inputBits();
        }
    }
}
