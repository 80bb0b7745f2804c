package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesQueryTest {
    private static final Pattern PERSONAL = Pattern.compile(ValuesQuery.PERSONAL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@acme.example",
                "https://acme.example/reset?token=abc",
                "/search?q=ann",
                "0201234567",
                "+31 20 123 4567",
                "(020) 123-45-67",
                "NL91 ABNA 0417 1643 00",
                "1990-12-31",
                "192.168.1.20",
                "0190a5e0-0000-7000-8000-000000000001",
                "d41d8cd98f00b204e9800998ecf8427e"
            })
    void looksLikePersonalData(String value) {
        // When, Then
        assertThat(PERSONAL.matcher(value).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pro",
                "true",
                "123456",
                "Mac OS X 10.15.7",
                "Chrome 131",
                "en-US",
                "1920x1080",
                "https://acme.example/pricing",
                "what?",
                "100% \"wide\"",
                "schöne Grüße"
            })
    void looksLikeAnybodys(String value) {
        // When, Then
        assertThat(PERSONAL.matcher(value).find()).isFalse();
    }
}
