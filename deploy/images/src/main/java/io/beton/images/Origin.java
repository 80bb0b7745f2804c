package io.beton.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Out of what an image was made: version, commit, and the time that the build is said to be of. */
record Origin(String version, String revision, Instant created) {
    private static final String UNKNOWN = "unknown";
    private static final String LABEL = "org.opencontainers.image.";

    /** The commit of a work tree, with {@code -dirty} where files differ from it; {@code unknown} without Git. */
    static Origin of(Path root, String version, Instant created) {
        return new Origin(version, revision(root), created);
    }

    Map<String, String> labels(ServiceImage image) {
        return new TreeMap<>(Map.of(
                LABEL + "title",
                image.service(),
                LABEL + "version",
                version,
                LABEL + "revision",
                revision,
                LABEL + "created",
                created.toString(),
                LABEL + "licenses",
                "Apache-2.0"));
    }

    private static String revision(Path root) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !said.isEmpty() ? said : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
