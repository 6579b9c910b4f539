package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgent;
import skybourse.base.scenario.ExplicitNetwork;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketEvent;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;
import skybourse.venue.event.Piece;

/** Agents that join a market and are not listed in its scenario file. */
public class NewcomerSeatsTest {

    private static final Map<String, String> TEMPLATES =
            Map.of("wireless", "WA1", "mobile", "MA1", "fixed", "FA1", "aerial", "AA1");

    /** Returns the rules of a market that a few may join. */
    public static MarketRules rules() {
        return rules(Played.drawn(12, 4), true, 5);
    }

    /** Returns the same market under another rule of the auction. */
    public static MarketRules rules(String rule) {
        return rules(Played.drawn(12, 4), rule, true, 5);
    }

    private static MarketRules rules(Scenario scenario, boolean open, int most) {
        return rules(scenario, "seller-vcg", open, most);
    }

    private static MarketRules rules(Scenario scenario, String rule, boolean open, int most) {
        return MarketRules.standard(scenario, rule, 2, 10, open)
                .withNewcomers(new NewcomerSettings(most, new TreeMap<>(TEMPLATES)));
    }

    private static AgentTerms terms(String kind, OptionalDouble speed, OptionalDouble worth) {
        return AgentTermsBuilder.builder()
                .kind(kind)
                .workPerSecond(speed)
                .worth(worth)
                .publicKey("")
                .build();
    }

    private static MarketCommand.PutAgent joins(String id, String kind) {
        boolean buys = kind.equals("wireless");
        return new MarketCommand.PutAgent(
                id,
                1,
                terms(
                        kind,
                        buys ? OptionalDouble.empty() : OptionalDouble.of(1e10),
                        buys ? OptionalDouble.of(20) : OptionalDouble.empty()));
    }

    /** Lets one agent of each kind join, sellers before buyers, and sells two rounds. */
    private static Played playTwoRounds(Played market) {
        market.joined();
        for (String kind : List.of("fixed", "mobile", "aerial", "wireless")) {
            market.done(joins("new-" + kind, kind));
            market.done(new MarketCommand.Deposit("new-" + kind, Played.MONEY, "of-" + kind));
        }
        for (int round = 0; round < 2; round++) {
            market.putTasks("t" + round);
            market.done(new MarketCommand.PutTask(
                    "new-wireless", "t" + round, new Task(4e6, 3e9, 1), 0, Played.PAYLOAD, round));
            market.sell();
            market.deliver();
            market.wait(60);
        }
        return market;
    }

    /**
     * Plays two rounds in an exchange that the caller provides.
     *
     * @param engine an empty exchange with {@link #rules}
     * @param kept receives each entry after it was applied
     */
    public static void play(ExchangeEngine engine, Consumer<Journal.Entry> kept) {
        play(rules(), engine, kept);
    }

    /** Plays two rounds under the given rules. */
    public static void play(MarketRules rules, ExchangeEngine engine, Consumer<Journal.Entry> kept) {
        playTwoRounds(new Played(rules, engine, kept));
    }

    @Test
    void newcomerLeaderIsPaid() {
        Played market = new Played(rules()).joined();
        market.done(joins("mine", "mobile"));
        market.done(new MarketCommand.Deposit("mine", Played.MONEY, "bond"));
        market.putTasks("t");
        List<Piece> sold = market.sell().pieces();
        assertThat(sold).anyMatch(piece -> piece.leader().equals("mine"));
        market.deliver();
        market.wait(60);
        long bills = sold.stream()
                .filter(piece -> piece.leader().equals("mine"))
                .mapToLong(piece -> piece.billUnits() - piece.lotUnits())
                .sum();
        assertThat(bills).isPositive();
        assertThat(market.balance("mine") - Played.MONEY).isEqualTo(bills);
        assertThat(market.venue.agent("mine").orElseThrow().kind()).isEqualTo("mobile");
    }

    @Test
    void newcomersOfAllKindsTrade() {
        Played market = playTwoRounds(new Played(rules()));
        assertThat(market.venue.ids()).endsWith("new-fixed", "new-mobile", "new-aerial", "new-wireless");
        List<Piece> pieces = market.venue.pieces();
        assertThat(pieces).anyMatch(piece -> piece.buyer().equals("new-wireless"));
        assertThat(pieces).anyMatch(piece -> piece.leader().equals("new-fixed"));
        assertThat(pieces).anyMatch(piece -> piece.leader().equals("new-mobile"));
        assertThat(market.venue.lastPrices()).containsKeys("new-fixed", "new-mobile", "FA1", "MA1");
    }

