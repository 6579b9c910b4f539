package skybourse.round.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import skybourse.base.numeric.StateExchange;
import skybourse.base.scenario.Agent;
import skybourse.base.scenario.Scenario;
import skybourse.round.market.Ledger;
import skybourse.round.market.Ledger.Entry;
import skybourse.round.market.Ledger.Reason;

/** What everyone has received less what it has paid since the start, moved by ledger entries alone. */
final class Accounts {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Entry> posted = new ArrayList<>();
    private long[] balances;

    Accounts(Scenario scenario) {
        for (List<? extends Agent> agents :
                List.of(scenario.wirelessAgents(), scenario.leaders(), scenario.aerialAgents())) {
            agents.forEach(agent -> places.put(agent.id(), places.size()));
        }
        places.put(Scenario.HOUSE, places.size());
        places.put(Scenario.ESCROW, places.size());
        balances = new long[places.size()];
    }

    /** Moves money; nothing moves for 0 units. */
    void post(String from, String to, long units, Reason reason) {
        if (units != 0) {
            post(new Entry(from, to, units, reason));
        }
    }

    void post(Entry entry) {
        balances[place(entry.from())] -= entry.units();
        balances[place(entry.to())] += entry.units();
        posted.add(entry);
    }

    private int place(String id) {
        Integer place = places.get(id);
        if (place == null) {
            throw new IllegalArgumentException("nobody here is called " + id);
        }
        return place;
    }

    long balance(String id) {
        return balances[place(id)];
    }

    /** Returns the sum of all balances, 0 in sound accounts. */
    long sum() {
        long sum = 0;
        for (long balance : balances) {
            sum += balance;
        }
        return sum;
    }

    /** Returns what was posted since the last call, and forgets it. */
    Ledger take() {
        var ledger = new Ledger(posted);
        posted.clear();
        return ledger;
    }

    void exchange(StateExchange state) {
        balances = state.wholes(balances);
    }
}
