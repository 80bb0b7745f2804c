package io.beton.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Out of what an image was made.
 *
 * @param created when the commit was made, so that two builds of it say the same
 * @param filesDated of every file, whatever the commit, so that layers that did not change are the same
 */
record Origin(String version, String revision, Instant created, Instant filesDated) {
    private static final String UNKNOWN = "unknown";
    private static final String LABEL = "org.opencontainers.image.";

    /**
     * The commit of a work tree, with {@code -dirty} where files differ from it; {@code unknown}, and made when its files are
     * dated, without Git.
     */
    static Origin of(Path root, String version, Instant filesDated) {
        return new Origin(
                version,
                said(root, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
                        .orElse(UNKNOWN),
                said(root, "log", "-1", "--format=%ct")
                        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                        .orElse(filesDated),
                filesDated);
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

    private static Optional<String> said(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && !said.isEmpty() ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
