package skybourse.app.result;

import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import skybourse.files.codec.RecordSchemas;
import skybourse.files.codec.ResultJsonEncoder;

/** Generator of {@code docs/result.schema.json}, the JSON schema of {@code result.json}. The schema is derived from the records of the file. */
public final class ResultSchema {

    private ResultSchema() {}

    /** Returns the schema, indented. */
    public static String json() {
        var schemas = new RecordSchemas("#/$defs/", ResultJsonEncoder::compact);
        String root = schemas.reference(ResultBody.class);
        String yaml = "{$schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Skybourse result', " + root
                + ", $defs: {"
                + schemas.schemas().entrySet().stream()
                        .map(schema -> schema.getKey() + ": {" + schema.getValue() + "}")
                        .collect(Collectors.joining(", "))
                + "}}";
        return ResultJsonEncoder.indented(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }
}
