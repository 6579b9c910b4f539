package skybourse.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.command.ExitCode;
import skybourse.receipt.MadeUpExchange;
import skybourse.testing.Cases;

/** Each malformed file at each place where a file is read gives one error of two lines, and nothing is written. */
class BrokenInputsTest {

    private static final String RECEIPT = MadeUpExchange.honest(1).receipt(0, "wa-1", 0);

    @TempDir
    private Path temp;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Malformed files by their defect. */
    private static Map<String, byte[]> malformedFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        files.put("empty", new byte[0]);
        files.put("blank lines", utf8("\n \n\t\n\r\n"));
        files.put("only a byte order mark", utf8("\uFEFF"));
        files.put("noise", noise);
        files.put("zeros", new byte[4_096]);
        files.put("an image", utf8("\u0089PNG\r\n\u001a\n"));
        files.put("UTF-16", "name: x\nseed: 1\n".getBytes(StandardCharsets.UTF_16));
        files.put("UTF-16 without mark", "name: x\nseed: 1\n".getBytes(StandardCharsets.UTF_16LE));
        files.put("latin", "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        files.put("an overlong byte", new byte[] {'a', ':', ' ', (byte) 0xc0, (byte) 0x80});
        files.put("half a character", new byte[] {'a', ':', ' ', (byte) 0xe2, (byte) 0x82});
        files.put("a surrogate", new byte[] {'a', ':', ' ', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
        files.put("a page", utf8("<!DOCTYPE html>\n<html><body>404</body></html>\n"));
        files.put("CRLF", utf8("hello: 1\r\nworld: 2\r\n"));
        files.put("lonely CR", utf8("hello: 1\rworld: 2\r"));
        files.put("a long line", utf8("x".repeat(3_000_000)));
        files.put("a long cell", utf8("\"" + ",".repeat(100_000)));
        files.put("deep lists", utf8("[".repeat(50_000)));
        files.put("deep maps", utf8("{\"a\":".repeat(50_000)));
        files.put("deep indents", utf8("- ".repeat(5_000) + "x"));
        files.put("an open brace", utf8("{"));
        files.put("an open quote", utf8("name: \"x\n"));
        files.put("a list", utf8("[1, 2]\n"));
        files.put("a number", utf8("42\n"));
        files.put("null", utf8("null\n"));
        files.put("two documents", utf8("a: 1\n---\nb: 2\n"));
        files.put("an alias", utf8("a: &x 1\nb: *x\n"));
        files.put("a tag", utf8("!!python/object:os.system {a: 1}\n"));
        files.put("a directive", utf8("%TAG ! tag:x,2000:\n---\na: !y 1\n"));
        files.put("a tab", utf8("a:\n\tb: 1\n"));
        files.put("a control character", utf8("a: \u001b[31mred\n"));
        files.put("a control character in a name", utf8("\"a\\u001b[31m\": 1\n"));
        files.put("a name twice", utf8("name: a\nname: b\n"));
        files.put("JSON twice", utf8("{\"name\": 1, \"name\": 2}"));
        files.put("JSON with a comment", utf8("{/* x */ \"name\": 1}"));
        files.put("half a surrogate in JSON", utf8("{\"name\": \"\\ud800\"}"));
        files.put("a huge number", utf8("{\"seed\": " + "9".repeat(5_000) + "}"));
        files.put("a huge exponent", utf8("{\"seed\": 1e999999999}"));
        files.put("a long name", utf8("\"" + "k".repeat(5_000) + "\": 1\n"));
        files.put("another table", utf8("a,b\n1,2\n"));
        files.put("a column twice", utf8("id,id\n1,2\n"));
        files.put("a header only", utf8("side,participant,limitTicks\n"));
        files.put("a quote inside", utf8("from,to,units,reason\na\"b,c,1,bill\n"));
        files.put("a magic only", utf8("SKYMODEL"));
        files.put("a model of the future", utf8("SKYMODEL\u0001\u0001\u0001\u0001"));
        return files;
    }

    /** Command lines that read the malformed file, by its extension and role. */
    private Map<String, List<Object>> commandLines(Path file) throws IOException {
        Path places = Files.writeString(temp.resolve("places.csv"), "latitude_deg,longitude_deg\n1,2\n");
        Path requests = Files.writeString(temp.resolve("requests.csv"), "prefill_tokens,decode_tokens\n70,3\n");
        List<Object> good = List.of(
                "import", "--requests", requests, "--sites", places, "--users", places, "--out", temp.resolve("out"));
        Map<String, List<Object>> lines = new LinkedHashMap<>();
        lines.put(".yaml scenario", List.of("solve", file));
        lines.put(".json scenario", List.of("validate", file));
        lines.put(" scenario", List.of("run", file, "--out", temp.resolve("out")));
        lines.put(".yaml tier 1", List.of("audit", "--distribution", "tier1", "--scenario", file));
        lines.put(".yaml evaluated", List.of("evaluate", "learned", "--scenario", file));
        lines.put(".yaml simulated", List.of("simulate", file, "--slots", 1, "--out", temp.resolve("out")));
        lines.put(".csv tracks", List.of("validate", scenarioWith("motion: {mobileAgents: {tracks: {file: in.csv}}}")));
        lines.put(".csv recorded", List.of("validate", scenarioWith("arrivals: {trace: {file: in.csv}}")));
        lines.put(".csv prices", List.of("certify", "examples/reference.yaml", "--prices", file));
        lines.put(".yaml prices", List.of("certify", "examples/reference.yaml", "--prices", file));
        lines.put(".json prices", List.of("certify", "examples/reference.yaml", "--prices", file));
        lines.put(".csv orders", List.of("auction", file));
        lines.put(".csv audited", List.of("audit", file));
        lines.put(".yaml sweep", List.of("sweep", file, "--out", temp.resolve("out")));
        lines.put(".skymodel model", List.of("evaluate", file));
        lines.put(".skymodel policy", List.of("solve", "--policy", file));
        lines.put(".skymodel exported", List.of("export", file, "--onnx", temp.resolve("out")));
        for (int at : new int[] {2, 4, 6}) {
            List<Object> line = new ArrayList<>(good);
            line.set(at, file);
            lines.put(".csv import " + line.get(at - 1), line);
        }
        for (String option : List.of("--mobility", "--hardware")) {
            List<Object> line = new ArrayList<>(good);
            line.addAll(List.of(option, file));
            lines.put(".csv import " + option, line);
        }
        Path key = Files.writeString(temp.resolve("exchange.pub"), MadeUpExchange.key());
        Path receipt = Files.writeString(temp.resolve("receipt.json"), RECEIPT);
        lines.put(".json receipt", List.of("check-receipt", file, "--key", key));
        lines.put(".pub key", List.of("check-receipt", receipt, "--key", file));
        for (String option : List.of("--record", "--earlier-checkpoint", "--proof", "--sent-commands", "--agent-key")) {
            lines.put(".json held against" + option, List.of("check-receipt", receipt, "--key", key, option, file));
        }
        return lines;
    }

    /** Writes a scenario whose block {@code overTime} names the file. */
    private Path scenarioWith(String block) throws IOException {
        String campus = Files.readString(Path.of("examples/campus.yaml"));
        return Files.writeString(
                temp.resolve(block.replaceAll("\\W", "") + ".yaml"), campus + "overTime: {" + block + "}\n");
    }

    /** A share of the cases combines each file with some places and each place with some files. */
    @Tag("slow")
    @Test
    void everyMalformedFileGivesTwoLineError() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        Map<Path, Map<String, List<Object>>> lines = new HashMap<>();
        for (String place : commandLines(temp).keySet()) {
            Path file = temp.resolve("in" + place.split(" ")[0]);
            if (!lines.containsKey(file)) {
                lines.put(file, commandLines(file));
            }
        }
        List<String> places = List.copyOf(commandLines(temp).keySet());
        int file = 0;
        for (Map.Entry<String, byte[]> content : malformedFiles().entrySet()) {
            for (int place = 0; place < places.size(); place++) {
                if (Cases.isTried(file + place)) {
                    Path in = Files.write(temp.resolve("in" + places.get(place).split(" ")[0]), content.getValue());
                    List<Object> line = lines.get(in).get(places.get(place));
                    check(softly, content.getKey() + " as " + line, in, Ran.of(line.toArray()));
                }
            }
            file++;
        }
        softly.assertAll();
    }

    @Test
    void verifyRejectsMalformedManifestsAndDigests() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        Path folder = Files.createDirectory(temp.resolve("result"));
        for (Map.Entry<String, byte[]> content : malformedFiles().entrySet()) {
            Files.write(folder.resolve("manifest.json"), content.getValue());
            Files.writeString(folder.resolve("digests.txt"), "0".repeat(64) + "  report.html\n");
            check(softly, content.getKey() + " as manifest", folder, Ran.of("verify", folder));
            if (content.getValue().length > 0) {
                Files.write(folder.resolve("digests.txt"), content.getValue());
                check(softly, content.getKey() + " as digests", folder, Ran.of("verify", folder));
            }
        }
        softly.assertAll();
    }

    private void check(SoftAssertions softly, String name, Path file, Ran ran) {
        softly.assertThat(ran.code()).as(name + "\n" + ran.err()).isEqualTo(ExitCode.INVALID_INPUT);
        softly.assertThat(ran.err().split("\n")).as(name + "\n" + ran.err()).hasSize(2);
        softly.assertThat(ran.err())
                .as(name)
                .startsWith("skybourse: " + file)
                .contains("\nHint: ")
                .doesNotContain("\tat ", "Exception", "\u001b", "\r");
        softly.assertThat(ran.err().length()).as(name + "\n" + ran.err()).isLessThan(1_500);
        softly.assertThat(temp.resolve("out")).doesNotExist();
    }
}
