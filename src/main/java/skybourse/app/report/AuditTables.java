package skybourse.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import skybourse.app.codec.CsvLine;
import skybourse.app.codec.OrdersText;
import skybourse.tier2.audit.Counterexample;
import skybourse.tier2.audit.GainsTable;
import skybourse.tier2.audit.Misreport;
import skybourse.tier2.audit.TalkTable;
import skybourse.tier2.clock.refining.BestQuestions;

/** The tables of audits as files: texts by name. */
public final class AuditTables {

    private AuditTables() {}

    /**
     * Returns the market as it is with a misreport under the name asked for, and as it is with the truth in a file beside it.
     *
     * @param name of the file with the misreport
     * @param options the rule's, as one would type them for the auction command
     */
    public static Map<String, String> counterexample(String name, Counterexample found, String options) {
        String plain = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        Misreport lie = found.misreport();
        String head = String.format(
                Locale.ROOT,
                "# %s %s and gets %s half ticks instead of %s, expected over the tie lots\n",
                lie.trader(),
                lie.words(),
                lie.bestHalfTicks(),
                lie.truthfulHalfTicks());
        String replay = String.format(Locale.ROOT, "# replay: ./skybourse auction %s %s\n", name, options);
        return Map.of(
                plain + "-truth.csv",
                "# everybody tells the truth\n" + OrdersText.write(found.truth()),
                name,
                head + replay + OrdersText.write(lie.reported(found.truth())));
    }

    /** Returns the talk of refining clocks by each way of asking, as CSV; an empty cell was not solved. */
    public static String talk(TalkTable table) {
        StringBuilder text = new StringBuilder("buyers,sellers,law,ticks,markets,floor,floorHalfWidth95");
        TalkTable.WAYS.forEach(
                way -> text.append(",").append(way).append(",").append(way).append("-announcements"));
        text.append(",best-both-sides,bothSidesStates,best,bestStates\n");
        for (TalkTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(
                    row.traders().buyers(),
                    row.traders().sellers(),
                    row.law(),
                    row.ticks(),
                    row.floor().count(),
                    rounded(row.floor().mean()),
                    rounded(row.floor().high() - row.floor().mean())));
            for (TalkTable.Talk talk : row.talk()) {
                cells.add(rounded(talk.messages().mean()));
                cells.add(rounded(talk.announcements().mean()));
            }
            for (Optional<BestQuestions> best : List.of(row.bothSides(), row.oneSide())) {
                cells.add(best.map(program -> rounded(program.messages())).orElse(""));
                cells.add(
                        best.map(program -> Integer.toString(program.states())).orElse(""));
            }
            text.append(CsvLine.of(cells.toArray())).append('\n');
        }
        return text.toString();
    }

    /** Returns the shares of the possible gains by each way to clear, as CSV. */
    public static String gains(GainsTable table) {
        StringBuilder text = new StringBuilder("buyers,sellers,lots,law,lowTicks,highTicks,markets,halfWidth95");
        GainsTable.WAYS.forEach(way -> text.append(",").append(way));
        text.append(",otherLaw\n");
        for (GainsTable.Row row : table.rows()) {
            List<Object> cells = new ArrayList<>(List.of(
                    row.shape().buyers(),
                    row.shape().sellers(),
                    row.shape().lots(),
                    row.law(),
                    row.shape().lowTicks(),
                    row.shape().highTicks(),
                    row.markets(),
                    rounded(row.halfWidth())));
            row.shares().forEach(share -> cells.add(Double.isNaN(share) ? "" : rounded(share)));
            cells.add(row.other());
            text.append(CsvLine.of(cells.toArray())).append('\n');
        }
        return text.toString();
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
