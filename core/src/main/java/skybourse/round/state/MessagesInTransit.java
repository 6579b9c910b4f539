package skybourse.round.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import skybourse.base.numeric.StateArchive;
import skybourse.base.random.RandomStreams;
import skybourse.base.random.ReusableGenerator;
import skybourse.base.scenario.AgentLinks;
import skybourse.base.scenario.Scenario;
import skybourse.round.dynamics.Dynamics;
import skybourse.round.dynamics.MessageDelays;
import skybourse.round.dynamics.Quote;

/**
 * Quotes and reports in transit in a simulation, and the newest message that each receiver has from each sender. The newest message is the one sent
 * in the latest slot, not the last to arrive. Delays and losses are sampled for each sender, receiver and slot.
 */
public final class MessagesInTransit {

    private final MessageDelays settings;
    private final RandomStreams streams;
    private final List<String> agents;
    private final List<String> leaders;
    private final double slotSeconds;
    private final ReusableGenerator random = new ReusableGenerator(0);

    private List<Quote> quotesUnderWay = new ArrayList<>();
    private List<WirelessAgentReport> reportsUnderWay = new ArrayList<>();
    private final @Nullable Quote[] quotes;
    private final @Nullable WirelessAgentReport[] reports;

    /** Number of messages sent. The next three fields count messages that were read, were lost, or were older than a message already read. */
    private long sent;

    private long read;
    private long lost;
    private long superseded;

    public MessagesInTransit(Scenario scenario, Dynamics dynamics, boolean immediate, RandomStreams streams) {
        this.settings = immediate ? MessageDelays.immediate() : dynamics.messages();
        this.streams = streams;
        agents = scenario.wirelessAgents().stream().map(agent -> agent.id()).toList();
        leaders = scenario.leaders().stream().map(leader -> leader.id()).toList();
        slotSeconds = scenario.rules().roundSeconds();
        quotes = new Quote[isImmediate() ? 0 : Math.multiplyExact(agents.size(), leaders.size())];
        reports = new WirelessAgentReport[isImmediate() ? 0 : agents.size()];
    }

    /** Returns whether messages have neither delay nor loss. In this case this object only counts messages. */
    public boolean isImmediate() {
        return settings.areImmediate();
    }

    /** Counts messages that are sent and read immediately. */
    public void count(long messages) {
        sent += messages;
        read += messages;
    }

    /**
     * Sends a quote of a leader to a wireless agent.
     *
     * @param slot number of the slot
     * @param leader index of the leader
     * @param agent index of the wireless agent
     * @param price money/bit
     * @param rate rate of the link, bit/s
     * @param quality quality of the link
     * @param waitSeconds expected waiting time at the leader, s
     */
    public void quote(long slot, int leader, int agent, double price, double rate, double quality, double waitSeconds) {
        double arrival = arrival(slot, leaders.get(leader), agents.get(agent));
        if (arrival < Double.POSITIVE_INFINITY) {
            quotesUnderWay.add(new Quote(slot, arrival, leader, agent, price, rate, quality, waitSeconds));
        }
    }

    /**
     * Sends a report of a wireless agent to all leaders.
     *
     * @param slot number of the slot
     * @param agent index of the wireless agent
     * @param task kind of its task, as {@code likeTask} of {@link TaskTable}; -1 for no task
     * @param remainingSeconds time until the deadline; 0 without a task
     * @param links its links in the slot
     */
    public void report(long slot, int agent, long task, double remainingSeconds, AgentLinks links) {
        double arrival = arrival(slot, agents.get(agent), "all");
        if (arrival < Double.POSITIVE_INFINITY) {
            reportsUnderWay.add(new WirelessAgentReport(slot, arrival, agent, task, remainingSeconds, links));
        }
    }

    /** Samples the arrival time of a message, in seconds; infinite if it is lost. */
    private double arrival(long slot, String from, String to) {
        sent++;
        random.restart(streams.key("message/" + from + "/" + to, slot));
        if (random.nextDouble() < settings.loss()) {
            lost++;
            return Double.POSITIVE_INFINITY;
        }
        return slot * slotSeconds + settings.baseSeconds() + settings.jitterSeconds() * random.nextExponential();
    }

    /** Delivers the messages that have arrived. Quotes to absent wireless agents are lost. */
    public void read(double seconds, IntPredicate isPresent) {
        List<WirelessAgentReport> laterReports = new ArrayList<>();
        for (WirelessAgentReport report : reportsUnderWay) {
            if (report.arrivalSeconds() <= seconds) {
                read(report);
            } else {
                laterReports.add(report);
            }
        }
        reportsUnderWay = laterReports;
        List<Quote> laterQuotes = new ArrayList<>();
        for (Quote quote : quotesUnderWay) {
            if (quote.arrivalSeconds() > seconds) {
                laterQuotes.add(quote);
            } else if (isPresent.test(quote.agent())) {
                read(quote);
            } else {
                lost++;
            }
        }
        quotesUnderWay = laterQuotes;
    }

