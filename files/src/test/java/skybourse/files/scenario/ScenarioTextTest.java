package skybourse.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import skybourse.base.agent.Computer;
import skybourse.base.agent.Position;
import skybourse.base.agent.Radio;
import skybourse.base.agent.Rules;
import skybourse.base.agent.RulesBuilder;
import skybourse.base.agent.Task;
import skybourse.base.agent.WirelessAgentBuilder;
import skybourse.base.scenario.ChannelNetwork;
import skybourse.base.scenario.PathLoss;
import skybourse.base.scenario.Scenario;
import skybourse.files.codec.SampleScenarios;
import skybourse.files.text.InvalidInputException;
import skybourse.testing.Cases;

public class ScenarioTextTest {

    public static final String SMALL = """
            name: small
            network:
              explicit:
                links:
                  - {from: wa-1, to: fa-1, bitsPerSecond: 1e6, quality: 0.9}
                  - {from: fa-1, to: aa-1, bitsPerSecond: 2e6, quality: 1}
            wirelessAgents:
              - id: wa-1
                position: {xMetres: -1.5, yMetres: 2, heightMetres: 1.5}
                task: {inputBits: 8e5, work: 1e9, deadlineSeconds: 1}
                computer: {workPerSecond: 1e9, powerCoefficient: 1e-27}
                radio: {transmitPowerWatts: 0.2, bandwidthHertz: 1e6}
                satisfactionWeight: 2
                joulePrice: 0.1
            mobileAgents: []
            fixedAgents:
              - id: fa-1
                position: {xMetres: 0, yMetres: 0, heightMetres: 10}
                computer: {workPerSecond: 1e10, powerCoefficient: 1e-29}
                radio: {transmitPowerWatts: 1, bandwidthHertz: 2e6}
                joulePrice: 0.1
                priceCapPerBit: 1e-5
                penaltyPerWork: 1e-9
            aerialAgents:
              - id: aa-1
                position: {xMetres: 5, yMetres: 5, heightMetres: 80}
                computer: {workPerSecond: 5e9, powerCoefficient: 1e-28}
                computeJoulePrice: 0.1
                hoverJoulePrice: 0.01
                markup: 1.2
                batteryPrice: 0
            """;

    public static Scenario read(String text) {
        return ScenarioText.read("s.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names without quotes are valid in YAML only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "s.json; {name: 1,|name: 2}; false",
                "S.JSON; {name: 1,|name: 2}; false",
                "s; {name: 1,|name: 2}; false",
                "s.yaml; {name: 1,|name: 2}; true",
                "s.yml; {name: 1,|name: 2}; true",
                "s; name: 1|name: 2; true",
                "s.json; name: 1|name: 2; false",
                "s.json; {\"name\": 1,|\"name\": 2}; true"
            })
    void refusesRepeatedFieldsByFileFormat(String source, String text, boolean isRead) {
        byte[] twice = text.replace("|", "\n").getBytes(StandardCharsets.UTF_8);
        String complaint = source + ": name must be given only once: repeated on line 2\n";
        assertThatThrownBy(() -> ScenarioText.read(source, twice))
                .isInstanceOf(InvalidInputException.class)
                .message()
                .matches(said -> said.startsWith(complaint) == isRead);
    }

    @Test
    void readsSmallScenarioWithDefaults() {
        Scenario scenario = read(SMALL);
        assertThat(scenario.rules()).isEqualTo(Rules.standard());
        assertThat(scenario.description()).isEmpty();
        assertThat(scenario.seed()).isEqualTo(1);
        assertThat(scenario.wirelessAgents())
                .containsExactly(WirelessAgentBuilder.builder()
                        .id("wa-1")
                        .position(new Position(-1.5, 2, 1.5))
                        .task(new Task(8e5, 1e9, 1))
                        .computer(new Computer(1e9, 1e-27))
                        .radio(new Radio(0.2, 1e6))
                        .satisfactionWeight(2)
                        .joulePrice(0.1)
                        .build());
        assertThat(scenario.network().linksOf(scenario).of(0).bitsPerSecond()).containsExactly(1e6);
    }

