package skybourse.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import skybourse.app.command.CommandBase;
import skybourse.app.folders.PolicyResolver;
import skybourse.files.codec.OnnxExport;
import skybourse.files.log.TextFiles;

/** The {@code export} command: writes the network of a trained model as an ONNX file for other programs. */
@Command(
        name = "export",
        description = {
            "Writes the network of a trained model as an ONNX file.",
            "`docs/reference/model-files.md` describes its inputs and output."
        },
        footer = "  ./skybourse export learned --onnx out/learned.onnx")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
final class ExportCommand extends CommandBase {

    @Parameters(
            paramLabel = "MODEL",
            description = "Model file written by `train`, or `learned` for the shipped model.")
    private String file;

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "Output file. Must be given.")
    private Path onnx;

    @Override
    public Integer call() {
        byte[] bytes = OnnxExport.bytes(PolicyResolver.model(file));
        TextFiles.write(onnx, bytes);
        out().printf(Locale.ROOT, "Model written to %s, %,d bytes.%n", onnx, bytes.length);
        return 0;
    }
}
