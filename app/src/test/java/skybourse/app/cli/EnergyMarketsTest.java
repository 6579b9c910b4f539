package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.report.Said;

/** {@code simulate} and {@code run} of markets with links given as numbers, energy models or batteries. */
class EnergyMarketsTest {

    @TempDir
    private Path temp;

    private String simulate(Path folder, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("simulate"));
        arguments.addAll(List.of(more));
        Ran ran = Ran.of(arguments.toArray());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(folder.resolve("digests.txt")).exists();
        return ran.out();
    }

    private static String example(String name) {
        return "examples/" + name + ".yaml";
    }

    /** A verified folder can be continued, and is then equal to that of an uninterrupted simulation. */
    @ParameterizedTest
    @ValueSource(strings = {"explicit-links", "energy-dvfs"})
    void explicitLinksAreVerifiedAndContinued(String name) throws IOException {
        Path once = temp.resolve("once");
        Path twice = temp.resolve("twice");
        simulate(once, example(name), "--slots", 6, "--out", once);
        simulate(twice, example(name), "--slots", 4, "--out", twice);
        assertThat(Files.readString(once.resolve("scenario.yaml"))).doesNotContain("\n  channel:");
        assertThat(Ran.of("verify", twice).out()).contains("Verified: all files are identical.");
        simulate(twice, "--continue", twice, "--slots", 6);
        assertThat(twice.resolve("digests.txt")).hasSameTextualContentAs(once.resolve("digests.txt"));
    }

    /** The terminal, the card and the sentence refer to the work to be resold, so none exceeds 100 % and all agree. */
    @Test
    void resaleWithinCapacityOverTime() throws IOException {
        Path folder = temp.resolve("dvfs");
        String out = simulate(folder, example("energy-dvfs"), "--slots", 6, "--out", folder);
        String page = Said.text(Files.readString(folder.resolve("data.js")));
        Matcher share = Pattern.compile("Work to resell {3}([0-9.]+ %) resold to aerial agents, mean of slots\n")
                .matcher(out);
        assertThat(share.find()).isTrue();
        assertThat(page)
                .contains("aerial agents took over " + share.group(1) + " of the work to be resold (mean of slots)")
                .contains("Work to resell\n" + share.group(1) + "\nresold to aerial agents, mean of slots")
                .doesNotContain("of the overload", "Resold share of overload");
        Path linear = temp.resolve("linear");
        assertThat(simulate(linear, example("explicit-links"), "--slots", 3, "--out", linear))
                .containsPattern("\nOverload         [0-9.]+ % resold to aerial agents\n");
        assertThat(Said.text(Files.readString(linear.resolve("data.js")))).contains(" % of the overload, and");
    }

    @Test
    void runNamesWorkToBeResold() throws IOException {
        Path folder = temp.resolve("run");
        Ran ran = Ran.of("run", example("energy-dvfs"), "--starts", 0, "--out", folder);
        String page = Said.text(Files.readString(folder.resolve("data.js")));
        assertThat(ran.out() + page).doesNotContain(" of the overload");
        assertThat(ran.out()).contains("Aerial agents take over 97.3 % of the work to be resold.", "(dvfs)");
        assertThat(page)
                .contains("Delays are those of full speed.", "slows down at low load (dvfs).", "Own work: ")
                .contains("own work", "Tier 2: resale of work", "Work resold", "to be resold");
        Path linear = temp.resolve("linear");
        ran = Ran.of("run", example("explicit-links"), "--starts", 0, "--out", linear);
        assertThat(ran.out()).contains("Aerial agents take over 81.2 % of the overload.");
        assertThat(Said.text(Files.readString(linear.resolve("data.js"))))
                .contains("Pieces within capacity run at full speed.", "Tier 2: resale of overload", "Overload resold")
                .doesNotContain("own work", "Own work", "to be resold");
    }

    /** phone-old has energy for a few tasks only. A simulation that continues after its battery is empty reports it once. */
    @Test
    void emptyBatteryIsReported() throws IOException {
        String text = Files.readString(Path.of(example("batteries"))).replace("joules: 60,", "joules: 6,");
        Path file = Files.writeString(temp.resolve("small.yaml"), text);
        Path once = temp.resolve("once");
        String out = simulate(once, file, "--slots", 40, "--checkpoint", 7, "--out", once);
        List<String> lines = Files.readAllLines(once.resolve("batteries.csv"));
        assertThat(lines).hasSize(3).contains("slot,id").last().asString().matches("[0-9]+,phone-old");
        String slot = lines.getLast().split(",")[0];
        assertThat(out)
                .contains("; 2 wireless agents have batteries;")
                .contains("\nBatteries        1 of 2 empty, the first in slot " + slot + "\n");
        assertThat(Said.text(Files.readString(once.resolve("data.js"))))
                .contains("At the end: 1 of 2 empty, the first in slot " + slot + ".")
                .containsPattern("phone-old \\| 6 J \\| 6 J \\| 0 % \\| " + slot + "\n")
                .containsPattern("phone-new \\| 600 J \\| [0-9.]+ J \\| [0-9.]+ % \\| –\n");
        int middle = Integer.parseInt(slot) + 2;
        Path twice = temp.resolve("twice");
        assertThat(simulate(twice, file, "--slots", middle, "--out", twice)).contains("1 of 2 empty");
        simulate(twice, "--continue", twice, "--slots", 40);
        assertThat(twice.resolve("digests.txt")).hasSameTextualContentAs(once.resolve("digests.txt"));
        Path none = temp.resolve("none");
        assertThat(simulate(none, example("batteries"), "--slots", 2, "--out", none))
                .contains("\nBatteries        0 of 2 empty\n");
        Path mains = temp.resolve("mains");
        assertThat(simulate(mains, example("explicit-links"), "--slots", 2, "--out", mains))
                .doesNotContain("atteries");
        assertThat(mains.resolve("batteries.csv")).doesNotExist();
    }
}
