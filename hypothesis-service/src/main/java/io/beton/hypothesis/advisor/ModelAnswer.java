package io.beton.hypothesis.advisor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beton.kit.rest.BadInput;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a model's answer as what it may be, claims, by the readers that also read what a person sends. */
final class ModelAnswer {
    private static final int LONGEST = 300;
    private static final int MOST_REFUSED = 50;
    private static final String THOUGHT = "</think>";
    private static final String HYPOTHESES = "hypotheses";

    private static final ObjectMapper STRICT = Json.configure(new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(40).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Question question;
    private final ClaimCheck check;
    private final int most;
    private final List<Advice.Suggestion> suggestions = new ArrayList<>();
    private final List<Advice.Refusal> refused = new ArrayList<>();
    private final Set<Claim> said = new HashSet<>();

    private int more;

    private ModelAnswer(Question question, ClaimCheck check, int most) {
        this.question = question;
        this.check = check;
        this.most = most;
    }

    static Advice read(String text, Question question, Vocabulary offered, int most) {
        try {
            JsonNode answer = STRICT.readTree(object(text));
            if (answer.path(HYPOTHESES).isArray()) {
                return new ModelAnswer(question, new ClaimCheck(question, offered), most).of(answer);
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        return Advice.failed("the language model did not answer with the JSON that it was asked for");
    }

    /** Models like to put it between other things. */
    private static String object(String text) {
        int from = text.indexOf('{', Math.max(0, text.lastIndexOf(THOUGHT)));
        int to = text.lastIndexOf('}');
        return from < 0 || to < from ? "" : text.substring(from, to + 1);
    }

    private Advice of(JsonNode answer) {
        answer.properties().stream()
                .filter(member -> !member.getKey().equals(HYPOTHESES))
                .forEach(member -> refuse(
                        member.getKey() + ": " + member.getValue(), "an advisor proposes hypotheses and nothing else"));
        answer.get(HYPOTHESES).forEach(this::take);
        if (more > 0) {
            refused.add(new Advice.Refusal("...", "so many more were refused: " + more));
        }
        return new Advice(suggestions, refused, Optional.empty());
    }

    private void take(JsonNode proposal) {
        if (!proposal.isObject()) {
            refuse(proposal.toString(), "a hypothesis is an object with `claim` and `rationale`");
            return;
        }
        try {
            Proposed proposed = STRICT.treeToValue(proposal, Proposed.class);
            Claim claim = proposed.claim().answering(question);
            check.accepts(claim);
            if (!said.add(claim)) {
                refuse(proposal.toString(), "it says the same as one before it");
            } else if (suggestions.size() >= most) {
                refuse(proposal.toString(), "at most " + most + " are taken");
            } else {
                suggestions.add(new Advice.Suggestion(claim, proposed.shownRationale()));
            }
        } catch (JsonProcessingException e) {
            refuse(proposal.toString(), BadInput.line(e));
        } catch (InvalidMember e) {
            refuse(proposal.toString(), e.getMessage());
        }
    }

    private void refuse(String proposal, String reason) {
        if (refused.size() == MOST_REFUSED) {
            more++;
            return;
        }
        refused.add(new Advice.Refusal(ModelText.shown(proposal, LONGEST), ModelText.shown(reason, LONGEST)));
    }

    private record Proposed(Shape claim, Optional<String> rationale) {
        Proposed {
            InvalidMember.require(claim, "claim");
        }

        private Optional<String> shownRationale() {
            return rationale.map(text -> ModelText.shown(text, LONGEST)).filter(text -> !text.isEmpty());
        }
    }

    private record Shape(Optional<Subject> subject, Condition condition, Design design) {
        Shape {
            InvalidMember.require(condition, "condition");
            InvalidMember.require(design, "design");
        }

        private Claim answering(Question question) {
            return new Claim(
                    subject.orElse(question.subject()),
                    condition,
                    design,
                    question.goal().predicted());
        }
    }
}
