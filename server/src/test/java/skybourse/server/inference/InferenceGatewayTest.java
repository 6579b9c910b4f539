package skybourse.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import skybourse.server.inference.GatewayClient.Got;

class InferenceGatewayTest {

    private static final String CHAT = "chat/completions";

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.yield();
        }
    }

    @Test
    void answersAndSaysWhatItCosts() throws IOException {
        try (var client = new GatewayClient()) {
            Got got = client.ask(GatewayClient.chat("hello"));
            assertThat(got.status()).as(got.text()).isEqualTo(200);
            assertThat(got.content()).isEqualTo("echo hello");
            assertThat(got.json().path("object").asString()).isEqualTo("chat.completion");
            assertThat(got.json().path("usage").path("total_tokens").asInt()).isEqualTo(7);
            // the line is compact JSON of 79 bytes, and "echo hello" has 10 bytes; 89 of 159 reserved units of a lot of
            // at most 10 units
            assertThat(got.json().path("skybourse").toString())
                    .isEqualTo(
                            "{\"piece\":\"r1.0\",\"seller\":\"s1\",\"volume\":89,\"mostBillUnits\":6,\"capShare\":0.0}");
        }
    }

    @Test
    void streamsTheAnswerAsOneChunk() throws IOException {
        try (var client = new GatewayClient()) {
            String body = GatewayClient.chat("hi")
                    .replace("{\"model\"", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\"");
            String[] events = client.ask(body).text().split("\n\n");
            assertThat(events).hasSize(4).allMatch(event -> event.startsWith("data: "));
            assertThat(events[0])
                    .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"echo hi\"}", "chat.completion.chunk");
            assertThat(events[1]).contains("\"finish_reason\":\"stop\"", "\"delta\":{}");
            assertThat(events[2]).contains("\"choices\":[]", "\"total_tokens\":7");
            assertThat(events[3]).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void requestsThatArriveTogetherAreOneBatch() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.isDown = true);
            List<CompletableFuture<Got>> all = IntStream.range(0, 50)
                    .mapToObj(i -> client.post(CHAT, GatewayClient.chat("question " + i)))
                    .toList();
            client.exchange.set(() -> client.exchange.isDown = false);
            for (int i = 0; i < 50; i++) {
                assertThat(all.get(i).join().content()).isEqualTo("echo question " + i);
            }
            assertThat(client.exchange.answered)
                    .hasSize(50)
                    .allSatisfy((_, times) -> assertThat(times).isOne());
            assertThat(client.exchange.sizes).hasSizeLessThan(10);
        }
    }

    @Test
    void withdrawsTheUnsoldRestAndMergesIt() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.lotsPerRound = 0);
            var first = client.post(CHAT, GatewayClient.chat("first"));
            await(() -> client.exchange.open() == 1);
            var second = client.post(CHAT, GatewayClient.chat("second"));
            await(() -> client.exchange.open() == 2);
            client.exchange.set(() -> client.exchange.lotsPerRound = 1);
            assertThat(first.join().content()).isEqualTo("echo first");
            assertThat(second.join().content()).isEqualTo("echo second");
            assertThat(client.exchange.sizes).containsExactly(1, 2);
            assertThat(client.exchange.withdrawals).isOne();
        }
    }

    @Test
    void failedAndUndoablePiecesAreBoughtAgain() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> {
                client.exchange.fails = 3;
                client.exchange.undoables = 1;
            });
            assertThat(client.ask(GatewayClient.chat("again")).content()).isEqualTo("echo again");
            assertThat(client.exchange.sizes).hasSize(5);
        }
    }

    @Test
    void reportsInACheckedMarketAreLeftToTheOperator() throws IOException {
        var exchange = new FakeExchange();
        exchange.set(() -> {
            exchange.checkShare = .05;
            exchange.undoables = 1;
        });
        try (var client = new GatewayClient(exchange, 30_000, Long.MAX_VALUE)) {
            assertThat(client.ask(GatewayClient.chat("again")).content()).isEqualTo("echo again");
            assertThat(exchange.confirmations).isZero();
            assertThat(exchange.sizes).hasSize(2);
        }
    }

    @Test
    void errorLineIsBoughtAgainOnce() throws IOException {
        try (var client = new GatewayClient()) {
            List<String> lines = new ArrayList<>();
            client.exchange.seller = line -> {
                lines.add(line);
                return lines.size() == 2
                        ? FakeExchange.echo(line)
                        : "{\"error\":{\"message\":\"secret prompt\",\"type\":\"invalid_request_error\"}}";
            };
            assertThat(client.ask(GatewayClient.chat("x")).content()).isEqualTo("echo x");
            Got got = client.ask(GatewayClient.chat("y"));
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.code()).isEqualTo("refused_by_sellers");
            client.exchange.set(() -> client.exchange.seller = _ -> "{\"error\":{\"code\":413}}");
            assertThat(client.ask(GatewayClient.chat("z")).status()).isEqualTo(400);
            assertThat(got.text()).contains("invalid_request_error").doesNotContain("secret prompt");
            assertThat(lines).hasSize(4);
        }
    }

    @Test
    void malformedResultsAreNotAnswers() throws IOException {
        try (var client = new GatewayClient()) {
            for (String result : List.of(
                    "", "[", "[]", "{\"choices\":[]}", "{\"choices\":[{\"message\":\"text\"}]}", "null", "\n\n")) {
                client.exchange.set(() -> client.exchange.seller = _ -> result);
                assertThat(client.ask(GatewayClient.chat("x" + result.length() + result.hashCode()))
                                .status())
                        .isEqualTo(502);
            }
        }
    }

    @Test
    void lostReplyBuysOnce() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.lostReplies = 3);
            assertThat(client.ask(GatewayClient.chat("once")).content()).isEqualTo("echo once");
            assertThat(client.exchange.sizes).containsExactly(1);
            assertThat(client.exchange.answered).hasSize(1).containsValue(1);
        }
    }

    @Test
    void usesTheOtherAddress() throws IOException {
        try (var client = new GatewayClient();
                InferenceGateway other = GatewayClient.start(
                        List.of(URI.create("http://127.0.0.1:1"), client.exchange.base()), 1_000, Long.MAX_VALUE)) {
            assertThat(other.model()).isEqualTo("tiny");
        }
    }

    @Test
    void timeOutWithdrawsWhatIsNotSold() throws IOException {
        try (var client = new GatewayClient(200, Long.MAX_VALUE)) {
            client.exchange.set(() -> client.exchange.lotsPerRound = 0);
            Got got = client.ask(GatewayClient.chat("nobody"));
            assertThat(got.status()).isEqualTo(504);
            assertThat(got.code()).isEqualTo("timeout");
            await(() -> client.exchange.open() == 0);
        }
    }

    @Test
    void closedConnectionWithdrawsWhatIsNotSold() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.lotsPerRound = 0);
            try (var leaving = java.net.http.HttpClient.newHttpClient()) {
                var body = java.net.http.HttpRequest.BodyPublishers.ofString(GatewayClient.chat("leaving"));
                leaving.sendAsync(
                        client.request(CHAT).POST(body).build(), java.net.http.HttpResponse.BodyHandlers.discarding());
                var staying = client.post(CHAT, GatewayClient.chat("staying"));
                await(() -> client.exchange.open() == 2);
                leaving.shutdownNow();
                await(() -> client.exchange.open() == 1);
                client.exchange.set(() -> client.exchange.lotsPerRound = 1);
                assertThat(staying.join().content()).isEqualTo("echo staying");
            }
            assertThat(client.exchange.answered.keySet())
                    .singleElement()
                    .asString()
                    .contains("staying");
        }
    }

    @Test
    void sameKeyBuysOnce() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.isSlow = true);
            var one = client.post(CHAT, GatewayClient.chat("key"), "Idempotency-Key", "k1");
            var two = client.post(CHAT, GatewayClient.chat("key"), "Idempotency-Key", "k1");
            await(() -> client.exchange.sizes.size() == 1);
            Got other = client.ask(GatewayClient.chat("other"), "Idempotency-Key", "k1");
            client.exchange.set(() -> client.exchange.isSlow = false);
            assertThat(one.join().text()).isEqualTo(two.join().text());
            assertThat(client.ask(GatewayClient.chat("key"), "Idempotency-Key", "k1")
                            .text())
                    .isEqualTo(one.join().text());
            // which of the bodies came first is open only for the first two, which are equal
            assertThat(other.status()).isEqualTo(422);
            assertThat(client.exchange.answered).hasSize(1).containsValue(1);
        }
    }

    @Test
    void retryOfSdkGetsWhatWasSold() throws IOException {
        try (var client = new GatewayClient(300, Long.MAX_VALUE)) {
            client.exchange.set(() -> client.exchange.isSlow = true);
            assertThat(client.ask(GatewayClient.chat("sold"), "x-stainless-retry-count", "0")
                            .status())
                    .isEqualTo(504);
            client.exchange.set(() -> client.exchange.isSlow = false);
            Got retry = client.ask(GatewayClient.chat("sold"), "x-stainless-retry-count", "1");
            assertThat(retry.content()).isEqualTo("echo sold");
            assertThat(client.exchange.answered).containsValue(1);
            assertThat(client.ask(GatewayClient.chat("sold"), "x-stainless-retry-count", "1")
                            .content())
                    .isEqualTo("echo sold");
            assertThat(client.exchange.answered).containsValue(2);
        }
    }

    @Test
    void noFundsAndSpendingLimit() throws IOException {
        try (var client = new GatewayClient(30_000, 25)) {
            client.exchange.set(() -> client.exchange.freeUnits = 9);
            Got poor = client.ask(GatewayClient.chat("poor"));
            assertThat(poor.status()).as(poor.text()).isEqualTo(402);
            assertThat(poor.code()).isEqualTo("no_funds");
            client.exchange.set(() -> client.exchange.freeUnits = 1_000);
            int answered = 0;
            Got got = client.ask(GatewayClient.chat("q"));
            while (!got.code().equals("spend_limit")) { // the gateway remembers for a second that there was no money
                answered += got.status() == 200 ? 1 : 0;
                got = client.ask(GatewayClient.chat("q" + answered));
            }
            // each bill is at most 6 units; the price cap of a lot is 10 units
            assertThat(got.status()).isEqualTo(402);
            assertThat(answered).isEqualTo(3);
        }
    }

    @Test
    void largeBatchesAreLimitedByTheFreeMoney() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> {
                client.exchange.freeUnits = 2 * FakeExchange.CAP;
                client.exchange.isDown = true;
            });
            var all = IntStream.range(0, 40)
                    .mapToObj(i -> client.post(CHAT, GatewayClient.chat("n" + i)))
                    .toList();
            client.exchange.set(() -> client.exchange.isDown = false);
            assertThat(all).allSatisfy(one -> assertThat(one.join().status()).isEqualTo(200));
        }
    }

    @Test
    void invalidRequestDoesNotSpoilOthers() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> {
                client.exchange.poison = "poison";
                client.exchange.isDown = true;
            });
            var good = IntStream.range(0, 10)
                    .mapToObj(i -> client.post(CHAT, GatewayClient.chat("good" + i)))
                    .toList();
            var bad = client.post(CHAT, GatewayClient.chat("poison"));
            client.exchange.set(() -> client.exchange.isDown = false);
            assertThat(good).allSatisfy(one -> assertThat(one.join().status()).isEqualTo(200));
            assertThat(bad.join().status()).isEqualTo(400);
            assertThat(bad.join().text()).doesNotContain("poison");
        }
    }

    @Test
    void keyIsNeeded() throws IOException {
        try (var client = new GatewayClient()) {
            var body = java.net.http.HttpRequest.BodyPublishers.ofString(GatewayClient.chat("x"));
            Got got = client.send(client.request(CHAT)
                            .setHeader("Authorization", "Bearer sk-other")
                            .POST(body))
                    .join();
            assertThat(got.status()).isEqualTo(401);
            assertThat(got.json().path("error").propertyNames())
                    .containsExactlyInAnyOrder("message", "type", "param", "code");
            assertThat(client.get("models")
                            .json()
                            .path("data")
                            .path(0)
                            .path("id")
                            .asString())
                    .isEqualTo("tiny");
            assertThat(client.get("models/other").status()).isEqualTo(404);
            assertThat(client.get("embeddings").status()).isEqualTo(404);
        }
    }

    @Test
    void batchJobAnswersEachLine() throws IOException {
        try (var client = new GatewayClient()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                String chat =
                        i == 7 ? GatewayClient.chat("x").replace("tiny", "huge") : GatewayClient.chat("line " + i);
                lines.append("{\"custom_id\":\"c" + i
                        + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + chat + "}\n");
            }
            String form = "--bound\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--bound\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                    + lines + "\r\n--bound--\r\n";
            String file = client.post("files", form, "Content-Type", "multipart/form-data; boundary=bound")
                    .join()
                    .json()
                    .path("id")
                    .asString();
            assertThat(client.get("files/" + file + "/content").text()).isEqualTo(lines.toString());
            String job = "{\"input_file_id\":\"" + file
                    + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}";
            String id = client.post("batches", job).join().json().path("id").asString();
            await(() ->
                    client.get("batches/" + id).json().path("status").asString().equals("completed"));
            var done = client.get("batches/" + id).json();
            assertThat(done.path("request_counts").toString())
                    .isEqualTo("{\"total\":100,\"completed\":99,\"failed\":1}");
            String output = client.get("files/" + done.path("output_file_id").asString() + "/content")
                    .text();
            assertThat(output.lines()).hasSize(99).allSatisfy(line -> {
                var answer = FakeExchange.JSON.readTree(line);
                String number = answer.path("custom_id").asString().substring(1);
                assertThat(answer.path("response").path("body").toString()).contains("echo line " + number + "\"");
            });
            String errors = client.get("files/" + done.path("error_file_id").asString() + "/content")
                    .text();
            assertThat(errors).contains("\"custom_id\":\"c7\"", "\"status_code\":404", "model_not_found");
        }
    }

    @Test
    void cancelledJobIsWithdrawn() throws IOException {
        try (var client = new GatewayClient()) {
            client.exchange.set(() -> client.exchange.lotsPerRound = 0);
            String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                    + GatewayClient.chat("x") + "}";
            String form = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + line + "\r\n--b--\r\n";
            String file = client.post("files", form, "Content-Type", "multipart/form-data; boundary=b")
                    .join()
                    .json()
                    .path("id")
                    .asString();
            String job = "{\"input_file_id\":\"" + file
                    + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}";
            String id = client.post("batches", job).join().json().path("id").asString();
            await(() -> client.exchange.open() == 1);
            assertThat(client.post("batches/" + id + "/cancel", "")
                            .join()
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("cancelling");
            await(() ->
                    client.get("batches/" + id).json().path("status").asString().equals("cancelled"));
            assertThat(client.exchange.open()).isZero();
        }
    }
}
