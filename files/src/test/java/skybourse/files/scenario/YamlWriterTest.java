package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class YamlWriterTest {

    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

    private String written(String text) {
        tree.removeAll();
        tree.put("a", text);
        return YamlWriter.write(tree).substring("a: ".length()).stripTrailing();
    }

    @Test
    void quotesTextThatIsAmbiguous() {
        for (String plain : new String[] {"word", "two words", "a-b_c.d/e", "v (1)"}) {
            assertThat(written(plain)).isEqualTo(plain);
        }
        for (String quoted : new String[] {"", "yes", "NULL", "1e3", "a: b", "a #b", "a ", "- a", "é"}) {
            assertThat(written(quoted)).isEqualTo('"' + quoted + '"');
        }
    }

    @Test
    void escapesInvisibleCharacters() {
        assertThat(written("\"\\\n\n")).isEqualTo("\"\\\"\\\\\\n\\n\"");
        assertThat(written("\u001f\u007f\u00a0\u2028\u2029\ufeff"))
                .isEqualTo("\"\\u001f\\u007f\\u00a0\\u2028\\u2029\\ufeff\"");
        assertThat(written("!\u00a1~\u2027\u202a\ufefe")).isEqualTo("\"!\u00a1~\u2027\u202a\ufefe\"");
    }

    /** A line has at most 120 characters. */
    @Test
    void writesShortMapsOnOneLine() {
        tree.putObject("short").put("a", 1).put("b", "x".repeat(120 - "{a: 1, b: }".length()));
        tree.putObject("long").put("a", 1).put("b", "x".repeat(121 - "{a: 1, b: }".length()));
        tree.putObject("deep").putObject("in").put("a", true);
        tree.putObject("none");
        ArrayNode list = tree.putArray("list");
        list.add(1.5).addObject().put("a", 1);
        list.addObject().put("b", 1).putArray("c").add("x");
        list.addArray().add(1).add("y es");
        assertThat(YamlWriter.write(tree)).isEqualTo("""
                short: {a: 1, b: %s}
                long:
                  a: 1
                  b: %s
                deep:
                  in: {a: true}
                none: {}
                list:
                  - 1.5
                  - {a: 1}
                  - b: 1
                    c:
                      - x
                  - [1, y es]
                """.formatted("x".repeat(109), "x".repeat(110)));
    }
}
