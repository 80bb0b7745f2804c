package io.beton.images;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Which environment variables a packaged service knows: those of the mappings in its own jars, ours and Quarkus's, and what its
 * {@code application.properties} asks for by name.
 */
record ShippedKeys(List<Pattern> known) {
    private static final String ROOTS = "META-INF/quarkus-config-roots.list";
    private static final String OURS = "io/beton/";
    private static final Pattern ASKED_FOR = Pattern.compile("\\$\\{([A-Z0-9_]+)");

    static ShippedKeys of(Path application) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("lib/boot", "lib/main", "app")) {
            try (Stream<Path> files = Files.list(application.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        URL[] urls = jars.stream().map(ShippedKeys::url).toArray(URL[]::new);
        List<Pattern> known = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(urls, ShippedKeys.class.getClassLoader())) {
            for (Path jar : jars) {
                for (String name : candidates(jar)) {
                    addKeys(name, loader, known);
                }
                ASKED_FOR
                        .matcher(text(jar, "application.properties"))
                        .results()
                        .map(asked -> Pattern.compile(asked.group(1)))
                        .forEach(known::add);
            }
        }
        return new ShippedKeys(List.copyOf(known));
    }

    boolean knows(String variable) {
        return known.stream().anyMatch(key -> key.matcher(variable).matches());
    }

    /** What may be a mapping: of ours every configuration, of others what they say are roots. */
    private static List<String> candidates(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = new ArrayList<>();
            file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(OURS) && name.endsWith("Config.class"))
                    .forEach(name -> names.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
            text(jar, ROOTS).lines().filter(line -> !line.isBlank()).forEach(names::add);
            return names;
        }
    }

    /** Of a file in a jar; nothing where it is not there. */
    private static String text(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            return entry == null ? "" : new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void addKeys(String name, ClassLoader loader, List<Pattern> known) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (type.isAnnotationPresent(ConfigMapping.class)) {
                ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(type)).keySet().stream()
                        .map(ShippedKeys::variable)
                        .forEach(known::add);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("[images] " + name + " is not in its jar", e);
        }
    }

    /** As MicroProfile Config has it; a star stands for the name of somebody or something. */
    private static Pattern variable(String key) {
        String name = key.replace("\"", "").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
        return Pattern.compile(name.replace("*", "[A-Z0-9_]+"));
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
