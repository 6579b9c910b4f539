package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import skybourse.venue.Piece;
import skybourse.venue.Solved;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as JSON: each record is one object with its components in order, without those that are an empty {@link Optional}. */
public final class BodyText {

    static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addMixIn(Solved.How.class, LowerCase.class)
            .addMixIn(Piece.Cause.class, LowerCase.class)
            .build();

    /** Words in lower case, with hyphens. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    interface LowerCase {}

    private BodyText() {}

    /** Returns a body, a record, on one line. The same body gives the same bytes on every machine. */
    public static String written(Object body) {
        return JSON.writeValueAsString(body);
    }
}
