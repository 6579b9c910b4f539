package skybourse.files.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import skybourse.files.text.InvalidInputException;
import skybourse.tier1.game.MixedPrices;
import skybourse.tier1.game.MixedPrices.Mix;
import skybourse.tier1.game.MixedPrices.Point;

class PricesTextTest {

    private static final List<String> LEADERS = List.of("ma-1", "fa-1", "fa-2");

    private static double[] read(String source, String text) {
        return mixed(source, text).likeliest();
    }

    private static MixedPrices mixed(String source, String text) {
        return PricesText.read(source, text.getBytes(StandardCharsets.UTF_8), LEADERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ma-1: 1e-7\nfa-1: [{pricePerBit: 2e-7, weight: .25}, {pricePerBit: 3e-7, weight: .75}]\nfa-2: closed\n",
                "schema: 3\nleaders:\n- {id: ma-1, pricePerBit: 1e-7}\n- {id: fa-2, pricePerBit: closed}\n- {id: fa-1, pricePerBit: 2e-7,"
                        + " mix: [{pricePerBit: 2e-7, weight: .25}, {pricePerBit: 3e-7, weight: .75}]}\n",
                "schema: 4\nleaders:\n- {id: ma-1, pricePerBit: 1e-7}\n- {id: fa-2, pricePerBit: closed}\n- {id: fa-1, pricePerBit: 2e-7,"
                        + " mix: [{pricePerBit: 2e-7, weight: .25}, {pricePerBit: 3e-7, weight: .75}]}\n"
            })
    void readsMixedPrices(String text) {
        var drawn = new Mix(List.of(new Point(2e-7, 0.25), new Point(3e-7, 0.75)));
        assertThat(mixed("prices", text).mixes())
                .containsExactly(Mix.of(1e-7), drawn, Mix.of(Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fa-1: 2e-7\nma-1: 1e-7\nfa-2: closed\n",
                "{\"fa-1\": 2e-7, \"ma-1\": 1e-7, \"fa-2\": \"closed\"}",
                "leaders:\n- {id: ma-1, pricePerBit: 1e-7, load: 3}\n- {id: fa-1, pricePerBit: 2e-7}\n"
                        + "- {id: fa-2, pricePerBit: closed}\nscenario: x\n"
            })
    void readsMapsAndResultsInLeaderOrder(String text) {
        assertThat(read("prices", text)).containsExactly(1e-7, 2e-7, Double.POSITIVE_INFINITY);
    }

    @Test
    void readsTablesInLeaderOrder() {
        assertThat(read("p.csv", "id,load,pricePerBit\nfa-2,1,closed\nma-1,2,1e-7\n\nfa-1,3,2e-7"))
                .containsExactly(1e-7, 2e-7, Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p.yaml | ma-1: 1;fa-1: 1             | fa-2 must have a price: missing          | `fa-2: closed`
            p.yaml | ma-1: 1;fa-1: 1;fa-3: 1     | id must be a leader of the scenario: "fa-3" | did you mean
            p.yaml | ma-1: -1;fa-1: 1;fa-2: 1    | ma-1 must not be negative: -1               | closed
            p.yaml | ma-1: .nan;fa-1: 1;fa-2: 1  | ma-1 must be a finite number: .nan          | division
            p.yaml | ma-1: shut;fa-1: 1;fa-2: 1  | ma-1 must be a number or closed: "shut"     | unit
            p.yaml | ma-1: 1;fa-1: 1;ma-1: 1     | ma-1 must be given only once: repeated on line 3    | delete one of the two
            p.yaml | ma-1: null;fa-1: 1;fa-2: 1  | ma-1 must be a number or closed: null       | write closed
            p.yaml | ma-1: 1e400;fa-1: 1;fa-2: 1 | ma-1 must be a finite number: 1e400         | smaller exponent
            p.yaml | ma-1: [];fa-1: 1;fa-2: 1 | ma-1 must be a mix | sum to 1
            p.yaml | ma-1: [{pricePerBit: 1, weight: .4}, {pricePerBit: 2, weight: .5}];fa-1: 1;fa-2: 1 | ma-1 must be a mix | sum to 1
            p.yaml | ma-1: [{pricePerBit: 1, weight: .5}, {pricePerBit: 1, weight: .5}];fa-1: 1;fa-2: 1 | ma-1 must be a mix: a price must not occur twice | different prices
            p.yaml | ma-1: [{pricePerBit: 1, weight: .5}, {pricePerBit: closed, weight: .5}];fa-1: 1;fa-2: 1 | ma-1 must be a mix: a closed leader | none closed
            p.yaml | ma-1: [{pricePerBit: 1, weight: -.5}, {pricePerBit: 2, weight: 1.5}];fa-1: 1;fa-2: 1 | ma-1[0].weight must be from 0 to 1: -0.5 | give a share
            p.yaml | ma-1: [{pricePerBit: 1}, {pricePerBit: 2, weight: 1}];fa-1: 1;fa-2: 1 | ma-1[0] must have pricePerBit and weight | missing
            p.yaml | ma-1: [{pricePerBit: 1, weight: 0}, {pricePerBit: 2, weight: 0}, {pricePerBit: 3, weight: 0}, {pricePerBit: 4, weight: 0}, {pricePerBit: 5, weight: 1}];fa-1: 1;fa-2: 1 | ma-1 must be a mix | one to four
            p.yaml | schema: 5;leaders: [{id: ma-1, pricePerBit: 1, mix: [{pricePerBit: 1, weight: 1}]}] | schema must be from 3 to 4 if leaders randomize: 5 | this version
            p.yaml | schema: 2;leaders: [{id: ma-1, pricePerBit: 1, mix: [{pricePerBit: 1, weight: 1}]}] | schema must be from 3 to 4 if leaders randomize: 2 | this version
            p.csv  | id,pricePerBit;ma-1,        | line 2, pricePerBit must be a number or closed: empty | write closed
            p.yaml | leaders: [{id: ma-1}]       | leaders[0] must have id and pricePerBit     | truncated
            p.csv  | id,price;ma-1,1             | line 1 must name known columns: "id,price"  | id,pricePerBit
            p.csv  | id,pricePerBit;ma-1,1;ma-1,2 | line 3, id must be unique: "ma-1"          | delete one of the two
            p.csv  | id,pricePerBit;ma-1,1;xx,2  | line 3, id must be a leader of the scenario: "xx" | use one of the leaders
            p.csv  | id,pricePerBit;ma-1         | line 2 must have 2 cells: "ma-1" has 1      | complete the line
            p.csv  | id,pricePerBit;ma-1,abc     | line 2, pricePerBit must be a number: "abc" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,-2      | line 2, pricePerBit must be finite and not negative: -2 | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,NaN     | line 2, pricePerBit must be a number: "NaN" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1, NaN    | line 2, pricePerBit must be a number: "NaN" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,Infinity | line 2, pricePerBit must be a number: "Infinity" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,1e-6d   | line 2, pricePerBit must be a number: "1e-6d" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,1f      | line 2, pricePerBit must be a number: "1f" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,0x1p-20 | line 2, pricePerBit must be a number: "0x1p-20" | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,1e999   | line 2, pricePerBit must be finite and not negative: 1e999 | correct or delete the line
            p.csv  | id,pricePerBit;ma-1,"1      | line 2 must close its quotes | add or delete a quote
            p.yaml | ma-1: 0x10;fa-1: 1          | ma-1 must be written in decimal digits: 0x10 | quotes
            p.yaml | ma-1: 1e-6d;fa-1: 1;fa-2: 1 | ma-1 must be a number or closed: "1e-6d" | unit
            p.yaml | ma-1: !!float 1;fa-1: 1     | ma-1 must not have a YAML tag: "!!float" | delete the tag
            p.yaml | ma-1: &p 1;fa-1: *p         | ma-1 must not have a YAML anchor: &p | write the value out
            """)
    void refusesInvalidPricesWithAdvice(String source, String text, String error, String advice) {
        assertThatThrownBy(() -> read(source, text.replace(";", "\n")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(source + ": " + error)
                .message()
                .satisfies(message -> {
                    assertThat(message.lines()).hasSize(2);
                    assertThat(message.lines().toList().get(1))
                            .startsWith("Hint: ")
                            .contains(advice);
                });
    }
}
