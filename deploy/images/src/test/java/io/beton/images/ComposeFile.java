package io.beton.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** A file of Compose, read strictly: a key that stands there twice, or that the specification does not have, is refused. */
record ComposeFile(Map<String, Service> services, Set<String> volumes) {
    private static final Set<String> TOP =
            Set.of("name", "services", "volumes", "networks", "configs", "secrets", "include", "models");
    /** Of the specification those that are used here or likely to be. */
    private static final Set<String> OF_SERVICE = Set.of(
            "cap_add",
            "cap_drop",
            "command",
            "configs",
            "cpus",
            "depends_on",
            "deploy",
            "entrypoint",
            "env_file",
            "environment",
            "expose",
            "extra_hosts",
            "healthcheck",
            "hostname",
            "image",
            "init",
            "labels",
            "logging",
            "mem_limit",
            "network_mode",
            "networks",
            "pids_limit",
            "platform",
            "ports",
            "profiles",
            "pull_policy",
            "read_only",
            "restart",
            "secrets",
            "security_opt",
            "stop_grace_period",
            "stop_signal",
            "tmpfs",
            "ulimits",
            "user",
            "volumes",
            "working_dir");

    private static final Set<String> OF_HEALTHCHECK =
            Set.of("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable");
    private static final Set<String> CONDITIONS =
            Set.of("service_started", "service_healthy", "service_completed_successfully");

    static ComposeFile read(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream in = Files.newInputStream(file)) {
            Map<String, Object> top = new Yaml(strict).load(in);
            refuseUnknown("the file", top.keySet(), TOP);
            Map<String, Map<String, Object>> raw = as(top.get("services"));
            Map<String, Service> services = new TreeMap<>();
            raw.forEach((name, keys) -> services.put(name, service(name, keys)));
            Map<String, Object> volumes = as(top.get("volumes"));
            ComposeFile read = new ComposeFile(Map.copyOf(services), Set.copyOf(volumes.keySet()));
            services.values().forEach(read::refuseUnknownNames);
            return read;
        }
    }

    Service service(String name) {
        return services.get(name);
    }

    /** One service; {@code keys} are its own and those that were merged in. */
    record Service(String name, Map<String, Object> keys) {

        Map<String, String> environment() {
            Map<String, Object> raw = as(keys.getOrDefault("environment", Map.of()));
            Map<String, String> environment = new TreeMap<>();
            raw.forEach((variable, value) -> environment.put(variable, String.valueOf(value)));
            return environment;
        }

        List<String> list(String key) {
            return as(keys.getOrDefault(key, List.of()));
        }

        Map<String, Object> healthcheck() {
            return as(keys.getOrDefault("healthcheck", Map.of()));
        }

        /** By what it waits for. */
        Map<String, String> waitsFor() {
            Object raw = keys.getOrDefault("depends_on", Map.of());
            Map<String, String> conditions = new TreeMap<>();
            if (raw instanceof List<?> names) {
                names.forEach(other -> conditions.put((String) other, "service_started"));
            } else {
                Map<String, Map<String, String>> others = as(raw);
                others.forEach((other, how) -> conditions.put(other, how.get("condition")));
            }
            return conditions;
        }
    }

    private static Service service(String name, Map<String, Object> keys) {
        refuseUnknown(name, keys.keySet(), OF_SERVICE);
        Service service = new Service(name, Map.copyOf(keys));
        refuseUnknown(name + ".healthcheck", service.healthcheck().keySet(), OF_HEALTHCHECK);
        refuseUnknown(name + ".depends_on", Set.copyOf(service.waitsFor().values()), CONDITIONS);
        return service;
    }

    private void refuseUnknownNames(Service service) {
        refuseUnknown(service.name() + ".depends_on", service.waitsFor().keySet(), services.keySet());
        for (String volume : service.list("volumes")) {
            String source = volume.split(":")[0];
            if (!source.startsWith(".")) {
                refuseUnknown(service.name() + ".volumes", Set.of(source), volumes);
            }
        }
    }

    private static void refuseUnknown(String where, Set<String> found, Set<String> known) {
        for (String name : found) {
            if (!known.contains(name) && !name.startsWith("x-")) {
                throw new IllegalArgumentException("[compose] " + where + " has " + name + ", which nothing knows");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T as(Object value) {
        return (T) value;
    }
}
