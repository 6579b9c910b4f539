package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.CommandReply.Kind;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundPrices;

/** Which caller may use or take a seat, and when. */
class SeatsTest {

    private static final String DIGEST = "ab".repeat(32);

    private final Played market = new Played(Played.drawn(20, 4)).joined();

    @Test
    void onlyHolderMayUseASeat() {
        var put = new MarketCommand.PutAgent("WA1", 2, AgentTerms.ofScenario());
        assertThat(market.ask(put, new Caller.Agent(DIGEST))).isInstanceOf(CommandReply.Refused.class);
        assertThat(market.ask(put, new Caller.Operator())).isInstanceOf(CommandReply.Refused.class);
        var deposit = new MarketCommand.Deposit("WA1", 5, "x");
        assertThat(((CommandReply.Refused) market.ask(deposit, new Caller.Agent(Played.secret("WA1")))).kind())
                .isEqualTo(Kind.FORBIDDEN);
        var solved = new MarketCommand.SolveFinished(
                new RoundPrices(0, List.of(), RoundPrices.PriceOrigin.SOLVED, 0, true, 0, Optional.empty()));
        assertThat(((CommandReply.Refused) market.ask(solved, new Caller.Operator())).kind())
                .isEqualTo(Kind.FORBIDDEN);
        market.done(new MarketCommand.Invite("WA1", DIGEST));
        assertThat(market.venue.isHeldBy("WA1", DIGEST)).isFalse();
        CommandReply taken =
                market.ask(new MarketCommand.PutAgent("WA1", 1, AgentTerms.ofScenario()), new Caller.Agent(DIGEST));
        assertThat(taken).isInstanceOf(CommandReply.Done.class);
        assertThat(market.venue.isHeldBy("WA1", DIGEST)).isTrue();
        assertThat(((CommandReply.Refused) market.ask(put)).kind()).isEqualTo(Kind.STRANGER);
        market.done(new MarketCommand.Invite("WA1", Played.secret("WA1"))); // a late copy admits no agent again
        assertThat(((CommandReply.Refused) market.ask(put)).kind()).isEqualTo(Kind.STRANGER);
    }

    @Test
    void seatChangesHolderOnlyBetweenRounds() {
        market.putTasks("t");
        market.done(new MarketCommand.Invite("WA1", DIGEST));
        market.done(new MarketCommand.Freeze(0, new TreeSet<>(), Played.DRAW));
        var put = new MarketCommand.PutAgent("WA1", 2, AgentTerms.ofScenario());
        var refused = (CommandReply.Refused) market.ask(put, new Caller.Agent(DIGEST));
        assertThat(refused.kind()).isEqualTo(Kind.LATER);
        assertThat(refused.toString()).contains("can change its holder only between rounds");
        market.done(put); // the current holder may still change its terms
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        market.done(new MarketCommand.SolveFinished(frozen.solve(market.solver, () -> false)));
        assertThat(market.ask(put, new Caller.Agent(DIGEST))).isInstanceOf(CommandReply.Done.class);
    }

    @Test
    void closedMarketAdmitsOnlyInvitedAgents() {
        var closed = new Played(MarketRules.standard(Played.drawn(5, 1), "seller-vcg", 2, 10, false));
        var put = new MarketCommand.PutAgent("WA1", 1, AgentTerms.ofScenario());
        assertThat(closed.refused(put).kind()).isEqualTo(Kind.FORBIDDEN);
        closed.done(new MarketCommand.Invite("WA1", Played.secret("WA1")));
        closed.done(put);
        assertThat(closed.refused(new MarketCommand.PutAgent("WA9", 1, AgentTerms.ofScenario()))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }
}
