package skybourse.files.importer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import skybourse.base.random.RandomStreams;
import skybourse.files.text.Advice;
import skybourse.files.text.CsvTable;
import skybourse.files.text.InvalidInputException;
import skybourse.tier2.catalogue.ProviderCheck;

/** Every format of data files by its name: those of tracks, those that a {@link ServiceLoader} finds for the thread that asks first, and comma-separated text. */
public final class Importers {

    private static final int CHECKED_FILES = 200;
    private static final int MOST_SHOWN = 400;

    /** What is read where nobody else knows the file, whatever its name. */
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

    /** Returns all of them. */
    public static List<Importer> all() {
        return Stream.concat(OTHERS.stream(), Stream.of(CSV)).toList();
    }

    /** Returns the names of all. */
    public static List<String> names() {
        return all().stream().map(Importer::name).toList();
    }

    /** Returns what helps where the columns of a file are none that are asked for. */
    public static String hint() {
        return " Formats are " + String.join(", ", names()) + " and those of --plugin;"
                + " --map COLUMN=HEADER assigns a header to a column.";
    }

    /**
     * Returns the table in a file.
     *
     * @param file its name
     * @param bytes its content
     * @throws InvalidInputException for a broken file, naming the line, one that two formats take for theirs, or one that is no text of columns
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
                    "must be in a known format: " + Advice.quote(start(bytes)),
                    "convert it to a known format." + hint());
        }
        return (readers.isEmpty() ? CSV : readers.getFirst()).table(file, bytes);
    }

    /** Tells whether a file may have columns: XML, JSON and what has bytes of 0 have none. */
    private static boolean isText(byte[] bytes) {
        String start = start(bytes).strip();
        return start.indexOf('\0') < 0 && (start.isEmpty() || "<{[".indexOf(start.charAt(0)) < 0);
    }

    private static String start(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_SHOWN), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Checks a format from elsewhere: its name, and that it leaves comma-separated text alone and takes whatever else it gets for a table or for
     * a broken file.
     *
     * @throws IllegalArgumentException with what is wrong and the name
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
            // as it should
        }
    }
}
