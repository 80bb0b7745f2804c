package io.beton.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.yaml.snakeyaml.Yaml;

/**
 * An image file as {@code docker load} reads it.
 *
 * @param layers the entries of each, lowest first
 */
record WrittenImage(List<String> tags, Map<String, Object> configuration, List<List<TarArchiveEntry>> layers) {

    static WrittenImage read(Path tar) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        Map<String, Object> manifest = WrittenImage.<List<Map<String, Object>>>json(files.get("manifest.json"))
                .get(0);
        List<List<TarArchiveEntry>> layers = new ArrayList<>();
        for (String layer : WrittenImage.<List<String>>as(manifest.get("Layers"))) {
            layers.add(entries(files.get(layer)));
        }
        return new WrittenImage(as(manifest.get("RepoTags")), json(files.get((String) manifest.get("Config"))), layers);
    }

    /** What a container of it is started with. */
    Map<String, Object> container() {
        return as(configuration.get("config"));
    }

    List<String> files(int layer) {
        return layers.get(layer).stream()
                .filter(TarArchiveEntry::isFile)
                .map(TarArchiveEntry::getName)
                .toList();
    }

    private static List<TarArchiveEntry> entries(byte[] layer) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(layer));
                TarArchiveInputStream in = new TarArchiveInputStream(bytes)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** JSON is YAML. */
    private static <T> T json(byte[] text) {
        return as(new Yaml().load(new String(text, StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("unchecked")
    private static <T> T as(Object value) {
        return (T) value;
    }
}
