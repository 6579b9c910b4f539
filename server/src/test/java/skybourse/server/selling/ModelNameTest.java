package skybourse.server.selling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of models at Ollama, Hugging Face and in GGUF files, against the model and quantization of a product. */
class ModelNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qwen2.5:0.5b-instruct-q4_K_M                             | Qwen2.5-0.5B-Instruct                     | q4_k_m
            Qwen/Qwen2.5-0.5B-Instruct                               | qwen2.5-0.5b-instruct                     | bf16
            Qwen/Qwen2.5-0.5B-Instruct-GGUF                          | Qwen/Qwen2.5-0.5B-Instruct                | Q4_K_M
            hf.co/Qwen/Qwen2.5-0.5B-Instruct-GGUF:Q4_K_M             | Qwen/Qwen2.5-0.5B-Instruct                | Q4_K_M
            /models/qwen2.5-0.5b-instruct-q4_k_m.gguf                | Qwen/Qwen2.5-0.5B-Instruct                | Q4_K_M
            Qwen/Qwen2.5-0.5B-Instruct-GGUF:qwen2.5-0.5b-instruct-q4_k_m.gguf | Qwen/Qwen2.5-0.5B-Instruct | Q4_K_M
            C:\\models\\Qwen2.5-0.5B-Instruct.Q4_K_M.gguf            | Qwen/Qwen2.5-0.5B-Instruct                | q4-k-m
            Qwen/Qwen2.5-7B-Instruct-AWQ                             | qwen2.5:7b-instruct                       | AWQ
            Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4                       | Qwen2.5-7B-Instruct                       | gptq
            qwen2.5-0.5b-instruct                                    | Qwen/Qwen2.5-0.5B-Instruct                | Q4_K_M
            qwen2.5-72b-instruct-q4_k_m-00001-of-00012.gguf          | Qwen/Qwen2.5-72B-Instruct                 | Q4_K_M
            qwen3:0.6b                                               | Qwen/Qwen3-0.6B                           | none
            qwen3:30b-a3b-instruct-2507-fp16                         | Qwen/Qwen3-30B-A3B-Instruct-2507          | FP16
            Qwen/Qwen3-30B-A3B-Instruct-2507-FP8                     | Qwen3-30B-A3B-Instruct-2507               | fp8
            llama3.2:1b-instruct-fp16                                | meta-llama/Llama-3.2-1B-Instruct          | none
            llama3.1:8b-instruct-q8_0                                | meta-llama/Meta-Llama-3.1-8B-Instruct     | Q8_0
            RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16      | meta-llama/Llama-3.1-8B-Instruct          | w4a16
            RedHatAI/Meta-Llama-3.1-8B-Instruct-FP8-dynamic          | meta-llama/Llama-3.1-8B-Instruct          | fp8
            unsloth/Llama-3.2-1B-Instruct-unsloth-bnb-4bit           | meta-llama/Llama-3.2-1B-Instruct          | bnb-4bit
            unsloth/Qwen3-8B-GGUF:UD-Q4_K_XL                         | Qwen/Qwen3-8B                             | UD-Q4_K_XL
            TheBloke/Llama-2-7B-Chat-GGUF                            | meta-llama/Llama-2-7b-chat-hf             | Q5_K_S
            llama2:7b-chat-q5_K_S                                    | meta-llama/Llama-2-7b-chat-hf             | Q5_K_S
            mistral:7b-instruct-v0.3-q4_0                            | mistralai/Mistral-7B-Instruct-v0.3        | q4_0
            mixtral:8x7b-instruct-v0.1-q3_K_L                        | mistralai/Mixtral-8x7B-Instruct-v0.1      | Q3_K_L
            tinyllama:1.1b-chat-v1-q4_K_M                            | TinyLlama/TinyLlama-1.1B-Chat-v1.0        | Q4_K_M
            smollm2:135m-instruct-q8_0                               | HuggingFaceTB/SmolLM2-135M-Instruct       | Q8_0
            ai/smollm2:135M-Q4_K_M                                   | HuggingFaceTB/SmolLM2-135M                | Q4_K_M
            gemma2:2b-instruct-q4_K_M                                | google/gemma-2-2b-it                      | Q4_K_M
            gemma3:1b-it-q4_K_M                                      | google/gemma-3-1b-it                      | Q4_K_M
            deepseek-r1:1.5b-qwen-distill-q4_K_M                     | deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B | Q4_K_M
            gpt-oss:20b                                              | openai/gpt-oss-20b                        | mxfp4
            mlx-community/Qwen2.5-0.5B-Instruct-4bit                 | Qwen/Qwen2.5-0.5B-Instruct                | 4bit
            bartowski/Llama-3.2-1B-Instruct-GGUF:IQ4_XS              | Llama-3.2-1B-Instruct                     | iq4_xs
            qwen2.5:0.5b-instruct-q4_K_M                             | qwen2.5:0.5b-instruct-q4_K_M              | ''
            """)
    void fits(String name, String model, String quantization) {
        assertThat(ModelName.of(name).fits(model, quantization)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qwen2.5:0.5b-instruct-q8_0                     | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            qwen2.5:0.5b-instruct-q4_K_S                   | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            qwen2.5:0.5b-instruct-q4_K_M                   | Qwen/Qwen2.5-0.5B-Instruct          | none
            qwen2.5:0.5b-instruct-q4_K_M                   | Qwen/Qwen2.5-0.5B-Instruct          | ''
            qwen2.5:1.5b-instruct-q4_K_M                   | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            qwen2.5:0.5b                                   | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            Qwen/Qwen2.5-0.5B                              | Qwen/Qwen2.5-0.5B-Instruct          | bf16
            qwen2.5-coder:0.5b-instruct-q4_K_M             | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            qwen2:0.5b-instruct-q4_K_M                     | Qwen/Qwen2.5-0.5B-Instruct          | Q4_K_M
            Qwen/Qwen2.5-7B-Instruct-1M                    | Qwen/Qwen2.5-7B-Instruct            | none
            Qwen/Qwen2.5-7B-Instruct-AWQ                   | Qwen/Qwen2.5-7B-Instruct            | gptq-int4
            Qwen/Qwen2.5-7B-Instruct-GPTQ-Int8             | Qwen/Qwen2.5-7B-Instruct            | gptq-int4
            llama3.1:8b-instruct-q4_K_M                    | meta-llama/Llama-3.2-8B-Instruct    | Q4_K_M
            llama3.2:1b-instruct-bf16                      | meta-llama/Llama-3.2-1B-Instruct    | fp16
            dolphin-llama3:8b-v2.9-q4_0                    | meta-llama/Meta-Llama-3-8B-Instruct | q4_0
            huihui_ai/llama3.2-abliterate:1b-instruct-q4_0 | meta-llama/Llama-3.2-1B-Instruct    | q4_0
            mistral:7b-instruct-v0.2-q4_0                  | mistralai/Mistral-7B-Instruct-v0.3  | q4_0
            llama2:7b-text-q4_0                            | meta-llama/Llama-2-7b-chat-hf       | q4_0
            gemma3:1b-it-qat                               | google/gemma-3-1b-it                | Q4_K_M
            nomic-embed-text:latest                        | Qwen/Qwen2.5-0.5B-Instruct          | none
            default                                        | Qwen/Qwen2.5-0.5B-Instruct          | none
            gguf                                           | gguf                                | none
            """)
    void doesNotFit(String name, String model, String quantization) {
        assertThat(ModelName.of(name).fits(model, quantization)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q1",
                "q8",
                "q4-k",
                "q2-k-xs",
                "ud-iq1-s",
                "iq2-xxs",
                "iq4-nl",
                "q5-0",
                "q5-1",
                "tq1-0",
                "tq2-0",
                "f16",
                "bf16",
                "f32",
                "fp8",
                "fp4",
                "nvfp4",
                "mxfp4",
                "nf4",
                "w8a8",
                "int3",
                "int4",
                "int8",
                "2bit",
                "8bit",
                "awq",
                "gptq",
                "bnb",
                "exl2",
                "exl3",
                "autoround",
                "qat",
                "dynamic"
            })
    void quantizationsAreNoWordsOfTheModel(String quantization) {
        ModelName name = ModelName.of("m-" + quantization + "-7b");
        assertThat(name.words()).containsExactly("7b", "m");
        assertThat(name.quantization()).containsExactly(quantization.replace("-", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q9", "q0", "q4-2", "tq3-0", "f8", "int5", "1bit", "9bit", "exl4", "f64", "x-q4k"})
    void otherWordsAreNoQuantizations(String word) {
        assertThat(ModelName.of("m-" + word).quantization()).doesNotContain(word.replace("-", ""));
    }

    @ParameterizedTest
    @CsvSource({"fp16, f16", "float16, f16", "bfloat16, bf16", "fp32, f32", "float32, f32"})
    void precisionsHaveOneName(String word, String same) {
        assertThat(ModelName.of("m-" + word).quantization()).containsExactly(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner/m-7b",
                "C:\\m-7b",
                "m-7b.gguf",
                "m-7b-00001-of-00012.gguf",
                "m-7b.bin",
                "m-7b.safetensors",
                " M-7B ",
                "m_7b",
                "m:7b",
                "m@7b",
                "m+7b",
                "m 7b",
                "m.7b",
                "7b-m",
                "m--7b",
                "m-7b-gguf",
                "m-7b-ggml",
                "m-7b-hf",
                "m:7b-latest",
                "m-7b-mlx",
                "m-7b-onnx",
                "quantized.m-7b",
                "unsloth-m-7b"
            })
    void formatsAndSeparatorsDoNotCount(String name) {
        assertThat(ModelName.of(name)).isEqualTo(ModelName.of("m-7b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m-7b-0001-of-00012.gguf", "m-7b.txt", "m-7b-chat", "m-1.7b", "m-7.0b1"})
    void otherWordsCount(String name) {
        assertThat(ModelName.of(name)).isNotEqualTo(ModelName.of("m-7b"));
    }
}
