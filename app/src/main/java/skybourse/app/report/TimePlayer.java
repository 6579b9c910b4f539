package skybourse.app.report;

import java.util.Locale;

/** The bar with which a page's slot is chosen or played; its script shows it. */
final class TimePlayer {

    private TimePlayer() {}

    static String html(Stretches stretches) {
        return String.format(Locale.ROOT, """
                <div class="player" role="group" aria-label="Which slot is shown" hidden>
                <button type="button" id="play">Play</button>
                <button type="button" id="back" aria-label="One step back">‹</button>
                <button type="button" id="on" aria-label="One step on">›</button>
                <label>Speed <select id="speed"><option value="2">slow</option><option value="8" selected>normal</option><option value="30">fast</option></select></label>
                <input type="range" id="slot" aria-label="Slot" min="0" max="%d" value="0" step="1">
                <output id="told" for="slot"></output>
                </div>
                """, stretches.count() - 1);
    }
}
