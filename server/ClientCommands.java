/// Submits and withdraws tasks by the Java client; clients-test kills the market meanwhile: ClientCommands.java URL AGENT SECRET TASKS FILE
import module java.base;
import skybourse.client.*;

void main(String[] args) throws Exception {
    var client = new ExchangeClient(ClientSettings.of(List.of(URI.create(args[0])), args[1], args[2])
            .withTimeout(Duration.ofSeconds(5))
            .withDeadline(Duration.ofMinutes(2))
            .withSigningKey(Optional.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()))
            .withSentCommands(Optional.of(Path.of(args[4]))));
    client.join(Map.of("version", 1)).orThrow();
    var task = Map.of("inputBits", 4e6, "work", 3e9, "deadlineSeconds", 1, "units", 1, "lastRound", 1_000_000_000, "payload", Map.of("text", "one line"));
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        String path = "agents/" + args[1] + "/tasks/command-" + i;
        client.put(path, task).orThrow();
        client.put(path + "/withdrawal", Map.of()).orThrow();
    }
}
