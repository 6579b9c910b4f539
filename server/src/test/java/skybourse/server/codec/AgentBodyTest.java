package skybourse.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import skybourse.base.agent.Position;
import skybourse.venue.AgentView;
import skybourse.venue.event.AgentTerms;
import skybourse.venue.event.AgentTermsBuilder;

final class AgentBodyTest {

    private static String text(Record body) {
        return BodyJsonEncoder.write(body);
    }

    @Test
    void onlyOwnAgentBodyHasTermsAndMoney() {
        var terms = AgentTermsBuilder.builder()
                .kind("aerial")
                .pricePerBit(OptionalDouble.of(1))
                .workPerSecond(OptionalDouble.of(2))
                .worth(OptionalDouble.of(3))
                .position(Optional.of(new Position(4, 5, 6)))
                .askTicks(Optional.of(List.of(7L, 8L)))
                .publicKey("ab")
                .build();
        var limit = OptionalLong.of(50);
        var agent = new AgentView("AA1", "aerial", 9, terms, true, false, 0, false, 100, 30, limit, 20, 12);
        String seen = "\"agent\":\"AA1\",\"kind\":\"aerial\",\"isPresent\":true,\"isBarred\":false,\"barVersion\":0";
        assertThat(text(AgentBody.of(agent))).isEqualTo("{" + seen + "}");
        assertThat(text(AgentBody.OwnAgentBody.of(agent)))
                .isEqualTo(
                        "{" + seen + ",\"version\":9,\"terms\":{\"kind\":\"aerial\",\"worth\":3.0,\"pricePerBit\":1.0,"
                                + "\"workPerSecond\":2.0,\"position\":{\"xMetres\":4.0,\"yMetres\":5.0,\"heightMetres\":6.0},\"askTicks\":[7,8],"
                                + "\"publicKey\":\"ab\"},\"neededUnits\":12,\"spendUnitsADay\":50,\"spendableUnits\":20,\"isInvited\":false,"
                                + "\"balanceUnits\":100,\"heldUnits\":30,\"freeUnits\":70}");
        AgentTerms none = AgentTerms.ofScenario();
        var poor = new AgentView("MA1", "mobile", 1, none, false, true, 3, true, 5, 6, OptionalLong.empty(), 0, 0);
        assertThat(text(AgentBody.OwnAgentBody.of(poor)))
                .contains(
                        "\"isPresent\":false,\"isBarred\":true,\"barVersion\":3,\"version\":1,\"terms\":{},\"neededUnits\":0,\"spendableUnits\":0,")
                .endsWith("\"isInvited\":true,\"balanceUnits\":5,\"heldUnits\":6,\"freeUnits\":0}");
    }
}
