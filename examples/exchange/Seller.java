/// Sells computing: java Seller.java http://127.0.0.1:8080 AGENT SECRET
import module java.net.http;

HttpClient http = HttpClient.newHttpClient();

String ask(String[] who, String method, String path, String kind, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(who[0] + "/v1/" + path)).header("Authorization", "Bearer " + who[2])
            .header("Content-Type", kind).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    var got = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (Set.of(429, 503).contains(got.statusCode())) { Thread.sleep(1000); return ask(who, method, path, kind, body); } // all is safe to repeat
    if (got.statusCode() != 200) throw new IOException(got.body());
    return got.body();
}

void main(String[] who) throws Exception {
    ask(who, "PUT", "agents/" + who[1], "application/json", "{\"version\": 1}");
    var piece = Pattern.compile("\"piece\":\"([^\"]*)\".*?\"firstUnit\":(\\d+),\"endUnit\":(\\d+).*?\"text\":\"(.*?)\"");
    while (true) for (var work : piece.matcher(ask(who, "GET", "agents/" + who[1] + "/work?wait=30", "application/json", "")).results().toList()) {
        var lines = List.of(work.group(4).split("\\\\n")).subList(Integer.parseInt(work.group(2)), Integer.parseInt(work.group(3)));
        var result = new ArrayList<String>();
        for (var line : lines) result.add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes())));
        ask(who, "PUT", "pieces/" + work.group(1) + "/result", "text/plain", String.join("\n", result));
    }
}
