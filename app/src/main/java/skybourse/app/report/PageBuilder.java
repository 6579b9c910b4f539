package skybourse.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Builder of the blocks of a page, which {@code body.js} renders. Texts are plain; text in backticks is rendered as code. Not thread-safe. */
public final class PageBuilder {

    private final List<PageBlock> blocks = new ArrayList<>();

    /**
     * Styled or linked piece of a paragraph, or cell of a table.
     *
     * @param text the text
     * @param kind class of the style sheet; empty for none
     * @param to target of the link; empty for none
     */
    public record Piece(String text, String kind, String to) {}

    /**
     * Highlighted number.
     *
     * @param name name of the number
     * @param value the number as text
     * @param note unit of the number, or the noun for the counted items
     */
    public record Figure(String name, String value, String note) {}

    /** Returns the number of blocks. */
    public int size() {
        return blocks.size();
    }

    /** Returns the blocks. */
    List<PageBlock> blocks() {
        return List.copyOf(blocks);
    }

    private PageBuilder add(PageBlock block) {
        blocks.add(block);
        return this;
    }

    /** Adds the title of the page, with a line above it and paragraphs below it. */
    public PageBuilder title(String above, String title, String... paragraphs) {
        return add(new PageBlock.Title(above, title, List.of(paragraphs)));
    }

    /** Adds a heading with a link in the table of contents, and a paragraph unless {@code text} is empty. */
    public PageBuilder section(String id, String title, String text) {
        return add(new PageBlock.Section(id, title, text));
    }

    /** Adds a paragraph, which has a class of the style sheet. Its pieces are texts and {@link Piece}s. */
    public PageBuilder text(String kind, Object... pieces) {
        return add(new PageBlock.Paragraph(kind, List.of(pieces)));
    }

    /** Adds a finding in one sentence, with paragraphs below it. It is styled by whether it is good. */
    public PageBuilder verdict(boolean isGood, String sentence, String... paragraphs) {
        return verdict("", isGood, sentence, List.of(paragraphs), List.of());
    }

    /**
     * Adds a finding in one sentence.
     *
     * @param id anchor for links; empty for none
     * @param isGood whether the finding is good; it is styled accordingly
     * @param sentence the finding
     * @param paragraphs paragraphs below the finding
     * @param facts pairs of a name and its text
     */
    public PageBuilder verdict(
            String id, boolean isGood, String sentence, List<String> paragraphs, List<List<String>> facts) {
        String kind = isGood ? "verdict" : "verdict open";
        return add(new PageBlock.Verdict(id, kind, sentence, paragraphs, facts));
    }

    /** Adds highlighted numbers. */
    public PageBuilder figures(List<Figure> figures) {
        return add(new PageBlock.Figures(figures));
    }

    /** Adds sentences as a list. The text before a colon is shown in bold. */
    public PageBuilder findings(List<String> sentences) {
        return sentences.isEmpty() ? this : add(new PageBlock.Findings(sentences));
    }

    /** Adds collapsed blocks under a summary line. Adds nothing if there are no blocks. */
    public PageBuilder folded(String summary, PageBuilder inside) {
        return folded(summary, false, inside);
    }

    /** Adds collapsible blocks under a summary line. Adds nothing if there are no blocks. */
    public PageBuilder folded(String summary, boolean isOpen, PageBuilder inside) {
        return inside.blocks.isEmpty() ? this : add(new PageBlock.Folded(summary, isOpen, inside.blocks()));
    }

    /** Adds blocks in a box. The box has a class of the style sheet. */
    public PageBuilder box(String kind, PageBuilder inside) {
        return inside.blocks.isEmpty() ? this : add(new PageBlock.Box(kind, inside.blocks()));
    }

    /** Adds the blocks of another builder. */
    public PageBuilder with(PageBuilder other) {
        blocks.addAll(other.blocks);
        return this;
    }

    /** Adds the box of a chart; {@code name} is its name in the script and its class in the style sheet. */
    public PageBuilder chart(String title, String note, String name) {
        return chart(title, note, name, name, -1, 0);
    }

    /**
     * Adds the box of a chart.
     *
     * @param title title of the chart
     * @param note explanation of the chart
     * @param name name of the chart in the script
     * @param kind class of the style sheet; empty for none
     * @param index index among charts of the same name; -1 for a single chart
     * @param pixels height in pixels; 0 for that of the style sheet
     */
    public PageBuilder chart(String title, String note, String name, String kind, int index, int pixels) {
        return add(new PageBlock.ChartBox(title, note, name, kind, index, pixels));
    }

    /**
     * Adds a table.
     *
     * @param kind class of the style sheet; empty for none
     * @param columns heads of the columns; a leading bar aligns the column left
     * @param rows rows of cells, which are texts or {@link Piece}s; the last cell of a short row spans the remaining columns
     */
    public PageBuilder table(
            String caption, String note, String kind, List<String> columns, List<? extends List<?>> rows) {
        return add(new PageBlock.Table(caption, note, kind, columns, rows));
    }

    /** Adds a table with one row for each element. */
    public <T> PageBuilder table(String caption, String note, Columns<T> columns, List<T> things) {
        return table(caption, note, "", columns, things);
    }

    /** Adds a table with one row for each element; {@code kind} is a class of the style sheet. */
    public <T> PageBuilder table(String caption, String note, String kind, Columns<T> columns, List<T> things) {
        return table(
                caption,
                note,
                kind,
                columns.names(),
                things.stream().map(columns::cells).toList());
    }

    /** Adds links to files in the folder of the page. Adds nothing if there are no files. */
    public PageBuilder files(Collection<String> names) {
        return names.isEmpty() ? this : add(new PageBlock.FileLinks(List.copyOf(names)));
    }

    /** Adds a widget that the script of the page fills, by its name in the script. */
    public PageBuilder widget(String name) {
        return add(new PageBlock.Widget(name));
    }

    /** Adds the lines of a scenario's description after the first one, as collapsed blocks. */
    public PageBuilder origins(String description) {
        return folded(
                "More about this scenario: measurements, assumptions, derived values and credits",
                false,
                new PageBuilder()
                        .findings(description
                                .lines()
                                .skip(1)
                                .filter(line -> !line.isBlank())
                                .toList()));
    }
}
