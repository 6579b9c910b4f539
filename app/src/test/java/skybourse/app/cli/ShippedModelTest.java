package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import skybourse.app.command.ExitCode;
import skybourse.app.folders.PolicyResolver;
import skybourse.files.codec.ModelFile;
import skybourse.learning.auctions.ActionSet;
import skybourse.learning.training.TrainedModel;
import skybourse.tier2.clock.TurnOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShippedModelTest {

    @TempDir
    private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private JsonNode run(String folder, String... more) throws IOException {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(more, 0, arguments, 5, more.length);
        System.arraycopy(
                new String[] {
                    "run", "--starts", "0", "--out", temp.resolve(folder).toString()
                },
                0,
                arguments,
                0,
                5);
        assertThat(execute(arguments)).as(err.toString()).isZero();
        return JsonMapper.shared()
                .readTree(Files.readString(temp.resolve(folder).resolve("result.json")));
    }

    @Test
    void modelIsSmallAndTrainedForTierTwo() {
        TrainedModel model = PolicyResolver.model(ModelFile.LEARNED);
        assertThat(ModelFile.write(model)).hasSizeLessThan(64 * 1024);
        assertThat(model.origin().learnerName()).isEqualTo("diffusion");
        assertThat(model.steady().turns()).isEqualTo(TurnOrder.SHORTER);
        assertThat(model.origin().marketName()).isEqualTo("scenario drawn x 900");
        assertThat(model.form().wide()).isTrue();
        assertThat(model.actions()).isEqualTo(ActionSet.fine());
    }

    @Tag("slow")
    @Test
    void runUsesModelByNameWithFewerMessages() throws IOException {
        JsonNode learned = run("learned", "--policy", "learned");
        assertThat(learned.at("/resale/rule/policy").asString()).isEqualTo("learned-diffusion-steady");
        assertThat(Files.readString(temp.resolve("learned/data.js")))
                .contains("clock steps chosen by the shipped model");
        assertThat(out.toString()).contains("clock steps chosen by the shipped model");
        assertThat(run("default").at("/resale/rule/policy").asString()).isEqualTo("order-statistics");
        JsonNode fixed = run("fixed", "--policy", "fixed");
        assertThat(fixed.at("/resale/rule/policy").asString()).isEqualTo("fixed-1");
        JsonNode given = run("step", "--step", "50");
        assertThat(given.at("/resale/rule/policy").asString()).isEqualTo("fixed-50");
        JsonNode truthful = run("truthful", "--rule", "double-dutch-strongly-balanced-reduction");
        assertThat(truthful.at("/resale/rule/policy").asString()).isEqualTo("fixed-1");
        assertThat(learned.at("/resale/messages").asInt())
                .isPositive()
                .isLessThan(fixed.at("/resale/messages").asInt() / 5);
        assertThat(learned.at("/resale/announcements").asInt()).isPositive();
        assertThat(learned.at("/totals/deadlinesMet").asInt())
                .isGreaterThan(learned.at("/totalsWithoutResale/deadlinesMet").asInt());
    }

    @Test
    void auctionAndAuditAcceptModelByName() throws IOException {
        Path orders = temp.resolve("orders.csv");
        Files.writeString(orders, "side,participant,limitTicks\nbid,a,90\nbid,c,70\nask,b,10\nask,d,30\n");
        assertThat(execute("auction", orders.toString(), "--policy", "learned", "--json"))
                .isZero();
        assertThat(execute("auction", orders.toString(), "--policy", "learned", "--trace"))
                .isZero();
        assertThat(out.toString()).contains("policy learned-diffusion-steady").contains("shorter");
        assertThat(execute("audit", orders.toString(), "--policy", "learned")).isZero();
        assertThat(execute("audit", "--policy", "learned", "--markets", "5")).isZero();
        assertThat(execute("auction", orders.toString(), "--policy", "lerned")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).contains("random, learned");
    }

    @Test
    void rejectsTruncatedModelBeforeWriting() throws IOException {
        Path model = temp.resolve("broken.skymodel");
        byte[] whole = ModelFile.write(PolicyResolver.model(ModelFile.LEARNED));
        Files.write(model, java.util.Arrays.copyOf(whole, whole.length / 2));
        Path folder = temp.resolve("nothing");
        assertThat(execute("run", "--policy", model.toString(), "--out", folder.toString()))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("broken.skymodel")
                .contains("must be complete")
                .doesNotContain("\tat ");
        assertThat(folder).doesNotExist();
    }

    @Tag("slow")
    @Test
    void evaluateComparesOnUnseenMarkets() {
        assertThat(execute("evaluate", "learned", "--markets", "4")).isZero();
        assertThat(out.toString())
                .contains("Means of 4 rounds of reference that were not used in training.")
                .contains("difference from fixed, ", "order-statistics", "stages", "diffusion, seed 1");
    }
}
