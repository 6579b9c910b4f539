package skybourse.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import skybourse.app.report.Browser;
import skybourse.server.http.Bots;
import skybourse.server.service.RunningExchange;
import skybourse.server.service.RunningMarket;
import skybourse.server.signedlog.MemoryStore;

/**
 * Memory of the market page while bots play rounds; skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. {@code -Dpage.minutes=10} observes it for ten
 * minutes.
 */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to open the page with")
class MarketPageHeapTest extends MarketPageInBrowser {

    private static final double MINUTES = Double.parseDouble(System.getProperty("page.minutes", "0.2"));

    @Test
    void measure() throws Exception {
        var store = new MemoryStore();
        double roundSeconds = Double.parseDouble(System.getProperty("page.round", "1"));
        market = RunningMarket.with(
                RunningMarket.RULES,
                RunningExchange.start(
                        RunningMarket.RULES, roundSeconds, RunningMarket.log(RunningMarket.RULES, store), 1_000, store),
                1e6,
                List.copyOf(PAGE));
        for (var agent : market.agents()) {
            market.deposit(agent.id(), 100 * RunningMarket.MONEY, agent.id());
        }
        try (Bots _ = Bots.start(market.base, market.rules.scenario(), RunningMarket.OPERATOR)) {
            browser.narrow(WIDE);
            browser.open(market.base.resolve("/"), LOADED);
            List<String> all = new ArrayList<>();
            for (int i = 0; i <= 20; i++) {
                Thread.sleep((long) (MINUTES * 3_000));
                String line = String.format(
                        Locale.ROOT,
                        "%.1f min %d KiB heap, %s rounds, %s nodes, round %d, seq %d",
                        i * MINUTES / 20,
                        browser.heapBytes() / 1024,
                        browser.evaluate("document.querySelectorAll('#rounds tbody tr').length"),
                        browser.evaluate("document.querySelectorAll('*').length"),
                        market.market.<Long>read(engine -> engine.round()),
                        market.market.seq());
                System.out.println(line);
                all.add(line);
            }
            java.nio.file.Files.write(java.nio.file.Path.of("/tmp/doors/heap-" + MINUTES + ".txt"), all);
        }
    }
}
