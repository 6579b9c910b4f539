package skybourse.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.play.PlayedExchange;

/**
 * An exchange in which some agents send each task and result again, with all earlier ones. It can be restarted after sales. No balance is negative when
 * a round is frozen.
 *
 * @param market the exchange
 * @param repeating ids of the agents that send commands again
 * @param restarts rounds after whose sale the exchange is restarted
 * @param sent commands that repeating agents sent so far; they send all of them again, the newest first
 */
record RepeatingExchange(Played market, Set<String> repeating, Set<Long> restarts, List<MarketCommand> sent)
        implements PlayedExchange {

    RepeatingExchange(Played market) {
        this(market, new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
    }

    @Override
    public MarketRules rules() {
        return market.rules;
    }

    @Override
    public ExchangeEngine engine() {
        return market.venue;
    }

    @Override
    public void advance(long millis) {
        market.advance(millis);
    }

    @Override
    public String draw(long round) {
        return market.draw(round);
    }

    @Override
    public CommandReply ask(MarketCommand command) {
        CommandReply answer = market.ask(command);
        boolean isRepeated = switch (command) {
            case MarketCommand.PutTask put -> repeating.contains(put.agent());
            case MarketCommand.PutResult put -> repeating.contains(put.agent());
            default -> false;
        };
        if (isRepeated) {
            sent.add(command);
            sent.reversed().forEach(market::ask);
        } else if (command instanceof MarketCommand.SolveFinished finished
                && restarts.contains(finished.solved().round())) {
            market.restart();
        } else if (command instanceof MarketCommand.Freeze) {
            assertNoNegativeBalances();
        }
        return answer;
    }

    private void assertNoNegativeBalances() {
        engine().agents().forEach(agent -> {
            assertThat(agent.balanceUnits()).as(agent.id()).isNotNegative();
            assertThat(agent.heldUnits()).as(agent.id()).isBetween(0L, agent.balanceUnits());
        });
    }
}
