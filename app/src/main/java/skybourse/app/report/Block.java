package skybourse.app.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collection;
import java.util.List;

/** Block of a page, which {@code body.js} renders. Texts are plain; text in backticks is rendered as code. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "block")
@JsonSubTypes({
    @JsonSubTypes.Type(Block.Title.class),
    @JsonSubTypes.Type(Block.Section.class),
    @JsonSubTypes.Type(Block.Paragraph.class),
    @JsonSubTypes.Type(Block.Verdict.class),
    @JsonSubTypes.Type(Block.Figures.class),
    @JsonSubTypes.Type(Block.Findings.class),
    @JsonSubTypes.Type(Block.Folded.class),
    @JsonSubTypes.Type(Block.Box.class),
    @JsonSubTypes.Type(Block.ChartBox.class),
    @JsonSubTypes.Type(Block.Table.class),
    @JsonSubTypes.Type(Block.FileLinks.class),
    @JsonSubTypes.Type(Block.Widget.class)
})
sealed interface Block {

    /** Title of the page, with a line above it and paragraphs below it. */
    @JsonTypeName("title")
    record Title(String above, String title, List<String> paragraphs) implements Block {}

    /** Heading with a link in the table of contents, and a paragraph unless {@code text} is empty. */
    @JsonTypeName("section")
    record Section(String id, String title, String text) implements Block {}

    /** Paragraph of texts and {@link PageBody.Piece}s. */
    @JsonTypeName("text")
    record Paragraph(String kind, List<Object> pieces) implements Block {}

    /** Finding in one sentence, with paragraphs and facts. */
    @JsonTypeName("verdict")
    record Verdict(String id, String kind, String sentence, List<String> paragraphs, List<List<String>> facts)
            implements Block {}

    /** Highlighted numbers. */
    @JsonTypeName("figures")
    record Figures(List<PageBody.Figure> figures) implements Block {}

    /** List of sentences. */
    @JsonTypeName("findings")
    record Findings(List<String> sentences) implements Block {}

    /** Collapsible blocks with a summary line. */
    @JsonTypeName("folded")
    record Folded(String summary, boolean open, List<Block> blocks) implements Block {}

    /** Box around blocks, with a class of the style sheet. */
    @JsonTypeName("box")
    record Box(String kind, List<Block> blocks) implements Block {}

    /** Box of a chart. */
    @JsonTypeName("chart")
    record ChartBox(String title, String note, String name, String kind, int index, int pixels) implements Block {}

    /** Table; a cell is a text or a {@link PageBody.Piece}. */
    @JsonTypeName("table")
    record Table(String caption, String note, String kind, List<String> columns, List<? extends List<?>> rows)
            implements Block {}

    /** Links to files beside the page. */
    @JsonTypeName("files")
    record FileLinks(Collection<String> files) implements Block {}

    /** Widget that the script of the page fills. It is identified by its name in the script. */
    @JsonTypeName("widget")
    record Widget(String name) implements Block {}
}
