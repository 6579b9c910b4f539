package skybourse.files.text;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import skybourse.base.numeric.NumberSyntax;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reader of YAML according to the core schema of YAML 1.2. The following are errors: tags, anchors, aliases, other YAML versions, keys that are
 * empty, a list or a map, and numbers that are not decimal.
 *
 * <p>Aliases are rejected, because a few nested aliases can expand to billions of nodes. Scenarios do not need aliases.
 */
final class YamlReader {

    private static final Pattern ENDLESS = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern DIGITS = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OTHER_BASE = Pattern.compile("0x[0-9a-fA-F]+|0o[0-7]+");

    private final String source;
    private final Iterator<Event> events;
    private int depth;

    private YamlReader(String source, Iterator<Event> events) {
        this.source = source;
        this.events = events;
    }

    /** Returns the root of the document in a text; empty if the text contains no document. */
    static Optional<JsonNode> read(String source, String text) {
        // The buffer holds the complete text, because snakeyaml-engine 3.0.1 fails if a character outside the BMP is
        // split between two buffers.
        var settings = LoadSettings.builder()
                .setBufferSize(text.length() + 2)
                .setCodePointLimit(Utf8InputDecoder.MOST_BYTES)
                .build();
        try {
            return new YamlReader(source, new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw YamlOrJsonReader.malformed(
                    source, e.getProblemMark().map(YamlReader::line).orElse(""), e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw YamlOrJsonReader.malformed(source, "", InvalidInputException.reason(e), e);
        }
    }

    private Optional<JsonNode> document() {
        events.next();
        if (!(events.next() instanceof DocumentStartEvent start)) {
            return Optional.empty();
        }
        requireVersion(start);
        JsonNode root = value("", events.next());
        events.next();
        requireNoOther(events.next());
        return Optional.of(root);
    }

    private void requireNoOther(Event end) {
        if (end instanceof DocumentStartEvent) {
            throw bad(
                    line(end),
                    "must contain one document: another one begins here",
                    "put each scenario into its own file.");
        }
    }

    private void requireVersion(DocumentStartEvent start) {
        SpecVersion version = start.getSpecVersion().orElse(new SpecVersion(1, 2));
        if (version.getMajor() != 1 || version.getMinor() != 2) {
            throw bad(
                    line(start),
                    "must be YAML 1.2: %YAML " + version.getMajor() + "." + version.getMinor(),
                    "delete the line; the file is then read as YAML 1.2.");
        }
    }

    private JsonNode value(String path, Event event) {
        refuseMarks(path, event);
        return switch (event) {
            case ScalarEvent scalar ->
                scalar.isPlain() ? plain(path, scalar.getValue()) : text(path, scalar.getValue());
            case CollectionStartEvent start -> {
                if (++depth > YamlOrJsonReader.MOST_LEVELS) {
                    throw YamlOrJsonReader.tooBig(
                            source, line(event), "more than " + YamlOrJsonReader.MOST_LEVELS + " levels");
                }
                JsonNode inside = start.getEventId() == Event.ID.MappingStart ? object(path) : array(path);
                depth--;
                yield inside;
            }
            default -> throw new IllegalStateException("a value must begin here: " + event);
        };
    }

    /** Throws if an event has an alias, an anchor or a tag. */
    private void refuseMarks(String path, Event event) {
        String advice = "write the value out in each place.";
        if (event instanceof AliasEvent alias) {
            throw bad(path, "must not use a YAML alias: *" + alias.getAlias(), advice);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw bad(path, "must not have a YAML anchor: &" + node.getAnchor().get(), advice);
        }
        refuseTag(path, event);
    }

    private void refuseTag(String path, Event event) {
        Optional<String> tag = tag(event);
        if (tag.isPresent()) {
            String written = tag.get().replaceFirst("^tag:yaml\\.org,2002:", "!!");
            throw bad(
                    path.isEmpty() ? line(event) : path,
                    "must not have a YAML tag: " + ErrorText.quote(written),
                    "delete the tag; docs/scenario.schema.json defines the type of each field.");
        }
    }

    private static Optional<String> tag(Event event) {
        return event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    }

    private JsonNode plain(String path, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> nodes.nullNode();
            case "true", "True", "TRUE" -> nodes.booleanNode(true);
            case "false", "False", "FALSE" -> nodes.booleanNode(false);
            default -> NumberSyntax.decimal(text).isPresent() ? number(path, text) : word(path, text);
        };
    }

    private JsonNode number(String path, String text) {
        if (text.length() > YamlOrJsonReader.MOST_DIGITS) {
            throw YamlOrJsonReader.tooBig(source, path, "a number of " + text.length() + " characters");
        }
        return DIGITS.matcher(text).matches()
                ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                : YamlOrJsonReader.number(
                        source, path, text, NumberSyntax.decimal(text).orElseThrow());
    }

    private JsonNode word(String path, String text) {
        if (ENDLESS.matcher(text).matches()) {
            throw YamlOrJsonReader.notFinite(source, path, text);
        }
        if (OTHER_BASE.matcher(text).matches()) {
            throw bad(
                    path,
                    "must be written in decimal digits: " + text,
                    "write a decimal number, or put it in quotes if it is a text.");
        }
        return text(path, text);
    }

    private JsonNode text(String path, String text) {
        if (text.length() > YamlOrJsonReader.MOST_TEXT) {
            throw YamlOrJsonReader.tooBig(source, path, "a text of " + text.length() + " characters");
        }
        return JsonNodeFactory.instance.stringNode(text);
    }

    private ObjectNode object(String path) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            refuseMarks(path, event);
            if (!(event instanceof ScalarEvent key) || key.getValue().isEmpty()) {
                String why = event instanceof ScalarEvent ? "a name is empty" : "a list or map is used as a name";
                String advice = "delete the extra colon, question mark or bracket.";
                throw bad(line(event), "must name each field: " + why, advice);
            }
            String field = YamlOrJsonReader.join(path, key.getValue());
            YamlOrJsonReader.requireNew(source, object, key.getValue(), field, line(event));
            object.set(key.getValue(), value(field, events.next()));
        }
        return object;
    }

    private ArrayNode array(String path) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(value(path + "[" + array.size() + "]", event));
        }
        return array;
    }

    private static String line(Event event) {
        return event.getStartMark().map(YamlReader::line).orElse("");
    }

    private static String line(Mark mark) {
        return "line " + (mark.getLine() + 1);
    }

    private InvalidInputException bad(String field, String complaint, String advice) {
        return new InvalidInputException(source, field, complaint, advice);
    }
}
