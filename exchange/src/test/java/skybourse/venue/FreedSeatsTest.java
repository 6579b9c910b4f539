package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
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

/** A seat of an open market that was taken without an invitation is freed after 100 rounds without use. */
class FreedSeatsTest {

    private static final String OTHER = "cd".repeat(32);
    private static final Scenario SCENARIO = Played.drawn(12, 4);

    private Played market;
    private long round;

    private static MarketRules rules(boolean open) {
        var newcomers = new NewcomerSettings(3, new TreeMap<>(Map.of("mobile", "MA1")));
        return MarketRules.standard(SCENARIO, "seller-vcg", 2, 10, open).withNewcomers(newcomers);
    }

    private static MarketCommand.PutAgent joins(String id) {
        var none = OptionalDouble.empty();
        return new MarketCommand.PutAgent(
                id,
                1,
                AgentTermsBuilder.builder()
                        .kind("mobile")
                        .pricePerBit(none)
                        .workPerSecond(OptionalDouble.of(1e10))
                        .worth(none)
                        .publicKey("")
                        .build());
    }

    private static MarketCommand.PutAgent takes(String id, long version) {
        return new MarketCommand.PutAgent(id, version, AgentTerms.ofScenario());
    }

    /** Opens a market in which each round is void: one buyer has a task, and there is no leader. */
    @BeforeEach
    void open() {
        market = new Played(rules(true));
        market.done(takes("WA1", 1));
        market.done(new MarketCommand.Deposit("WA1", Played.MONEY, "in"));
        var task = SCENARIO.wirelessAgents().getFirst().task();
        market.done(new MarketCommand.PutTask(
                "WA1",
                "t",
                new Task(task.inputBits(), task.work(), task.deadlineSeconds()),
                0,
                Played.PAYLOAD,
                10_000));
    }

    private MarketCommand.Freeze freezing() {
        var silent = new TreeSet<>(market.venue.ids());
        silent.remove("WA1");
        return new MarketCommand.Freeze(round++, silent, Played.DRAW);
    }

    private List<MarketEvent> freeze() {
        return market.done(freezing()).events();
    }

    private void freezeUntil(long until) {
        while (round < until) {
            assertThat(freeze()).singleElement().isInstanceOf(MarketEvent.RoundVoid.class);
        }
    }

    @Test
    void unusedSeatsAreFreedAfterHundredRounds() {
        market.done(takes("WA2", 1));
        market.done(joins("idle"));
        market.done(joins("rich"));
        market.done(new MarketCommand.Deposit("rich", 5, "of-rich"));
        freezeUntil(50);
        market.done(takes("WA2", 2)); // new terms do not count as use
        market.done(takes("WA3", 1));
        freezeUntil(100);
        assertThat(freeze())
                .containsExactly(
                        new MarketEvent.SeatFreed("WA2"),
                        new MarketEvent.SeatFreed("idle"),
                        new MarketEvent.RoundVoid(100, "no leader"));
        assertThat(market.venue.isSeat("idle")).isFalse();
        assertThat(market.venue.isSeat("rich")).isTrue();
        AgentView free = market.venue.agent("WA2").orElseThrow();
        assertThat(free.version()).isZero();
        assertThat(free.isPresent()).isFalse();
        assertThat(market.ask(takes("WA2", 1), new Caller.Agent(OTHER))).isInstanceOf(CommandReply.Done.class);
        freezeUntil(150);
        assertThat(freeze()).hasSize(2).first().isEqualTo(new MarketEvent.SeatFreed("WA3"));
    }

    /** The freed place gets an account of its own. A market restored from entries or from a snapshot is equal. */
    @Test
    void freedPlaceCanBeTakenAgain() {
        market.done(joins("idle"));
        market.done(joins("rich"));
        market.done(new MarketCommand.Deposit("rich", 5, "of-rich"));
        freezeUntil(100);
        freeze();
        for (String id : List.of("third", "fourth")) {
            market.done(joins(id));
            market.done(new MarketCommand.Deposit(id, 7, "of-" + id));
        }
        assertThat(market.refused(joins("fifth")).kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(market.balance("rich")).isEqualTo(5);
        assertThat(market.venue.breach()).isEmpty();
        ExchangeEngine again = ExchangeEngine.open(rules(true));
        market.entries.forEach(entry -> again.apply(entry.seq(), entry.at(), entry.events()));
        ExchangeEngine restored = ExchangeEngine.open(rules(true));
        restored.restore(market.venue.snapshot().orElseThrow());
        for (ExchangeEngine other : List.of(again, restored)) {
            assertThat(other.agents()).isEqualTo(market.venue.agents());
            assertThat(other.balances()).isEqualTo(market.venue.balances());
            assertThat(other.snapshot()).isEqualTo(market.venue.snapshot());
            assertThat(other.breach()).isEmpty();
        }
    }

    @Test
    void invitedAndUsedSeatsAreNotFreed() {
        market.done(new MarketCommand.Invite("WA2", Played.secret("WA2")));
        market.done(takes("WA2", 1));
        market.done(takes("WA3", 1));
        market.done(new MarketCommand.Bar("WA3", 1, true));
        market.done(takes("WA4", 1));
        market.done(new MarketCommand.Deposit("WA4", 5, "of-WA4"));
        market.done(new MarketCommand.Withdraw("WA4", 5, "from-WA4"));
        market.done(takes("WA5", 1));
        market.done(new MarketCommand.Invite("WA5", OTHER));
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("invited")));
        market.done(joins("invited"));
        freezeUntil(250);
        ExchangeEngine closed = ExchangeEngine.open(rules(false));
        market.done(takes("WA6", 1));
        market.entries.forEach(entry -> closed.apply(entry.seq(), entry.at(), entry.events()));
        while (round < 400) {
            CommandReply answer = closed.decide(freezing(), new Caller.Market(), 1);
            assertThat(((CommandReply.Done) answer).events()).noneMatch(MarketEvent.SeatFreed.class::isInstance);
        }
    }

    /** Places that are reserved by invitations are given to no other agent, and not reserved again. */
    @Test
    void invitationsReservePlaces() {
        market.done(joins("first"));
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("second")));
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("third")));
        CommandReply.Refused full = market.refused(new MarketCommand.InviteKind("mobile", OTHER));
        assertThat(full.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(full.toString()).contains("cannot join: all places for newcomers are taken or reserved");
        assertThat(market.refused(joins("stranger")).kind()).isEqualTo(Kind.FORBIDDEN);
        market.done(new MarketCommand.InviteKind("mobile", Played.secret("third"))); // as before
        market.done(joins("second"));
        market.done(joins("third"));
        assertThat(market.refused(new MarketCommand.InviteKind("mobile", OTHER)).kind())
                .isEqualTo(Kind.FORBIDDEN);
    }

    @Test
    void seatsThatTradedAreNotFreed() {
        Played sold = new Played(rules(true)).joined();
        sold.putTasks("t");
        sold.sell();
        for (long next = 1; next <= 110; next++) {
            sold.done(new MarketCommand.PutTask(
                    "WA1", "t" + next, SCENARIO.wirelessAgents().getFirst().task(), 0, Played.PAYLOAD, next));
            List<MarketEvent> events = sold.done(
                            new MarketCommand.Freeze(next, new TreeSet<>(sold.venue.ids()), Played.DRAW))
                    .events();
            sold.done(new MarketCommand.WithdrawTask("WA1", "t" + next));
            assertThat(events).doesNotContain(new MarketEvent.SeatFreed("MA1"), new MarketEvent.SeatFreed("WA1"));
        }
    }
}
