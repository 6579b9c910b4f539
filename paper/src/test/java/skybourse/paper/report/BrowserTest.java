package skybourse.paper.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.app.report.Browser;
import skybourse.app.report.MadeUpPages;
import skybourse.app.report.ReportPage;
import skybourse.app.report.SvgTexts;
import skybourse.app.report.evaluation.SweepPage;
import tools.jackson.databind.JsonNode;

/** Checks every kind of page in a browser; skipped unless {@code SKYBOURSE_BROWSER} names a Chromium. */
@EnabledIfEnvironmentVariable(
        named = Browser.VARIABLE,
        matches = ".+",
        disabledReason = "SKYBOURSE_BROWSER names no Chromium to look at the pages with")
class BrowserTest {

    private static final int WIDE = 1400;
    private static final int NARROW = 400;
    private static final int TAB = 9;
    private static final int RIGHT = 39;
    private static final int PAPER_PIXELS = 703; // A4 less margins

    @TempDir
    private static Path temp;

    private static Browser browser;
    private static final Map<String, Path> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = Browser.start(temp.resolve("profile"));
        for (var page : MadeUpPages.html().entrySet()) {
            put(page.getKey(), page.getValue());
        }
        put("reproduction", ReproductionPage.html(MadeUpReproduction.reproduced()));
        Path folder = Files.createDirectory(temp.resolve("sweep"));
        ReportPage sweep = SweepPage.of(MadeUpReproduction.swept(), "0.1.0", "5f", List.of("means.csv", "rows.csv"));
        for (var file : sweep.files("index.html", ReportPage.Form.FOLDER).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        PAGES.put("sweep", folder.resolve("index.html"));
    }

