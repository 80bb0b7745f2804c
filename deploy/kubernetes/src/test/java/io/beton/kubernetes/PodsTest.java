package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pods are what the restricted Pod Security Standard lets in, find each other, and can be drained. */
final class PodsTest {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    /** What the services take to end, and the time that Kubernetes needs to tell others. */
    private static final int LEAST_GRACE = 60;

    @Test
    void eachIsRestricted() {
        Rendering.ALL.forEach((name, objects) -> Pod.of(objects).forEach(pod -> {
            JsonNode context = pod.spec().path("securityContext");
            JsonNode container = pod.container().path("securityContext");
            assertThat(pod.spec().path("containers").size()).isEqualTo(1);
            assertThat(List.of(
                            context.path("runAsNonRoot").asText(),
                            context.at("/seccompProfile/type").asText(),
                            container.path("allowPrivilegeEscalation").asText(),
                            container.at("/capabilities/drop").toString(),
                            pod.spec().path("automountServiceAccountToken").asText(),
                            pod.spec().path("enableServiceLinks").asText()))
                    .as("%s of %s", pod.name(), name)
                    .containsExactly("true", "RuntimeDefault", "false", "[\"ALL\"]", "false", "false");
            assertThat(pod.container().at("/resources/limits").has("memory")).isTrue();
            assertThat(pod.container().at("/resources/requests").size()).isEqualTo(2);
        }));
    }

    @Test
    void aServiceWritesToTmpOnlyAndHasTimeToEnd() {
        Rendering.ALL.forEach((name, objects) -> services(objects).forEach(pod -> {
            assertThat(pod.container()
                            .at("/securityContext/readOnlyRootFilesystem")
                            .asBoolean())
                    .as("%s of %s", pod.name(), name)
                    .isTrue();
            assertThat(each(pod.container().path("volumeMounts"))
                            .filter(mount -> !mount.path("readOnly").asBoolean())
                            .map(mount -> mount.path("mountPath").asText()))
                    .containsExactly("/tmp");
            assertThat(pod.spec().path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(LEAST_GRACE);
            assertThat(each(pod.spec().path("topologySpreadConstraints"))
                            .map(spread -> spread.at("/labelSelector/matchLabels")))
                    .hasSize(2)
                    .allMatch(pod::has);
            assertThat(pod.spec().path("serviceAccountName").asText()).isEqualTo(pod.name());
            assertThat(Manifests.named(objects, "ServiceAccount", pod.name())
                            .path("automountServiceAccountToken")
                            .asBoolean(true))
                    .isFalse();
        }));
    }

    @Test
    void nobodyIsRootWhereNothingButTheImageSaysWho() {
        Rendering.ALL.forEach((name, objects) -> services(objects)
                .forEach(pod -> assertThat(
                                pod.spec().at("/securityContext/runAsUser").asText())
                        .isEqualTo(name.equals("openshift") ? "" : "10001")));
    }

    @Test
    void imagesAreOfOneVersion() {
        Matcher version = VERSION.matcher(Manifests.read(Manifests.REPOSITORY.resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        Rendering.ALL.forEach((name, objects) -> Pod.of(objects).forEach(pod -> {
            String image = pod.container().path("image").asText();
            assertThat(image).as(name).matches("[a-z./-]+:\\S+").doesNotEndWith(":latest");
            if (Manifests.SERVICES.contains(pod.name())) {
                String built = "beton/" + pod.name() + ":" + version.group(1);
                String pushed = "registry.example.com/" + built.replace("-SNAPSHOT", "");
                assertThat(image).isIn(built, name.equals("README-1") ? pushed : built);
            }
        }));
    }

    @Test
    void whatSelectsPodsFindsThem() {
        Rendering.ALL.forEach((name, objects) -> {
            List<Pod> pods = Pod.of(objects);
            assertThat(objects.stream()
                            .filter(object -> object.at("/spec/template").isObject()
                                    && object.path("spec").has("selector")))
                    .allSatisfy(object -> assertThat(new Pod(object).has(object.at("/spec/selector/matchLabels")))
                            .isTrue());
            assertThat(Manifests.ofKind(objects, "Service")).allSatisfy(service -> {
                Pod selected = only(pods, service.at("/spec/selector"));
                assertThat(each(selected.container().path("ports"))
                                .map(port -> port.path("name").asText()))
                        .containsAll(each(service.at("/spec/ports"))
                                .map(port -> port.path("targetPort").asText())
                                .toList());
            });
            assertThat(Manifests.ofKind(objects, "PodDisruptionBudget"))
                    .hasSize(Manifests.SERVICES.size())
                    .allSatisfy(budget -> {
                        assertThat(only(pods, budget.at("/spec/selector/matchLabels"))
                                        .name())
                                .isEqualTo(Manifests.name(budget));
                        // with `minAvailable` the last replica could never be moved
                        assertThat(budget.path("spec").has("minAvailable")).isFalse();
                        assertThat(budget.at("/spec/maxUnavailable").asInt()).isPositive();
                    });
        });
    }

    @Test
    void theNamespaceAdmitsNothingElse() {
        JsonNode labels =
                Manifests.named(Manifests.documents(), "Namespace", "beton").at("/metadata/labels");

        assertThat(labels.path("pod-security.kubernetes.io/enforce").asText()).isEqualTo("restricted");
    }

    private static List<Pod> services(List<JsonNode> objects) {
        List<Pod> services = Pod.of(objects).stream()
                .filter(pod -> Manifests.SERVICES.contains(pod.name()))
                .toList();
        assertThat(services).hasSameSizeAs(Manifests.SERVICES);
        return services;
    }

    private static Pod only(List<Pod> pods, JsonNode labels) {
        List<Pod> selected = pods.stream().filter(pod -> pod.has(labels)).toList();
        assertThat(selected).as("selected by %s", labels).hasSize(1);
        return selected.get(0);
    }
}
