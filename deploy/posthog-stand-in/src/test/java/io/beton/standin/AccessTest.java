package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import io.beton.standin.access.PersonalKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static PostHogStandIn standIn;

    @BeforeAll
    static void start() {
        standIn = PostHogStandIn.start(StandInConfig.defaults()
                .withForeignProjects(9)
                .withKeys(
                        PersonalKey.full("phx_full"),
                        PersonalKey.scoped("phx_reader", "query:read", "event_definition:write"),
                        PersonalKey.full("phx_elsewhere").restrictedTo(123),
                        PersonalKey.full("phx_here").restrictedTo(1)));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "         | /api/projects/1/                      | 401 | not_authenticated     | Authentication credentials were not provided.",
                "phx_bad  | /api/projects/1/                      | 401 | authentication_failed | Personal API key found in request Authorization header is invalid.",
                "phc_stand_in | /api/projects/1/event_definitions  | 401 | authentication_failed | Personal API key found in request Authorization header is invalid.",
                "phx_reader | /api/projects/1/                    | 403 | permission_denied     | API key missing required scope 'project:read'",
                "phx_reader | /api/projects/1/property_definitions/ | 403 | permission_denied   | API key missing required scope 'property_definition:read'",
                "phx_reader | /api/projects/1/groups_types/       | 403 | permission_denied     | API key missing required scope 'group:read'",
                "phx_elsewhere | /api/projects/1/                 | 403 | permission_denied     | API key does not have access to the requested project: ID 1.",
                "phx_here | /api/projects/                        | 403 | permission_denied     | API keys with scoped projects are only supported on project-based endpoints.",
                "phx_full | /api/projects/9/                      | 403 | permission_denied     | You don't have access to the project.",
                "phx_full | /api/projects/2/                      | 404 | not_found             | Project not found.",
                "phx_full | /api/projects/x/groups_types/         | 404 | not_found             | Project not found.",
                "phx_full | /api/nothing/                         | 404 | not_found             | Endpoint not found.",
            })
    void refuses(String key, String path, int status, String code, String detail) {
        Reply reply = new Client(standIn, key == null ? "" : key).get(path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(reply.json().path("type").asText())
                .isEqualTo(status == 404 ? "invalid_request" : "authentication_error");
        assertThat(reply.json().has("attr")).isTrue();
        assertThat(reply.header("WWW-Authenticate").orElse("none"))
                .isEqualTo(
                        status == 401
                                ? "Bearer resource_metadata=\"" + standIn.url()
                                        + "/.well-known/oauth-protected-resource\""
                                : "none");
    }

    @ParameterizedTest
    @CsvSource({
        "phx_full, /api/projects/1/",
        "phx_full, /api/projects/1",
        "phx_full, /api/projects/@current/",
        "phx_full, /api/projects/",
        "phx_full, /api/users/@me/",
        "phx_here, /api/users/@me/",
        "phx_here, /api/projects/1/",
        "phx_reader, /api/projects/1/event_definitions/",
        "phx_full, /api/environments/1/groups_types"
    })
    void lets(String key, String path) {
        assertThat(new Client(standIn, key).get(path).status()).isEqualTo(200);
    }

    @Test
    void describesTheProject() {
        Reply reply = new Client(standIn, "phx_full").get("/api/projects/1/");

        assertThat(reply.json().path("id").asInt()).isEqualTo(1);
        assertThat(reply.json().path("timezone").asText()).isEqualTo("UTC");
        assertThat(reply.json().path("api_token").asText()).isEqualTo("phc_stand_in");
        assertThat(reply.json()
                        .path("default_modifiers")
                        .path("personsOnEventsMode")
                        .asText())
                .isEqualTo("person_id_override_properties_on_events");
    }

    @Test
    void takesTheKeyFromTheBodyOrTheAddress() {
        Client anonymous = new Client(standIn, "");

        assertThat(anonymous.get("/api/projects/1/?personal_api_key=phx_full").status())
                .isEqualTo(200);
        assertThat(anonymous.get("/api/projects/1/?personal_api_key=phx_bad").detail())
                .isEqualTo("Personal API key found in request query string is invalid.");
        assertThat(anonymous
                        .post("/api/projects/1/query/", "{\"personal_api_key\": \"phx_bad\"}")
                        .detail())
                .isEqualTo("Personal API key found in request body is invalid.");
        assertThat(standIn.requests()).noneMatch(request -> request.toString().contains("phx_"));
    }

    @Test
    void checksTheKeyBeforeTheBody() {
        assertThat(new Client(standIn, "phx_bad")
                        .post("/api/projects/1/query/", "no json")
                        .status())
                .isEqualTo(401);
        assertThat(new Client(standIn, "phx_full")
                        .post("/api/projects/1/query/", "no json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRevokedKeyStopsWorking() {
        PostHogStandIn own = PostHogStandIn.start(StandInConfig.defaults());
        try (own) {
            assertThat(new Client(own).get("/api/projects/1/").status()).isEqualTo(200);
            own.revoke("phx_stand_in");
            assertThat(new Client(own).get("/api/projects/1/").status()).isEqualTo(401);
        }
    }
}
