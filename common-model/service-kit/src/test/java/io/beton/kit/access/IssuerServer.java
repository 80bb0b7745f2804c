package io.beton.kit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** An OIDC issuer: it describes itself, shows its public keys, and at {@code /token} signs whatever claims it is sent. */
public final class IssuerServer implements AutoCloseable {
    /** Made once: that takes a while. */
    static final RsaJsonWebKey FIRST = newKey("first");

    static final RsaJsonWebKey SECOND = newKey("second");

    private final HttpServer server;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile RsaJsonWebKey key = FIRST;
    private volatile String name;
    private volatile int status = 200;
    private volatile Optional<String> keySet = Optional.empty();

    public IssuerServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        name = address();
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext("/keys", this::answerKeys);
        server.createContext("/token", exchange -> {
            JsonNode claims = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
            answer(exchange, sign(claims.toString()).getBytes(StandardCharsets.UTF_8));
        });
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String sign(String claims) {
        return sign(claims, key, key.getKeyId());
    }

    static String sign(String claims, RsaJsonWebKey by, String keyId) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims);
        signature.setKey(by.getPrivateKey());
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From here on it signs with this one. */
    void exchange(RsaJsonWebKey next) {
        key = next;
    }

    void callItself(String other) {
        name = other;
    }

    void answerWith(int code) {
        status = code;
    }

    /** Whatever its key is, it shows this. */
    void showKeys(String text) {
        keySet = Optional.of(text);
    }

    /** How often it was asked for its description. */
    int looks() {
        return looks.get();
    }

    private void describe(HttpExchange exchange) throws IOException {
        looks.incrementAndGet();
        answer(exchange, Json.bytes(Map.of("issuer", name, "jwks_uri", address() + "/keys")));
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                keySet.map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() ->
                                Json.bytes(Map.of("keys", List.of(key.toParams(OutputControlLevel.PUBLIC_ONLY))))));
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static RsaJsonWebKey newKey(String id) {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId(id);
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
