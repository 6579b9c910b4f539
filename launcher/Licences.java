import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Gathers licences of libraries in a folder: {@code java launcher/Licences.java FOLDER FILE...}. A file is a jar in a Maven repository, or a text that
 * is copied. A text with a name such as {@code jline.BSD-3-Clause.txt} is the licence of every library whose name begins with {@code jline}.
 * Writes {@code libraries.csv}: name, version and licence (SPDX) of each library, and where its text is.
 */
final class Licences {

    private static final Pattern TEXT = Pattern.compile("(?i)(.*/)?((licen[cs]e|notice|copying|copyright)[^/]*)");
    private static final Pattern SUPPLIED = Pattern.compile("([a-z]+)\\.(.+)\\.txt");

    /** SPDX identifiers by the complete names of licences in POMs, in lower case. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("apache-2.0", "Apache-2.0"),
            Map.entry("apache 2.0", "Apache-2.0"),
            Map.entry("apache license 2.0", "Apache-2.0"),
            Map.entry("apache license version 2.0", "Apache-2.0"),
            Map.entry("apache license, version 2.0", "Apache-2.0"),
            Map.entry("the apache license, version 2.0", "Apache-2.0"),
            Map.entry("the apache software license, version 2.0", "Apache-2.0"),
            Map.entry("mit", "MIT"),
            Map.entry("mit license", "MIT"),
            Map.entry("the mit license", "MIT"),
            Map.entry("bouncy castle licence", "MIT"),
            Map.entry("bsd-3-clause", "BSD-3-Clause"),
            Map.entry("3-clause bsd license", "BSD-3-Clause"));

    /** SPDX identifiers by the complete URLs of licences in POMs, in lower case, without scheme and "www.". */
    private static final Map<String, String> URLS = Map.of(
            "apache.org/licenses/license-2.0", "Apache-2.0",
            "apache.org/licenses/license-2.0.txt", "Apache-2.0",
            "apache.org/licenses/license-2.0.html", "Apache-2.0",
            "opensource.org/licenses/mit", "MIT",
            "opensource.org/license/mit", "MIT",
            "opensource.org/licenses/mit-license.php", "MIT",
            "bouncycastle.org/licence.html", "MIT",
            "opensource.org/licenses/bsd-3-clause", "BSD-3-Clause",
            "opensource.org/license/bsd-3-clause", "BSD-3-Clause");

    private final Path folder;
    private final Map<String, String> supplied = new TreeMap<>();
    private final Map<String, String> written = new TreeMap<>(); // names of texts by content: many libraries have the same
    private final Map<String, String> lines = new TreeMap<>();

    private Licences(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        var licences = new Licences(Files.createDirectories(Path.of(args[0])));
        List<Path> files = List.of(args).subList(1, args.length).stream().map(Path::of).toList();
        for (Path file : files) {
            if (!file.toString().endsWith(".jar")) {
                licences.supply(file);
            }
        }
        for (Path file : files) {
            if (file.toString().endsWith(".jar")) {
                licences.add(file);
            }
        }
        String header = "library,version,licence,texts\n";
        Files.writeString(licences.folder.resolve("libraries.csv"), header + String.join("", licences.lines.values()));
    }

    private void supply(Path text) throws IOException {
        String name = text.getFileName().toString();
        Files.write(folder.resolve(name), Files.readAllBytes(text));
        var parts = SUPPLIED.matcher(name);
        if (parts.matches()) {
            supplied.put(parts.group(1), name);
        }
    }

    private void add(Path jar) throws Exception {
        Path pom = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".pom"));
        String version = jar.getParent().getFileName().toString();
        String artifact = jar.getParent().getParent().getFileName().toString();
        Set<String> texts = texts(jar, artifact + "-" + version);
        Optional<String> ours = supplied.keySet().stream().filter(artifact::startsWith).findFirst().map(supplied::get);
        ours.ifPresent(texts::add);
        String licence = ours.isPresent() ? ours.get().split("\\.", 2)[1].replaceFirst("\\.txt$", "") : declared(pom);
        if (licence.isEmpty()) {
            throw new IllegalStateException("no licence of " + jar + ": neither its POM nor a text of ours names one");
        }
        String where = texts.isEmpty() ? "no text in the jar" : String.join(" ", texts);
        if (texts.isEmpty() && licence.equals("Apache-2.0")) {
            where += "; LICENSE has this licence";
        }
        String library = group(pom) + ":" + artifact;
        lines.put(library, String.join(",", library, version, licence, where) + "\n");
    }

    /** Copies the licences and notices of a jar. Returns their names in the folder. */
    private Set<String> texts(Path jar, String stem) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
                var name = TEXT.matcher(entry.getName());
                if (entry.isDirectory() || entry.getName().endsWith(".class") || !name.matches()) {
                    continue;
                }
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                String text = stem + "-" + name.group(2);
                for (int n = 2; Files.exists(folder.resolve(text)); n++) {
                    text = stem + "-" + n + "-" + name.group(2);
                }
                String first = written.putIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), text);
                if (first == null) {
                    Files.write(folder.resolve(text), bytes);
                }
                texts.add(first == null ? text : first);
            }
        }
        return texts;
    }

    /** Returns the licences of a POM or of the nearest of its parents that names any. */
    private static String declared(Path pom) throws Exception {
        Element project = read(pom);
        List<String> names = new ArrayList<>();
        for (Element licences : children(project, "licenses")) {
            for (Element licence : children(licences, "license")) {
                names.add(identifier(pom, text(licence, "name").orElse(""), text(licence, "url").orElse("")));
            }
        }
        if (!names.isEmpty()) {
            return names.stream().distinct().collect(Collectors.joining(" OR "));
        }
        List<Element> parents = children(project, "parent");
        return parents.isEmpty() ? "" : declared(parent(pom, project, parents.getFirst()));
    }

    private static Path parent(Path pom, Element project, Element parent) {
        Path repository = pom.toAbsolutePath().getParent().getParent().getParent();
        String group = text(project, "groupId").or(() -> text(parent, "groupId")).orElseThrow();
        for (int i = 0; i < group.split("\\.").length; i++) {
            repository = repository.getParent();
        }
        String artifact = text(parent, "artifactId").orElseThrow();
        String version = text(parent, "version").orElseThrow();
        return repository.resolve(text(parent, "groupId").orElseThrow().replace('.', '/'))
                .resolve(Path.of(artifact, version, artifact + "-" + version + ".pom"));
    }

    private static String group(Path pom) throws Exception {
        Element project = read(pom);
        return text(project, "groupId").or(() -> text(children(project, "parent").getFirst(), "groupId")).orElseThrow();
    }

    /** Returns the identifier that the name or the URL of a licence stands for. Throws if neither is known, or if they contradict each other. */
    private static String identifier(Path pom, String name, String url) {
        Set<String> found = new LinkedHashSet<>();
        found.add(NAMES.get(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")));
        found.add(URLS.get(url.toLowerCase(Locale.ROOT).replaceFirst("^https?://(www\\.)?", "").replaceFirst("/$", "")));
        found.remove(null);
        if (found.size() != 1) {
            String rule = found.isEmpty() ? "the name or the URL must be listed in Licences.java" : "the name and the URL stand for " + found;
            throw new IllegalStateException(pom + ": licence \"" + name + "\", \"" + url + "\": " + rule);
        }
        return found.iterator().next();
    }

    private static Element read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(Element::getTextContent).map(String::strip);
    }
}
