package skybourse.server.signedlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Agent;
import skybourse.receipt.CheckResult.Verdict;
import skybourse.receipt.Receipt;
import skybourse.receipt.ReceiptCheck;
import skybourse.receipt.ReceiptCheck.CheckInputs;
import skybourse.receipt.RoundRecord;
import skybourse.receipt.format.NoteKey;
import skybourse.round.analysis.SolverCatalogue;
import skybourse.server.codec.BodyJsonEncoder;
import skybourse.server.codec.ReceiptBody;
import skybourse.server.service.RunningMarket;
import skybourse.venue.FrozenRound;
import skybourse.venue.SingleWriter;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;
import skybourse.venue.event.Caller;
import skybourse.venue.event.CommandReply;
import skybourse.venue.event.MarketCommand;
import skybourse.venue.event.MarketRules;
import skybourse.venue.event.NewcomerSettings;

/** The commands of an agent are in the log even if its seat was freed before a round was sold. */
class FreedReceiptsTest {

    private static final MarketRules RULES = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 2, .05, true)
            .withNewcomers(new NewcomerSettings(3, new TreeMap<>(Map.of("mobile", "MA1"))));
    private static final MarketSigningKey KEY = MarketSigningKey.generate("drawn");

    private final MarketLog log = new MarketLog(KEY, RULES, new MemoryStore());
    private final SingleWriter writer = new SingleWriter(log.venue(), log, 0, _ -> {});

    private void write(MarketCommand command, Caller caller, String text) throws IOException {
        List<CommandReply> answers = new ArrayList<>();
        writer.write(
                List.of(new SingleWriter.QueuedCommand(command, caller, text, got -> answers.add(got.answer()))),
                1_000);
        assertThat(answers).singleElement().isInstanceOf(CommandReply.Done.class);
    }

    private void takeSeat(String id, AgentTerms terms) throws IOException {
        var caller = new Caller.Agent(RunningMarket.secret(id));
        write(new MarketCommand.PutAgent(id, 1, terms), caller, "PUT /v1/agents/" + id + "\n{\"version\":1}");
    }

    private void freeze(TreeSet<String> silent) throws IOException {
        write(
                new MarketCommand.Freeze(
                        log.venue().round(), silent, KEY.draw(log.venue().round())),
                new Caller.Market(),
                "");
    }

    @Test
    void freedSeatHasAReceiptInTheLog() throws IOException {
        for (Agent agent : RULES.scenario().agents().toList()) {
            var in = new MarketCommand.Deposit(agent.id(), RunningMarket.MONEY, "in-" + agent.id());
            write(in, new Caller.Operator(), "PUT /v1/operator/deposit\n{}");
            takeSeat(agent.id(), AgentTerms.ofScenario());
        }
        var none = OptionalDouble.empty();
        takeSeat(
                "idle",
                AgentTermsBuilder.builder()
                        .kind("mobile")
                        .pricePerBit(none)
                        .workPerSecond(OptionalDouble.of(1e10))
                        .worth(none)
                        .publicKey("")
                        .build());
        var buyer = RULES.scenario().wirelessAgents().getFirst();
        write(
                new MarketCommand.PutTask(buyer.id(), "t", buyer.task(), 0, "ab".repeat(32), 1_000),
                new Caller.Agent(RunningMarket.secret(buyer.id())),
                "PUT /v1/agents/" + buyer.id() + "/tasks/t\n{}");
        for (int round = 0; round < 100; round++) {
            freeze(new TreeSet<>(log.venue().ids()));
        }
        freeze(new TreeSet<>());
        assertThat(log.venue().isSeat("idle")).isFalse();
        FrozenRound frozen = log.venue().frozenRound().orElseThrow();
        var solver = SolverCatalogue.defaultSolver(RULES.scenario().rules(), 1);
        write(new MarketCommand.SolveFinished(frozen.solve(solver, () -> false)), new Caller.Market(), "");
        ReceiptBody body = log.receipt(100, "idle", 0, -1).orElseThrow();
        assertThat(body.leaf()).contains("PUT /v1/agents/idle").contains("\"before\":0,\"after\":0");
        byte[] record = log.record(100).orElseThrow().getBytes(StandardCharsets.UTF_8);
        var given = new CheckInputs(
                NoteKey.read(KEY.text()),
                List.of(RoundRecord.read(record)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var receipt = Receipt.read(BodyJsonEncoder.write(body).getBytes(StandardCharsets.UTF_8));
        assertThat(ReceiptCheck.of(receipt, given).lines()).noneMatch(line -> line.verdict() == Verdict.BROKEN);
    }
}
