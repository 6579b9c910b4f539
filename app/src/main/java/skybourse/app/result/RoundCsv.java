package skybourse.app.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import skybourse.files.codec.LedgerText;
import skybourse.files.codec.RecordTable;
import skybourse.files.text.FieldDescription;
import skybourse.round.analysis.RoundAnalysis;
import skybourse.round.analysis.RoundAnalysisLinks;
import skybourse.round.market.AuditedResale;
import skybourse.round.market.PieceDelay;
import skybourse.tier2.clock.Announcement;

/**
 * Comma-separated tables of a round (RFC 4180, line feeds). The tables of tier 1 are {@code agents.csv}, {@code leaders.csv}, {@code links.csv} and
 * {@code iterations.csv}. The tables of tier 2 are {@code auction.csv} (clock stops), {@code trades.csv}, {@code aerial.csv}, {@code rules.csv} (the
 * same orders under other rules) and {@code ledger.csv}. The values of agents, leaders and links are those after tier 2. If all links are written,
 * {@code links.csv} and {@code leaders.csv} alone describe the complete game of tier 1. An agent without a link then has one row without a leader.
 * The first line begins with {@code #} and contains the seed, the version and the hash of the scenario. Numbers are the shortest exact texts.
 */
public final class RoundCsv {

    private static final RecordTable<AgentRow> AGENTS = RecordTable.of(AgentRow.class)
            .without("taskBits", "taskWork", "weight", "assignedWeight", "homeSeconds", "links");
    private static final RecordTable<LeaderRow> LEADERS =
            RecordTable.of(LeaderRow.class).without("kind", "bestPricePerBit", "bestDecisionProfit", "mix");
    private static final RecordTable<SentRow> LINKS = RecordTable.of(SentRow.class);
    private static final RecordTable<AerialRow> AERIAL = RecordTable.of(AerialRow.class);
    private static final RecordTable<NumberedStop> STOPS = RecordTable.of(NumberedStop.class);

    /** Row of {@code links.csv}. If all links are written, an agent without a link has one row without a leader. */
    private record SentRow(
            @FieldDescription("Id of the wireless agent.") String agent,

            @FieldDescription("Id of the leader; empty for an agent that reaches none.")
            Optional<String> leader,

            @FieldDescription(value = "Input size of the task.", unit = "bit")
            double taskBits,

            @FieldDescription(value = "Work of the task.", unit = "work")
            double taskWork,

            @FieldDescription(value = "Satisfaction weight.", unit = "money")
            double weight,

            @FieldDescription(
                    value =
                            "Cost of sending the complete task, without its price, minus the local energy cost that it saves.",
                    unit = "money")
            Optional<Double> charge,

            @FieldDescription("Link quality.") Optional<Double> quality,

            @FieldDescription("Largest ratio whose result can return by the deadline.")
            Optional<Double> cap,

            @FieldDescription("Data rate of the link.") Optional<Double> bitsPerSecond,

            @FieldDescription("Ratio of the task that is sent.")
            Optional<Double> ratio,

            @FieldDescription(value = "Payment to the leader; 0 if no part is sent.", unit = "money")
            Optional<Double> bill,

            @FieldDescription("Time until the part returns; empty if no part is sent.")
            Optional<Double> delaySeconds,

            @FieldDescription("How the last piece of the part was computed.")
            Optional<PieceDelay.PieceCompletion> lastPart) {

        static SentRow of(AgentRow agent, Optional<LinkRow> link) {
            return new SentRow(
                    agent.id(),
                    link.map(LinkRow::leader),
                    agent.taskBits(),
                    agent.taskWork(),
                    agent.weight(),
                    link.map(LinkRow::charge),
                    link.map(LinkRow::quality),
                    link.map(LinkRow::cap),
                    link.map(LinkRow::bitsPerSecond),
                    link.map(LinkRow::ratio),
                    link.map(one -> one.bill().orElse(0.0)),
                    link.flatMap(LinkRow::delaySeconds),
                    link.flatMap(LinkRow::lastPart));
        }
    }

    /** A row of {@code auction.csv}. */
    private record NumberedStop(
            @FieldDescription("Number of the stop, from 1.") int step,
            @JsonUnwrapped StopRow stop) {}

    private RoundCsv() {}

    /**
     * Returns the content of each file by name.
     *
     * @param study the round
     * @param links links of {@code links.csv}
     */
    public static Map<String, String> files(RoundAnalysis study, RoundAnalysisLinks links) {
        List<AgentRow> agents = AgentRow.all(study, links);
        List<LeaderRow> leaders = LeaderRow.all(study, Optional.empty());
        List<String> ids = leaders.stream().map(LeaderRow::id).toList();
        AuditedResale resale = study.resale();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("agents.csv", AGENTS.csv(agents.stream()));
        files.put("leaders.csv", LEADERS.csv(leaders.stream()));
        files.put("links.csv", LINKS.csv(agents.stream().flatMap(agent -> sent(agent, links.areAll()))));
        files.put(
                "iterations.csv",
                IterationBody.MoveRow.TABLE.csv(
                        study.iterates().stream().flatMap(state -> IterationBody.MoveRow.all(state, ids))));
        files.put("auction.csv", STOPS.csv(stops(resale)));
        files.put(
                "trades.csv",
                TradeRow.WithLimits.TABLE.csv(resale.trades().stream().map(TradeRow.WithLimits::of)));
        files.put("aerial.csv", AERIAL.csv(resale.aerialAgents().stream().map(AerialRow::of)));
        files.put("rules.csv", RuleRow.TABLE.csv(study.tried().stream().flatMap(RuleRow::all)));
        String note = note(study);
        files.replaceAll((_, text) -> note + text);
        files.put("ledger.csv", LedgerText.write(resale.ledger(), note));
        return files;
    }

    /** Returns the tables by file name. */
    static SequencedMap<String, RecordTable<?>> tables() {
        SequencedMap<String, RecordTable<?>> tables = new LinkedHashMap<>();
        tables.put("agents.csv", AGENTS);
        tables.put("leaders.csv", LEADERS);
        tables.put("links.csv", LINKS);
        tables.put("iterations.csv", IterationBody.MoveRow.TABLE);
        tables.put("auction.csv", STOPS);
        tables.put("trades.csv", TradeRow.WithLimits.TABLE);
        tables.put("aerial.csv", AERIAL);
        tables.put("rules.csv", RuleRow.TABLE);
        tables.put("ledger.csv", SlotRows.LEDGER.without("slot"));
        return tables;
    }

    private static Stream<SentRow> sent(AgentRow agent, boolean all) {
        return all && agent.links().isEmpty()
                ? Stream.of(SentRow.of(agent, Optional.empty()))
                : agent.links().stream().map(link -> SentRow.of(agent, Optional.of(link)));
    }

    private static Stream<NumberedStop> stops(AuditedResale resale) {
        List<Announcement> all = resale instanceof AuditedResale.HeldAuction held ? held.announcements() : List.of();
        return IntStream.range(0, all.size()).mapToObj(i -> new NumberedStop(i + 1, StopRow.of(all.get(i))));
    }

    private static String note(RoundAnalysis study) {
        return "# seed=" + study.round().scenario().seed() + " version="
                + study.origin().version() + " scenario=" + study.origin().scenarioHash() + "\n";
    }
}
