package skybourse.app.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import skybourse.files.codec.JsonText;
import skybourse.files.codec.LedgerText;
import skybourse.round.analysis.RoundStudy;
import skybourse.round.analysis.StudyLinks;
import skybourse.round.market.AgentOutcome;
import skybourse.round.market.ResaleStudy;
import skybourse.tier1.equilibrium.SolverState;
import skybourse.tier2.clock.Announcement;

/**
 * A study as comma-separated tables after RFC 4180 with line feeds: {@code agents.csv}, {@code leaders.csv}, {@code
 * links.csv}, {@code iterations.csv}, and of tier 2 {@code auction.csv} (the course of the clocks), {@code trades.csv},
 * {@code aerial.csv}, {@code rules.csv} (its orders under other rules) and {@code ledger.csv}. Agents, leaders and links are as tier 2 leaves them. With all links {@code
 * links.csv} and {@code leaders.csv} alone are the whole game of tier 1; an agent that reaches nobody has one row without a
 * leader there. The first line, behind a {@code #}, tells seed, version and scenario. The price of a closed leader is
 * {@code closed}. Numbers are as short as is exact.
 */
public final class Csv {

    private record Sent(int agent, StudyLinks.@Nullable Link link) {}

    private record Move(SolverState state, int leader, double price, double work, double profit) {}

    private record Stop(int step, Announcement announcement) {}

    private final RoundStudy study;

    private Csv(RoundStudy study) {
        this.study = study;
    }

    /**
     * Returns the content of each file by its name.
     *
     * @param study what to write
     * @param links what {@code links.csv} holds
     */
    public static Map<String, String> files(RoundStudy study, StudyLinks links) {
        return new Csv(study).files(links);
    }

    private Map<String, String> files(StudyLinks links) {
        List<Integer> agents = Columns.indices(study.after().agents());
        List<Integer> leaders = Columns.indices(study.after().leaders());
        Columns<Integer> agent =
                RoundRecords.agents(study, links).without("taskBits", "taskWork", "weight", "homeSeconds", "links");
        Columns<Integer> leader = RoundRecords.leaders(study).without("kind", "bestPricePerBit", "bestDecisionProfit");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("agents.csv", agent.csv(agents.stream()));
        files.put("leaders.csv", leader.csv(leaders.stream()));
        files.put("links.csv", link().csv(agents.stream().flatMap(n -> sent(n, links))));
        files.put("iterations.csv", move().csv(study.iterates().stream().flatMap(this::moves)));
        files.put("auction.csv", stop().csv(stops()));
        files.put("trades.csv", RoundRecords.TRADE.csv(study.resale().trades().stream()));
        files.put("aerial.csv", RoundRecords.AERIAL.csv(study.resale().aerialAgents().stream()));
        files.put(
                "rules.csv",
                RoundRecords.rules(study.tried()).csv(study.tried().stream().flatMap(RoundRecords::all)));
        String note = note();
        files.replaceAll((_, text) -> note + text);
        files.put("ledger.csv", LedgerText.write(study.resale().ledger(), note));
        return files;
    }

    /** An agent that reaches nobody has a row too, where all links are wanted. */
    private static Stream<Sent> sent(int agent, StudyLinks links) {
        List<StudyLinks.Link> own = links.of(agent);
        return links.areAll() && own.isEmpty()
                ? Stream.of(new Sent(agent, null))
                : own.stream().map(link -> new Sent(agent, link));
    }

    private Columns<Sent> link() {
        return new Columns<Sent>()
                .with(
                        "agent",
                        one -> study.after().agents().get(one.agent).agent().id())
                .with(
                        "leader",
                        of(link -> study.after()
                                .leaders()
                                .get(link.leader())
                                .leader()
                                .id()))
                .with("taskBits", one -> study.game().taskBits()[one.agent])
                .with("taskWork", one -> study.game().taskWork()[one.agent])
                .with("weight", one -> study.game().weight()[one.agent])
                .with("charge", of(StudyLinks.Link::linkCharge))
                .with("quality", of(StudyLinks.Link::quality))
                .with("cap", of(StudyLinks.Link::cap))
                .with("bitsPerSecond", of(StudyLinks.Link::bitsPerSecond))
                .with("ratio", of(StudyLinks.Link::ratio))
                .with(
                        "bill",
                        of(link -> link.sent().map(AgentOutcome.Link::bill).orElse(0.0)))
                .with(
                        "delaySeconds",
                        of(link -> link.sent().map(sent -> sent.delay().seconds())))
                .with(
                        "lastPart",
                        of(link -> link.sent().map(sent -> sent.delay().last())));
    }

    private static Function<Sent, Optional<?>> of(Function<StudyLinks.Link, ?> value) {
        return one -> Optional.ofNullable(one.link).map(value);
    }

    private Stream<Move> moves(SolverState state) {
        double[] prices = state.prices();
        double[] loads = state.loads();
        double[] profits = state.profits();
        return Columns.indices(study.after().leaders()).stream()
                .map(s -> new Move(state, s, prices[s], loads[s], profits[s]));
    }

    private Columns<Move> move() {
        return new Columns<Move>()
                .with("iteration", move -> move.state.iteration())
                .with(
                        "leader",
                        move -> study.after()
                                .leaders()
                                .get(move.leader)
                                .leader()
                                .id())
                .with("pricePerBit", move -> JsonText.price(move.price))
                .with("work", Move::work)
                .with("decisionProfit", Move::profit)
                .with("largestMove", move -> move.state.largestMove());
    }

    private Stream<Stop> stops() {
        List<Announcement> all = study.resale() instanceof ResaleStudy.Held held ? held.announcements() : List.of();
        return Columns.indices(all).stream().map(i -> new Stop(i + 1, all.get(i)));
    }

    private static Columns<Stop> stop() {
        return new Columns<Stop>().with("step", Stop::step).and(RoundRecords.ANNOUNCEMENT, Stop::announcement);
    }

    private String note() {
        return "# seed=" + study.round().scenario().seed() + " version="
                + study.origin().version() + " scenario=" + study.origin().scenarioHash() + "\n";
    }
}