    @Test
    void restoredMarketWithNewcomersIsEqual() {
        Played market = playTwoRounds(new Played(rules()));
        ExchangeEngine again = market.readBack();
        ExchangeEngine gone = ExchangeEngine.open(rules());
        gone.restore(market.venue.snapshot().orElseThrow());
        for (ExchangeEngine other : List.of(again, gone)) {
            assertThat(other.agents()).isEqualTo(market.venue.agents());
            assertThat(other.pieces()).isEqualTo(market.venue.pieces());
            assertThat(other.lastPrices()).isEqualTo(market.venue.lastPrices());
            assertThat(other.breach()).isEmpty();
            assertThat(other.decide(joins("new-mobile", "mobile"), new Caller.Agent(Played.secret("new-mobile")), 1))
                    .isInstanceOf(CommandReply.Done.class);
        }
    }

    private static void refused(Played market, MarketCommand command, Kind kind, String words) {
        CommandReply.Refused refused = market.refused(command);
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.toString()).contains(words);
    }

    @Test
    void refusesInvalidNewcomers() {
        Played market = new Played(rules(Played.drawn(12, 4), true, 1));
        OptionalDouble none = OptionalDouble.empty();
        var speed = OptionalDouble.of(1e9);
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("", speed, none)),
                Kind.UNKNOWN,
                "agent is not in this market: mine");
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("robot", speed, none)),
                Kind.INVALID,
                "kind must be one of aerial, fixed, mobile, wireless: robot");
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("mobile", none, none)),
                Kind.INVALID,
                "workPerSecond must be given by an agent that joins as a seller");
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("wireless", speed, none)),
                Kind.INVALID,
                "worth must be given by an agent that joins as a buyer");
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("mobile", speed, OptionalDouble.of(1))),
                Kind.INVALID,
                "worth is only for wireless agents: mine");
        refused(
                market,
                new MarketCommand.PutAgent("mine", 1, terms("wireless", none, OptionalDouble.of(1e18))),
                Kind.INVALID,
                "worth must be in [");
        refused(market, joins("house", "mobile"), Kind.INVALID, "agent must not be a reserved name: house");
        refused(market, joins("a b", "mobile"), Kind.INVALID, "agent must be 1 to 63 of the characters");
        refused(
                market,
                new MarketCommand.PutAgent("FA1", 1, terms("mobile", none, none)),
                Kind.INVALID,
                "kind must be the kind of the agent, fixed: mobile");
        market.done(joins("mine", "mobile"));
        assertThat(market.done(joins("mine", "mobile")).events()).isEmpty();
        refused(
                market,
                new MarketCommand.PutAgent("mine", 2, terms("", speed, none)),
                Kind.INVALID,
                "kind must be the kind of the agent, mobile: ");
        assertThat(((CommandReply.Refused) market.ask(joins("mine", "mobile"), new Caller.Agent("ab".repeat(32))))
                        .kind())
                .isEqualTo(Kind.STRANGER);
        refused(
                market,
                joins("more", "mobile"),
                Kind.FORBIDDEN,
                "agent cannot join: all places for newcomers are taken or reserved by invitations: 1");
        Played closed = new Played(rules(Played.drawn(12, 4), false, 1));
        refused(
                closed,
                joins("mine", "mobile"),
                Kind.FORBIDDEN,
                "agent can join an open market, or any market with an invitation for its kind: mine");
        refused(
                new Played(Played.drawn(12, 4)),
                joins("mine", "mobile"),
                Kind.UNKNOWN,
                "agent is not in this market: mine");
    }

    /**
     * An invitation of a kind admits one agent of that kind to a closed market, once. A repeated invitation admits no
     * other.
     */
    @Test
    void kindInvitationAdmitsOneAgent() {
        Played market = new Played(rules(Played.drawn(12, 4), false, 5));
        var invite = new MarketCommand.InviteKind("mobile", Played.secret("mine"));
        assertThat(market.done(invite).events())
                .containsExactly(new MarketEvent.KindInvited("mobile", Played.secret("mine")));
        assertThat(market.done(invite).events()).isEmpty();
        refused(market, joins("mine", "fixed"), Kind.FORBIDDEN, "with an invitation for its kind: mine");
        refused(market, joins("other", "mobile"), Kind.FORBIDDEN, "with an invitation for its kind: other");
        assertThat(market.done(joins("mine", "mobile")).events()).hasSize(1);
        assertThat(market.done(joins("mine", "mobile")).events()).isEmpty();
        Caller holder = new Caller.Agent(Played.secret("mine"));
        for (boolean isCopied : new boolean[] {false, true}) {
            assertThat(market.done(invite).events()).isEmpty();
            ExchangeEngine restored = ExchangeEngine.open(market.rules);
            restored.restore(market.venue.snapshot().orElseThrow());
            ExchangeEngine asked = isCopied ? restored : market.venue;
            assertThat(((CommandReply.Refused) asked.decide(joins("again", "mobile"), holder, market.now)).kind())
                    .isEqualTo(Kind.FORBIDDEN);
        }
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("second")));
        ExchangeEngine restored = ExchangeEngine.open(market.rules);
        restored.restore(market.venue.snapshot().orElseThrow());
        assertThat(restored.decide(joins("second", "mobile"), new Caller.Agent(Played.secret("second")), market.now))
                .isInstanceOf(CommandReply.Done.class);
        refused(
                market,
                new MarketCommand.InviteKind("fixed", Played.secret("second")),
                Kind.TAKEN,
                "secret has an invitation as mobile: fixed");
        refused(
                market,
                new MarketCommand.InviteKind("robot", Played.secret("third")),
                Kind.INVALID,
                "kind must be one of aerial, fixed, mobile, wireless: robot");
        refused(
                market,
                new MarketCommand.InviteKind("mobile", "x"),
                Kind.INVALID,
                "secret must be 64 lower-case hexadecimal digits");
        refused(
                new Played(Played.drawn(12, 4)),
                new MarketCommand.InviteKind("mobile", Played.secret("mine")),
                Kind.INVALID,
                "kind must not be given, because no newcomers can join: mobile");
    }

    /** An invitation is used up in an open market, too. */
    @Test
    void invitationIsUsedUpInOpenMarketToo() {
        Played market = new Played(rules());
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("mine")));
        market.done(joins("mine", "mobile"));
        assertThat(market.venue.snapshot().orElseThrow().kindInvites())
                .containsExactly(Map.entry(Played.secret("mine"), new Snapshot.KindInvite("mobile", true, 1)));
    }

    /** The worth of work to a buyer is its satisfaction weight times ln 2. It must not change while a task is open. */
    @Test
    void worthIsSatisfactionWeightTimesLn2() {
        Scenario sampled = Played.drawn(12, 4);
        WirelessAgent first = sampled.wirelessAgents().getFirst();
        Played plain = new Played(sampled).joined();
        Played said = new Played(sampled).joined();
        AgentTerms terms =
                terms("", OptionalDouble.empty(), OptionalDouble.of(first.satisfactionWeight() * Math.log(2)));
        said.done(new MarketCommand.PutAgent(first.id(), 2, terms));
        plain.putTasks("t");
        said.putTasks("t");
        refused(
                said,
                new MarketCommand.PutAgent(first.id(), 3, terms("", OptionalDouble.empty(), OptionalDouble.of(9))),
                Kind.TAKEN,
                "worth must not change while a task is open");
        List<Double> prices = said.sell().solved().prices();
        List<Double> same = plain.sell().solved().prices();
        for (int s = 0; s < prices.size(); s++) {
            assertThat(prices.get(s)).isCloseTo(same.get(s), Percentage.withPercentage(1e-9));
        }
    }

    /** If links are given as numbers, a newcomer has the links of its template agent, also to other newcomers. */
    @Test
    void newcomersHaveLinksOfTheirTemplateAgents() {
        Scenario sampled = Played.drawn(12, 4);
        List<ExplicitNetwork.Link> links = new ArrayList<>();
        sampled.wirelessAgents()
                .forEach(from -> sampled.leaders()
                        .forEach(to -> links.add(new ExplicitNetwork.Link(from.id(), to.id(), 3e7, .9))));
        sampled.fixedAgents()
                .forEach(from -> sampled.aerialAgents()
                        .forEach(to -> links.add(new ExplicitNetwork.Link(from.id(), to.id(), 2e7, .9))));
        Played market = new Played(rules(sampled.withNetwork(new ExplicitNetwork(links)), true, 5));
        market.done(joins("seller", "mobile"));
        market.done(joins("buyer", "wireless"));
        market.done(new MarketCommand.Deposit("buyer", Played.MONEY, "money"));
        market.done(new MarketCommand.Deposit("seller", Played.MONEY, "bond"));
        market.done(new MarketCommand.PutTask("buyer", "t", new Task(4e6, 3e9, 1), 0, Played.PAYLOAD, 3));
        assertThat(market.sell().pieces())
                .isNotEmpty()
                .allMatch(piece -> piece.buyer().equals("buyer")
                        && piece.leader().equals("seller")
                        && piece.worker().equals("seller"));
    }
}
