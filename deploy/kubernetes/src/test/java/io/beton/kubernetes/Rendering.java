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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of every overlay, of components that no overlay has, and of what READMEs write as
 * somebody's own. Where there is no kubectl
 * there are none, which is said so that nobody misses it.
 */
final class Rendering {
    /** A component beside production, by name. */
    private static final Map<String, String> COMBINATIONS = Map.of("issuer", "oidc", "advisor", "advisor");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```\\n(.*?)\\n\\1```$");
    private static final String PRODUCTION = """
            namespace: beton
            resources:
              - ../../../overlays/production
            """;

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
        COMBINATIONS.forEach((name, component) -> rendered.put(
                name, render(folder(name, PRODUCTION + "components:\n  - ../../../components/" + component + "\n"))));
        List<String> written = ofReadmes();
        IntStream.range(0, written.size())
                .forEach(index -> rendered.put(
                        "README-" + (index + 1), render(folder("README-" + (index + 1), written.get(index)))));
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

    /** Whole files as they stand there, and patches beside production. */
    private static List<String> ofReadmes() {
        return Stream.of("deploy/kubernetes/README.md", "deploy/monitoring/README.md")
                .map(page -> Manifests.read(Manifests.REPOSITORY.resolve(page)))
                .flatMap(page -> BLOCK.matcher(page).results())
                .map(block -> block.group(2).stripIndent())
                .filter(block -> block.startsWith("patches:") || block.contains("resources:\n"))
                .map(block -> block.startsWith("patches:") ? PRODUCTION + block : block)
                .map(block -> block.replace("../beton/deploy/kubernetes/", "../../../"))
                .toList();
    }

    private static Path folder(String name, String kustomization) {
        Path folder = Manifests.FOLDER.resolve("target/combinations").resolve(name);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static List<JsonNode> render(Path folder) {
        return Manifests.parse(Commands.run("kubectl", "kustomize", folder.toString()));
    }
}
