package io.beton.kubernetes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The variables of the environment by which a service can be configured. */
record ConfigKeys(Set<Pattern> variables) {
    /** Of Quarkus itself, those that the manifests use. */
    private static final List<String> OF_QUARKUS =
            List.of("quarkus.datasource.jdbc.url", "quarkus.datasource.username", "quarkus.datasource.password");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");

    /** All keys of the interfaces with {@code @ConfigMapping} that a service has, and of what it stands on. */
    static ConfigKeys of(String service) {
        Stream<String> ours = Stream.of(service, "common-model/service-kit")
                .flatMap(module -> Manifests.walk(Manifests.REPOSITORY.resolve(module + "/src/main/java")))
                .filter(file -> file.toString().endsWith("Config.java"))
                .filter(file -> Manifests.read(file).contains("@ConfigMapping("))
                .flatMap(ConfigKeys::keys);
        Stream<String> kafka = ConsumerConfig.configNames().stream().map(name -> "kafka." + name);
        return new ConfigKeys(Stream.of(ours, kafka, OF_QUARKUS.stream())
                .flatMap(keys -> keys)
                .map(ConfigKeys::variable)
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean has(String variable) {
        return variables.stream().anyMatch(known -> known.matcher(variable).matches());
    }

    private static Stream<String> keys(Path file) {
        Matcher found = PACKAGE.matcher(Manifests.read(file));
        if (!found.find()) {
            throw new AssertionError("no package in " + file);
        }
        String name = found.group(1) + "." + file.getFileName().toString().replace(".java", "");
        try {
            Class<?> type = Class.forName(name, false, ConfigKeys.class.getClassLoader());
            String prefix = type.getAnnotation(ConfigMapping.class).prefix();
            return ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(type, prefix)).keySet().stream();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** As SmallRye has it: whatever is neither letter nor digit is an underscore; a star is any name. */
    private static Pattern variable(String key) {
        return Pattern.compile(Stream.of(key.split("\\*", -1))
                .map(part -> part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("[A-Z0-9_]+")));
    }
}
