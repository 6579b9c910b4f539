package skybourse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import skybourse.testing.Sources;

/** Components of records and their documentation, read from the sources. */
final class RecordFields {

    private static final Pattern RECORD =
            Pattern.compile("((?:(?:public|static|private|protected) )*)record (\\w+)(?:<[^(]*>)?\\(");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*");

    private RecordFields() {}

    /**
     * A component.
     *
     * @param record the name of its record
     * @param name its name
     * @param text its description in the Javadoc; empty if there is none
     * @param isPublic whether the record is declared public
     */
    record Field(String record, String name, String text, boolean isPublic) {}

    /** Returns the fields of all records of main code. */
    static List<Field> ofMain() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Path file : Sources.files(".java")) {
            if (file.toString().contains("src/main")) {
                fields.addAll(of(Files.readString(file)));
            }
        }
        return fields;
    }

    /** Returns the fields of the records of a source. */
    static List<Field> of(String source) {
        List<Field> fields = new ArrayList<>();
        Matcher record = RECORD.matcher(source);
        while (record.find()) {
            Map<String, String> texts = texts(javadoc(source, record.start()));
            for (String parameter : parameters(source, record.end())) {
                String name = parameter.substring(parameter.lastIndexOf(' ') + 1);
                boolean isPublic = record.group(1).contains("public");
                fields.add(new Field(record.group(2), name, texts.getOrDefault(name, ""), isPublic));
            }
        }
        return fields;
    }

    private static String javadoc(String source, int record) {
        int end = source.lastIndexOf("*/", record);
        boolean isBefore =
                end >= 0 && BETWEEN.matcher(source.substring(end + 2, record)).matches();
        return isBefore ? source.substring(source.lastIndexOf("/**", end) + 3, end) : "";
    }

    private static Map<String, String> texts(String javadoc) {
        Map<String, String> texts = new HashMap<>();
        String line = javadoc.replaceAll("\\n\\s*\\*", " ").replaceAll("\\s+", " ");
        for (String tag : line.split(" @")) {
            String[] words = tag.split(" ", 3);
            if (words.length == 3 && words[0].equals("param")) {
                texts.put(words[1], words[2].strip());
            }
        }
        return texts;
    }

    private static List<String> parameters(String source, int from) {
        List<String> parameters = new ArrayList<>();
        int depth = 0;
        int begin = from;
        for (int at = from; depth >= 0; at++) {
            char letter = source.charAt(at);
            if (letter == '<' || letter == '(') {
                depth++;
            } else if (letter == '>' || letter == ')') {
                depth--;
            }
            if (depth < 0 || (depth == 0 && letter == ',')) {
                parameters.add(source.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        parameters.removeIf(String::isBlank);
        return parameters;
    }
}
