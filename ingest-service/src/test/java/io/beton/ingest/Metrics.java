package io.beton.ingest;

import static io.restassured.RestAssured.given;

/** Reads counters of the service's page. */
final class Metrics {
    private Metrics() {}

    static String page() {
        return given().get("/q/metrics").asString();
    }

    static double polls(String result) {
        return page().lines()
                .filter(line -> line.startsWith("beton_polls_total{") && line.contains("\"" + result + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
