package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import skybourse.app.report.Browser;
import skybourse.client.ExchangeClient;
import tools.jackson.databind.JsonNode;

/** Checks of receipts in a browser; skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageReceiptsTest extends MarketPageInBrowser {

    @Test
    void checksReceiptsAndShowsAccount() throws Exception {
        String task = openSold();
        String buyer = market.buyer().id();
        var limit = Map.of("version", 2, "publicKey", "ab".repeat(32), "spendUnitsADay", market.balance(buyer));
        assertThat(market.client(buyer).put("agents/" + buyer, limit).status()).isEqualTo(200);
        market.putTask("t2");
        openAccount(buyer);
        assertThat(text("#balance"))
                .contains("Balance" + String.format("%,d", market.balance(buyer)), "May spend today");
        assertThat(text("#tasks tbody")).startsWith("t2OPEN").contains("t1SOLD");
        int pieces = market.client(buyer).get(task).json().path("pieces").size();
        assertThat(browser.evaluate("document.querySelectorAll('#pieces tbody tr').length")
                        .intValue())
                .isEqualTo(pieces);
        assertThat(text("#payments tbody")).contains("HELD");
        market.sell(); // so that the log grew since this tab opened
        submit("check-receipt", Map.of("round", "0"));
        browser.until("document.querySelectorAll('#lines li').length");
        assertThat(verdicts()).isEqualTo("1 holds,2 holds,3 holds,4 not checked,6 holds,9 holds,10 holds");
        assertThat(text("#verdict")).contains("The lines 5, 7, 8 and 11 to 16 need ./skybourse check-receipt.");
        browser.evaluate("document.querySelector('#flip').click()");
        browser.until("document.querySelector('#lines .broken')");
        assertThat(verdicts()).contains("1 holds,2 holds,3 holds", "6 BROKEN");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('#lines .broken')).color")
                        .asString())
                .isEqualTo("rgb(176, 58, 10)");
    }

    /** Every digit that is changed in a file breaks a line. Own commands are compared with stored ones. */
    @Test
    void changedDigitsBreakTheirLine() throws Exception {
        openSold();
        String buyer = market.buyer().id();
        market.putTask("t2");
        market.sell();
        ExchangeClient client = market.client(buyer);
        String receipt = new String(
                client.get("rounds/1/receipt?agent=" + buyer + "&older=3").body(), StandardCharsets.UTF_8);
        JsonNode leaf =
                market.operator.get("rounds/1/receipt?agent=" + buyer).json().path("leaf");
        String sent = "{\"for\":\"PUT /v1/agents/" + buyer + "/tasks/t2\",\"text\":"
                + leaf.stringValue().replaceFirst(".*\"text\":(\"(?:[^\"\\\\]|\\\\.)*\").*", "$1") + "}";
        browser.evaluate(
                "(async () => { globalThis.receipt = " + receipt + "; globalThis.agent = " + quoted(buyer)
                        + "; globalThis.sent = "
                        + quoted(sent.replace("\\", "\\\\"))
                        + "; globalThis.record = await (await fetch('/v1/rounds/1')).text(); globalThis.key = await (await fetch('/v1/key')).text();"
                        + " globalThis.old = await (await fetch('/v1/checkpoint')).text(); globalThis.check = (await import('/page/receipt.mjs')).check; })()");
        assertThat(checked("", "")).isEqualTo("1 holds,2 holds,3 holds,4 holds,6 holds,9 holds,10 holds");
        assertThat(checked("f.sent = '{\"for\":\"x\",\"text\":\"\"}'", "")).contains("4 BROKEN");
        assertThat(checked("", "r.checkpoint = flip(r.checkpoint)")).startsWith("1 BROKEN");
        assertThat(checked("", "r.leaf = flip(r.leaf)")).contains("1 holds,2 BROKEN");
        assertThat(checked("", "r.index += 1")).contains("2 BROKEN");
        assertThat(checked("", "r.path[0] = r.path[1]")).contains("2 BROKEN");
        assertThat(checked("", "r.record.index -= 1")).contains("6 BROKEN");
        assertThat(checked("f.record = flip(f.record)", "")).contains("2 holds", "6 BROKEN");
        assertThat(checked("f.earlier = f.earlier.replace(/\\n\\d+\\n/, '\\n1\\n')", ""))
                .contains("3 BROKEN");
        assertThat(checked("f.key = f.key.replace(/\\+[0-9a-f]{8}/, '+00000000')", ""))
                .isEqualTo("error");
        String all = browser.evaluate(
                        "(async () => { const bad = []; for (let i = 0; i < record.length; i += 97) if (/\\d/.test(record[i])) {"
                                + " const lines = await check([receipt], {record: record.slice(0, i) + (+record[i] + 1) % 10 + record.slice(i + 1), key, agent, round: '1'});"
                                + " if (lines[4].verdict !== 'BROKEN') bad.push(i); } return bad.join(); })()")
                .asString();
        assertThat(all).isEmpty();
    }

    private static String checked(String files, String receipt) throws InterruptedException {
        return browser.evaluate(
                        "(async () => { const r = structuredClone(receipt), f = {record, key, sent, earlier: old, agent, round: '1'};"
                                + " const flip = t => t.replace(/\\d/, d => (+d + 1) % 10); " + files + "; " + receipt
                                + "; try { return (await check([r], f)).map(l => l.number + ' ' + l.verdict).join(); } catch { return 'error'; } })()")
                .asString();
    }
}
