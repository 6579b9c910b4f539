package skybourse.files.importer;

import java.util.List;
import skybourse.files.text.CsvTable;
import skybourse.files.text.XmlElementReader;
import skybourse.files.text.XmlElementReader.Listener;

/**
 * Importer of the vehicles and persons in SUMO floating car data in XML. Positions are network coordinates in metres. If the configuration at the
 * beginning of the file sets {@code fcd-output.geo} to true, they are longitude and latitude.
 */
final class SumoImporter implements Importer {

    /** Activity of vehicles, spelled as in the column {@code activity} of GPS trajectories. The next constant is the activity of persons. */
    static final String DRIVES = "Driving";

    static final String WALKS = "OnFoot";

    private static final List<String> METRES = List.of("trajectory_id", "t_s", "x_m", "y_m", "activity");
    private static final List<String> DEGREES =
            List.of("trajectory_id", "t_s", "longitude_deg", "latitude_deg", "activity");

    @Override
    public String name() {
        return "sumo-fcd";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        return XmlElementReader.hasRoot(bytes, "fcd-export");
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        var steps = new Steps(file);
        XmlElementReader.read(file, bytes, steps);
        return steps.table;
    }

    /** Returns an empty table with the columns of tracks in metres. */
    static CsvTable inMetres(String file) {
        return new CsvTable(file, METRES);
    }

    private static final class Steps implements Listener {

        private final String file;
        private CsvTable table;
        private String time = "";

        Steps(String file) {
            this.file = file;
            table = inMetres(file);
        }

        @Override
        public void remark(String text) {
            if (text.matches("(?s).*fcd-output\\.geo\\s+value=\"(true|1|yes|on|x)\".*")) {
                table = new CsvTable(file, DEGREES);
            }
        }

        @Override
        public void begins(XmlElementReader xml) {
            switch (xml.name()) {
                case "timestep" -> time = xml.attribute("time");
                case "vehicle" -> add(xml, DRIVES);
                case "person" -> add(xml, WALKS);
                default -> {}
            }
        }

        private void add(XmlElementReader xml, String activity) {
            String id = xml.attribute("id");
            table.add(xml.line(), id, List.of(id, time, xml.attribute("x"), xml.attribute("y"), activity));
        }
    }
}
