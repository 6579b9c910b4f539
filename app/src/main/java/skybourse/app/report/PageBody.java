package skybourse.app.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a part of a page says, block by block, as {@code body.js} draws it. Texts are plain; what stands in backticks is code. */
public final class PageBody {

    private final List<Block> blocks = new ArrayList<>();

    /**
     * A piece of a paragraph or a cell of a table that is more than a text.
     *
     * @param text of it
     * @param kind a class of the style sheet, or none
     * @param to what it links to, or nothing
     */
    public record Piece(String text, String kind, String to) {}

    /**
     * A number that stands out.
     *
     * @param note what it counts or is measured in
     */
    public record Figure(String name, String value, String note) {}

    /** Returns the number of blocks. */
    public int size() {
        return blocks.size();
    }

    /** Returns the blocks. */
    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    private PageBody add(Block block) {
        blocks.add(block);
        return this;
    }

    /** Adds the title of the page with a line above and paragraphs below it. */
    public PageBody title(String above, String title, String... paragraphs) {
        return add(new Block.Title(above, title, List.of(paragraphs)));
    }

    /** Adds a heading, to which the page's contents link, and a paragraph where there is one. */
    public PageBody section(String id, String title, String text) {
        return add(new Block.Section(id, title, text));
    }

    /** Adds a paragraph of a class of the style sheet; its pieces are texts and {@link Piece}s. */
    public PageBody text(String kind, Object... pieces) {
        return add(new Block.Paragraph(kind, List.of(pieces)));
    }

    /** Adds what one hopes for, or does not, in one sentence with paragraphs below. */
    public PageBody verdict(boolean isGood, String sentence, String... paragraphs) {
        return verdict("", isGood, sentence, List.of(paragraphs), List.of());
    }

    /**
     * Adds a finding in one sentence.
     *
     * @param id to link to it; empty for none
     * @param isGood whether it is what one hopes for
     * @param sentence the finding
     * @param paragraphs below
     * @param facts a list of names with what is said of each
     */
    public PageBody verdict(
            String id, boolean isGood, String sentence, List<String> paragraphs, List<List<String>> facts) {
        String kind = isGood ? "verdict" : "verdict open";
        return add(new Block.Verdict(id, kind, sentence, paragraphs, facts));
    }

    /** Adds numbers that stand out. */
    public PageBody figures(List<Figure> figures) {
        return add(new Block.Figures(figures));
    }

    /** Adds sentences as a list; what stands before a colon is bold. */
    public PageBody findings(List<String> sentences) {
        return sentences.isEmpty() ? this : add(new Block.Findings(sentences));
    }

    /** Adds blocks under a line that opens them; nothing where there are none. */
    public PageBody folded(String summary, PageBody inside) {
        return folded(summary, false, inside);
    }

    /** Adds blocks under a line that opens and closes them; nothing where there are none. */
    public PageBody folded(String summary, boolean isOpen, PageBody inside) {
        return inside.blocks.isEmpty() ? this : add(new Block.Folded(summary, isOpen, inside.blocks()));
    }

    /** Adds blocks in a box of a class of the style sheet. */
    public PageBody box(String kind, PageBody inside) {
        return inside.blocks.isEmpty() ? this : add(new Block.Box(kind, inside.blocks()));
    }

    /** Adds the blocks of another. */
    public PageBody with(PageBody other) {
        blocks.addAll(other.blocks);
        return this;
    }

    /** Adds the box of a chart that the script knows by its name, which is a class of the style sheet too. */
    public PageBody chart(String title, String note, String name) {
        return chart(title, note, name, name, -1, 0);
    }

    /**
     * Adds the box of a chart.
     *
     * @param name what the script knows it by
     * @param kind a class of the style sheet, or none
     * @param index which of several of this name; -1 where there is one
     * @param pixels how high it is; 0 for what the style sheet says
     */
    public PageBody chart(String title, String note, String name, String kind, int index, int pixels) {
        return add(new Block.ChartBox(title, note, name, kind, index, pixels));
    }

    /**
     * Adds a table.
     *
     * @param kind a class of the style sheet, or none
     * @param columns their heads; a bar before one sets its column left
     * @param rows cells, which are texts or {@link Piece}s; the last of a short row is as wide as what is left
     */
    public PageBody table(
            String caption, String note, String kind, List<String> columns, List<? extends List<?>> rows) {
        return add(new Block.Table(caption, note, kind, columns, rows));
    }

    /** Adds a table of things by the columns that are told of each. */
    public <T> PageBody table(String caption, String note, Columns<T> columns, List<T> things) {
        return table(caption, note, "", columns, things);
    }

    /** Adds a table of things; {@code kind} is a class of the style sheet. */
    public <T> PageBody table(String caption, String note, String kind, Columns<T> columns, List<T> things) {
        return table(
                caption,
                note,
                kind,
                columns.names(),
                things.stream().map(columns::cells).toList());
    }

    /** Adds links to files beside the page; nothing for none. */
    public PageBody files(Collection<String> names) {
        return names.isEmpty() ? this : add(new Block.FileLinks(List.copyOf(names)));
    }

    /** Adds a widget that the page's own script fills, by its name there. */
    public PageBody widget(String name) {
        return add(new Block.Widget(name));
    }

    /** Adds the further lines of a scenario's description, folded. */
    public PageBody origins(String description) {
        return folded(
                "More about this scenario: measurements, assumptions, derived values and credits",
                false,
                new PageBody()
                        .findings(description
                                .lines()
                                .skip(1)
                                .filter(line -> !line.isBlank())
                                .toList()));
    }
}
