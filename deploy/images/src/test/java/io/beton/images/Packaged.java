package io.beton.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A root folder with services that are packaged as Quarkus does it but hold nothing, and a base image with one file. */
record Packaged(Path root) {
    static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant FILES_DATED = Instant.parse("2025-01-01T00:00:00Z");

    static Packaged in(Path root) throws Exception {
        for (ServiceImage image : ServiceImage.all()) {
            for (String file : List.of(
                    "quarkus-run.jar",
                    "lib/boot/boot.jar",
                    "lib/main/org.example.library.jar",
                    "lib/main/io.beton.common-model.jar",
                    "quarkus/generated-bytecode.jar",
                    "app/service.jar")) {
                Path path = root.resolve(image.service())
                        .resolve("target/quarkus-app")
                        .resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, file);
            }
        }
        Path release = Files.writeString(root.resolve("release"), "none");
        Jib.fromScratch()
                .addLayer(List.of(release), AbsoluteUnixPath.get("/etc"))
                .addEnvironmentVariable("JAVA_HOME", "/opt/java")
                .containerize(
                        Containerizer.to(TarImage.at(root.resolve("base.tar")).named("base"))
                                .setBaseImageLayersCache(root.resolve("cache"))
                                .setApplicationLayersCache(root.resolve("cache")));
        return new Packaged(root);
    }

    ImageBuild build(String base) {
        return new ImageBuild(root, base, new Origin("1.2.3", "0123abc", CREATED, FILES_DATED), root.resolve("cache"));
    }

    WrittenImage written(ServiceImage image, String tar) throws IOException {
        build("tar://base.tar").write(image, root.resolve(tar));
        return WrittenImage.read(root.resolve(tar));
    }
}
