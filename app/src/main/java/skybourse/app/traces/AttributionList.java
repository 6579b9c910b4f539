package skybourse.app.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.numeric.LabelSyntax;
import skybourse.files.text.InvalidInputException;

/** Sources and licences of imported files. Stores those that the user states, and records which files have none. */
public final class AttributionList {

    private static final int MOST_CHARACTERS = 500;
    private static final String SOURCE = "--source";
    private static final String LICENCE = "--licence";

    /** Kinds of imported files. They have the same names as the options of {@code import}. */
    public enum Kind {
        requests,
        sites,
        users,
        mobility,
        walks,
        hardware
    }

    private final List<String> sources;
    private final List<String> licences;
    private final List<FileAttribution> read = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();

    /** Texts that the user gave by one option, by kind of file. The text without a kind applies to all kinds for which no other text is given. */
    private record Said(String option, Map<Optional<Kind>, String> texts) {

        Optional<String> of(Kind kind) {
            return Optional.ofNullable(texts.getOrDefault(Optional.of(kind), texts.get(Optional.<Kind>empty())));
        }
    }

    /**
     * Stores the sources and licences that the user states. They are parsed only by {@link #note} and {@link #requireUsed}.
     *
     * @param sources sources, each for one kind ({@code KIND=TEXT}) or for all other kinds
     * @param licences licences, in the same form
     */
    public AttributionList(List<String> sources, List<String> licences) {
        this.sources = List.copyOf(sources);
        this.licences = List.copyOf(licences);
    }

    /**
     * Records a file and returns its source.
     *
     * @param kind use of the file
     * @param name name of the file
     * @param bytes content of the file
     * @throws InvalidInputException if a stated text is not one line of 1 to 500 characters, or is given twice for a kind
     */
    public FileAttribution note(Kind kind, String name, byte[] bytes) {
        FileAttribution source = FileAttribution.of(
                name,
                bytes,
                said(SOURCE, sources).of(kind),
                said(LICENCE, licences).of(kind));
        read.add(source);
        kinds.add(kind);
        return source;
    }

    private static Said said(String option, List<String> given) {
        Map<Optional<Kind>, String> texts = new LinkedHashMap<>();
        for (String text : given) {
            Optional<Kind> kind = kind(text);
            String said = kind.isPresent() ? text.substring(text.indexOf('=') + 1) : text;
            requireLine(option, said);
            if (texts.put(kind, said.strip()) != null) {
                throw new InvalidInputException(
                        option,
                        "must be given once for each kind: " + LabelSyntax.escapedInQuotes(text),
                        "delete one of the two, or prefix one with a kind, such as requests=.");
            }
        }
        return new Said(option, texts);
    }

    private static Optional<Kind> kind(String text) {
        return Stream.of(Kind.values())
                .filter(each -> text.startsWith(each + "="))
                .findFirst();
    }

    private static void requireLine(String option, String said) {
        if (said.isBlank() || !LabelSyntax.printable(said).equals(said) || said.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(
                    option,
                    "must be one line of 1 to " + MOST_CHARACTERS + " characters: " + LabelSyntax.escapedInQuotes(said),
                    "give a name and a year.");
        }
    }

    /**
     * Requires that each stated text applies to a recorded file that is not recognized as open data.
     *
     * @throws InvalidInputException if a text applies to no such file; the message names the first one
     */
    public void requireUsed() {
        for (Said said : List.of(said(SOURCE, sources), said(LICENCE, licences))) {
            for (Optional<Kind> kind : said.texts.keySet()) {
                if (!used(said, kind)) {
                    throw new InvalidInputException(
                            said.option,
                            "must not be given: there is no file to which it applies"
                                    + kind.map(k -> " as " + k).orElse(""),
                            "omit the option; the included open data have their own credits.");
                }
            }
        }
    }

    private boolean used(Said said, Optional<Kind> kind) {
        boolean used = false;
        for (int i = 0; i < read.size(); i++) {
            boolean meant =
                    kind.isEmpty() ? !said.texts.containsKey(Optional.of(kinds.get(i))) : kind.get() == kinds.get(i);
            used |= meant && !read.get(i).known();
        }
        return used;
    }

    /** Returns a line that names the recorded files that are not recognized and have no stated source; empty if there are none. */
    public String missing() {
        List<String> files = read.stream()
                .filter(FileAttribution::isNotStated)
                .map(FileAttribution::file)
                .distinct()
                .toList();
        return files.isEmpty()
                ? ""
                : FileAttribution.NOT_STATED + ": " + String.join(", ", files) + "; " + SOURCE + " and " + LICENCE
                        + " say it" + System.lineSeparator();
    }
}
