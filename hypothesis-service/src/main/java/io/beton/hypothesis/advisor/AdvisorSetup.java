package io.beton.hypothesis.advisor;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the advisor where one is configured; otherwise there is none, and nothing of it is created. */
@Singleton
final class AdvisorSetup {
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern HEADER_TEXT = Pattern.compile("[!-~]+");

    @Produces
    @Singleton
    Optional<Advisor> advisor(AdvisorConfig config, MeterRegistry meters) {
        return config.url()
                .map(url -> new ModelAdvisor(
                        model(checked(url, config), config), config, new AdvisorMetrics(meters, config.price())));
    }

    private static OpenAiChatModel model(URI url, AdvisorConfig config) {
        OpenAiChatModel.OpenAiChatModelBuilder model = OpenAiChatModel.builder()
                .httpClientBuilder(new ModelHttp.Builder(config.timeout(), config.retryPause()))
                .baseUrl(url.toString())
                .modelName(config.model()
                        .orElseThrow(() -> wrong("model", "is missing; give the name of the model at " + url)))
                .maxRetries(0);
        config.key().map(AdvisorSetup::headerText).ifPresent(model::apiKey);
        return config.reasoning()
                ? model.maxCompletionTokens(config.maxOutputTokens()).build()
                : model.maxTokens(config.maxOutputTokens()).temperature(0.0).build();
    }

    private static URI checked(URI url, AdvisorConfig config) {
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null
                || !(http || "https".equalsIgnoreCase(url.getScheme()))
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw wrong("url", "is no plain address such as https://models.example.com/v1");
        }
        if (http && !config.plainHttp() && !THIS_MACHINE.matcher(url.getHost()).matches()) {
            throw wrong(
                    "url",
                    "would send the key and the names of events without TLS; give an https address, or set"
                            + " `beton.hypothesis.advisor.plain-http=true` where the network is yours");
        }
        if (config.maxProposals() < 1 || config.maxOutputTokens() < 1) {
            throw wrong("max-proposals", "and `max-output-tokens` must be 1 or more");
        }
        return url;
    }

    /** An HTTP client would refuse it later, and name it in the log. */
    private static String headerText(String key) {
        if (!HEADER_TEXT.matcher(key).matches()) {
            throw wrong("key", "has a space, a line end or a character that is not ASCII in it");
        }
        return key;
    }

    private static IllegalStateException wrong(String key, String why) {
        return new IllegalStateException("[advisor] `beton.hypothesis.advisor." + key + "` " + why);
    }
}
