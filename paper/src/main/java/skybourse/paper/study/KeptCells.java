package skybourse.paper.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import skybourse.app.folders.CellsText;
import skybourse.app.folders.SweepFolder;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Experiment;

/**
 * A folder of finished cells, a compressed file for each sweep, from which tables, pages and documents are made without running
 * anything.
 *
 * @param folder where they lie
 */
public record KeptCells(Path folder) {

    /** Returns where the cells of a sweep are, or would be. */
    public Path file(Experiment experiment, Sweep sweep) {
        return folder.resolve(experiment.folder() + "-" + sweep.name() + ".tsv.gz");
    }

    /**
     * Returns the cells of a sweep; nothing where the folder has no file for it.
     *
     * @throws InvalidInputException where the file is damaged, or of another sweep than exactly this one
     */
    public Optional<SweepFolder.StoredCells> read(Experiment experiment, Sweep sweep) {
        Path file = file(experiment, sweep);
        return Files.exists(file)
                ? Optional.of(
                        new SweepFolder.StoredCells(file, CellsText.read(file.toString(), TextFiles.read(file), sweep)))
                : Optional.empty();
    }

    /** Writes the cells of a sweep. */
    public void write(Experiment experiment, ResultTable table) {
        TextFiles.write(file(experiment, table.sweep()), CellsText.compressed(table));
    }
}
