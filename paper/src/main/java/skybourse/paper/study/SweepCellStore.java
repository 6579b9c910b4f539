package skybourse.paper.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import skybourse.app.folders.SweepFolder;
import skybourse.app.folders.SweepResultsText;
import skybourse.evidence.sweep.ResultTable;
import skybourse.evidence.sweep.Sweep;
import skybourse.files.log.TextFiles;
import skybourse.files.text.InvalidInputException;
import skybourse.paper.experiment.Experiment;

/**
 * Folder with stored cells, one compressed file per sweep. Tables and pages can be produced from these files without running cells.
 *
 * @param folder path of the folder
 */
public record SweepCellStore(Path folder) {

    /** Returns the path of the file for a sweep. The file need not exist. */
    public Path file(Experiment experiment, Sweep sweep) {
        return folder.resolve(experiment.folder() + "-" + sweep.name() + ".tsv.gz");
    }

    /**
     * Returns the cells of a sweep; empty if the folder has no file of it.
     *
     * @throws InvalidInputException if the file is damaged or belongs to another sweep
     */
    public Optional<SweepFolder.StoredCells> read(Experiment experiment, Sweep sweep) {
        Path file = file(experiment, sweep);
        return Files.exists(file)
                ? Optional.of(new SweepFolder.StoredCells(
                        file, SweepResultsText.read(file.toString(), TextFiles.read(file), sweep)))
                : Optional.empty();
    }

    /** Stores the cells of a sweep. */
    public void write(Experiment experiment, ResultTable table) {
        TextFiles.write(file(experiment, table.sweep()), SweepResultsText.compressed(table));
    }
}
