package io.beton.hypothesis.advisor;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks a language model for claims. It is given no tools, and its text goes nowhere but into {@link ModelAnswer}.
 *
 * <p>Reads: the configured endpoint. Writes: to it, the goal and the names of a connection. On failure: the advice says
 * why there is none.
 */
final class ModelAdvisor implements Advisor {
    private static final Logger LOG = Logger.getLogger(ModelAdvisor.class);

    private final ChatModel model;
    private final AdvisorConfig config;
    private final AdvisorMetrics metrics;

    ModelAdvisor(ChatModel model, AdvisorConfig config, AdvisorMetrics metrics) {
        this.model = model;
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public Advice advise(Question question) {
        Vocabulary offered = Vocabulary.of(question.taxonomy());
        int most = Math.min(config.maxProposals(), question.room());
        Prompt prompt = Prompt.of(question, offered, most);
        Advice advice;
        try {
            ChatResponse answer = answer(prompt);
            advice = answer.finishReason() == FinishReason.LENGTH
                    ? Advice.failed(
                            "the language model's answer was cut; raise `beton.hypothesis.advisor.max-output-tokens`")
                    : ModelAnswer.read(text(answer), question, offered, most);
            metrics.called(advice.failure().isPresent() ? CallResult.UNUSABLE : CallResult.ANSWERED);
        } catch (NoAnswer e) {
            metrics.called(e.result());
            advice = Advice.failed(e.getMessage());
        }
        LOG.infof(
                "language model asked: goal=%s suggestions=%d refused=%d failure=%s",
                question.goal().goalId(),
                advice.suggestions().size(),
                advice.refused().size(),
                advice.failure().orElse("-"));
        return advice;
    }

    private ChatResponse answer(Prompt prompt) {
        try {
            ChatResponse answer = model.chat(SystemMessage.from(prompt.rules()), UserMessage.from(prompt.document()));
            metrics.spent(answer.tokenUsage());
            return answer;
        } catch (NoAnswer e) {
            throw e;
        } catch (RuntimeException e) {
            // the library's many words for one thing
            LOG.debugf(e, "answer could not be read");
            throw NoAnswer.noCompletion();
        }
    }

    private static String text(ChatResponse answer) {
        return Optional.ofNullable(answer.aiMessage().text()).orElse("");
    }
}
