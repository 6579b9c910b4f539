package skybourse.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import skybourse.server.service.LogCapture;
import skybourse.server.service.RunningMarket;
import skybourse.venue.event.MarketRules;

/**
 * Random messages to a market. No status is 500 or more, calls that fail change nothing, and no reply or log message contains the secret. The property
 * {@code fuzz.requests} is their number.
 */
final class McpFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_000);
    private static final List<Object> VALUES = List.of(
            "t1",
            "",
            "\uD800x",
            "a/b",
            -1,
            0,
            1,
            1e300,
            true,
            List.of(),
            Map.of(),
            Map.of("text", "a\nb"),
            "9".repeat(400));
    private static final List<String> ARGUMENTS = List.of(
            "task",
            "piece",
            "round",
            "waitless",
            "version",
            "payload",
            "text",
            "reason",
            "inputBits",
            "lastRound",
            "from",
            "units");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            arguments.put(one(ARGUMENTS), one(VALUES));
        }
        return arguments;
    }

    private McpClient.Reply sent(McpClient client, Map<String, Object> task) throws Exception {
        List<String> tools = MarketTools.of(false).stream().map(McpTool::name).toList();
        return switch (random.nextInt(6)) {
            case 0 -> client.ask(one(List.of("tools/list", "server/discover", "x", "")), arguments());
            case 1 -> client.askOld(one(List.of("initialize", "tools/list", "tools/call", "ping")), arguments());
            case 2 -> client.send(broken(client.message("tools/call", arguments())), Map.of());
            case 3 -> {
                Map<String, Object> changed = new TreeMap<>(task);
                changed.put(one(List.copyOf(task.keySet())), one(VALUES));
                yield client.call("put_task", changed);
            }
            default -> client.call(one(tools), arguments());
        };
    }

    private String broken(String message) {
        int at = random.nextInt(message.length());
        return message.substring(0, at) + one(List.of("", "\"", "{", "\u0000", "é")) + message.substring(at + 1);
    }

    @Test
    void randomMessagesChangeNothingUnlessTheySucceed() throws Exception {
        var rules = MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 1e6, 1e6, true);
        try (var log = new LogCapture();
                RunningMarket running = RunningMarket.with(
                                rules, List.of(new McpAdapter(MarketTools.of(false), "Use it.", "1")))
                        .joined()) {
            String agent = running.buyer().id();
            String secret = RunningMarket.secret(agent);
            var client = new McpClient(running.base, agent, secret);
            Map<String, Object> task = new TreeMap<>(running.task(2, Map.of("text", "a\nb")));
            task.put("task", "t1");
            Supplier<Long> entries = running.market::seq;
            int succeeded = 0;
            for (int i = 0; i < REQUESTS; i++) {
                long before = entries.get();
                McpClient.Reply got = sent(client, task);
                assertThat(got.status()).as(i + " " + got.body()).isLessThan(500);
                assertThat(got.body().toString()).doesNotContain(secret);
                boolean isDone = got.body().has("result") && !got.isError();
                succeeded += isDone ? 1 : 0;
                assertThat(isDone || entries.get() == before)
                        .as(i + " " + got.body())
                        .isTrue();
            }
            assertThat(succeeded).isBetween(REQUESTS / 20, REQUESTS / 2);
            assertThat(entries.get()).isGreaterThan(running.agents().size() * 2L);
            assertThat(log.lines).noneMatch(line -> line.contains(secret) || line.contains("an error of the program"));
        }
    }
}
