package skybourse.app.options;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;
import skybourse.base.numeric.EnumNames;

/** Spelling of enum constants as option values: lower case with hyphens, as in scenarios and results. */
public final class EnumOptions {

    private EnumOptions() {}

    /** Returns the spelling of each constant of an enum type. */
    public static List<String> spellings(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(choice -> EnumNames.name((Enum<?>) choice))
                .toList();
    }

    /** Makes a command and all commands below it accept enum constants in this spelling only. */
    public static void install(CommandLine line) {
        for (OptionSpec option : line.getCommandSpec().options()) {
            for (Class<?> type : option.auxiliaryTypes()) {
                if (type.isEnum()) {
                    register(line, type);
                }
            }
        }
        line.getSubcommands().values().forEach(EnumOptions::install);
    }

    private static <T> void register(CommandLine line, Class<T> choices) {
        ITypeConverter<T> converter = text -> Arrays.stream(choices.getEnumConstants())
                .filter(choice -> EnumNames.name((Enum<?>) choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of " + spellings(choices)));
        line.registerConverter(choices, converter);
    }
}
