package io.beton.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.access.Configured.Issuing;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String AUDIENCE = "beton";

    private final IssuerServer server = new IssuerServer();
    private final StoppedClock clock = new StoppedClock(NOW);

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aTokenOfTheIssuerLetsInWithItsNameAndHighestRole() {
        // When
        Admission admission = access().admit(token(Map.of("roles", List.of("viewer", "reviewer", "cook"))));
        // Then
        assertThat(admission).isEqualTo(new Caller("ada-4711", Role.REVIEWER));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"iss\": \"https://other.example\"}', 401, the token is of another issuer",
        "'{\"aud\": \"shop\"}', 401, the token is meant for others",
        "'{\"aud\": null}', 401, the token does not say for whom it is meant",
        "'{\"exp\": 1764158000}', 401, the token has expired",
        "'{\"exp\": null}', 401, the token would never expire",
        "'{\"nbf\": 1900000000, \"exp\": 1900000300}', 401, the token does not count yet",
        "'{\"sub\": null}', 401, the token has no name in its claim `sub`",
        "'{\"sub\": \"ada\\nroot\"}', 401, the token has no name in its claim `sub`",
        "'{\"roles\": null}', 403, the token has no role of ours in its claim `roles`",
        "'{\"roles\": [\"cook\", 7]}', 403, the token has no role of ours in its claim `roles`",
        "'{\"roles\": [\"not operator\"]}', 403, the token has no role of ours in its claim `roles`",
    })
    void aTokenThatIsNotRightIsRefusedWithTheReason(String claims, int status, String why) {
        // When
        Admission admission = access().admit(token(Json.read(claims, Map.class)));
        // Then
        Refusal refusal = (Refusal) admission;
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.detail()).startsWith(why);
    }

    @Test
    void whatTheIssuerDidNotSignIsRefused() throws JoseException {
        // Given
        Access access = access();
        String right = token(Map.of());
        String[] parts = right.split("\\.");
        JsonWebSignature byItsPublicKey = new JsonWebSignature();
        byItsPublicKey.setPayload(claims(Map.of()));
        byItsPublicKey.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        byItsPublicKey.setKeyIdHeaderValue("first");
        byItsPublicKey.setKey(new HmacKey(shown(IssuerServer.FIRST).getBytes(StandardCharsets.UTF_8)));
        List<String> forged = List.of(
                IssuerServer.sign(claims(Map.of()), IssuerServer.SECOND, "first"),
                base64("{\"alg\":\"none\"}") + "." + base64(claims(Map.of())) + ".",
                parts[0] + "." + base64(claims(Map.of("sub", "root"))) + "." + parts[2],
                byItsPublicKey.getCompactSerialization());
        // Then
        assertThat(forged).allSatisfy(token -> {
            Refusal refusal = (Refusal) access.admit(token);
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.detail()).startsWith("the token is none that the issuer signed");
        });
        assertThat(access.admit(right)).isInstanceOf(Caller.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"RS256\",\"kid\":1}", "{\"alg\":7}", "[]", "{\"alg\":\"RS256\",\"crit\":{}}"})
    void aHeaderOfAnythingIsRefused(String header) {
        // When
        Admission admission = access().admit(base64(header) + "." + base64(claims(Map.of())) + ".c2ln");
        // Then
        assertThat(((Refusal) admission).status()).isEqualTo(401);
    }

    @Test
    void anIssuerThatShowsNoKeySetIsLeftAloneForAWhile() {
        // Given
        Access access = access();
        server.showKeys("{\"keys\": 7}");
        // When
        access.admit(token(Map.of()));
        Admission admission = access.admit(token(Map.of()));
        // Then
        assertThat(((Refusal) admission).status()).isEqualTo(503);
        assertThat(server.looks()).isEqualTo(1);
    }

    @Test
    void aTokenNeedNotNameItsKey() {
        // Given
        server.showKeys("{\"keys\": [" + shown(IssuerServer.SECOND) + "," + shown(IssuerServer.FIRST) + "]}");
        // When
        Admission admission = access().admit(IssuerServer.sign(claims(Map.of()), IssuerServer.FIRST, null));
        // Then
        assertThat(admission).isInstanceOf(Caller.class);
    }

    @Test
    void nobodyIsCalledAsSomebodyWithAToken() {
        // Given
        Map<String, AccessConfig.Token> tokens = Map.of("ada-4711", new Configured.Hashed("0".repeat(64), Role.VIEWER));
        Access access = new Access(Configured.tokens(tokens).with(Issuing.by(server.address(), AUDIENCE)), clock);
        // When
        Admission admission = access.admit(token(Map.of()));
        // Then
        assertThat(((Refusal) admission).detail()).startsWith("the token names somebody whose name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b.c", "eyJhbGciOiJSUzI1NiJ9..", "no token at all"})
    void whatIsNoTokenAsksTheIssuerNothing(String text) {
        // When
        Admission admission = access().admit(text);
        // Then
        assertThat(((Refusal) admission).status()).isEqualTo(401);
        assertThat(server.looks()).isLessThanOrEqualTo(1);
    }

    @Test
    void namesAndRolesStandWhereTheConfigurationSays() {
        // Given
        Access access = access(issuing -> issuing.naming(
                "email", "realm_access/roles", Map.of("Beton deciders", Role.REVIEWER, "all", Role.VIEWER)));
        // When
        Admission admission = access.admit(token(Map.of(
                "email", "ada@example.com",
                "roles", List.of("operator"),
                "realm_access", Map.of("roles", List.of("operator", "all", "Beton deciders")))));
        // Then
        assertThat(admission).isEqualTo(new Caller("ada@example.com", Role.REVIEWER));
    }

    @Test
    void rolesMayBeWordsOfOneText() {
        assertThat(access().admit(token(Map.of("roles", "openid operator"))))
                .isEqualTo(new Caller("ada-4711", Role.OPERATOR));
    }

    @Test
    void aNewKeyOfTheIssuerIsLearnt() {
        // Given
        Access access = access();
        access.admit(token(Map.of()));
        clock.forward(Duration.ofSeconds(11));
        // When
        server.exchange(IssuerServer.SECOND);
        // Then
        assertThat(access.admit(token(Map.of()))).isInstanceOf(Caller.class);
        assertThat(server.looks()).isEqualTo(2);
    }

    @Test
    void madeUpKeysDoNotMakeTheIssuerBusy() {
        // Given
        Access access = access();
        access.admit(token(Map.of()));
        // When
        for (int i = 0; i < 5; i++) {
            access.admit(IssuerServer.sign(claims(Map.of()), IssuerServer.SECOND, "made-up-" + i));
        }
        // Then
        assertThat(server.looks()).isEqualTo(1);
    }

    @Test
    void anIssuerThatIsAwayIsA503AndIsLeftAloneForAWhile() {
        // Given
        Access access = access();
        server.answerWith(500);
        // When
        Admission first = access.admit(token(Map.of()));
        Admission second = access.admit(token(Map.of()));
        // Then
        assertThat(((Refusal) first).status()).isEqualTo(503);
        assertThat(((Refusal) second).status()).isEqualTo(503);
        assertThat(server.looks()).isEqualTo(1);
        // When
        server.answerWith(200);
        clock.forward(Duration.ofSeconds(11));
        // Then
        assertThat(access.admit(token(Map.of()))).isInstanceOf(Caller.class);
    }

    @Test
    void keysGoOnToCountForADayWhileTheIssuerIsAway() {
        // Given
        Access access = access();
        access.admit(token(Map.of()));
        server.answerWith(500);
        // When
        clock.forward(Duration.ofHours(23));
        // Then
        assertThat(access.admit(token(Map.of()))).isInstanceOf(Caller.class);
        // When
        clock.forward(Duration.ofHours(2));
        // Then
        assertThat(((Refusal) access.admit(token(Map.of()))).status()).isEqualTo(503);
    }

    @Test
    void anIssuerThatCallsItselfAnotherNameIsNotBelieved() {
        // When
        server.callItself("https://other.example");
        // Then
        assertThat(((Refusal) access().admit(token(Map.of()))).status()).isEqualTo(503);
    }

    @Test
    void anIssuerThatAnybodyCouldPretendToBeOrForEverybodyIsRefused() {
        assertThatThrownBy(() -> accessTo(Issuing.by("http://issuer.example", AUDIENCE)))
                .hasMessageContaining("beton.access.oidc.issuer must be an https address");
        assertThatThrownBy(() ->
                        accessTo(Issuing.by("https://issuer.example", AUDIENCE).forNobody()))
                .hasMessageContaining("beton.access.oidc.audience is needed");
        assertThatThrownBy(() -> accessTo(new Issuing(
                        Optional.empty(), Optional.of(AUDIENCE), "sub", "roles", Map.of(), Duration.ofSeconds(5))))
                .hasMessageContaining("beton.access.oidc.issuer is missing");
    }

    private Access access() {
        return access(UnaryOperator.identity());
    }

    private Access access(UnaryOperator<Issuing> wish) {
        return accessTo(wish.apply(Issuing.by(server.address(), AUDIENCE)));
    }

    private Access accessTo(Issuing issuing) {
        return new Access(Configured.NOTHING.with(issuing), clock);
    }

    private String token(Map<?, ?> others) {
        return server.sign(claims(others));
    }

    private String claims(Map<?, ?> others) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss", server.address(),
                "aud", List.of("others", AUDIENCE),
                "sub", "ada-4711",
                "exp", clock.instant().plusSeconds(300).getEpochSecond(),
                "roles", List.of("viewer")));
        others.forEach((claim, value) -> claims.put((String) claim, value));
        claims.values().removeIf(Objects::isNull);
        return new String(Json.bytes(claims), StandardCharsets.UTF_8);
    }

    private static String shown(RsaJsonWebKey key) {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
