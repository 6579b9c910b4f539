package skybourse.app.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import skybourse.base.numeric.LabelSyntax;
import skybourse.base.numeric.NumberSyntax;
import skybourse.files.importer.Importers;
import skybourse.files.text.CsvTable;
import skybourse.files.text.CsvTable.Row;
import skybourse.files.text.ErrorText;
import skybourse.files.text.InvalidInputException;

/**
 * Hardware that generates the tokens of a language model.
 *
 * @param name description of the hardware
 * @param tokensPerSecond output tokens per second, summed over all requests of a batch
 * @param watts power while it generates tokens, in W
 */
public record InferenceHardware(String name, double tokensPerSecond, double watts) {

    /**
     * Reads a hardware table in one of two formats, which are distinguished by their columns.
     *
     * @throws InvalidInputException if the columns are unknown or a value is invalid; the message names its line
     */
    public static List<InferenceHardware> read(CsvTable table) {
        List<InferenceHardware> devices = new ArrayList<>();
        if (table.has(
                "gpu_model",
                "num_gpus",
                "nickname",
                "max_num_seqs",
                "output_throughput_tokens_per_sec",
                "avg_power_watts")) {
            for (Row row : table.rows()) {
                String name = row.text("num_gpus") + " x " + row.text("gpu_model") + ", " + row.text("nickname")
                        + ", batch " + row.text("max_num_seqs");
                devices.add(device(row, name, "output_throughput_tokens_per_sec", "avg_power_watts"));
            }
            return devices;
        }
        if (table.has("gpu", "model", "throughput_tokens_per_s", "mean_gpu_power_w")) {
            for (Row row : table.rows()) {
                String name = row.text("gpu") + ", " + row.text("model") + ", one request";
                devices.add(device(row, name, "throughput_tokens_per_s", "mean_gpu_power_w"));
            }
            return devices;
        }
        throw table.unknownColumns("gpu_model,num_gpus,nickname,max_num_seqs,output_throughput_tokens_per_sec,"
                + "avg_power_watts; and gpu,model,throughput_tokens_per_s,mean_gpu_power_w." + Importers.hint());
    }

    /** Returns a device with its speed multiplied by {@code factor} and the same energy per token. */
    InferenceHardware faster(double factor) {
        return new InferenceHardware(name, tokensPerSecond * factor, watts * factor);
    }

    private static InferenceHardware device(Row row, String name, String speed, String watts) {
        return new InferenceHardware(
                LabelSyntax.cut(name, LabelSyntax.MOST_CHARACTERS),
                row.number(speed, Double.MIN_NORMAL),
                row.number(watts, 0));
    }

    /**
     * Returns the device that the value of an option describes. The value has the form {@code TOKENS_PER_SECOND@WATTS}, or it is a part of the name
     * of a known device, in upper or lower case. If several names contain it, the first device is returned.
     *
     * @param option name of the option, for messages
     * @param text value of the option
     * @param known rows of hardware tables
     * @throws InvalidInputException if the value has another form and no known name contains it
     */
    public static InferenceHardware parse(String option, String text, List<InferenceHardware> known) {
        String[] parts = text.split("@", -1);
        if (parts.length == 2) {
            double speed = NumberSyntax.decimal(parts[0]).orElse(Double.NaN);
            double watts = NumberSyntax.decimal(parts[1]).orElse(Double.NaN);
            if (speed > 0 && watts >= 0 && Double.isFinite(speed + watts)) {
                return new InferenceHardware("declared", speed, watts);
            }
        }
        return known.stream()
                .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> unknown(option, text, known));
    }

    private static InvalidInputException unknown(String option, String text, List<InferenceHardware> known) {
        String names = known.isEmpty()
                ? "give tables of devices with --hardware"
                : "names are such as " + known.getFirst().name();
        return new InvalidInputException(
                option,
                "must be TOKENS_PER_SECOND@WATTS or part of a device's name: " + ErrorText.quote(text),
                "write for example 422@200, or give the table of the device; " + names + ".");
    }
}
