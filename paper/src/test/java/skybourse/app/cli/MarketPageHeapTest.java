package skybourse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import skybourse.app.report.Browser;
import skybourse.server.service.RunningMarket;

/**
 * Memory of the market page while rounds are played; skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. {@code -Dpage.rounds=1000} observes that many
 * rounds. The script engine compiles no machine code, because its size would be counted and grows for a long time.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageHeapTest extends MarketPageInBrowser {

    /** Rounds after which the tables are full and the browser's cache of the chart's labels has stopped to grow. */
    private static final int WARM_UP = 290;

    private static final int ROUNDS = Integer.getInteger("page.rounds", 60);

    /** Largest growth that is no fault, bytes. Measurements of one state differ by up to 110 KiB. */
    private static final long MOST_GROWTH = 200 << 10;

    /** The fault of the control: keeps each record, as the page must not. */
    private static final String KEEPS_RECORDS =
            "globalThis.kept = []; document.addEventListener('market', all => all.detail"
                    + ".filter(event => event.type === 'round-sold').forEach(async event => { const text = await (await fetch("
                    + "'/v1/rounds/' + event.round)).text(); for (let i = 0; i < 3; i++) kept.push(JSON.parse(text)); })); 0";

    private long played;

    /** Plays rounds, each with a task that is done and paid. Returns the memory after them: the least of three measurements, bytes. */
    private long heapAfter(Browser shown, int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            String task = market.putTask("u" + played++);
            long round = market.sell();
            market.deliver(task);
            shown.until("document.querySelector('#rounds tbody tr').textContent.startsWith('" + round + "sold')");
        }
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Thread.sleep(500);
            bytes = Math.min(bytes, shown.heapBytes());
        }
        System.out.printf(Locale.ROOT, "%d rounds, %d KiB%n", played, bytes >> 10);
        return bytes;
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfRounds(@TempDir Path profile) throws Exception {
        openSold();
        market.deposit(market.buyer().id(), 1_000 * RunningMarket.MONEY, "more");
        try (Browser shown = Browser.start(profile, "--no-opt --no-maglev --no-sparkplug")) {
            shown.open(market.base.resolve("/"), LOADED);
            long before = heapAfter(shown, WARM_UP);
            long after = heapAfter(shown, ROUNDS);
            assertThat(after - before).isLessThan(MOST_GROWTH);
            shown.evaluate(KEEPS_RECORDS);
            assertThat(heapAfter(shown, ROUNDS) - after).isGreaterThan(MOST_GROWTH);
            assertThat(shown.evaluate("kept.length").intValue()).isGreaterThan(2 * ROUNDS);
        }
    }
}
