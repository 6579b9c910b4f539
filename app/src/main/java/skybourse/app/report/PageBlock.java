package skybourse.app.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collection;
import java.util.List;

/** Block of a page, which {@code body.js} renders. Texts are plain; text in backticks is rendered as code. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "block")
@JsonSubTypes({
    @JsonSubTypes.Type(PageBlock.Title.class),
    @JsonSubTypes.Type(PageBlock.Section.class),
    @JsonSubTypes.Type(PageBlock.Paragraph.class),
    @JsonSubTypes.Type(PageBlock.Verdict.class),
    @JsonSubTypes.Type(PageBlock.Figures.class),
    @JsonSubTypes.Type(PageBlock.Findings.class),
    @JsonSubTypes.Type(PageBlock.Folded.class),
    @JsonSubTypes.Type(PageBlock.Box.class),
    @JsonSubTypes.Type(PageBlock.ChartBox.class),
    @JsonSubTypes.Type(PageBlock.Table.class),
    @JsonSubTypes.Type(PageBlock.FileLinks.class),
    @JsonSubTypes.Type(PageBlock.Widget.class)
})
sealed interface PageBlock {

    /** Title of the page, with a line above it and paragraphs below it. */
    @JsonTypeName("title")
    record Title(String above, String title, List<String> paragraphs) implements PageBlock {}

    /** Heading with a link in the table of contents, and a paragraph unless {@code text} is empty. */
    @JsonTypeName("section")
    record Section(String id, String title, String text) implements PageBlock {}

    /** Paragraph of texts and {@link PageBuilder.Piece}s. */
    @JsonTypeName("text")
    record Paragraph(String kind, List<Object> pieces) implements PageBlock {}

    /** Finding in one sentence, with paragraphs and facts. */
    @JsonTypeName("verdict")
    record Verdict(String id, String kind, String sentence, List<String> paragraphs, List<List<String>> facts)
            implements PageBlock {}

    /** Highlighted numbers. */
    @JsonTypeName("figures")
    record Figures(List<PageBuilder.Figure> figures) implements PageBlock {}

    /** List of sentences. */
    @JsonTypeName("findings")
    record Findings(List<String> sentences) implements PageBlock {}

    /** Collapsible blocks with a summary line. */
    @JsonTypeName("folded")
    record Folded(String summary, boolean open, List<PageBlock> blocks) implements PageBlock {}

    /** Box around blocks, with a class of the style sheet. */
    @JsonTypeName("box")
    record Box(String kind, List<PageBlock> blocks) implements PageBlock {}

    /** Box of a chart. */
    @JsonTypeName("chart")
    record ChartBox(String title, String note, String name, String kind, int index, int pixels) implements PageBlock {}

    /** Table; a cell is a text or a {@link PageBuilder.Piece}. */
    @JsonTypeName("table")
    record Table(String caption, String note, String kind, List<String> columns, List<? extends List<?>> rows)
            implements PageBlock {}

    /** Links to files beside the page. */
    @JsonTypeName("files")
    record FileLinks(Collection<String> files) implements PageBlock {}

    /** Widget that the script of the page fills. It is identified by its name in the script. */
    @JsonTypeName("widget")
    record Widget(String name) implements PageBlock {}
}
