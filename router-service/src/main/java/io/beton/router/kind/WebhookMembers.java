package io.beton.router.kind;

import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a webhook leads.
 *
 * @param secret what signals are signed with
 * @param formerSecret what they are signed with besides, while the receiver learns the new one
 * @param headers what the receiver wants to see besides
 */
public record WebhookMembers(
        String url,
        Optional<WebhookSecret> secret,
        Optional<FormerSecret> formerSecret,
        Map<String, Secret> headers,
        Optional<BasicAuth> basicAuth)
        implements SinkMembers {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> OURS =
            Set.of("host", "content-type", "content-length", "transfer-encoding", "connection", "user-agent");

    public WebhookMembers {
        InvalidMember.requireText(url, "url");
        secret = secret == null ? Optional.empty() : secret;
        formerSecret = formerSecret == null ? Optional.empty() : formerSecret;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        basicAuth = basicAuth == null ? Optional.empty() : basicAuth;
        for (String name : headers.keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            InvalidMember.check(
                    HEADER_NAME.matcher(name).matches() && !OURS.contains(lower) && !lower.startsWith("webhook-"),
                    "headers",
                    "`headers` must be names of headers that are not ours; `" + name + "` is not");
            InvalidMember.check(
                    basicAuth.isEmpty() || !lower.equals("authorization"),
                    "headers",
                    "`headers` must not have `Authorization` besides `basic_auth`");
        }
        InvalidMember.check(formerSecret.isEmpty() || secret.isPresent(), "secret", "`former_secret` needs a `secret`");
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        guard.check(url, "url");
    }

    /** The same with another secret; the present one is used besides until some time. */
    public WebhookMembers rotated(WebhookSecret next, Instant until) {
        return new WebhookMembers(
                url, Optional.of(next), secret.map(former -> new FormerSecret(former, until)), headers, basicAuth);
    }

    /** The signatures of a message, the one of the newest secret first; nothing where there is no secret. */
    Optional<String> signatures(String id, Instant at, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        long timestamp = at.getEpochSecond();
        return secret.map(newest -> newest.sign(id, timestamp, bytes)
                + formerSecret
                        .filter(former -> at.isBefore(former.until()))
                        .map(former -> " " + former.secret().sign(id, timestamp, bytes))
                        .orElse(""));
    }

    /** A secret that is still used besides the present one. */
    public record FormerSecret(WebhookSecret secret, Instant until) {
        public FormerSecret {
            InvalidMember.require(secret, "secret");
            InvalidMember.require(until, "until");
        }
    }

    /** A name and password for the receiver's own door. */
    public record BasicAuth(String username, Secret password) {
        public BasicAuth {
            InvalidMember.requireText(username, "username");
            InvalidMember.require(password, "password");
            InvalidMember.check(
                    username.indexOf(':') < 0, "username", "`username` of basic authentication must be without colon");
        }

        String header() {
            String both = username + ":" + password.reveal();
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }
    }
}
