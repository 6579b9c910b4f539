package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.Browser;
import skybourse.client.ExchangeClient;
import skybourse.server.page.MarketPage;
import skybourse.server.service.RunningMarket;
import skybourse.venue.event.InferenceModel;
import skybourse.venue.event.InferenceProduct;
import skybourse.venue.event.MarketRules;

/** A browser, and a market whose page it shows. */
abstract class MarketPageInBrowser {

    static final List<MarketPage> PAGE = List.of(new MarketPage());
    static final String HOSTILE = "<img src=x onerror=\"document.body.dataset.hacked=1\">";
    static final String LOADED = "document.querySelector('#rounds tbody tr') && globalThis.echarts";
    static final int WIDE = 1400;
    static final int NARROW = 390;

    @TempDir
    private static Path temp;

    static Browser browser;
    RunningMarket market;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Browser.start(temp.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void close() {
        market.close();
    }

    /** Opens a market whose pieces can be disputed for ten minutes, sells a task, and shows the page. */
    String openSold() throws Exception {
        market = RunningMarket.with(
                        MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, 600, true),
                        1e6,
                        List.copyOf(PAGE))
                .joined();
        String task = market.putTask("t1");
        market.sell();
        browser.narrow(WIDE);
        browser.open(market.base.resolve("/"), LOADED);
        return task;
    }

    static String resource(String name) throws IOException {
        try (InputStream stream = MarketPageInBrowser.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String text(String selector) throws InterruptedException {
        return browser.evaluate("document.querySelector(" + quoted(selector) + ").textContent")
                .asString();
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    static void submit(String form, Map<String, String> fields) throws InterruptedException {
        for (var field : fields.entrySet()) {
            browser.evaluate("document.querySelector('#" + form + "').elements." + field.getKey() + ".value = "
                    + quoted(field.getValue()) + "; 0");
        }
        browser.evaluate("document.querySelector('#" + form + " button:not([type])').click()");
    }

    void openAccount(String agent) throws InterruptedException {
        browser.evaluate("location.hash = 'account'; 0");
        submit("open-account", Map.of("agent", agent, "secret", RunningMarket.secret(agent)));
        browser.until("!document.querySelector('#own').hidden");
    }

    static String verdicts() throws InterruptedException {
        return browser.evaluate("[...document.querySelectorAll('#lines strong')].map(e => e.textContent).join()")
                .asString();
    }

    /** Opens an inference market with these sellers and shows the page. */
    void inferenceMarket(List<String> sellers) throws Exception {
        var product = new InferenceProduct(HOSTILE, "q4_k_m", 4_096, 2_000, 1, 2, 8, 50, .05, 10, 500, 0);
        var model = new InferenceModel("answers", "", product, 1e-6, sellers, List.of("b1"));
        market = RunningMarket.with(MarketRules.standard(model, 2, 600, true), 1e6, List.copyOf(PAGE));
        for (String seller : sellers) {
            var terms = Map.of("version", 1, "kind", "seller", "workPerSecond", 1_000, "askTicks", List.of(100));
            assertThat(market.client(seller)
                            .put("agents/" + ExchangeClient.pathSegment(seller), terms)
                            .status())
                    .isEqualTo(200);
        }
        browser.open(market.base.resolve("/"), LOADED);
    }
}
