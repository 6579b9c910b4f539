package skybourse.app.traces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import skybourse.base.numeric.Label;
import skybourse.files.text.InvalidInputException;

/** Where files of data come from and under which licence: what their owner says of them, and of which nobody says it. */
public final class Credits {

    private static final int MOST_CHARACTERS = 500;
    private static final String SOURCE = "--source";
    private static final String LICENCE = "--licence";

    /** What a file is read for, by the option that names it. */
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
    private final List<DataSource> read = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();

    /** What was said of files of a kind, and of all others under the empty kind. */
    private record Said(String option, Map<Optional<Kind>, String> texts) {

        Optional<String> of(Kind kind) {
            return Optional.ofNullable(texts.getOrDefault(Optional.of(kind), texts.get(Optional.<Kind>empty())));
        }
    }

    /**
     * Takes what was said.
     *
     * @param sources where files come from, each text for one kind ({@code KIND=TEXT}) or all others
     * @param licences their licences, in the same way
     */
    public Credits(List<String> sources, List<String> licences) {
        this.sources = List.copyOf(sources);
        this.licences = List.copyOf(licences);
    }

    /** Notes where a file of that name and content comes from. */
    public DataSource note(Kind kind, String name, byte[] bytes) {
        DataSource source = DataSource.of(
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
                        "must be given once for each kind: " + Label.shown(text),
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
        if (said.isBlank() || !Label.printable(said).equals(said) || said.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(
                    option,
                    "must be one line of 1 to " + MOST_CHARACTERS + " characters: " + Label.shown(said),
                    "give a name and a year.");
        }
    }

    /** Complains about what was said of no file, or of one that is known. */
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

    /** Returns a line that names the files of which nobody said where they come from; empty for none. */
    public String missing() {
        List<String> files = read.stream()
                .filter(DataSource::isNotStated)
                .map(DataSource::file)
                .distinct()
                .toList();
        return files.isEmpty()
                ? ""
                : DataSource.NOT_STATED + ": " + String.join(", ", files) + "; " + SOURCE + " and " + LICENCE
                        + " say it" + System.lineSeparator();
    }
}
