package io.beton.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether Docker makes an image or {@code mvn -Pimage package} does is the same to whoever runs it. */
final class DockerRecipeTest {
    private static final String ARCHIVE = "-XX:SharedArchiveFile=/deployments/classes.jsa";
    private static final Pattern PARENT_VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern TIMESTAMP =
            Pattern.compile("<project.build.outputTimestamp>([^<]+)</project.build.outputTimestamp>");

    static List<ServiceImage> images() {
        return Product.images();
    }

    @ParameterizedTest
    @MethodSource("images")
    void bothRecipesAreEqual(ServiceImage image) throws IOException {
        DockerRecipe recipe = recipe(image);
        List<String> entrypoint = recipe.entrypoint();

        // an archive of classes can be made only where the Java of the base image runs
        assertThat(entrypoint.remove(ARCHIVE)).isTrue();
        assertThat(entrypoint).isEqualTo(image.entrypoint());
        assertThat(recipe.one("USER")).isEqualTo(ServiceImage.USER);
        assertThat(recipe.one("WORKDIR")).isEqualTo(ServiceImage.FOLDER);
        assertThat(recipe.one("EXPOSE")).isEqualTo(String.valueOf(image.port()));
        assertThat(recipe.pairs("ENV")).isEqualTo(image.environment());
        Instant built = Instant.parse(first(TIMESTAMP, "pom.xml"));
        Origin origin = new Origin(first(PARENT_VERSION, "pom.xml"), "unknown", built, built);
        assertThat(recipe.pairs("LABEL")).isEqualTo(origin.labels(image));
    }

    @ParameterizedTest
    @MethodSource("images")
    void theArchiveIsMadeWithTheCollectorAndThePathThatUseIt(ServiceImage image) throws IOException {
        assertThat(recipe(image).before())
                .contains("java " + image.collector() + " -XX:ArchiveClassesAtExit=classes.jsa")
                .contains("-jar /deployments/quarkus-run.jar");
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyPackagedFileIsCopiedWhatChangesLeastFirst(ServiceImage image) throws IOException {
        assertThat(recipe(image).all("COPY"))
                .containsExactly(
                        "--from=trained /deployments/lib/ ./lib/",
                        "--from=trained /deployments/quarkus-run.jar /deployments/quarkus-app-dependencies.txt ./",
                        "--from=trained /deployments/bom.json /deployments/THIRD-PARTY.txt /deployments/LICENSE ./",
                        "--from=trained /deployments/quarkus/ ./quarkus/",
                        "--from=trained /ours/ ./lib/main/",
                        "--from=trained /deployments/app/ ./app/",
                        "--from=trained /deployments/classes.jsa ./");
        assertThat(Files.readAllLines(Product.ROOT.resolve(image.service()).resolve(".dockerignore")))
                .contains("*", "!target/quarkus-app");
    }

    private static DockerRecipe recipe(ServiceImage image) throws IOException {
        return DockerRecipe.read(Product.ROOT.resolve(image.service()).resolve("src/main/docker/Dockerfile.jvm"));
    }

    private static String first(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Product.ROOT.resolve(file)))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
