package skybourse.app.report;

/** Text made safe inside HTML and SVG. */
final class Html {

    private Html() {}

    /** Returns the text with every character that markup gives a meaning to replaced, for content and quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns JSON that may stand in a script. */
    static String script(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }
}
