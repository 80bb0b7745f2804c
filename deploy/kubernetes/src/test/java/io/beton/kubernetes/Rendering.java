package io.beton.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of every overlay, and of components that no overlay has. Where there is no kubectl
 * there are none, which is said so that nobody misses it.
 */
final class Rendering {
    /** Components that somebody puts together, by name. */
    private static final Map<String, List<String>> COMBINATIONS = Map.of(
            "external-postgresql",
            List.of("base", "components/strimzi", "components/external-postgresql", "components/scaling"),
            "issuer-and-advisor",
            List.of("overlays/production", "components/oidc", "components/advisor"));

    static final Map<String, List<JsonNode>> ALL = all();

    private Rendering() {}

    private static Map<String, List<JsonNode>> all() {
        if (!installed()) {
            System.err.println("""

                    #################################################################################
                    # kubectl IS NOT INSTALLED: NO OVERLAY WAS RENDERED, WHAT THEY MERGE TO WAS NOT #
                    # CHECKED. The files of deploy/kubernetes were read one by one, no more.        #
                    #################################################################################
                    """);
            return Map.of();
        }
        Map<String, List<JsonNode>> rendered = new TreeMap<>();
        overlays().forEach(overlay -> rendered.put(overlay.getFileName().toString(), render(overlay)));
        COMBINATIONS.forEach((name, parts) -> rendered.put(name, render(combination(name, parts))));
        return rendered;
    }

    static List<Path> overlays() {
        try (Stream<Path> folders = Files.list(Manifests.FOLDER.resolve("overlays"))) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static Path combination(String name, List<String> parts) {
        Path folder = Manifests.FOLDER.resolve("target/combinations").resolve(name);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    namespace: beton
                    resources:
                      - ../../../%s
                    components:
                    %s
                    """.formatted(
                    parts.get(0),
                    parts.stream().skip(1).map(part -> "  - ../../../" + part).collect(Collectors.joining("\n"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static List<JsonNode> render(Path folder) {
        return Manifests.parse(Commands.run("kubectl", "kustomize", folder.toString()));
    }
}
