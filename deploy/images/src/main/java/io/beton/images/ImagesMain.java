package io.beton.images;

import com.google.cloud.tools.jib.api.JibContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the images of the four services as files, and pushes them where a registry is named: {@code mvn -Pimage package}. */
public final class ImagesMain {
    private static final int MEGABYTE = 1_000_000;

    private ImagesMain() {}

    public static void main(String[] args) throws IOException {
        try {
            run();
        } catch (ImageFailure e) {
            System.err.println("beton: " + e.getMessage());
            System.exit(1);
        }
        // Jib's threads linger
        System.exit(0);
    }

    private static void run() throws IOException {
        Path root = Path.of(System.getProperty("beton.root")).toAbsolutePath().normalize();
        Path target = root.resolve("deploy/images/target");
        Origin origin = Origin.of(
                root,
                System.getProperty("beton.image.version"),
                Instant.parse(System.getProperty("beton.image.files-dated")));
        ImageBuild build =
                new ImageBuild(root, System.getProperty("beton.image.base"), origin, target.resolve("cache"));
        String registry = System.getProperty("beton.image.push", "");
        Files.createDirectories(target);
        for (ServiceImage image : ServiceImage.all()) {
            Path tar = target.resolve(image.service() + ".tar");
            JibContainer made = build.write(image, tar);
            System.out.printf(
                    "%s:%s %s, %,d MB in %s%n",
                    image.name(), origin.version(), made.getDigest(), Files.size(tar) / MEGABYTE, root.relativize(tar));
            if (!registry.isBlank()) {
                System.out.println("pushed to " + build.push(image, registry).getTargetImage());
            }
        }
    }
}
