package skybourse.app.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Chromium that the environment variable {@code SKYBOURSE_BROWSER} names, driven over its DevTools protocol; for one thread. */
public final class Browser implements AutoCloseable {

    public static final String VARIABLE = "SKYBOURSE_BROWSER";

    private static final int PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> answers;
    private int calls;

    private Browser(Process process, WebSocket socket, BlockingQueue<String> answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /** Starts the browser without a window; {@code profile} is a folder that it may fill. */
    public static Browser start(Path profile) throws IOException, InterruptedException {
        return start(profile, "");
    }

    /** Starts the browser without a window; {@code scriptFlags} are options of its script engine, V8. */
    public static Browser start(Path profile, String scriptFlags) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getenv(VARIABLE),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--js-flags=" + scriptFlags,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (int tries = 0; process.isAlive() && (!Files.exists(port) || Files.size(port) == 0); tries++) {
            if (tries == 20 * PATIENCE_SECONDS) {
                process.destroyForcibly();
                throw new IOException("the browser opened no port");
            }
            Thread.sleep(50);
        }
        HttpClient client = HttpClient.newHttpClient();
        URI pages = URI.create(
                "http://127.0.0.1:" + Files.readAllLines(port).getFirst().strip() + "/json/list");
        JsonNode targets =
                JSON.readTree(client.send(HttpRequest.newBuilder(pages).build(), BodyHandlers.ofString())
                        .body());
        String page = targets.valueStream()
                .filter(target -> target.get("type").asString().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .asString();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page), new MessageListener(answers))
                .join();
        return new Browser(process, socket, answers);
    }

    /** Puts complete messages into a queue. */
    private static final class MessageListener implements WebSocket.Listener {

        private final BlockingQueue<String> answers;
        private final StringBuilder part = new StringBuilder();

        MessageListener(BlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                answers.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }

    /** Calls a method of the protocol and returns its result. */
    private JsonNode call(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++calls;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        while (true) {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer to " + method);
            }
            JsonNode tree = JSON.readTree(answer);
            if (tree.path("id").asInt() == id) {
                if (tree.has("error")) {
                    throw new IllegalStateException(method + ": " + tree.get("error"));
                }
                return tree.get("result");
            }
        }
    }

    /** Loads a page into a view of that width and waits until its charts are drawn. */
    public void open(Path page, int width, boolean dark) throws InterruptedException {
        narrow(width);
        media("", dark);
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        evaluate(
                "new Promise(done => { const look = () => document.readyState === 'complete' && "
                        + "(!document.querySelector('.chart') || document.documentElement.dataset.drawn) ? done(1) : setTimeout(look, 20); look(); })");
    }

    /** Loads a page of a server and waits until a condition of it holds. */
    public void open(URI page, String condition) throws InterruptedException {
        call("Page.navigate", Map.of("url", page.toString()));
        until("location.href === '" + page + "' && document.readyState === 'complete'");
        until(condition);
    }

    /** Runs a script at the start of every page that is loaded later, before the scripts of the page. */
    public void runFirst(String script) throws InterruptedException {
        call("Page.enable", Map.of());
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Waits until an expression is true. */
    public void until(String condition) throws InterruptedException {
        for (int tries = 0; !evaluate("Boolean(" + condition + ")").asBoolean(); tries++) {
            if (tries == 20 * PATIENCE_SECONDS) {
                throw new IllegalStateException("never true: " + condition);
            }
            Thread.sleep(50);
        }
    }

    /** Shows the page as on paper ({@code print}) or on the screen (empty). */
    public void media(String media, boolean dark) throws InterruptedException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Returns the value of an expression; a promise is awaited. */
    public JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.get("result").path("value");
    }

    /** Returns the memory of the page's script and document after a garbage collection, bytes. */
    public long heapBytes() throws InterruptedException {
        call("HeapProfiler.collectGarbage", Map.of());
        JsonNode usage = call("Runtime.getHeapUsage", Map.of());
        return usage.path("usedSize").asLong()
                + usage.path("embedderHeapUsedSize").asLong();
    }

    /** Presses the button of every chart and returns the images by the names of their files. */
    public SequencedMap<String, String> saved() throws InterruptedException {
        JsonNode files = evaluate("""
                (async () => {
                  const blobs = {}, {createObjectURL} = URL, {click} = HTMLAnchorElement.prototype;
                  let last;
                  URL.createObjectURL = blob => { last = blob; return 'data:,'; };
                  HTMLAnchorElement.prototype.click = function () { blobs[this.download] = last; };
                  document.querySelectorAll('.save').forEach(button => button.click());
                  URL.createObjectURL = createObjectURL;
                  HTMLAnchorElement.prototype.click = click;
                  const texts = await Promise.all(Object.values(blobs).map(blob => blob.text()));
                  return Object.fromEntries(Object.keys(blobs).map((name, i) => [name, texts[i]]));
                })()
                """);
        SequencedMap<String, String> saved = new LinkedHashMap<>();
        files.properties()
                .forEach(file -> saved.put(file.getKey(), file.getValue().asString()));
        return saved;
    }

    /** Sets the width of the view. */
    public void narrow(int width) throws InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Types a text into the focused field. */
    public void type(String text) throws InterruptedException {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases the key that activates the focused link or button. */
    public void pressEnter() throws InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
        }
    }

    /** Presses and releases a key. */
    public void press(String key, int code) throws InterruptedException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Returns the page printed to A4. */
    public byte[] pdf() throws InterruptedException {
        return data(call(
                "Page.printToPDF",
                Map.of("paperWidth", 8.27, "paperHeight", 11.69, "printBackground", true, "preferCSSPageSize", true)));
    }

    /** Returns the whole page as a PNG. */
    byte[] picture() throws InterruptedException {
        return data(call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true)));
    }

    private static byte[] data(JsonNode result) {
        return Base64.getDecoder().decode(result.get("data").asString());
    }

    /** Returns when the browser and all its processes have ended and no longer write to the profile. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        socket.abort();
        process.destroy();
        for (ProcessHandle each : all) {
            if (!ended(each, PATIENCE_SECONDS)) {
                each.destroyForcibly();
                ended(each, PATIENCE_SECONDS);
            }
        }
    }

    private static boolean ended(ProcessHandle process, int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
