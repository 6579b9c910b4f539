package skybourse.server.selling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Name of a model, split into words. Names of Ollama, Hugging Face and GGUF files have equal words if they differ only in case, owner, folder,
 * separators, order of words, format ({@code GGUF}) and quantization.
 *
 * @param words words of the model, sorted
 * @param quantization words of the quantization; empty if the name states none
 */
record ModelName(List<String> words, Set<String> quantization) {

    /** Words that say how weights are stored, not which model they are. */
    private static final Set<String> FORMATS =
            Set.of("gguf", "ggml", "hf", "latest", "mlx", "onnx", "quantized", "safetensors", "unsloth");

    private static final Map<String, String> SAME_WORDS = Map.of(
            "it", "instruct", "fp16", "f16", "float16", "f16", "bfloat16", "bf16", "fp32", "f32", "float32", "f32");

    /** Values of a product's quantization for weights that are not quantized. */
    private static final Set<String> NONE = Set.of("", "none", "unquantized");

    private static final Set<String> UNQUANTIZED = Set.of("f16", "bf16", "f32");

    private static final Pattern FILE =
            Pattern.compile("^.*([/\\\\]|:(?=.*[.]gguf$))|(-\\d{5}-of-\\d{5})?[.](gguf|bin|safetensors)$");
    private static final Pattern SEPARATOR = Pattern.compile("[-_:@+ ]+|(?<!\\d)[.]|[.](?!\\d)");
    private static final Pattern ZERO = Pattern.compile("(?<=\\d)[.]0(?!\\d)");
    private static final Pattern QUANTIZATION = Pattern.compile(
            "(?<![^-])(?:(?:ud-)?i?q[1-8](?:-k(?:-(?:xs|s|m|l|xl))?|-[01]|-(?:xxs|xs|s|m|nl))?|tq[12]-0|(?:b?f|fp|float|bfloat)16|(?:f|fp|float)32"
                    + "|fp8|fp4|nvfp4|mxfp4|nf4|w\\d+a\\d+|int[348]|[2-8]bit|awq|gptq|bnb|exl[23]|autoround|qat|dynamic)(?![^-])");

    /** Parses a name, such as {@code qwen2.5:0.5b-instruct-q4_K_M}. */
    static ModelName of(String name) {
        String file = FILE.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("");
        String joined = SEPARATOR.matcher(file).replaceAll("-");
        Set<String> quantization = QUANTIZATION
                .matcher(joined)
                .results()
                .map(MatchResult::group)
                .map(word -> same(word.replace("-", "")))
                .collect(Collectors.toUnmodifiableSet());
        String rest = ZERO.matcher(QUANTIZATION.matcher(joined).replaceAll("")).replaceAll("");
        List<String> words = Arrays.stream(
                        rest.replaceFirst("^meta-(?=llama)", "").split("-+|(?<=[a-z])(?=\\d)"))
                .filter(word -> !word.isEmpty() && !FORMATS.contains(word))
                .map(ModelName::same)
                .sorted()
                .toList();
        return new ModelName(words, quantization);
    }

    private static String same(String word) {
        return SAME_WORDS.getOrDefault(word, word);
    }

    /** Returns whether this name is a name of a product's model and states no other quantization. */
    boolean fits(String model, String quantization) {
        ModelName product = of(model);
        return !words.isEmpty() && words.equals(product.words) && !contradicts(model, quantization);
    }

    /** Returns whether this name states another quantization than a product. Of two statements, one may have more words than the other. */
    boolean contradicts(String model, String productQuantization) {
        if (quantization.isEmpty()) {
            return false;
        }
        ModelName stated = of(productQuantization);
        Set<String> wanted = Stream.of(stated.quantization, of(model).quantization, Set.copyOf(stated.words))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(Set.of());
        if (wanted.isEmpty() || NONE.containsAll(wanted)) {
            return !UNQUANTIZED.containsAll(quantization);
        }
        return !wanted.containsAll(quantization) && !quantization.containsAll(wanted);
    }
}
