package skybourse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import skybourse.codec.CellsText;
import skybourse.codec.InvalidInputException;
import skybourse.experiment.CellResult;
import skybourse.experiment.Experiment;
import skybourse.experiment.ResultTable;
import skybourse.experiment.Sweep;

/**
 * A folder of finished cells, a compressed file for each sweep, from which tables, pages and documents are made without running
 * anything.
 *
 * @param folder where they lie
 */
record KeptCells(Path folder) {

    /**
     * All cells of a sweep.
     *
     * @param file where they were found
     * @param results one for each cell
     */
    record Taken(Path file, List<CellResult> results) {}

    private Path file(Experiment experiment, Sweep sweep) {
        return folder.resolve(experiment.folder() + "-" + sweep.name() + ".tsv.gz");
    }

    /**
     * Returns the cells of a sweep; nothing where the folder has no file for it.
     *
     * @throws InvalidInputException where the file is damaged, or of another sweep than exactly this one
     */
    Optional<Taken> read(Experiment experiment, Sweep sweep) {
        Path file = file(experiment, sweep);
        return Files.exists(file)
                ? Optional.of(new Taken(file, CellsText.read(file.toString(), TextFiles.read(file), sweep)))
                : Optional.empty();
    }

    /** Writes the cells of a sweep. */
    void write(Experiment experiment, ResultTable table) {
        TextFiles.write(file(experiment, table.sweep()), CellsText.compressed(table));
    }
}
