package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.venue.event.Answer;
import skybourse.venue.event.Answer.Kind;
import skybourse.venue.event.Caller;
import skybourse.venue.event.Command;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.RoundSolution;
import skybourse.venue.event.Terms;

/** Which caller may use or take a seat, and when. */
class SeatsTest {

    private static final String DIGEST = "ab".repeat(32);

    private final Played market = new Played(Played.drawn(20, 4)).joined();

    @Test
    void onlyHolderMayUseASeat() {
        var put = new Command.PutAgent("WA1", 2, Terms.ofScenario());
        assertThat(market.ask(put, new Caller.Agent(DIGEST))).isInstanceOf(Answer.Refused.class);
        assertThat(market.ask(put, new Caller.Operator())).isInstanceOf(Answer.Refused.class);
        var deposit = new Command.Deposit("WA1", 5, "x");
        assertThat(((Answer.Refused) market.ask(deposit, new Caller.Agent(Played.secret("WA1")))).kind())
                .isEqualTo(Kind.FORBIDDEN);
        var solved = new Command.SolveFinished(
                new RoundSolution(0, List.of(), RoundSolution.PriceOrigin.SOLVED, 0, true, 0, Optional.empty()));
        assertThat(((Answer.Refused) market.ask(solved, new Caller.Operator())).kind())
                .isEqualTo(Kind.FORBIDDEN);
        market.done(new Command.Invite("WA1", DIGEST));
        assertThat(market.venue.isHeldBy("WA1", DIGEST)).isFalse();
        Answer taken = market.ask(new Command.PutAgent("WA1", 1, Terms.ofScenario()), new Caller.Agent(DIGEST));
        assertThat(taken).isInstanceOf(Answer.Done.class);
        assertThat(market.venue.isHeldBy("WA1", DIGEST)).isTrue();
        assertThat(((Answer.Refused) market.ask(put)).kind()).isEqualTo(Kind.STRANGER);
        market.done(new Command.Invite("WA1", Played.secret("WA1"))); // a late copy admits no agent again
        assertThat(((Answer.Refused) market.ask(put)).kind()).isEqualTo(Kind.STRANGER);
    }

    @Test
    void seatChangesHolderOnlyBetweenRounds() {
        market.putTasks("t");
        market.done(new Command.Invite("WA1", DIGEST));
        market.done(new Command.Freeze(0, new TreeSet<>(), Played.DRAW));
        var put = new Command.PutAgent("WA1", 2, Terms.ofScenario());
        var refused = (Answer.Refused) market.ask(put, new Caller.Agent(DIGEST));
        assertThat(refused.kind()).isEqualTo(Kind.LATER);
        assertThat(refused.toString()).contains("can change its holder only between rounds");
        market.done(put); // the current holder may still change its terms
        FrozenRound frozen = market.venue.frozenRound().orElseThrow();
        market.done(new Command.SolveFinished(frozen.solve(market.solver, () -> false)));
        assertThat(market.ask(put, new Caller.Agent(DIGEST))).isInstanceOf(Answer.Done.class);
    }

    @Test
    void closedMarketAdmitsOnlyInvitedAgents() {
        var closed = new Played(MarketRules.standard(Played.drawn(5, 1), "seller-vcg", 2, 10, false));
        var put = new Command.PutAgent("WA1", 1, Terms.ofScenario());
        assertThat(closed.refused(put).kind()).isEqualTo(Kind.FORBIDDEN);
        closed.done(new Command.Invite("WA1", Played.secret("WA1")));
        closed.done(put);
        assertThat(closed.refused(new Command.PutAgent("WA9", 1, Terms.ofScenario()))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
    }
}