    @Test
    void eachRuleIsOptional() {
        Rules rules = read("rules: {roundSeconds: 5, overloadPricing: ignore, sharing: equal}\n" + SMALL)
                .rules();
        assertThat(rules)
                .isEqualTo(RulesBuilder.builder()
                        .roundSeconds(5)
                        .overloadPricing(Rules.OverloadPricing.IGNORE)
                        .overloadDelay(Rules.OverloadDelay.WAIT)
                        .sharing(Rules.Sharing.EQUAL)
                        .tolerance(1e-6)
                        .lotWork(2e9)
                        .tickMoney(0.01)
                        .ledgerUnitMoney(1e-6)
                        .build());
    }

    @Test
    void deadlineValueDefaultsToMedianTask() {
        Scenario valued = read("rules: {deadlineValue: 7.5}\n" + SMALL);
        assertThat(read(ScenarioText.writeYaml(valued)).deadlineValue()).isEqualTo(7.5);
        assertThat(read(SMALL).deadlineValue()).isEqualTo(Math.log(2) * 2);
    }

    @Test
    void readsPublishedPriceAndRefusesNegativeOne() {
        Scenario published = read("rules: {expectedResalePrice: 2.5e-9}\n" + SMALL);
        assertThat(published.rules().expectedResalePrice()).hasValue(2.5e-9);
        assertThat(read(ScenarioText.writeYaml(published))).isEqualTo(published);
        assertThat(ScenarioText.writeYaml(read(SMALL))).doesNotContain("expectedResalePrice", "deadlineValue");
        assertThatThrownBy(() -> read("rules: {expectedResalePrice: -1e-9}\n" + SMALL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rules.expectedResalePrice");
    }

    @Test
    void readsJsonByContentAndExtension() {
        String json = ScenarioMapper.MAPPER.writeValueAsString(read(SMALL));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(ScenarioText.read("s.json", bytes)).isEqualTo(read(SMALL));
        assertThat(ScenarioText.read("s", bytes)).isEqualTo(read(SMALL));
        assertThat(ScenarioText.read("s.yaml", bytes)).isEqualTo(read(SMALL));
        assertThat(read("\uFEFF" + SMALL)).isEqualTo(read(SMALL));
    }

    @Test
    void writtenScenarioIsReadBack() {
        Cases.forAll(SampleScenarios::draw, scenario -> {
            String yaml = ScenarioText.writeYaml(scenario);
            assertThat(read(yaml)).as(yaml).isEqualTo(scenario);
        });
    }

    @Test
    void eachChannelSettingIsOptional() {
        String network = SMALL.substring(SMALL.indexOf("network:"), SMALL.indexOf("wirelessAgents:"));
        assertThat(read(SMALL.replace(network, "network: {channel: {}}\n")).network())
                .isEqualTo(ChannelNetwork.standard());
        String changed = "network: {channel: {pathLoss: {urbanMicro: {carrierHertz: 3.5e9}}, mostLinks: 4}}\n";
        ChannelNetwork standard = ChannelNetwork.standard();
        assertThat(read(SMALL.replace(network, changed)).network())
                .isEqualTo(standard.withPathLoss(new PathLoss.UrbanMicro(3.5e9)).withMostLinks(4));
        assertBad(
                SMALL.replace(network, "network: {channel: {fading: {rician: {k: 3}}}}\n"),
                "s.yaml: network.channel.fading.rician.k must be a known field: 3");
        assertBad(
                SMALL.replace(network, "network: {channel: {}, explicit: {links: []}}\n"),
                "s.yaml: network must have exactly one of the variants");
        assertBad(
                SMALL.replace(network, "network: {channel: {fading: {none: {}, rayleigh: {}}}}\n"),
                "s.yaml: network.channel.fading must have exactly one of the variants");
        assertBad(
                SMALL.replace(network, "network: {channel: {access: orthogonl}}\n"),
                "s.yaml: network.channel.access must be one of the allowed words: \"orthogonl\"");
    }

    @Test
    void writesAgentsCompactly() {
        String yaml = ScenarioText.writeYaml(read(SMALL));
        assertThat(yaml)
                .contains("    position: {xMetres: -1.5, yMetres: 2.0, heightMetres: 1.5}\n")
                .contains("      - {from: wa-1, to: fa-1, bitsPerSecond: 1000000.0, quality: 0.9}\n")
                .contains("overloadPricing: expected-cost");
    }

    @Test
    void writesMultilineTextAsBlock() {
        Scenario scenario = read("description: \"one line\\nand: another\"\n" + SMALL);
        assertThat(ScenarioText.writeYaml(scenario)).contains("description: |-\n  one line\n  and: another\n");
        assertThat(read(ScenarioText.writeYaml(scenario))).isEqualTo(scenario);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inputBits: 8e5       | inputBits: -1      | wirelessAgents[0].task.inputBits must be positive: -1 | sign
            inputBits: 8e5       | inputBits: .nan    | wirelessAgents[0].task.inputBits must be a finite number: .nan | division
            inputBits: 8e5       | inputBits: 1e999   | wirelessAgents[0].task.inputBits must be a finite number: 1e999 | smaller exponent
            inputBits: 8e5       | inputBits: NaN     | wirelessAgents[0].task.inputBits must be a number: "NaN" | plain number
            inputBits: 8e5       | inputBits: "8e5"   | wirelessAgents[0].task.inputBits must be a number: "8e5" | quotes
            inputBits: 8e5       | inputBits:         | wirelessAgents[0].task.inputBits must be a number: null | write the value
            inputBits: 8e5       | inputBit: 8e5      | wirelessAgents[0].task.inputBit must be a known field: 800000 | did you mean inputBits?
            inputBits: 8e5, work | inputBits: 8e5, inputBits: 7, work | wirelessAgents[0].task.inputBits must be given only once: repeated on line 10 | delete one of the two
            inputBits: 8e5,      | ' '                | wirelessAgents[0].task.inputBits must be given: not among work, deadlineSeconds | docs/scenario.schema.json
            priceCapPerBit: 1e-5 | priceCapPerBit: 0  | fixedAgents[0].priceCapPerBit must be positive: 0 | sign
            markup: 1.2          | markup: 0.9        | aerialAgents[0].markup must be at least 1: 0.9 | unit
            quality: 0.9         | quality: 1.5       | network.explicit.links[0].quality must be at most 1: 1.5 | unit
            to: fa-1             | to: fa-9           | network.explicit.links[0].to must be the id of a mobile or fixed agent: "fa-9" | did you mean fa-1?
            to: fa-1             | to: wa-1           | network.explicit.links[0].to must be the id of a mobile or fixed agent: "wa-1" | direction
            to: aa-1             | to: fa-1           | network.explicit.links[1].to must be the id of an aerial agent: "fa-1" | direction
            from: wa-1           | from: wb-1         | network.explicit.links[0].from must be the id of a wireless or fixed agent: "wb-1" | did you mean wa-1?
            id: aa-1             | id: fa-1           | aerialAgents[0].id must be unique: "fa-1" | fixedAgents[0]
            id: aa-1             | id: ""             | aerialAgents[0].id must not be blank: "" | correct the text of this field
            id: aa-1             | id: 17             | aerialAgents[0].id must be text: 17 | add quotes: "17"
            mobileAgents: []     | moblieAgents: []   | moblieAgents must be a known field: [] | did you mean mobileAgents?
            mobileAgents: []     | ' '                | mobileAgents must be given: not among name, network | `mobileAgents: []`
            mobileAgents: []     | mobileAgents:      | mobileAgents must be a list: null | write the value
            mobileAgents: []     | mobileAgents: {}   | mobileAgents must be a list: {} | indent
            name: small          | name: "  "         | name must not be blank: "  " | correct the text of this field
            name: small          | 'name: *small'     | name must not use a YAML alias: *small | write the value out
            name: small          | 'name: [a'         | line 2 must be well formed | bracket
            name: small          | 'name: a: b'       | line 1 must be well formed | colon
            name: small          | '\tname: a'        | line 1 must be well formed | indent YAML with spaces
            id: aa-1             | id: house          | aerialAgents[0].id must not be a reserved name: "house" | ledger
            id: aa-1             | 'id: "a\\0b"'      | aerialAgents[0].id must not contain control characters: "a\\u0000b" | correct the text of this field
            id: aa-1             | 'id: "a\\nb"'      | aerialAgents[0].id must not contain control characters: "a\\nb" | correct the text of this field
            id: aa-1             | 'id: "aa\\n"'      | aerialAgents[0].id must not contain control characters: "aa\\n" | e
            id: aa-1             | 'id: " aa"'        | aerialAgents[0].id must not begin or end with a blank: " aa" | correct the text of this field
            to: aa-1             | 'to: "a\\eb"'      | network.explicit.links[1].to must not contain control characters: "a\\u001Bb" | correct the text of this field
            name: small          | 'name: "a\\nb"'    | name must not contain control characters: "a\\nb" | correct the text of this field
            name: small          | 'name: "a\\u202eb"' | name must not contain control characters: "a\\u202eb" | correct the text of this field
            name: small          | 'name: !!str small' | name must not have a YAML tag: "!!str" | delete the tag
            name: small          | 'name: !secret x'  | name must not have a YAML tag: "!secret" | delete the tag
            name: small          | 'name: ! x'        | name must not have a YAML tag: "!" | delete the tag
            name: small          | '!k name: x'       | line 1 must not have a YAML tag: "!k" | delete the tag
            name: small          | '? !k name\n: x'   | line 1 must not have a YAML tag: "!k" | delete the tag
            task: {              | 'task: !!map {'    | wirelessAgents[0].task must not have a YAML tag: "!!map" | delete the tag
            mobileAgents: []     | 'mobileAgents: !!set []' | mobileAgents must not have a YAML tag: "!!set" | delete the tag
            name: small          | 'name: &n small'   | name must not have a YAML anchor: &n | write the value out
            name: small          | '&n name: small'   | must not have a YAML anchor: &n | write the value out
            task: {              | 'task: &t {'       | wirelessAgents[0].task must not have a YAML anchor: &t | write the value out
            name: small          | '<<: {name: small}' | << must be a known field | known fields
            name: small          | '? [a, b]\n: 1'    | line 1 must name each field: a list or map is used as a name | delete the extra
            name: small          | '"": 1'            | line 1 must name each field: a name is empty | delete the extra
            inputBits: 8e5       | inputBits: 0x10    | wirelessAgents[0].task.inputBits must be written in decimal digits: 0x10 | quotes
            inputBits: 8e5       | inputBits: 0o17    | wirelessAgents[0].task.inputBits must be written in decimal digits: 0o17 | quotes
            inputBits: 8e5       | inputBits: 8e5d    | wirelessAgents[0].task.inputBits must be a number: "8e5d" | plain number
            inputBits: 8e5       | inputBits: 800_000 | wirelessAgents[0].task.inputBits must be a number: "800_000" | plain number
            explicit:            | explicitly:        | network.explicitly must be a known field | did you mean explicit?
            """)
    void refusesInvalidInputWithFieldRuleValueAndAdvice(String good, String bad, String error, String advice) {
        String text = SMALL.replaceFirst(
                java.util.regex.Pattern.quote(good),
                java.util.regex.Matcher.quoteReplacement(bad.replace("\\t", "\t")));
        assertThat(text).isNotEqualTo(SMALL);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("s.yaml: " + error)
                .message()
                .satisfies(message -> {
                    assertThat(message.lines()).hasSize(2);
                    assertThat(message.lines().toList().get(1))
                            .startsWith("Hint: ")
                            .contains(advice);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rules: {tolerance: 0}               | rules.tolerance must be positive: 0
            rules: {overloadDelay: waits}       | rules.overloadDelay must be one of the allowed words: "waits"
            seed: 1.5                           | seed must be a whole number of at most 64 bits: 1.5
            seed: 123456789012345678901         | seed must be at most 9223372036854775807: 123456789012345678901
            comment: hello                      | comment must be a known field: "hello"
            'rules: {tickMoney: 3e-6}'          | rules.tickMoney must be an even number of ledgerUnitMoney (1.0E-6): 3.0E-6
            'description: "a\\0b"'              | description must not contain control characters: "a\\u0000b"
            """)
    void refusesInvalidSettings(String line, String error) {
        assertBad(line + "\n" + SMALL, "s.yaml: " + error);
    }

    @Test
    void limitsLengthOfNames() {
        String longest = "x".repeat(100);
        assertThat(read(SMALL.replace("name: small", "name: " + longest)).name())
                .isEqualTo(longest);
        assertBad(
                SMALL.replace("name: small", "name: " + "x".repeat(300)),
                "s.yaml: name must have at most 100 characters: \"" + "x".repeat(59) + "...");
        assertBad(
                SMALL.replace("name: small", "name: " + "\u6e2f".repeat(80)),
                "s.yaml: name must have at most 200 bytes in UTF-8: \"\u6e2f");
        assertBad(
                SMALL.replace("id: aa-1", "id: " + "x".repeat(101)),
                "s.yaml: aerialAgents[0].id must have at most 100 characters");
    }

    @Test
    void leadingZeroIsNotOctal() {
        assertThat(read("seed: 017\n" + SMALL).seed()).isEqualTo(17);
        assertThat(read("seed: +17\n" + SMALL).seed()).isEqualTo(17);
    }

    @Test
    void refusesOtherYamlVersions() {
        assertThat(read("%YAML 1.2\n---\n" + SMALL)).isEqualTo(read(SMALL));
        assertBad("%YAML 1.1\n---\n" + SMALL, "s.yaml: line 1 must be YAML 1.2: %YAML 1.1");
        assertBad("--- !!map\n" + SMALL, "s.yaml: line 1 must not have a YAML tag: \"!!map\"");
    }

    @Test
    void refusesMarketWithoutBuyersOrLeaders() {
        int agents = SMALL.indexOf("wirelessAgents:");
        int mobile = SMALL.indexOf("mobileAgents:");
        assertBad(
                SMALL.substring(0, agents) + "wirelessAgents: []\n" + SMALL.substring(mobile),
                "s.yaml: wirelessAgents must have at least one: []");
        int fixed = SMALL.indexOf("fixedAgents:");
        int aerial = SMALL.indexOf("aerialAgents:");
        assertBad(
                SMALL.substring(0, fixed) + "fixedAgents: []\n" + SMALL.substring(aerial),
                "s.yaml: mobileAgents and fixedAgents must have at least one leader together: 0");
    }

    @Test
    void refusesAnchorsOfAliasBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertBad(bomb.toString(), "s.yaml: a0 must not have a YAML anchor: &a0");
    }

    @Test
    void refusesInvalidDocumentsAndSizes() {
        assertBad("", "s.yaml: must not be empty");
        assertBad("- 1\n", "s.yaml: must be a map of fields: [1]");
        assertBad("a: 1\n---\nb: 2\n", "s.yaml: line 2 must contain one document");
        assertBad(
                "a: " + "[".repeat(100) + "]".repeat(100),
                "s.yaml: line 1 must not exceed the limits of the parser: more than 32 levels");
        assertThatThrownBy(() -> ScenarioText.read("big.yaml", new byte[(64 << 20) + 1]))
                .hasMessageStartingWith("big.yaml: must have at most 67108864 bytes: 67108865");
        byte[] latin = ("name: x\n" + "# caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ScenarioText.read("l.yaml", latin))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("l.yaml: line 2 must be UTF-8 text: byte 0xe9 at offset 13");
    }

    @Test
    void jsonErrorsNameLineOrField() {
        byte[] open = "{\n\"name\": \"x\",\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ScenarioText.read("s.json", open))
                .hasMessageStartingWith("s.json: line 3 must be well");
        byte[] nan = "{\"seed\": NaN}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ScenarioText.read("s.json", nan))
                .hasMessageStartingWith("s.json: seed must be a finite number: NaN");
    }

    @Test
    void randomDamageGivesOnlyInvalidInputErrors() {
        String alphabet = "\n  :-[]{}&*!|>'\"%@`#,?0e.~\t\u0000\uD83D\u00e9";
        Cases.forAll(
                (random, size) -> {
                    StringBuilder text = new StringBuilder(SMALL);
                    for (int i = 0; i <= size; i++) {
                        char c = alphabet.charAt(random.nextInt(alphabet.length()));
                        int at = random.nextInt(text.length());
                        text.replace(at, at + random.nextInt(3), random.nextBoolean() ? "" : String.valueOf(c));
                    }
                    return text.toString();
                },
                text -> {
                    try {
                        read(text);
                    } catch (InvalidInputException e) {
                        assertThat(e.getMessage()).startsWith("s.yaml: ").contains("Hint: ");
                        assertThat(e.getMessage().lines()).as(e.getMessage()).hasSize(2);
                    }
                });
    }

    private static void assertBad(String text, String start) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(start)
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(2))
                .contains(System.lineSeparator() + "Hint: ");
    }
}
