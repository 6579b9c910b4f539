package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.AgentLinks;
import skybourse.round.dynamics.Quote;
import skybourse.round.state.Mail;
import skybourse.tier1.game.LeaderTable;
import skybourse.tier1.game.LinkTerms;
import skybourse.tier1.game.PricingGame;
import skybourse.tier1.game.ScenarioGame;

/**
 * The market as each wireless agent has heard of it: its links, queues and prices as they were when the newest quotes were sent. As
 * prices differ between agents, each is in its link's surcharge and the common price is 0.
 */
final class HeardQuotes {

    private final List<List<Quote>> quotes = new ArrayList<>();
    private final List<WirelessAgent> followers;
    private final LinkTerms known;

    HeardQuotes(Mail mail, Offers offers, LinkTerms known, long slot) {
        followers = offers.followers();
        this.known = known;
        for (int i = 0; i < followers.size(); i++) {
            quotes.add(mail.heard(offers.agent(i), slot));
        }
    }

    /** Returns a follower's links by rising leader. */
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

    /** Returns the game in which everybody answers what it heard. */
    PricingGame game(LeaderTable table, double moneyScale) {
        return ScenarioGame.of(followers, table, this::links, new Surcharged(waits()), moneyScale);
    }

    /** Queues as they were heard of. */
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
     * Returns the same with links and queues as they are now, for what an answer was really worth; links of leaders that were not
     * heard are left out.
     */
    PricingGame game(LeaderTable table, double moneyScale, IntFunction<AgentLinks> links, LinkTerms terms) {
        return ScenarioGame.of(followers, table, i -> heardOf(i, links.apply(i)), new Surcharged(terms), moneyScale);
    }

    private AgentLinks heardOf(int follower, AgentLinks links) {
        return links.to(leader -> quotes.get(follower).stream().anyMatch(quote -> quote.leader() == leader));
    }

    /** Terms with the prices that were heard. */
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
