package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import skybourse.app.report.Browser;
import skybourse.server.service.RunningMarket;

/**
 * Checks of receipts in a browser whose signatures are valid, but whose content is wrong. Skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. A
 * change is JavaScript with the variables of {@code forged-receipts.js}.
 */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageForgedReceiptsTest extends MarketPageInBrowser {

    private static final String ALL = "1 holds,2 holds,3 holds,4 holds,6 holds,9 holds,10 holds";

    @BeforeEach
    void openPage() throws Exception {
        market = RunningMarket.with(List.copyOf(PAGE));
        browser.open(market.base.resolve("/"), "document.querySelector('#rounds tbody tr')");
        browser.evaluate(resource("/page/forged-receipts.js") + "; 0");
    }

    /** Requires that only one line is broken, or that all lines hold if the number is 0. Lines after a broken line 1, 2 or 6 are not checked. */
    private static void breaksBoth(int line, String change, String late) throws InterruptedException {
        String found = browser.evaluate("forged(async (s, files) => { " + change
                        + " }, async (receipts, files, s) => { const [receipt] = receipts; " + late + " })")
                .asString();
        String expected = switch (line) {
            case 0 -> ALL;
            case 1 -> "1 BROKEN,2 not checked,3 not checked,4 not checked,6 not checked,9 not checked,10 not checked";
            case 2 -> "1 holds,2 BROKEN,3 holds,4 not checked,6 not checked,9 not checked,10 not checked";
            case 6 -> "1 holds,2 holds,3 holds,4 holds,6 BROKEN,9 not checked,10 not checked";
            default -> ALL.replace("," + line + " holds", "," + line + " BROKEN");
        };
        assertThat(found).as(change + late).isEqualTo(expected);
    }

    private static void breaks(int line, String... changes) throws InterruptedException {
        for (String change : changes) {
            breaksBoth(line, change, "");
        }
    }

    /** As above, with a change after the log was signed. */
    private static void breaksLate(int line, String late) throws InterruptedException {
        breaksBoth(line, "", late);
    }

    @Test
    void checkpointOfAnotherLogOrKey() throws Exception {
        breaks(0, "");
        breaks(1, "s.origin = 'skybourse/other'", "s.signers = [s.other]", "s.signers = [s.key, s.other]");
        breaks(1, "files.key = (await keyText(s.name, s.other)).text");
        breaksLate(1, "receipt.checkpoint = receipt.checkpoint.replace('\\n6\\n', '\\n5\\n')");
    }

    @Test
    void receiptOfAnotherAgentRoundOrMarket() throws Exception {
        breaks(
                2,
                "s.leaf.agent = 'b'",
                "s.leaf.round = s.record.round = 2",
                "s.leaf.market = s.record.market = 'other'",
                "s.leaf.skybourse = 'receipt-2'");
        breaks(0, "s.leaf.agent = files.agent = '__proto__'; s.record.entries[0][0] = '__proto__'");
    }

    /** A receipt or record that the offline checkers do not read is not shown as valid. */
    @Test
    void wrongFormats() throws Exception {
        for (String member :
                List.of("\"before\":1,\"before\":10", "\"before\":\"10\"", "\"before\":10.0", "\"before\":1e1")) {
            breaks(2, "s.leafText = text => text.replace('\"before\":10', '" + member + "')");
        }
        breaks(
                2,
                "s.leaf.after = true",
                "s.leaf.before = s.leaf.after = null",
                "s.leaf.record = '3'",
                "s.leaf.commands = ''",
                "s.leaf.fromSeq = 4",
                "s.leaf.toSeq = 10",
                "s.leaf.fromSeq = 7; s.leaf.toSeq = 6; s.leaf.commands = []",
                "s.command.seq = 4",
                "s.command.seq = 10",
                "s.command.at = -1",
                "s.command.text = null",
                "s.leaf.commands = [s.command, s.command]");
        for (String amount : List.of("\"7\"", "true", "7.0", "1e400", "9223372036854775808")) {
            breaks(6, "s.recordText = text => text.replace('\"escrow\",7', '\"escrow\"," + amount + "')");
        }
        breaks(
                6,
                "s.record.skybourse = 'record-1'",
                "s.record.skybourse = 'constructor'",
                "s.record.entries = ''",
                "s.record.entries[1].pop()",
                "s.record.entries[0][4] = 1",
                "s.recordText = text => text.replace('\"rule\":', '\"\\\\u0072ule\":\"vcg\",\"rule\":')");
        breaks(
                0,
                "s.leafText = text => text.replace('10,', '9223372036854775807,').replace('\"after\":3', '\"after\":9223372036854775800')");
        breaks(
                10,
                "s.leafText = text => text.replace('10,', '9223372036854775807,').replace('\"after\":3', '\"after\":9223372036854775801')");
    }

    @Test
    void proofsOfOtherLeaves() throws Exception {
        breaksLate(2, "receipt.path[0] = receipt.path[1]");
        breaksLate(2, "receipt.path.push(receipt.path[0])");
        breaksLate(2, "receipt.index = '4'");
        breaksLate(2, "receipt.index = -1");
        String longHash =
                "const long = new Uint8Array(33); receipt.path = [base64(long)]; receipt.index = 0; receipt.checkpoint = files.earlier ="
                        + " await noteOf(s, 2, await nodeOf(await hashOf(receipt.leaf), long))";
        breaksLate(2, longHash);
        breaksLate(6, "receipt.record.index = 2");
        breaksLate(6, "receipt.record.path[0] = receipt.record.path[1]");
        breaksLate(6, "files.record = 'next'; receipt.record = {index: 5, path: [], shared: 0}");
        breaks(
                6,
                "s.leaf.record = 2",
                "s.record.round = 2",
                "s.record.firstSeq = 4",
                "s.record.lastSeq = 8",
                "s.record.market = 'other'");
    }

    @Test
    void rewrittenLogs() throws Exception {
        breaksLate(3, "files.earlier = await noteOf(s, 2, await hashOf('x'))");
        breaksLate(3, "receipt.consistency.from = 1");
        breaksLate(3, "receipt.consistency.to = 7");
        breaksLate(3, "receipt.consistency.path.pop()");
        breaksLate(3, "files.earlier = await noteOf(s, 6, await hashOf('x'))");
        breaksLate(3, "files.earlier = await noteOf(s, 0, await hashOf('x'))");
        breaksLate(0, "files.earlier = await noteOf(s, 0, await sha256(new Uint8Array()))");
        breaksLate(0, "files.earlier = receipt.checkpoint");
        String ofThree =
                "receipt.consistency = {from: 3, to: 6, path: (await growthOf(3, s.hashes)).map(base64)}; files.earlier = await noteOf(s, 3, ";
        breaksLate(0, ofThree + "await rootOf(s.hashes.slice(0, 3)))");
        breaksLate(3, ofThree + "await hashOf('x'))");
        // A log that became shorter, with hashes that would prove its growth.
        breaksBoth(
                3,
                "s.filler = s.after = []; s.leaf.record = 0",
                "const hashes = [await hashOf(files.record), await hashOf(receipt.leaf)]; files.earlier = await noteOf(s, 3, hashes[0]);"
                        + " receipt.consistency = {from: 3, to: 2, path: hashes.map(base64)}");
    }

    @Test
    void partsThatAreNotComplete() throws Exception {
        String parts = "s.parts = [{...s.leaf, toSeq: 6}, {...s.leaf, fromSeq: 7, commands: []}]; ";
        breaks(0, parts);
        for (String change : List.of(
                "s.parts.pop()",
                "s.parts.shift()",
                "s.parts[1].fromSeq = 8",
                "s.parts[1].fromSeq = 6",
                "s.parts[1].toSeq = 8",
                "s.parts.reverse()")) {
            String found = browser.evaluate("forged(s => { " + parts + change + " }, () => {})")
                    .asString();
            assertThat(found).as(change).isEqualTo(ALL.replace("2 holds", "2 BROKEN"));
        }
        for (String change : List.of("before = 9; s.parts[1].after = 2", "record = 2")) {
            String found = browser.evaluate("forged(s => { " + parts + "s.parts[1]." + change + " }, () => {})")
                    .asString();
            assertThat(found).as(change).contains("2 BROKEN");
        }
        String between = "s.leafText = text => text; s.parts.splice(1, 0, {...s.leaf, agent: 'b'})";
        String found = browser.evaluate(
                        "forged(s => { " + parts + between + " }, receipts => { receipts.splice(1, 1); })")
                .asString();
        assertThat(found).contains("2 BROKEN");
    }

    @Test
    void commandsOfOthers() throws Exception {
        String key =
                "files.agentKey = [...await rawKey(s.agentKey)].map(byte => byte.toString(16).padStart(2, '0')).join('');"
                        + " files.sent = undefined; const payload = {for: s.command.for, market: 'campus'}; ";
        String signed = "s.command.text = await jws(s.agentKey, payload)";
        breaks(0, key + signed);
        breaks(
                4,
                key + "s.command.text = await jws(s.other, payload)",
                key + "payload.for = 'PUT /v1/agents/b'; " + signed,
                key + "payload.market = 'other'; " + signed,
                key + "s.command.text = await jws(s.agentKey, payload, {alg: 'none'})",
                key + "s.command.text = await jws(s.agentKey, payload, {alg: 'EdDSA', crit: ['b64']})",
                key + signed + " + '.'",
                key + signed + " + '='");
        breaks(4, "files.sent = JSON.stringify({for: s.command.for, text: '{}'})", "files.sent = '{}'");
        String found = browser.evaluate("forged(async (s, files) => { " + key + " }, () => {})")
                .asString();
        assertThat(found).contains("4 not checked");
    }

    @Test
    void forbiddenPayments() throws Exception {
        breaks(
                9,
                "s.record.entries.push(['b', 'escrow', -1, 'HELD', 'p'])",
                "s.record.entries.push(['b', 'b', 1, 'BILL', 'p'])",
                "s.record.entries.push(['house', 'b', 2, 'BILL', 'p'])",
                "s.inference(s.record)",
                "s.inference(s.record); s.record.entries[1] = ['b', 'house', 1, 'BILL', 'p']");
        breaks(
                0,
                "s.record.rule = 'vcg'; s.record.entries.push(['house', 'b', 2, 'BILL', 'p'])",
                "s.record.entries.push(['house', 'b', 1, 'BILL', 'p'])",
                "s.inference(s.record); s.record.entries[1] = ['b', 'house', 1, 'PENALTY', 'p']",
                "s.inference(s.record); s.record.entries[1] = ['house', 'outside', 1, 'REDEEMED', 'p']",
                "s.record.skybourse = 'record-2'");
    }

    @Test
    void wrongBalances() throws Exception {
        breaks(
                10,
                "s.leaf.after = 4",
                "s.leaf.before = 9",
                "s.record.entries[0][2] = 8",
                "s.record.entries.push(['escrow', 'a', 1, 'REFUND', 'p'])",
                "s.record.entries.splice(0, 1)");
        breaks(0, "s.leaf.before = s.leaf.after = 10; s.record.entries.splice(0, 1)");
    }

    /** A browser that does not give the text of numbers to a reviver must not round them. */
    @Test
    void browserThatRoundsNumbers() throws Exception {
        String older =
                "const parse = JSON.parse; JSON.parse = (text, reviver) => parse(text, reviver && ((name, value) => reviver(name, value))); ";
        assertThat(browser.evaluate("(async () => { const client = await import('/page/client.mjs'); " + older
                                + "try { return String(client.parse('9007199254740993')); } catch (failure) { return failure.message; }"
                                + " finally { JSON.parse = parse; } })()")
                        .asString())
                .startsWith("This browser cannot read numbers");
        assertThat(browser.evaluate("(async () => { const parse = JSON.parse; try { return await forged(() => { "
                                + older.replace("const parse = JSON.parse; ", "")
                                + " }, () => {}); } finally { JSON.parse = parse; } })()")
                        .asString())
                .startsWith("error: This browser cannot read numbers");
    }
}
