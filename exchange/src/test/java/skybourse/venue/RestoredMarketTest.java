package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Task;
import skybourse.base.scenario.Scenario;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.Piece;

/** A market that starts from a snapshot continues like the original. */
class RestoredMarketTest {

    private static final Task TASK = new Task(4e6, 3e9, 1);

    private final Played market = new Played(Played.drawn(20, 4)).joined();

    private ExchangeEngine restored() {
        Snapshot snapshot = market.venue.snapshot().orElseThrow();
        ExchangeEngine gone = ExchangeEngine.open(market.rules);
        gone.restore(snapshot);
        assertThat(gone.breach()).isEmpty();
        assertThat(gone.snapshot().orElseThrow()).isEqualTo(snapshot);
        return gone;
    }

    @Test
    void restoredMarketGivesSameReplies() {
        market.done(new MarketCommand.Invite("WA2", "cd".repeat(32)));
        market.putTasks("t");
        List<Piece> pieces = market.sell().pieces();
        Piece piece = pieces.getFirst();
        market.done(new MarketCommand.PutResult(piece.worker(), piece.id(), "ab".repeat(32)));
        market.done(new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"));
        market.done(new MarketCommand.Withdraw("MA1", 3, "out"));
        market.done(new MarketCommand.PutTask("WA1", "u", TASK, 0, Played.PAYLOAD, 9));
        ExchangeEngine other = restored();
        assertThat(other.agents()).isEqualTo(market.venue.agents());
        assertThat(other.pieces()).isEqualTo(market.venue.pieces());
        assertThat(other.digests()).isEqualTo(market.venue.digests());
        assertThat(other.nextDueMillis()).isEqualTo(market.venue.nextDueMillis());
        assertThat(other.lastSolved()).isEqualTo(market.venue.lastSolved());
        List<MarketCommand> commands = new ArrayList<>(List.of(
                new MarketCommand.Deposit("WA1", Played.MONEY, "first-WA1"),
                new MarketCommand.Deposit("WA1", 1, "first-WA1"),
                new MarketCommand.Withdraw("MA1", 3, "out"),
                new MarketCommand.Withdraw("MA1", 4, "out"),
                new MarketCommand.PutTask("WA1", "u", TASK, 0, Played.PAYLOAD, 9),
                new MarketCommand.PutTask("WA1", "u", TASK, 0, Played.PAYLOAD, 9),
                new MarketCommand.PutTask("WA1", "v", TASK, 0, Played.PAYLOAD, 9),
                new MarketCommand.WithdrawTask("WA3", "t"),
                new MarketCommand.RejectResult(piece.buyer(), piece.id(), "no"),
                new MarketCommand.Rule(piece.id(), true),
                new MarketCommand.WithdrawTask("WA1", "u")));
        pieces.forEach(open -> commands.add(new MarketCommand.PutResult(open.worker(), open.id(), "ef".repeat(32))));
        for (MarketCommand command : commands) {
            Caller caller = command instanceof MarketCommand.OfAgent of
                    ? new Caller.Agent(Played.secret(of.agent()))
                    : new Caller.Operator();
            assertThat(other.decide(command, caller, market.now)).isEqualTo(market.ask(command, caller));
        }
        Caller invited = new Caller.Agent("cd".repeat(32));
        var taken = new MarketCommand.PutAgent("WA2", 7, AgentTerms.ofScenario());
        assertThat(other.decide(taken, invited, market.now)).isInstanceOf(CommandReply.Done.class);
        assertThat(market.ask(taken, invited)).isInstanceOf(CommandReply.Done.class);
        assertThat(other.snapshot()).isEqualTo(market.venue.snapshot());
    }

    /** Changes by the holder leave an invitation valid. The invited agent then takes the seat, once. */
    @Test
    void invitationIsValidUntilUsedOnce() {
        Caller invited = new Caller.Agent("cd".repeat(32));
        market.done(new MarketCommand.Invite("WA2", "cd".repeat(32)));
        market.done(new MarketCommand.PutAgent("WA2", 2, AgentTerms.ofScenario()));
        assertThat(market.done(new MarketCommand.Invite("WA2", "cd".repeat(32))).events())
                .isEmpty();
        assertThat(market.ask(new MarketCommand.PutAgent("WA2", 3, AgentTerms.ofScenario()), invited))
                .isInstanceOf(CommandReply.Done.class);
        assertThat(((CommandReply.Refused) market.ask(new MarketCommand.PutAgent("WA2", 4, AgentTerms.ofScenario())))
                        .kind())
                .isEqualTo(CommandReply.Kind.STRANGER);
        assertThat(market.done(new MarketCommand.Invite("WA2", "cd".repeat(32))).events())
                .isEmpty();
        assertThat(market.done(new MarketCommand.Invite("WA2", Played.secret("WA2")))
                        .events())
                .isEmpty();
    }

    /** A late copy of the first invitation admits no agent again, also in a restored market; a new invitation does. */
    @Test
    void repeatedUsedInvitationAdmitsNoAgent() {
        List<String> secrets = List.of("cd".repeat(32), "ef".repeat(32));
        CommandReply.Done first = market.done(new MarketCommand.Invite("WA2", secrets.getFirst()));
        for (String secret : secrets) {
            market.done(new MarketCommand.Invite("WA2", secret));
            long version = 2 + secrets.indexOf(secret);
            assertThat(market.ask(
                            new MarketCommand.PutAgent("WA2", version, AgentTerms.ofScenario()),
                            new Caller.Agent(secret)))
                    .isInstanceOf(CommandReply.Done.class);
        }
        ExchangeEngine other = restored();
        var again = new MarketCommand.Invite("WA2", secrets.getFirst());
        for (ExchangeEngine each : List.of(market.venue, other)) {
            assertThat(each.decide(again, new Caller.Operator(), market.now))
                    .isEqualTo(new CommandReply.Done(List.of(), first.reply()));
            var back = new MarketCommand.PutAgent("WA2", 4, AgentTerms.ofScenario());
            assertThat(((CommandReply.Refused) each.decide(back, new Caller.Agent(secrets.getFirst()), market.now))
                            .kind())
                    .isEqualTo(CommandReply.Kind.STRANGER);
        }
    }

    /** A copy of an invitation that was replaced before use admits no agent, and leaves the newer one valid. */
    @Test
    void repeatedReplacedInvitationAdmitsNoAgent() {
        var first = new MarketCommand.Invite("WA2", "cd".repeat(32));
        CommandReply.Reply reply = market.done(first).reply();
        market.done(new MarketCommand.Invite("WA2", "ef".repeat(32)));
        for (ExchangeEngine each : List.of(market.venue, restored())) {
            assertThat(each.decide(first, new Caller.Operator(), market.now))
                    .isEqualTo(new CommandReply.Done(List.of(), reply));
            var put = new MarketCommand.PutAgent("WA2", 2, AgentTerms.ofScenario());
            assertThat(((CommandReply.Refused) each.decide(put, new Caller.Agent("cd".repeat(32)), market.now)).kind())
                    .isEqualTo(CommandReply.Kind.STRANGER);
            assertThat(each.decide(put, new Caller.Agent("ef".repeat(32)), market.now))
                    .isInstanceOf(CommandReply.Done.class);
        }
    }

    /** The house may have a negative balance if the auction rule makes it pay. */
    @Test
    void debtOfTheHouseIsRestored() {
        Snapshot now = market.venue.snapshot().orElseThrow();
        SortedMap<String, Long> balances = new TreeMap<>(now.balances());
        balances.merge(Scenario.HOUSE, -7L, Long::sum);
        balances.merge(MarketRules.OUTSIDE, 7L, Long::sum);
        var owing = new Snapshot(
                now.seq(),
                now.day(),
                now.round(),
                now.seats(),
                balances,
                now.owed(),
                now.tasks(),
                now.pieces(),
                now.payments(),
                now.blobs(),
                now.kindInvites(),
                now.lastPrices(),
                now.certifiedPrices(),
                now.lastSolved(),
                now.lastAdmission(),
                now.resalePrice(),
                now.inference());
        ExchangeEngine gone = ExchangeEngine.open(market.rules);
        gone.restore(owing);
        assertThat(gone.snapshot()).contains(owing);
    }

    /** The number of an agent's task names falls when names are deleted. */
    @Test
    void deletedTaskNamesAreNotCounted() {
        for (int i = 0; i < 20; i++) {
            market.done(new MarketCommand.PutTask("WA1", "n" + i, TASK, 0, Played.PAYLOAD, 0));
            market.done(new MarketCommand.WithdrawTask("WA1", "n" + i));
        }
        assertThat(names()).isEqualTo(20);
        for (int round = 0; round <= 101; round++) {
            market.done(new MarketCommand.PutTask("WA2", "n" + round, TASK, 0, Played.PAYLOAD, round));
            market.sell();
            market.wait(60);
        }
        assertThat(names()).isZero();
        assertThat(market.venue.digests()).contains("");
        restored();
    }

    private int names() {
        return market.venue.snapshot().orElseThrow().seats().stream()
                .filter(seat -> seat.id().equals("WA1"))
                .findFirst()
                .orElseThrow()
                .names();
    }
}
