package skybourse.app.report.round;

import java.util.Locale;
import java.util.Map;
import skybourse.files.codec.OrdersText;
import skybourse.tier2.audit.BestMisreport;
import skybourse.tier2.audit.Counterexample;

/** Formats the counterexample of an audit as order files, with which the auction command can replay it. */
public final class CounterexampleText {

    private CounterexampleText() {}

    /**
     * Returns two order files by name: the market with the misreport, and the market with truthful reports ({@code -truth.csv}).
     *
     * @param name name of the file with the misreport
     * @param counterexample the counterexample
     * @param options options of the rule for the auction command
     */
    public static Map<String, String> files(String name, Counterexample counterexample, String options) {
        String plain = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        BestMisreport misreport = counterexample.misreport();
        String head = "# " + misreport.trader() + " " + misreport.text() + " and gets " + misreport.bestHalfTicks()
                + " half ticks instead of " + misreport.truthfulHalfTicks() + ", expected over the tie lots\n";
        String replay = String.format(Locale.ROOT, "# replay: ./skybourse auction %s %s\n", name, options);
        return Map.of(
                plain + "-truth.csv",
                "# all traders report truthfully\n" + OrdersText.write(counterexample.truth()),
                name,
                head + replay + OrdersText.write(misreport.reported(counterexample.truth())));
    }
}
