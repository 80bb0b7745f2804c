package io.beton.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images are made of a packaged service and a base, without Docker and without a registry. */
final class ImageBuildTest {
    private static final ServiceImage ROUTER = ServiceImage.all().get(3);

    @TempDir
    private Path folder;

    private Packaged packaged;

    @BeforeEach
    void packaged() throws Exception {
        packaged = Packaged.in(folder);
    }

    static List<ServiceImage> images() {
        return ServiceImage.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void eachRunsAsNobodyOfTheHostWithWhatAContainerNeeds(ServiceImage image) throws Exception {
        WrittenImage written = packaged.written(image, "image.tar");

        assertThat(written.tags()).containsExactly("beton/" + image.service() + ":1.2.3");
        assertThat(written.container())
                .containsEntry("User", "10001:10001")
                .containsEntry("WorkingDir", "/deployments")
                .containsEntry("ExposedPorts", Map.of(image.port() + "/tcp", Map.of()))
                .containsEntry("Entrypoint", image.entrypoint());
        assertThat(written.container().get("Env"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(
                        "JAVA_HOME=/opt/java", "QUARKUS_PROFILE=prod,container", "QUARKUS_HTTP_HOST=0.0.0.0");
        assertThat(image.entrypoint())
                .startsWith("java")
                .endsWith("-jar", "/deployments/quarkus-run.jar")
                .contains("-XX:+ExitOnOutOfMemoryError")
                .noneMatch(option -> option.contains("HeapDump"));
    }

    @Test
    void labelsSayOfWhatItWasMade() throws Exception {
        WrittenImage written = packaged.written(ROUTER, "image.tar");

        assertThat(written.container().get("Labels"))
                .isEqualTo(Map.of(
                        "org.opencontainers.image.title", "router-service",
                        "org.opencontainers.image.version", "1.2.3",
                        "org.opencontainers.image.revision", "0123abc",
                        "org.opencontainers.image.created", "2026-01-02T03:04:05Z",
                        "org.opencontainers.image.licenses", "Apache-2.0"));
    }

    @Test
    void whatChangesMostLiesOnTopAndIsRootsAlone() throws Exception {
        WrittenImage written = packaged.written(ROUTER, "image.tar");

        assertThat(written.layers()).hasSize(4);
        assertThat(written.files(1))
                .containsExactly("deployments/lib/boot/boot.jar", "deployments/lib/main/org.example.library.jar");
        assertThat(written.files(2))
                .containsExactlyInAnyOrder("deployments/quarkus/generated-bytecode.jar", "deployments/quarkus-run.jar");
        assertThat(written.files(3))
                .containsExactlyInAnyOrder(
                        "deployments/app/service.jar", "deployments/lib/main/io.beton.common-model.jar");
        assertThat(written.layers().subList(1, 4))
                .allSatisfy(layer -> assertThat(layer)
                        .filteredOn(entry -> entry.isFile())
                        .allSatisfy(file -> {
                            assertThat(file.getLastModifiedTime().toInstant()).isEqualTo(Packaged.FILES_DATED);
                            assertThat(file.getLongUserId()).isZero();
                            assertThat(file.getMode() & 0777).isEqualTo(0644);
                        }));
    }

    @Test
    void equalFilesMakeEqualImagesWheneverTheyAreMade() throws Exception {
        packaged.written(ROUTER, "first.tar");
        Path library = folder.resolve("router-service/target/quarkus-app/lib/boot/boot.jar");
        Files.setLastModifiedTime(library, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));

        packaged.written(ROUTER, "second.tar");

        assertThat(folder.resolve("second.tar")).hasSameBinaryContentAs(folder.resolve("first.tar"));
    }

    @Test
    void aBaseThatIsNotThereIsToldWithWhatIsNeeded() {
        assertThatThrownBy(() -> packaged.build("tar://elsewhere.tar").write(ROUTER, folder.resolve("image.tar")))
                .isInstanceOf(ImageFailure.class)
                .hasMessageStartingWith("the base image tar://elsewhere.tar cannot be had: there is no file " + folder)
                .hasMessageContaining("-Dbeton.image.base=tar://FILE")
                .hasMessageContaining("deploy/images/make-base")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aBaseThatIsNoImageIsToldToo() throws Exception {
        Files.writeString(folder.resolve("broken.tar"), "no tar");

        assertThatThrownBy(() -> packaged.build("tar://broken.tar").write(ROUTER, folder.resolve("image.tar")))
                .isInstanceOf(ImageFailure.class)
                .hasMessageStartingWith("the base image tar://broken.tar cannot be had: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aServiceThatIsNotPackagedIsTold() throws Exception {
        Files.delete(folder.resolve("router-service/target/quarkus-app/quarkus-run.jar"));

        assertThatThrownBy(() -> packaged.build("tar://base.tar").write(ROUTER, folder.resolve("image.tar")))
                .isInstanceOf(ImageFailure.class)
                .hasMessageEndingWith(" is missing; build it with `mvn -DskipTests package`");
    }

    @Test
    void withoutGitTheCommitIsUnknown() {
        Origin origin = Origin.of(folder, "1.2.3", Packaged.FILES_DATED);

        assertThat(origin).isEqualTo(new Origin("1.2.3", "unknown", Packaged.FILES_DATED, Packaged.FILES_DATED));
    }

    @Test
    void itIsAsOldAsItsCommit() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        git(tree, "init", "--quiet");
        git(
                tree,
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.com",
                "commit",
                "--quiet",
                "--allow-empty",
                "-m",
                "one");

        Origin origin = Origin.of(tree, "1.2.3", Packaged.FILES_DATED);

        assertThat(origin.created()).isEqualTo(Packaged.CREATED);
        assertThat(origin.revision()).matches("[0-9a-f]{40}");
        assertThat(origin.filesDated()).isEqualTo(Packaged.FILES_DATED);
    }

    private static void git(Path tree, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder git =
                new ProcessBuilder(command).directory(tree.toFile()).inheritIO();
        git.environment().put("GIT_COMMITTER_DATE", Packaged.CREATED.toString());
        assertThat(git.start().waitFor()).isZero();
    }
}
