package skybourse.files.importer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import skybourse.base.random.RandomStreams;
import skybourse.files.text.CsvTable;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.catalogue.ProviderCheck;

/**
 * List of all importers of data files. It contains the built-in importers of tracks, the importers that a {@link ServiceLoader} finds, and the
 * importer of comma-separated values. The {@code ServiceLoader} uses the context class loader of the thread that loads this class.
 */
public final class Importers {

    private static final int CHECKED_FILES = 200;
    private static final int MOST_SHOWN = 400;

    /** Importer of files that no other importer accepts. */
    private static final Importer CSV = new Importer() {
        @Override
        public String name() {
            return "csv";
        }

        @Override
        public boolean reads(String file, byte[] bytes) {
            return true;
        }

        @Override
        public CsvTable table(String file, byte[] bytes) {
            return CsvTable.read(file, bytes);
        }
    };

    private static final List<Importer> OTHERS = Stream.concat(
                    Stream.of(new SumoImporter(), new SumoCsvImporter(), new GpxImporter(), new GeoLifeImporter()),
                    ServiceLoader.load(Importer.class).stream().map(ServiceLoader.Provider::get))
            .toList();

    private Importers() {}

    /** Returns all importers. The importer of comma-separated values is the last one. */
    public static List<Importer> all() {
        return Stream.concat(OTHERS.stream(), Stream.of(CSV)).toList();
    }

    /** Returns the names of all importers. */
    public static List<String> names() {
        return all().stream().map(Importer::name).toList();
    }

    /** Returns advice for a file without the required columns. It begins with a space. */
    public static String hint() {
        return " Formats are " + String.join(", ", names()) + " and those of --plugin;"
                + " --map COLUMN=HEADER assigns a header to a column.";
    }

    /**
     * Reads the table of a file.
     *
     * @param file name of the file
     * @param bytes content of the file
     * @throws InvalidInputException if the file is not valid, two importers accept it, or its format is unknown
     */
    public static CsvTable table(String file, byte[] bytes) {
        return table(OTHERS, file, bytes);
    }

    static CsvTable table(List<Importer> others, String file, byte[] bytes) {
        List<Importer> readers =
                others.stream().filter(importer -> importer.reads(file, bytes)).toList();
        if (readers.size() > 1) {
            throw new InvalidInputException(
                    file,
                    "must be of one format: " + readers.get(0).name() + " and "
                            + readers.get(1).name() + " both accept it",
                    "leave out one of the plugins.");
        }
        if (readers.isEmpty() && !isText(bytes)) {
            throw new InvalidInputException(
                    file,
                    "must be in a known format: " + ErrorText.quote(start(bytes)),
                    "convert it to a known format." + hint());
        }
        return (readers.isEmpty() ? CSV : readers.getFirst()).table(file, bytes);
    }

    /**
     * Returns whether a file may contain comma-separated values. This is so if it does not begin like XML or JSON, and its beginning has no NUL byte.
     */
    private static boolean isText(byte[] bytes) {
        String start = start(bytes).strip();
        return start.indexOf('\0') < 0 && (start.isEmpty() || "<{[".indexOf(start.charAt(0)) < 0);
    }

    private static String start(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_SHOWN), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Checks an importer of a plugin. Its name must be valid, and it must not accept comma-separated values. For random bytes it must throw no
     * exception except {@link InvalidInputException}; other exceptions are passed on.
     *
     * @throws IllegalArgumentException if the importer's name is not valid, or the importer accepts comma-separated values
     */
    public static void check(Importer importer) {
        String name = ProviderCheck.name(importer.name());
        byte[] csv = "input,output\n1,2\n".getBytes(StandardCharsets.UTF_8);
        if (importer.reads("requests.csv", csv)) {
            throw new IllegalArgumentException(name + " must not accept comma-separated text: it does");
        }
        RandomStreams streams = new RandomStreams(0);
        for (int i = 0; i < CHECKED_FILES; i++) {
            byte[] noise = new byte[i];
            streams.stream("importer-check", i).nextBytes(noise);
            readsOrRefuses(importer, "noise." + name, noise);
        }
    }

    private static void readsOrRefuses(Importer importer, String file, byte[] noise) {
        try {
            if (importer.reads(file, noise)) {
                importer.table(file, noise).rows();
            }
        } catch (InvalidInputException refused) {
            // A rejected file is correct behaviour. The check only requires that no other exception is thrown.
        }
    }
}
