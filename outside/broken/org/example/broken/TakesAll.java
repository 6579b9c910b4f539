package org.example.broken;

import java.util.List;
import skybourse.files.text.CsvTable;
import skybourse.files.importer.Importer;

/** Plug-in with an error: a format that accepts every file. */
public final class TakesAll implements Importer {

    @Override
    public String name() {
        return "broken-takesall";
    }

    @Override
    public boolean reads(String file, byte[] bytes) {
        return true;
    }

    @Override
    public CsvTable table(String file, byte[] bytes) {
        return new CsvTable(file, List.of("input"));
    }
}
