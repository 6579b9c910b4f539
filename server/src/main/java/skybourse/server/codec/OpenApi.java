package skybourse.server.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import skybourse.files.codec.RecordSchemas;
import skybourse.files.log.TextFiles;

/** OpenAPI description of the exchange. Its paths come from a file, and the schemas of bodies are generated from their records. */
public final class OpenApi {

    private static final String PATHS = "/skybourse/server/openapi.yaml";

    private static final List<Class<? extends Record>> BODIES = List.of(
            AcceptedBody.class,
            AgentBody.class,
            AgentBody.AccountBody.class,
            AgentBody.OwnAgentBody.class,
            EventsBody.class,
            HealthBody.class,
            MarketBody.class,
            PieceBody.class,
            PieceBody.WorkBody.class,
            PricesBody.QuoteBody.class,
            ProblemBody.class,
            ReceiptBody.class,
            RoundRecordBody.class,
            ClosedRoundBody.class,
            ClosedRoundBody.VoidRoundBody.class,
            TaskBody.class,
            TaskListBody.class,
            InferenceRecordBody.class,
            RequestBodyRecords.BarRequest.class,
            RequestBodyRecords.BatchRequest.class,
            RequestBodyRecords.ConfirmationRequest.class,
            RequestBodyRecords.ErasureRequest.class,
            RequestBodyRecords.InviteRequest.class,
            RequestBodyRecords.LeaveRequest.class,
            RequestBodyRecords.PaymentRequest.class,
            RequestBodyRecords.RejectionRequest.class,
            RequestBodyRecords.RoundRequest.class,
            RequestBodyRecords.RulingRequest.class,
            RequestBodyRecords.TaskRequest.class,
            RequestBodyRecords.TermsRequest.class,
            RequestBodyRecords.UndoableRequest.class,
            RequestBodyRecords.WithdrawalRequest.class);

    private OpenApi() {}

    /** Returns the description in YAML. */
    public static String text() {
        var bodies = new RecordSchemas("#/components/schemas/", BodyJsonEncoder::write);
        BODIES.forEach(bodies::reference);
        return new String(TextFiles.bundled(PATHS), StandardCharsets.UTF_8)
                + bodies.schemas().entrySet().stream()
                        .map(schema -> "    " + schema.getKey() + ": {" + schema.getValue() + "}\n")
                        .collect(Collectors.joining());
    }
}
