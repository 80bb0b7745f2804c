package io.beton.kit.access;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Lets in who brings a token that the OIDC issuer signed for us. */
final class Issuer {
    /** Only those of which a service has nothing but the public half. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    /** Clocks of two machines are never quite the same. */
    private static final int SKEW_SECONDS = 30;

    private static final Map<Integer, String> WRONG = Map.of(
            ErrorCodes.EXPIRED, "the token has expired",
            ErrorCodes.NOT_YET_VALID, "the token does not count yet",
            ErrorCodes.ISSUER_INVALID, "the token is of another issuer",
            ErrorCodes.AUDIENCE_INVALID, "the token is meant for others",
            ErrorCodes.AUDIENCE_MISSING, "the token does not say for whom it is meant",
            ErrorCodes.EXPIRATION_MISSING, "the token would never expire");

    private final String address;
    private final AccessConfig.Oidc config;
    private final String audience;
    private final IssuerKeys keys;
    private final Clock clock;

    Issuer(String address, AccessConfig.Oidc config, IssuerKeys keys, Clock clock) {
        this.address = address;
        this.config = config;
        this.audience = config.audience()
                .orElseThrow(() -> new IllegalArgumentException("[access] beton.access.oidc.audience is needed with"
                        + " beton.access.oidc.issuer: without it tokens for others would let in here, too"));
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether it looks like a signed token; of those alone the issuer is asked anything. */
    static boolean isSigned(String token) {
        return token.chars().filter(character -> character == '.').count() == 2;
    }

    Admission admit(String token) {
        Optional<List<JsonWebKey>> known;
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            known = keys.having(Optional.ofNullable(signature.getKeyIdHeaderValue()));
        } catch (JoseException | ClassCastException e) {
            // its header comes from anybody, and may hold anything
            return Refusal.badToken("the token cannot be read");
        }
        return known.map(all -> check(token, all)).orElseGet(() -> Refusal.issuerAway(address));
    }

    private Admission check(String token, List<JsonWebKey> known) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(known);
        // a token need not name its key, and while keys are exchanged several fit
        resolver.setDisambiguateWithVerifySignature(true);
        try {
            return admit(new JwtConsumerBuilder()
                    .setExpectedIssuer(address)
                    .setExpectedAudience(audience)
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setVerificationKeyResolver(resolver)
                    .build()
                    .processToClaims(token)
                    .getClaimsMap());
        } catch (InvalidJwtException e) {
            // its message would repeat the token's claims
            return Refusal.badToken(e.getErrorDetails().stream()
                    .flatMap(error -> Optional.ofNullable(WRONG.get(error.getErrorCode())).stream())
                    .findFirst()
                    .orElse("the token is none that the issuer signed"));
        }
    }

    private Admission admit(Map<String, Object> claims) {
        Optional<String> name = value(claims, config.nameClaim())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(Caller::isName);
        if (name.isEmpty()) {
            return Refusal.badToken("the token has no name in its claim `" + config.nameClaim() + "`");
        }
        return words(value(claims, config.rolesClaim()))
                .flatMap(word -> role(word).stream())
                .max(Comparator.naturalOrder())
                .<Admission>map(role -> new Caller(name.get(), role))
                .orElseGet(() -> Refusal.notAllowed("the token has no role of ours in its claim `" + config.rolesClaim()
                        + "`; who operates the issuer can give you one"));
    }

    private Optional<Role> role(String word) {
        return config.roles().isEmpty()
                ? Role.named(word)
                : Optional.ofNullable(config.roles().get(word));
    }

    /** A list of words, or words with spaces between them, as scopes are written. */
    private static Stream<String> words(Optional<Object> value) {
        return value.stream()
                .flatMap(some -> some instanceof Collection<?> many
                        ? many.stream().filter(String.class::isInstance).map(String.class::cast)
                        : Stream.of(some.toString().split(" ")));
    }

    private static Optional<Object> value(Map<?, ?> claims, String path) {
        int slash = path.indexOf('/');
        // names of claims may be addresses: what is there as a whole is meant as a whole
        if (slash < 0 || claims.containsKey(path)) {
            return Optional.ofNullable(claims.get(path));
        }
        return claims.get(path.substring(0, slash)) instanceof Map<?, ?> inner
                ? value(inner, path.substring(slash + 1))
                : Optional.empty();
    }
}
