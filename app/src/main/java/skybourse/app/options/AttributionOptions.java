package skybourse.app.options;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import skybourse.app.traces.AttributionList;
import skybourse.files.text.ColumnMapping;

/** Options that describe imported files: source, licence and meaning of their headers. */
public final class AttributionOptions {

    @Option(
            showDefaultValue = Help.Visibility.NEVER,
            names = "--source",
            paramLabel = "[KIND=]TEXT",
            description =
                    "Source of your files, or only of one kind: requests, sites, users, mobility, walks, hardware. The open data of "
                            + "docs/reference/scenario-files.md is recognized by its content.")
    private List<String> sources = new ArrayList<>();

    @Option(
            showDefaultValue = Help.Visibility.NEVER,
            names = "--licence",
            paramLabel = "[KIND=]TEXT",
            description = "Licence of your files, in the same form.")
    private List<String> licences = new ArrayList<>();

    @Option(
            showDefaultValue = Help.Visibility.NEVER,
            names = "--map",
            paramLabel = "COLUMN=HEADER",
            description =
                    "Maps a column of the format to a header of your file, such as input=prompt_tokens. Repeatable.")
    private List<String> maps = new ArrayList<>();

    /** Returns the mapping from headers of the imported files to columns of the known formats. It applies to all files. */
    public ColumnMapping headers() {
        return new ColumnMapping("--map", maps);
    }

    /** Returns the given sources and licences. */
    public AttributionList credits() {
        return new AttributionList(sources, licences);
    }
}
