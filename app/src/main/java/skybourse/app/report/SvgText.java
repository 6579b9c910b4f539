package skybourse.app.report;

/** Room that texts take in a drawing whose font is the reader's. */
final class SvgText {

    private static final double CAPITAL = 0.8;
    private static final double LETTER = 0.62;

    private SvgText() {}

    /** Returns pixels that a text takes at most in usual fonts. */
    static double width(String text, int size) {
        return size
                * text.codePoints()
                        .mapToDouble(letter -> Character.isUpperCase(letter) || letter > 0x2e80 ? CAPITAL : LETTER)
                        .sum();
    }

    /** Returns the text, cut where it would take more pixels. */
    static String fitting(String text, double pixels, int size) {
        if (width(text, size) <= pixels) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", size) > pixels) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }
}
