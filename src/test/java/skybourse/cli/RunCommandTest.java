package skybourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void theBundledScenarioRunsToAFolderWithEverything() throws IOException {
        Path folder = temp.resolve("run");
        assertThat(execute("run", "--out", folder.toString(), "--images", "--starts", "1"))
                .isZero();
        for (String file : new String[] {"result.json", "agents.csv", "leaders.csv", "links.csv", "iterations.csv"}) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        assertThat(folder.resolve("images").resolve("map.svg")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("by deviating alone");
        assertThat(out.toString()).contains("Deadlines met").contains("report.html");
    }

    @Test
    void sameCommandSameBytes() throws IOException {
        Path folder = temp.resolve("run");
        execute("run", "--out", folder.toString(), "--starts", "1");
        byte[] result = Files.readAllBytes(folder.resolve("result.json"));
        byte[] page = Files.readAllBytes(folder.resolve("report.html"));
        execute("run", "--out", folder.toString(), "--starts", "1");
        assertThat(folder.resolve("result.json")).hasBinaryContent(result);
        assertThat(folder.resolve("report.html")).hasBinaryContent(page);
    }

    @Test
    void badInputIsOneClearErrorAndNoOutput() throws IOException {
        Path broken = Files.writeString(temp.resolve("broken.yaml"), "name: x\nunknown: 1\n");
        Path folder = temp.resolve("run");
        assertThat(execute("run", broken.toString(), "--out", folder.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("broken.yaml").contains("Maybe").doesNotContain("\tat ");
        assertThat(folder).doesNotExist();
        assertThat(execute("solve", temp.resolve("missing.yaml").toString())).isEqualTo(Main.BAD_INPUT);
    }

    @Test
    void anUnknownMethodIsRefused() {
        assertThat(execute("solve", "--method", "magic")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("gauss-seidel");
    }

    @Test
    void solvePrintsASummaryOrEverything() {
        assertThat(execute("solve")).isZero();
        assertThat(out.toString()).contains("gap at most");
        assertThat(execute("solve", "--json", "--start", "caps", "--method", "jacobi"))
                .isZero();
        assertThat(out.toString()).contains("\"scenarioSha256\"").contains("\"decisionProfit\"");
    }

    @Test
    void commandsAreQuotedForAShell() {
        assertThat(CommandText.quoted("a b")).isEqualTo("'a b'");
        assertThat(CommandText.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(CommandText.quoted("--out=x/y")).isEqualTo("--out=x/y");
    }
}
