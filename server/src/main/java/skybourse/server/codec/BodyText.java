package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundSolution;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/** JSON encoder for bodies. A record is one object with its components in order; an empty {@link Optional} is omitted. */
public final class BodyText {

    static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addMixIn(RoundSolution.PriceOrigin.class, KebabCase.class)
            .addMixIn(Piece.Cause.class, KebabCase.class)
            .build();

    /** Words in lower case, with hyphens. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    interface KebabCase {}

    private BodyText() {}

    /** Returns a body, a record, on one line. The same body gives the same bytes on every machine. */
    public static String write(Object body) {
        return JSON.writeValueAsString(body);
    }
}
