package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import skybourse.app.report.Browser;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MarketSigningKey;
import skybourse.venue.event.MarketRules;

/**
 * Requests of the market page: which it sends, and what it shows of the replies. Skipped unless {@code SKYBOURSE_BROWSER} names a Chromium.
 * {@code page-doubles.js} records and changes requests.
 */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageRequestsTest extends MarketPageInBrowser {

    @BeforeAll
    static void recordRequests() throws Exception {
        browser.runFirst(resource("/page/page-doubles.js"));
    }

    /** Follows events of a stream that the test controls. Returns what the script did, then each stream with its state. */
    private String followed(String test) throws Exception {
        market = RunningMarket.with(List.copyOf(PAGE));
        browser.open(market.base.resolve("/page/icon.svg"), "true"); // a document without scripts
        return browser.evaluate("followed(async (shared, stream, pause) => { " + test + " })")
                .asString();
    }

    /** Only the last event of a journal entry has the entry's number as its id. A stream that ends before it repeats the entry. */
    @Test
    void entryIsShownOnceAndComplete() throws Exception {
        assertThat(followed("stream().send(11, 10); stream().send(11, 11); stream().send(12, 11); stream().end(0);"
                        + " stream().send(12, 11); stream().send(12, 12); stream().send(13, 13)"))
                .isEqualTo("[\"begin\",\"events 11,11\",false,\"events 12,12\",\"events 13\",\"after=10 0\"]");
    }

    @Test
    void refusedStreamIsPolledAndRetried() throws Exception {
        assertThat(followed("stream().onopen(); await stream().end(2); await pause(12_000); stream().send(13, 13);"))
                .isEqualTo(
                        "[\"begin\",true,\"after=10&limit=1000\",\"events 12\",true,\"events 13\",\"after=10 2\",\"after=12 1\"]");
        market.close();
        assertThat(
                        followed(
                                "answers['/v1/health'] = () => Promise.reject(new Error('gone')); await stream().end(2); await pause(3_000);"))
                .isEqualTo("[\"begin\",false,\"after=10 2\",\"after=10 1\"]");
    }

    /** If the stream ends with "gap", the page starts again, instead of reading all events or waiting for events of another journal. */
    @Test
    void pageStartsAgainAfterGap() throws Exception {
        String gap =
                "const [first] = Stream.all; shared.begin = shared.seq - 300; first.listeners.gap({data: '{\"after\":1}'}); await pause(12_000);";
        assertThat(followed("shared.seq = 20_000; " + gap))
                .isEqualTo(
                        "[\"begin\",\"begin\",\"after=19700&limit=1000\",\"events 20000\",true,\"after=10 2\",\"after=20000 1\"]");
        market.close();
        assertThat(followed("stream().send(500, 500); shared.seq = 400; " + gap))
                .isEqualTo(
                        "[\"begin\",\"events 500\",\"begin\",\"after=100&limit=1000\",\"events 400\",true,\"after=10 2\",\"after=400 1\"]");
    }

    @Test
    void hiddenTabHasNoStream() throws Exception {
        String change = "shared.hidden = !shared.hidden; document.dispatchEvent(new Event('visibilitychange')); ";
        assertThat(followed("stream().send(11, 11); " + change + "await pause(12_000);" + change))
                .isEqualTo("[\"begin\",\"events 11\",\"after=10 2\",\"after=11 1\"]");
        market.close();
        assertThat(followed(change + "await pause(12_000);")).isEqualTo("[\"begin\",\"after=10 2\"]");
        market.close();
        // The tab is hidden while the page polls.
        assertThat(followed("const ended = stream().end(2); " + change + "await ended; await pause(12_000); " + change))
                .isEqualTo("[\"begin\",\"after=10&limit=1000\",\"after=10 2\",\"after=10 1\"]");
    }

    @Test
    void oldRoundsAreRemoved() throws Exception {
        openSold();
        browser.evaluate(
                "answers['/v1/rounds/'] = () => reply({state: 'VOID', reason: 'test'});"
                        + " globalThis.shown = async (from, to) => { const {load} = await import('/page/rounds.mjs');"
                        + " await load(Array.from({length: to - from}, (_, i) => from + i));"
                        + " return [...document.querySelectorAll('#rounds tbody th')].map(cell => Number(cell.textContent)); }; 0");
        assertThat(browser.evaluate("shown(5, 1_005).then(all => [all.length, all.at(0), all.at(-2)].join())")
                        .asString())
                .as("a hundred rounds were missed")
                .isEqualTo("30,1004,976");
        for (int from = 1_000; from < 1_100; from += 20) {
            browser.evaluate("shown(" + from + ", " + (from + 20) + ")");
        }
        assertThat(browser.evaluate("shown(1_100, 1_101).then(all => [all.length, all.at(0), all.at(-1)].join())")
                        .asString())
                .isEqualTo("100,1100,1001");
    }

    @Test
    void oldEventsAreRemoved() throws Exception {
        market = RunningMarket.with(RunningMarket.RULES, 1e6, List.copyOf(PAGE)).joined();
        browser.open(market.base.resolve("/"), LOADED);
        String buyer = market.buyer().id();
        for (int version = 2; version < 260; version++) {
            market.client(buyer).put("agents/" + buyer, Map.of("version", version));
        }
        String last = market.operator.get("health").json().path("seq").toString();
        browser.until("document.querySelector('#events li').dataset.seq === '" + last + "'");
        assertThat(browser.evaluate("document.querySelectorAll('#events li').length")
                        .intValue())
                .isEqualTo(200);
    }

    @Test
    void paymentsAreShownOnce() throws Exception {
        openSold();
        String buyer = market.buyer().id();
        openAccount(buyer);
        browser.evaluate(
                "globalThis.open = globalThis.most = 0; answers['/v1/rounds/1'] = real => new Promise(done => setTimeout(done, 300)).then(real);"
                        + " answers['/v1/accounts/'] = real => { most = Math.max(most, ++open); return new Promise(done => setTimeout(done, 100)).then(real).finally(() => { open--; }); }; 0");
        market.putTask("t2");
        market.sell();
        browser.evaluate(
                "for (let i = 0; i < 5; i++) document.dispatchEvent(new CustomEvent('market', {detail: [{type: 'round-sold'}]}))");
        browser.until("document.querySelector('#tasks').textContent.includes('t2SOLD') && !open");
        assertThat(browser.evaluate(
                                "(async () => { const rows = (await Promise.all([0, 1].map(round => realFetch(`/v1/rounds/${round}`).then(reply =>"
                                        + " reply.json())))).flatMap(record => record.entries).filter(entry => entry.slice(0, 2).includes("
                                        + quoted(buyer) + "));"
                                        + " return rows.length - document.querySelectorAll('#payments tbody tr').length; })()")
                        .intValue())
                .isZero();
        int pieces = browser.evaluate("document.querySelectorAll('#pieces tbody tr').length")
                .intValue();
        assertThat(browser.evaluate(
                                "new Set([...document.querySelectorAll('#pieces tbody th')].map(cell => cell.textContent)).size")
                        .intValue())
                .isEqualTo(pieces);
        assertThat(browser.evaluate("most").intValue())
                .as("refreshes at the same time")
                .isEqualTo(1);
    }

    @Test
    void forgottenSecretIsNotSent() throws Exception {
        openSold();
        String buyer = market.buyer().id();
        openAccount(buyer);
        assertThat(sentSecrets()).isNotZero();
        assertThat(browser.evaluate("requests.every(one => one.credentials === 'omit' && !one.path.includes("
                                + quoted(RunningMarket.secret(buyer)) + "))")
                        .asBoolean())
                .isTrue();
        browser.evaluate("document.querySelector('#close-account').click(); requests.length = 0");
        submit("find-task", Map.of("task", "t1"));
        submit("check-receipt", Map.of("round", "0"));
        browser.evaluate("document.dispatchEvent(new CustomEvent('market', {detail: [{type: 'round-sold'}]}))");
        browser.until(
                "document.querySelector('#find-task .error').textContent && document.querySelector('#check-receipt .error').textContent");
        assertThat(sentSecrets()).isZero();
        assertThat(isShown("#own")).isFalse();
    }

    private static int sentSecrets() throws InterruptedException {
        return browser.evaluate("requests.filter(one => one.secret).length").intValue();
    }

    private static boolean isShown(String selector) throws InterruptedException {
        return browser.evaluate("document.querySelector('" + selector + "').checkVisibility()")
                .asBoolean();
    }

    /** An account is not shown if its secret was forgotten, or replaced, while it was requested. */
    @Test
    void forgottenAccountIsNotShown() throws Exception {
        openSold();
        String buyer = market.buyer().id();
        browser.evaluate(
                "location.hash = 'account'; answers['/v1/accounts/'] = real => new Promise(done => { globalThis.go = done; }).then(real); 0");
        var fields = Map.of("agent", buyer, "secret", RunningMarket.secret(buyer));
        submit("open-account", fields);
        browser.until("globalThis.go");
        browser.evaluate("document.querySelector('#close-account').click(); delete answers['/v1/accounts/']; go()");
        browser.evaluate("new Promise(done => setTimeout(done, 500))");
        assertThat(isShown("#own")).isFalse();
        browser.evaluate(
                "answers['/v1/accounts/'] = async () => { await new Promise(done => { globalThis.go = done; }); throw new Error('late'); }; delete globalThis.go");
        submit("open-account", fields);
        browser.until("globalThis.go");
        browser.evaluate("delete answers['/v1/accounts/']; 0");
        submit("open-account", fields);
        browser.evaluate("go()");
        browser.until("document.querySelector('#own').checkVisibility()");
    }

    @Test
    void storedKeyOfTheExchangeIsUsed() throws Exception {
        openSold();
        openAccount(market.buyer().id());
        String key = new String(market.operator.get("key").body(), StandardCharsets.UTF_8).strip();
        submit("check-receipt", Map.of("round", "0", "stored", " " + key));
        browser.until("document.querySelectorAll('#lines li').length");
        assertThat(verdicts()).startsWith("1 holds,2 holds");
        assertThat(text("#lines li")).contains(key);
        String other = MarketSigningKey.generate(market.rules.model().name()).text();
        submit("check-receipt", Map.of("round", "0", "stored", other));
        browser.until("document.querySelector('#lines .broken')");
        assertThat(verdicts()).startsWith("1 BROKEN,2 not checked");
    }

    @Test
    void rulingsAreSentAndEventsReadOnce() throws Exception {
        market = RunningMarket.with(
                        MarketRules.standard(RunningMarket.drawn(), "seller-vcg", 600, 600, true),
                        1e6,
                        List.copyOf(PAGE))
                .joined();
        String task = market.putTask("t1");
        market.sell();
        market.deliver(task);
        List<String> pieces = market.client(market.buyer().id())
                .get(task)
                .json()
                .path("pieces")
                .valueStream()
                .map(piece -> piece.path("piece").stringValue())
                .toList();
        for (String piece : pieces) {
            market.client(market.buyer().id()).put("pieces/" + piece + "/rejection", Map.of("reason", "wrong"));
        }
        browser.open(market.base.resolve("/#operator"), LOADED);
        submit("open-operator", Map.of("secret", RunningMarket.OPERATOR));
        browser.until("document.querySelectorAll('#disputes article').length === " + pieces.size());
        browser.evaluate(
                "requests.length = 0; window.confirm = () => true; document.querySelectorAll('#disputes article:first-of-type button')[2].click()");
        browser.until("document.querySelectorAll('#disputes article').length === " + (pieces.size() - 1)
                + " || document.querySelector('#disputes .note')");
        assertThat(browser.evaluate("JSON.parse(requests.find(one => one.path === '/v1/operator/rule').body).pays")
                        .asBoolean())
                .isFalse();
        assertThat(browser.evaluate("requests.filter(one => one.path.startsWith('/v1/events')).length")
                        .intValue())
                .isEqualTo(1);
        assertThat(browser.evaluate("requests.filter(one => one.path.startsWith('/v1/events?after=0')).length")
                        .intValue())
                .isZero();
        assertThat(browser.evaluate("requests.filter(one => one.path.startsWith('/v1/pieces/')).length")
                        .intValue())
                .isEqualTo(pieces.size() - 1);
    }

    @Test
    void refusedOperatorIsForgotten() throws Exception {
        openSold();
        browser.evaluate("location.hash = 'operator'; 0");
        submit("open-operator", Map.of("secret", RunningMarket.OPERATOR));
        browser.until("document.querySelector('#close-operator').checkVisibility()");
        submit("open-operator", Map.of("secret", "x".repeat(64)));
        browser.until("document.querySelector('#open-operator .error').textContent");
        assertThat(text("#disputes")).isEmpty();
        assertThat(isShown("#close-operator")).isFalse();
        browser.evaluate(
                "answers['/v1/market'] = async real => reply({...await (await real()).json(), agents: []}); 0");
        submit("open-operator", Map.of("secret", RunningMarket.OPERATOR));
        browser.until("document.querySelector('#disputes').textContent === 'No piece is disputed.'");
    }
}