    private static void put(String name, String html) throws IOException {
        PAGES.put(name, Files.writeString(temp.resolve(name + ".html"), html));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    static Set<String> pages() {
        return new LinkedHashSet<>(List.of("run", "crowd", "simulation", "two", "training", "reproduction", "sweep"));
    }

    private static void open(String page, int width, boolean dark) throws InterruptedException {
        browser.open(PAGES.get(page), width, dark);
    }

    private static List<String> texts(String expression) throws InterruptedException {
        return browser.evaluate("(() => { const all = e => [...document.querySelectorAll(e)]; " + expression + " })()")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesHaveNoAccessibilityViolations(String page) throws IOException, InterruptedException {
        String axe;
        try (InputStream stream = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int width : new int[] {WIDE, NARROW}) {
            for (boolean dark : new boolean[] {false, true}) {
                open(page, width, dark);
                browser.evaluate(axe + "; 0");
                String found = browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true);"
                                + " axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations"
                                + ".map(v => [v.id, v.nodes.map(n => n.html.slice(0, 90))])))")
                        .asString();
                assertThat(found)
                        .as(page + " at " + width + (dark ? ", dark" : ""))
                        .isEqualTo("[]");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void chartsAreDrawnWithoutInvalidNumbers(String page) throws InterruptedException {
        open(page, WIDE, false);
        List<String> wrong =
                texts("return all('.chart').filter(c => !c.querySelector('svg path')).map(c => c.dataset.chart)");
        assertThat(wrong).isEmpty();
        String all = browser.evaluate(
                        "[...document.querySelectorAll('body *')].filter(e => !e.closest('script')).map(e =>"
                                + " [...e.attributes].map(a => a.value).join(' ') + [...e.childNodes].filter(n => n.nodeType === 3)"
                                + ".map(n => n.data).join(' ')).join('\\n')")
                .asString();
        assertThat(all).doesNotContain("NaN", "undefined", "Infinity", "null");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void onlyTablesScrollOnNarrowScreens(String page) throws InterruptedException {
        open(page, NARROW, false);
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true); 0");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(NARROW);
        assertThat(texts(
                        "return all('main *, header *, footer *').filter(e => !e.closest('.scroll table, svg, .unseen, .skip')"
                                + " && (e.getBoundingClientRect().right > " + NARROW
                                + " || e.getBoundingClientRect().left < 0)).map(e => e.outerHTML.slice(0, 80))"))
                .isEmpty();
        assertThat(texts("return all('figure').filter(f => f.querySelector('figcaption').scrollWidth >"
                        + " f.querySelector('figcaption').clientWidth).map(f => f.innerText.slice(0, 40))"))
                .isEmpty();
    }

    /** A row of a wide table is a card: nothing scrolls, and no label is narrower than its longest word. */
    @ParameterizedTest
    @MethodSource("pages")
    void cardsFitNarrowScreens(String page) throws InterruptedException {
        open(page, NARROW, false);
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true); 0");
        assertThat(texts("const pen = document.createElement('canvas').getContext('2d'), isCut = td => {"
                        + " const style = getComputedStyle(td, '::before'); pen.font = style.font;"
                        + " return td.dataset.label.split(/[ /-]/).some(word => pen.measureText(word).width > parseFloat(style.width) + 1); };"
                        + " return all('.scroll:has(.cards)').filter(s => s.scrollWidth > s.clientWidth)"
                        + ".concat(all('.cards td').filter(isCut)).map(e => e.outerHTML.slice(0, 80))"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void legendsAndTextsDoNotOverlapCharts(String page) throws InterruptedException {
        open(page, NARROW, false);
        assertThat(texts("return all('.legend').filter(l => !l.hidden && l.getBoundingClientRect().bottom >"
                        + " l.nextElementSibling.getBoundingClientRect().top).map(l => l.innerText)"))
                .isEmpty();
        assertThat(texts(
                        "return all('.chart').flatMap(c => { const ts = [...c.querySelectorAll('svg text')].filter(t => t.textContent.length > 3)"
                                + ".map(t => [t.textContent, t.getBoundingClientRect()]), r = c.getBoundingClientRect();"
                                + " return ts.filter(([, b]) => b.left < r.left - 1 || b.right > r.right + 1 || b.bottom > r.bottom + 1)"
                                + ".map(([t]) => c.dataset.chart + ': ' + t); })"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void keyboardReachesAllElementsInOrder(String page) throws InterruptedException {
        open(page, WIDE, false);
        List<String> expected = texts(
                "return all('a[href], button, input, select, summary, .chart, .scroll').filter(e => e.checkVisibility() && e.getClientRects().length).map((e, i) => { e.dataset.tab = i; return String(i); })");
        assertThat(expected).hasSizeGreaterThan(page.equals("two") ? 1 : 5); // only a table
        for (String next : expected) {
            browser.press("Tab", TAB);
            assertThat(browser.evaluate("document.activeElement.dataset.tab || document.activeElement.outerHTML")
                            .asString())
                    .isEqualTo(next);
        }
        if (!page.equals("two")) { // it has no folder
            assertThat(texts("return all('a[href]').map(a => a.getAttribute('href'))"))
                    .anyMatch(to -> to.endsWith(".csv") || to.endsWith(".jsonl"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "crowd", "simulation", "training", "reproduction", "sweep"})
    void arrowKeysShowValuesOfCharts(String page) throws InterruptedException {
        open(page, WIDE, false);
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true); 0");
        int charts =
                browser.evaluate("document.querySelectorAll('.chart').length").asInt();
        Set<String> descriptions = new LinkedHashSet<>();
        for (int i = 0; i < charts; i++) {
            browser.evaluate("document.querySelectorAll('.chart')[" + i + "].focus()");
            browser.press("ArrowRight", RIGHT);
            String words = browser.evaluate("document.activeElement.nextElementSibling.textContent")
                    .asString();
            assertThat(words).as("chart " + i).containsPattern("\\d").doesNotContain("NaN", "undefined");
            descriptions.add(words);
        }
        assertThat(descriptions).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "simulation", "training", "reproduction", "sweep"})
    void legendHidesAndShowsLines(String page) throws InterruptedException {
        open(page, WIDE, false);
        String countPaths = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
                + " done(document.querySelector('.legend:has([aria-pressed]) + .chart').querySelectorAll('svg path').length))))";
        int before = browser.evaluate(countPaths).asInt();
        browser.evaluate("document.querySelector('.legend [aria-pressed]').click()");
        assertThat(browser.evaluate(countPaths).asInt()).isLessThan(before);
        browser.evaluate("document.querySelector('.legend [aria-pressed=false]').click()");
        assertThat(browser.evaluate(countPaths).asInt()).isEqualTo(before);
    }

    private static SequencedMap<String, String> saved(String page, boolean dark) throws InterruptedException {
        open(page, WIDE, dark);
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true); 0");
        String layout =
                "[...document.querySelectorAll('.chart')].map(c => c.clientWidth + 'x' + c.clientHeight).join()";
        String before = browser.evaluate(layout).asString();
        SequencedMap<String, String> files = browser.saved();
        assertThat(browser.evaluate(layout).asString()).isEqualTo(before);
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "crowd", "simulation", "training", "reproduction", "sweep"})
    void savedChartsHaveTitleLegendAndLightTheme(String page) throws InterruptedException {
        SequencedMap<String, String> files = saved(page, false);
        List<String> titles =
                texts("return all('.chart').map(c => c.parentElement.querySelector('h2, h3').textContent)");
        List<String> legends =
                texts("return all('.legend').map(l => l.querySelector('li') ? l.querySelector('button, span')"
                        + ".childNodes[1].textContent : '')");
        assertThat(files).hasSameSizeAs(titles);
        int chart = 0;
        for (var file : files.entrySet()) {
            assertThat(file.getKey()).matches("[\\p{L}\\p{N}-]+\\.svg");
            List<String> written = SvgTexts.of(file.getValue());
            assertThat(written.getFirst()).as(file.getKey()).isEqualTo(titles.get(chart));
            String label = legends.get(chart);
            assertThat(written).as(file.getKey()).contains(label.isEmpty() ? titles.get(chart) : label);
            assertThat(file.getValue()).doesNotContain("NaN", "undefined", "Infinity", "#e8e6e1");
            chart++;
        }
        assertThat(saved(page, true)).isEqualTo(files);
    }

    @Test
    void hiddenLinesAreNotSaved() throws InterruptedException {
        open("training", WIDE, false);
        String name = "return [Object.keys(data.charts)[0]]";
        String file = texts(name).getFirst() + ".svg";
        assertThat(SvgTexts.of(browser.saved().get(file))).contains("seed 1", "seed 2", "best fixed step");
        browser.evaluate("document.querySelector('.legend [aria-pressed]').click()");
        assertThat(SvgTexts.of(browser.saved().get(file)))
                .contains("seed 2", "best fixed step")
                .doesNotContain("seed 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "crowd", "simulation", "training", "reproduction", "sweep"})
    void printedChartsFitPaperInLightTheme(String page) throws InterruptedException {
        open(page, WIDE, true);
        browser.evaluate(
                "addEventListener('beforeprint', () => { window.printed = [...document.querySelectorAll('.chart svg')]"
                        + ".map(svg => svg.getBoundingClientRect().right) }); 0");
        assertThat(Arrays.copyOf(browser.pdf(), 5)).isEqualTo("%PDF-".getBytes(StandardCharsets.US_ASCII));
        assertThat(texts("return window.printed.filter(right => right > " + PAPER_PIXELS + ").map(String)"))
                .isEmpty();
        browser.evaluate("window.dispatchEvent(new Event('beforeprint')); 0");
        browser.media("print", true);
        assertThat(browser.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')")
                        .asString())
                .isEqualTo("#1c2024");
        browser.media("", true);
        browser.evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.evaluate("document.querySelector('.chart svg').getBoundingClientRect().width")
                        .asDouble())
                .isGreaterThan(300);
        assertThat(browser.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')")
                        .asString())
                .isEqualTo("#e8e6e1");
    }

    @Test
    void sweepPageStatesDifferencesWithUnits() throws InterruptedException {
        open("sweep", WIDE, false);
        assertThat(texts("return all('h2').map(h => h.textContent)"))
                .containsExactly("Effect of law", "Effect of step", "Failed cells", "Files");
        assertThat(texts("return all('.findings li').slice(0, 1).map(l => l.textContent)"))
                .containsExactly(
                        "normal compared with uniform: 8 of 8 columns differ significantly: trades, priceTicks,"
                                + " priceVariance, welfareTicks, welfarePerOptimum, messages, announcements, deadweightShare");
        assertThat(texts("return [...all('.words')[1].rows[6].cells].map(c => c.textContent)"))
                .containsExactly("messagesbetween traders and auctioneer, messages", "12 ± 0");
    }

    private static String shownSlot() throws InterruptedException {
        return browser.evaluate("document.getElementById('told').textContent + ' ' + location.hash")
                .asString();
    }

    @Test
    void addressAndShownSlotAgree() throws InterruptedException {
        open("simulation", WIDE, false);
        assertThat(shownSlot()).isEqualTo("slot 0 of 40 · 0 s ");
        browser.evaluate("location.hash = '#slot=17'; new Promise(done => setTimeout(done, 100))");
        assertThat(shownSlot()).isEqualTo("slot 17 of 40 · 17 s #slot=17");
        browser.evaluate("document.getElementById('on').click(); 0");
        assertThat(shownSlot()).isEqualTo("slot 18 of 40 · 18 s #slot=18");
        browser.evaluate("document.getElementById('slot').focus()");
        browser.press("ArrowLeft", 37);
        assertThat(shownSlot()).isEqualTo("slot 17 of 40 · 17 s #slot=17");
        assertThat(
                        texts(
                                "return all('[data-chart=prices]').map(c => c.previousElementSibling.querySelector('button').textContent)"))
                .as("the price at the cursor")
                .containsExactly("shuttle 4");
        browser.evaluate("location.hash = '#slot=99999'; new Promise(done => setTimeout(done, 100))");
        assertThat(shownSlot()).as("no slot after the last").startsWith("slot 39 of 40");
    }

    private static String shownRange() throws InterruptedException {
        return browser.evaluate(
                        "(of => { const a = of('time').xAxis[0], z = of('overview').dataZoom[0];"
                                + " return [a.min, a.max, z.startValue, z.endValue].join(' '); })"
                                + "(name => echarts.getInstanceByDom(document.querySelector('[data-chart=' + name + ']')).getOption())")
                .asString();
    }

    @Test
    void chartsZoomTogetherAndFollowSlot() throws InterruptedException {
        open("simulation", WIDE, false);
        assertThat(shownRange()).isEqualTo("0 39 0 39");
        browser.evaluate("document.getElementById('nearer').click(); 0");
        assertThat(shownRange()).isEqualTo("0 20 0 20");
        browser.evaluate("location.hash = '#slot=25'; new Promise(done => setTimeout(done, 100))");
        assertThat(shownRange()).as("range around slot 25").isEqualTo("19 39 19 39");
        browser.evaluate("document.getElementById('all').click(); 0");
        assertThat(shownRange()).isEqualTo("0 39 0 39");
        assertThat(browser.evaluate("document.getElementById('busiest').hidden").asBoolean())
                .as("a short simulation has no busiest part")
                .isTrue();
    }

    @Test
    void playingAdvancesToLastSlot() throws InterruptedException {
        open("simulation", WIDE, false);
        browser.evaluate("document.getElementById('speed').value = '30'; document.getElementById('play').click(); 0");
        assertThat(browser.evaluate("document.getElementById('play').textContent")
                        .asString())
                .isEqualTo("Pause");
        browser.evaluate(
                "new Promise(done => { const look = () =>"
                        + " document.getElementById('play').textContent === 'Play' ? done(1) : setTimeout(look, 20); look(); })");
        assertThat(shownSlot()).isEqualTo("slot 39 of 40 · 39 s #slot=39");
    }

    @Test
    void chosenAgentShowsItsSeries() throws InterruptedException {
        open("simulation", WIDE, false);
        String titles = "return all('.beside h3').map(h => h.textContent)";
        assertThat(texts(titles)).containsExactly("shuttle: price", "shuttle: load", "shuttle: backlog");
        browser.evaluate("(w => { w.value = [...w.options].find(o => o.text === 'drone').value;"
                + " w.dispatchEvent(new Event('change')); })(document.getElementById('who'))");
        assertThat(texts(titles)).containsExactly("drone: charge", "drone: lots sold", "drone: state");
        browser.evaluate("document.querySelector('[data-chart=map]').focus()");
        browser.press("ArrowRight", RIGHT);
        assertThat(texts("return all(':focus + p').map(p => p.innerText.slice(-15))"))
                .contains("20 % to library");
        browser.press("Enter", 13);
        assertThat(texts(titles))
                .containsExactly("student-lawn: metres east", "student-lawn: metres north", "student-lawn: speed");
    }

    /** The browser shrinks a page that is too wide for the paper, which makes its text smaller than specified. */
    @ParameterizedTest
    @MethodSource("pages")
    void pagesFitPaperWidth(String page) throws InterruptedException {
        open(page, WIDE, false);
        browser.evaluate("window.dispatchEvent(new Event('beforeprint'));"
                + " document.querySelectorAll('details').forEach(d => d.open = true); 0");
        browser.narrow(PAPER_PIXELS);
        browser.media("print", false);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(PAPER_PIXELS);
    }
}
