package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import skybourse.app.report.Browser;
import skybourse.client.ExchangeClient;
import skybourse.files.text.Sha256;
import skybourse.server.http.ExchangeServer;
import skybourse.server.service.RunningMarket;

/** The market page in a browser; skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageBrowserTest extends MarketPageInBrowser {

    private static final int TAB = 9;
    private static final String SHOWN =
            "[...document.querySelectorAll('#events li')].map(e => e.dataset.seq).reverse().join()";
    private static final long GONE_MILLIS = 5_000;

    @Test
    void showsRoundsAsTheyComplete() throws Exception {
        openSold();
        assertThat(text("#rounds tbody tr")).startsWith("0sold").contains("certified");
        assertThat(text("#health")).startsWith("No problem found.").contains("Round 1 collects tasks.");
        assertThat(text("#certificate")).startsWith("Certified").contains("Round 0, eps ");
        assertThat(text("#present"))
                .startsWith(market.agents().size() + " of " + market.agents().size() + " take part");
        market.putTask("t2");
        market.sell();
        browser.until("document.querySelector('#rounds tbody tr').textContent.startsWith('1sold')");
        browser.until("document.querySelector('#events').textContent.includes('Round 1 was sold')");
        browser.until("document.querySelector('#health').textContent.includes('Round 2 collects')");
        for (var leader : market.rules.scenario().leaders()) {
            String path = "agents/" + leader.id() + "/leaving";
            assertThat(market.client(leader.id())
                            .put(path, Map.of("version", 2))
                            .status())
                    .isEqualTo(200);
        }
        market.putTask("t3");
        assertThat(market.operator.put("operator/round", Map.of("round", 2)).status())
                .isEqualTo(200);
        browser.until(
                "document.querySelector('#health.bad')?.textContent.startsWith('Round 2 is void. Reason: no leader.')");
    }

    @Test
    void hostileTextsAreShownAsText() throws Exception {
        String task = openSold();
        String buyer = market.buyer().id();
        market.deliver(task);
        String piece = market.client(buyer)
                .get(task)
                .json()
                .path("pieces")
                .path(0)
                .path("piece")
                .stringValue();
        assertThat(market.client(buyer)
                        .put("pieces/" + piece + "/rejection", Map.of("reason", HOSTILE))
                        .status())
                .isEqualTo(200);
        browser.evaluate("location.hash = 'operator'; 0");
        submit("open-operator", Map.of("secret", RunningMarket.OPERATOR));
        browser.until("document.querySelector('#disputes article')");
        assertThat(text("#disputes")).contains(buyer + " disputes: " + HOSTILE);
        browser.evaluate("document.querySelector('#disputes button').click()");
        browser.until("document.querySelectorAll('#disputes pre').length === 2");
        assertThat(text("#disputes pre:last-of-type")).isEqualTo("result of " + piece);
        browser.evaluate("window.confirm = () => true; document.querySelectorAll('#disputes button')[1].click()");
        browser.until("document.querySelector('#disputes').textContent === 'No piece is disputed.'");
        assertThat(market.client(buyer)
                        .get("pieces/" + piece)
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("PAID");
        market.close();
        inferenceMarket(List.of(HOSTILE));
        browser.until("document.querySelector('#agents').textContent.includes(" + quoted(HOSTILE) + ")");
        assertThat(text("#sold")).contains(HOSTILE);
        assertThat(browser.evaluate("document.body.dataset.hacked === undefined && !document.querySelector('main img')")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void showsAThousandAgents() throws Exception {
        inferenceMarket(IntStream.range(0, 1_000).mapToObj(i -> "seller-" + i).toList());
        browser.until("document.querySelectorAll('#agents tbody tr').length === 1001");
        assertThat(text("#present")).startsWith("1,000 of 1,001 take part");
        assertThat(text("#rounds tbody")).isEqualTo("No round has closed.");
    }

    /** The page shows all events that happened while the server did not answer for 5 s. */
    @Test
    void reconnectsWithoutGap() throws Exception {
        openSold();
        int port = market.server.port();
        String operator = Sha256.of(RunningMarket.OPERATOR.getBytes(StandardCharsets.UTF_8));
        String buyer = market.buyer().id();
        try (ExchangeServer other =
                ExchangeServer.start(market.market, "127.0.0.1", 0, operator, Optional.empty(), List.of())) {
            market.server.close();
            browser.until("!document.querySelector('#gone').hidden");
            assertThat(text("#gone")).contains("has not answered since");
            var client =
                    ExchangeClient.once(URI.create("http://127.0.0.1:" + other.port()), RunningMarket.secret(buyer));
            for (int version = 2; version < 12; version++) {
                assertThat(client.put("agents/" + buyer, Map.of("version", version))
                                .status())
                        .isEqualTo(200);
            }
            List<String> all = client.get("events?limit=1000")
                    .json()
                    .path("events")
                    .valueStream()
                    .map(event -> event.path("seq").toString())
                    .toList();
            Thread.sleep(GONE_MILLIS);
            assertThat(browser.evaluate("document.querySelector('#gone').hidden")
                            .asBoolean())
                    .isFalse();
            try (ExchangeServer _ = ExchangeServer.start(
                    market.market, "127.0.0.1", port, operator, Optional.empty(), List.copyOf(PAGE))) {
                browser.until(
                        "document.querySelector('#gone').hidden && document.querySelectorAll('#events li').length >= "
                                + all.size());
                assertThat(browser.evaluate(SHOWN).asString()).isEqualTo(String.join(",", all));
                browser.evaluate("document.querySelectorAll('#events li')[3].remove()"); // control
                assertThat(browser.evaluate(SHOWN).asString()).isNotEqualTo(String.join(",", all));
            }
        }
    }

    @Test
    void secretsStayInTheTab() throws Exception {
        var logged = new ConcurrentLinkedQueue<String>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord one) {
                logged.add(one.getMessage()
                        + List.of(Optional.ofNullable(one.getParameters()).orElse(new Object[0])));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        try {
            openSold();
            openAccount(market.buyer().id());
            submit("check-receipt", Map.of("round", "0"));
            browser.until("document.querySelectorAll('#lines li').length");
        } finally {
            root.removeHandler(handler);
        }
        String places = browser.evaluate(
                        "(async () => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie,"
                                + " location.href, history.state, name, await indexedDB.databases(), await caches.keys(),"
                                + " (await navigator.serviceWorker.getRegistrations()).length,"
                                + " performance.getEntriesByType('resource').map(e => e.name), document.documentElement.outerHTML,"
                                + " [...document.querySelectorAll('input')].map(e => e.type === 'file' ? '' : e.value), Object.keys(globalThis)]))()")
                .asString();
        String secret = RunningMarket.secret(market.buyer().id());
        assertThat(places).contains("[[],[],\"\",", "/v1/rounds/0/receipt").doesNotContain(secret);
        assertThat(String.join("\n", logged)).doesNotContain(secret);
        assertThat(places.replaceAll("\"https?://127\\.0\\.0\\.1:" + market.server.port() + "/", ""))
                .doesNotContain("\"http");
        browser.evaluate("document.querySelector('#close-account').click()");
        assertThat(browser.evaluate("document.querySelector('#own').hidden").asBoolean())
                .isTrue();
    }

    @Test
    void keyboardReachesEverything() throws Exception {
        openSold();
        browser.evaluate("document.activeElement.blur(); 0");
        assertThat(tab()).isEqualTo("Skip to content");
        assertThat(tab()).isEqualTo("Market");
        assertThat(tab()).isEqualTo("Account");
        browser.pressEnter();
        browser.until("!document.querySelector('#account').hidden");
        tab(); // the link moved the start of the order to its view
        String buyer = market.buyer().id();
        browser.type(buyer);
        tab();
        browser.type(RunningMarket.secret(buyer));
        browser.pressEnter();
        browser.until("!document.querySelector('#own').hidden");
        int stops = browser.evaluate(
                        "[...document.querySelectorAll('#own :is(.scroll, button, input)')].filter(e => e.checkVisibility()).length")
                .intValue();
        assertThat(stops).isGreaterThan(8);
        for (int i = 0; i < stops + 2; i++) { // after the two buttons of the account
            tab();
            assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asString())
                    .as(browser.evaluate("document.activeElement.outerHTML").asString())
                    .isNotEqualTo("none");
        }
        assertThat(browser.evaluate("document.activeElement.textContent").asString())
                .isEqualTo("Check receipt");
    }

    private static String tab() throws InterruptedException {
        browser.press("Tab", TAB);
        return browser.evaluate("document.activeElement.textContent").asString();
    }

    @Test
    void viewsHaveNoAccessibilityViolations() throws Exception {
        String task = openSold();
        String axe;
        try (InputStream stream = MarketPageBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        String buyer = market.buyer().id();
        market.deliver(task);
        String piece = market.client(buyer)
                .get(task)
                .json()
                .path("pieces")
                .path(0)
                .path("piece")
                .stringValue();
        market.client(buyer).put("pieces/" + piece + "/rejection", Map.of("reason", "wrong"));
        openAccount(buyer);
        submit("check-receipt", Map.of("round", "0"));
        browser.until("document.querySelectorAll('#lines li').length");
        browser.evaluate("document.querySelector('#flip').click(); location.hash = 'operator'; 0");
        submit("open-operator", Map.of("secret", RunningMarket.OPERATOR));
        browser.until("document.querySelector('#disputes article')");
        browser.evaluate(
                "document.querySelector('#disputes button').click(); document.querySelector('#gone').textContent = 'Gone.'");
        browser.until("document.querySelectorAll('#disputes pre').length === 2");
        browser.evaluate("document.querySelector('#gone').hidden = false");
        browser.evaluate(axe + "; 0");
        for (int width : new int[] {WIDE, NARROW}) {
            browser.narrow(width);
            for (boolean dark : new boolean[] {false, true}) {
                browser.media("", dark);
                for (String view : List.of("market", "account", "operator")) {
                    browser.evaluate("location.hash = '" + view + "'; 0");
                    browser.until("!document.querySelector('#" + view + "').hidden");
                    String found = browser.evaluate(
                                    "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations"
                                            + ".map(v => [v.id, v.nodes.map(n => n.html.slice(0, 90))])))")
                            .asString();
                    assertThat(found)
                            .as(view + " at " + width + (dark ? ", dark" : ""))
                            .isEqualTo("[]");
                    assertThat(browser.evaluate("document.documentElement.scrollWidth")
                                    .intValue())
                            .isLessThanOrEqualTo(width);
                }
            }
        }
        browser.media("", false);
    }
}
