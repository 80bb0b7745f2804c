package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service is packaged with stands on its bill of materials, and its licences in the list beside it. */
final class BillOfMaterialsIT {
    private static final String OURS = "io.beton";

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "hypothesis", "backtest", "router"})
    void listsWhatIsPackagedAndNothingElse(String service) throws IOException {
        List<JsonNode> bill = bill(service);

        assertThat(bill).map(BillOfMaterialsIT::jar).containsExactlyInAnyOrderElementsOf(packaged(service));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "hypothesis", "backtest", "router"})
    void everythingOfOthersIsListedWithItsLicence(String service) throws IOException {
        String licences = Files.readString(app(service).resolve("THIRD-PARTY.txt"));

        assertThat(bill(service))
                .filteredOn(component -> !component.path("group").asText().equals(OURS))
                .isNotEmpty()
                .allSatisfy(component -> assertThat(licences)
                        .containsPattern("(?m)^ *\\([^)]+\\).*\\(\\Q" + coordinates(component) + "\\E[ )]"));
    }

    /** A library's jar is named by what it is; the service's own is the one thing on the bill that is packaged apart. */
    private static Set<String> packaged(String service) throws IOException {
        try (Stream<Path> files = Files.walk(app(service).resolve("lib"))) {
            return Stream.concat(
                            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")),
                            Stream.of(OURS + "." + service + "-service-0.1.0-SNAPSHOT.jar"))
                    .collect(Collectors.toSet());
        }
    }

    private static String jar(JsonNode component) {
        return component.path("group").asText() + "."
                + component.path("name").asText() + "-"
                + component.path("version").asText() + ".jar";
    }

    private static String coordinates(JsonNode component) {
        return component.path("group").asText() + ":"
                + component.path("name").asText() + ":"
                + component.path("version").asText();
    }

    private static List<JsonNode> bill(String service) throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(app(service).resolve("bom.json").toFile());
        return StreamSupport.stream(bill.path("components").spliterator(), false)
                .toList();
    }

    private static Path app(String service) {
        return Launched.ROOT.resolve(service + "-service/target/quarkus-app");
    }
}
