package org.example.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import skybourse.files.importer.Importer;
import skybourse.files.importer.ImporterContract;

class NmeaTest implements ImporterContract {

    @Override
    public Importer importer() {
        return new Nmea();
    }

    @Override
    public String file() {
        return "car.nmea";
    }

    @Override
    public byte[] content() {
        return """
                $GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47
                $GPGSV,2,1,08,01,40,083,46*75
                $GPGGA,123520,4807.040,S,01131.006,W,1,08,0.9,545.4,M,46.9,M,,*47
                """.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void readsSecondsAndDegrees() {
        var rows = importer().table(file(), content()).rows();
        assertThat(rows.getFirst().cells()).containsExactly("45319.0", "48.1173", "11.516666666666667");
        assertThat(rows.getLast().number("latitude_deg", -90)).isNegative();
        assertThat(rows.getLast().line()).isEqualTo(3);
    }
}
