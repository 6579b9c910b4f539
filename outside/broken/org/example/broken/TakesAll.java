package org.example.broken;

import java.util.List;
import skybourse.files.codec.CsvTable;
import skybourse.files.codec.Importer;

/** A format that takes every file for its own. */
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
