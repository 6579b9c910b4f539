package skybourse.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import skybourse.equilibrium.SolverState;
import skybourse.market.AgentOutcome;
import skybourse.market.LeaderOutcome;
import skybourse.market.Origin;
import skybourse.market.Round;
import skybourse.market.RoundStudy;

/**
 * A study as comma-separated tables after RFC 4180 with line feeds: {@code agents.csv}, {@code leaders.csv}, {@code
 * links.csv} (only links that carry something) and {@code iterations.csv}. The first line, behind a {@code #}, tells seed,
 * version and scenario. A closed leader's price is empty. Numbers are as short as is exact.
 */
public final class Csv {

    private final RoundStudy study;
    private final Round round;
    private final StringBuilder text = new StringBuilder();

    private Csv(RoundStudy study) {
        this.study = study;
        this.round = study.round();
    }

    /** Returns the content of each file by its name. */
    public static Map<String, String> files(RoundStudy study) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("agents.csv", new Csv(study).agents());
        files.put("leaders.csv", new Csv(study).leaders());
        files.put("links.csv", new Csv(study).links());
        files.put("iterations.csv", new Csv(study).iterations());
        return files;
    }

    private String agents() {
        head(
                "id,homeRatio,delaySeconds,deadlineSeconds,deadlineMet,homeJoules,sendingJoules,satisfaction,bill,utility");
        for (AgentOutcome outcome : round.agents()) {
            row(
                    outcome.agent().id(),
                    outcome.homeRatio(),
                    outcome.delaySeconds(),
                    outcome.agent().task().deadlineSeconds(),
                    outcome.deadlineMet(),
                    outcome.homeJoules(),
                    outcome.sendingJoules(),
                    outcome.satisfaction(),
                    outcome.bill(),
                    outcome.utility());
        }
        return text.toString();
    }

    private String leaders() {
        head("id,pricePerBit,work,capacity,overload,leftOver,buyers,revenue,joules,profit,upperBound,relativeGap");
        for (int s = 0; s < round.leaders().size(); s++) {
            LeaderOutcome outcome = round.leaders().get(s);
            var gap = round.result().certificate().leaders().get(s);
            row(
                    outcome.leader().id(),
                    outcome.pricePerBit(),
                    outcome.load().work(),
                    outcome.load().capacity(),
                    outcome.load().overload(),
                    outcome.load().leftOver(),
                    outcome.buyers(),
                    outcome.revenue(),
                    outcome.joules(),
                    outcome.profit(),
                    gap.upperBound(),
                    gap.relativeGap());
        }
        return text.toString();
    }

    private String links() {
        head("agent,leader,ratio,bitsPerSecond,quality,bill,delaySeconds,lastPart");
        for (AgentOutcome outcome : round.agents()) {
            for (AgentOutcome.Branch branch : outcome.branches()) {
                row(
                        outcome.agent().id(),
                        round.leaders().get(branch.leader()).leader().id(),
                        branch.ratio(),
                        branch.bitsPerSecond(),
                        branch.quality(),
                        branch.bill(),
                        branch.delay().seconds(),
                        branch.delay().last());
            }
        }
        return text.toString();
    }

    private String iterations() {
        head("iteration,leader,pricePerBit,work,profit,largestMove");
        for (SolverState state : study.iterates()) {
            for (int s = 0; s < round.leaders().size(); s++) {
                row(
                        state.iteration(),
                        round.leaders().get(s).leader().id(),
                        state.prices()[s],
                        state.loads()[s],
                        state.profits()[s],
                        state.largestMove());
            }
        }
        return text.toString();
    }

    private void head(String columns) {
        Origin origin = study.origin();
        text.append("# seed=%s version=%s scenario=%s\n"
                .formatted(round.scenario().seed(), origin.version(), origin.scenarioHash()));
        text.append(columns).append('\n');
    }

    private void row(Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String cell(Object cell) {
        return switch (cell) {
            case Double number -> Double.isFinite(number) ? number.toString() : "";
            case Enum<?> name -> name.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            default -> quoted(cell.toString());
        };
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
