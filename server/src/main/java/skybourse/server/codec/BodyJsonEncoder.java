package skybourse.server.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import skybourse.venue.event.Piece;
import skybourse.venue.event.RoundPrices;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;

/** JSON encoder for bodies of replies. A record becomes one object with its components in order. An empty {@link Optional} is omitted. */
public final class BodyJsonEncoder {

    static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
            .changeDefaultPropertyInclusion(any -> any.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addMixIn(RoundPrices.PriceOrigin.class, KebabCase.class)
            .addMixIn(Piece.Cause.class, KebabCase.class)
            .build();

    /** Names enum constants with words in lower case, joined by hyphens. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    interface KebabCase {}

    private BodyJsonEncoder() {}

    /** Returns a body, given as a record, on one line. Equal bodies have equal bytes on every machine. */
    public static String write(Object body) {
        return JSON.writeValueAsString(body);
    }
}
