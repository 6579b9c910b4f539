package skybourse.files.importer;

import java.util.Optional;
import skybourse.files.text.CsvTable;
import skybourse.files.text.XmlElementReader;
import skybourse.files.text.XmlElementReader.Listener;

/** Importer of tracks from GPX 1.0 and 1.1. A track consists of the points of all segments of a {@code trk}. Other elements are ignored. */
final class GpxImporter implements Importer {

    @Override
    public String name() {
        return "gpx";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        return XmlElementReader.hasRoot(bytes, "gpx");
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        var fixes = new GpsFixTableBuilder(file);
        XmlElementReader.read(file, bytes, new Points(fixes));
        return fixes.table();
    }

    private static final class Points implements Listener {

        private final GpsFixTableBuilder fixes;
        private int tracks;
        private String latitude = "";
        private String longitude = "";
        private Optional<String> time = Optional.empty();
        private boolean inPoint;

        Points(GpsFixTableBuilder fixes) {
            this.fixes = fixes;
        }

        @Override
        public void begins(XmlElementReader xml) {
            switch (xml.name()) {
                case "trk" -> tracks++;
                case "trkpt" -> {
                    inPoint = true;
                    latitude = xml.attribute("lat");
                    longitude = xml.attribute("lon");
                    time = Optional.empty();
                }
                default -> {}
            }
        }

        @Override
        public void ends(XmlElementReader xml, String name, String text) {
            if (inPoint && name.equals("time")) {
                time = Optional.of(text);
            } else if (name.equals("trkpt")) {
                inPoint = false;
                String at = time.orElseThrow(() -> xml.bad(
                        "must give each <trkpt> a <time>", "use a recorded track; planned routes have no times."));
                fixes.add("track " + tracks, at, latitude, longitude, xml.line(), latitude + " " + longitude);
            }
        }
    }
}