    private void read(WirelessAgentReport report) {
        WirelessAgentReport before = reports[report.agent()];
        if (before == null || before.slot() < report.slot()) {
            reports[report.agent()] = report;
            read++;
        } else {
            superseded++;
        }
    }

    private void read(Quote quote) {
        int pair = quote.agent() * leaders.size() + quote.leader();
        Quote before = quotes[pair];
        if (before == null || before.slot() < quote.slot()) {
            quotes[pair] = quote;
            read++;
        } else {
            superseded++;
        }
    }

    /** Returns the newest report of an agent; null if there is none or it has expired. */
    @Nullable
    public WirelessAgentReport report(int agent, long slot) {
        WirelessAgentReport report = reports[agent];
        return report != null && slot - report.slot() < settings.forgetSlots() ? report : null;
    }

    /** Returns the newest quote of a leader that an agent has received; null if there is none or it has expired. */
    @Nullable
    public Quote quote(int agent, int leader, long slot) {
        Quote quote = quotes[agent * leaders.size() + leader];
        return quote != null && slot - quote.slot() < settings.forgetSlots() ? quote : null;
    }

    /** Returns an agent's newest quotes of open leaders that have not expired, by ascending leader. */
    public List<Quote> receivedQuotes(int agent, long slot) {
        List<Quote> heard = new ArrayList<>();
        for (int s = 0; s < leaders.size(); s++) {
            Quote quote = quote(agent, s, slot);
            if (quote != null && quote.price() < Double.POSITIVE_INFINITY) {
                heard.add(quote);
            }
        }
        return heard;
    }

    public long sent() {
        return sent;
    }

    /** Returns the number of messages that are not accounted for; 0 unless there is a defect. */
    public long unaccounted() {
        return sent - read - lost - superseded - quotesUnderWay.size() - reportsUnderWay.size();
    }

    public long lost() {
        return lost;
    }

    public void exchange(StateArchive state) {
        sent = state.integer(sent);
        read = state.integer(read);
        lost = state.integer(lost);
        superseded = state.integer(superseded);
        if (!isImmediate()) {
            quotesUnderWay = exchangeQuotes(quotesUnderWay, state);
            keep(exchangeQuotes(heardQuotes(), state));
            reportsUnderWay = exchangeReports(reportsUnderWay, state);
            exchangeReports(heardReports(), state).forEach(report -> reports[report.agent()] = report);
        }
    }

    private List<Quote> heardQuotes() {
        List<Quote> heard = new ArrayList<>();
        for (Quote quote : quotes) {
            if (quote != null) {
                heard.add(quote);
            }
        }
        return heard;
    }

    private List<WirelessAgentReport> heardReports() {
        List<WirelessAgentReport> heard = new ArrayList<>();
        for (WirelessAgentReport report : reports) {
            if (report != null) {
                heard.add(report);
            }
        }
        return heard;
    }

    private void keep(List<Quote> heard) {
        heard.forEach(quote -> quotes[quote.agent() * leaders.size() + quote.leader()] = quote);
    }

    private static List<Quote> exchangeQuotes(List<Quote> list, StateArchive state) {
        int count = (int) state.integer(list.size());
        List<Quote> exchanged = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Quote now = i < list.size() ? list.get(i) : new Quote(0, 0, 0, 0, 0, 0, 0, 0);
            exchanged.add(new Quote(
                    state.integer(now.slot()),
                    state.number(now.arrivalSeconds()),
                    (int) state.integer(now.leader()),
                    (int) state.integer(now.agent()),
                    state.number(now.price()),
                    state.number(now.bitsPerSecond()),
                    state.number(now.quality()),
                    state.number(now.waitSeconds())));
        }
        return exchanged;
    }

    private static List<WirelessAgentReport> exchangeReports(List<WirelessAgentReport> list, StateArchive state) {
        int count = (int) state.integer(list.size());
        List<WirelessAgentReport> exchanged = new ArrayList<>(count);
        var none = new AgentLinks(new int[0], new double[0], new double[0]);
        for (int i = 0; i < count; i++) {
            WirelessAgentReport now = i < list.size() ? list.get(i) : new WirelessAgentReport(0, 0, 0, -1, 0, none);
            exchanged.add(new WirelessAgentReport(
                    state.integer(now.slot()),
                    state.number(now.arrivalSeconds()),
                    (int) state.integer(now.agent()),
                    state.integer(now.task()),
                    state.number(now.remainingSeconds()),
                    new AgentLinks(
                            state.ints(now.links().leaders()),
                            state.numbers(now.links().bitsPerSecond()),
                            state.numbers(now.links().qualities()))));
        }
        return exchanged;
    }
}
