package io.beton.hypothesis.advisor;

import static io.beton.model.InvalidMember.check;

import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses a claim that is in the language, but names what the connection does not have, or cannot be judged. */
record ClaimCheck(Question question, Vocabulary offered) {
    private static final int MOST_SELECTORS = 12;
    private static final int MOST_FILTERS = 5;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 200;

    void accepts(Claim claim) {
        question.span().fitting(claim.design().evidenceDays(), claim.outcome().horizonDays());
        check(
                claim.subject().equals(question.subject()),
                "subject",
                "a search is of one kind of subject, which is " + Json.text(question.subject()));
        List<Selector> named = Stream.concat(
                        claim.anchor().stream(), claim.condition().selectors())
                .toList();
        check(named.size() <= MOST_SELECTORS, "condition", "it names more than " + MOST_SELECTORS + " selectors");
        named.forEach(selector -> accepts(selector, claim.outcome()));
        claim.condition()
                .counted()
                .map(CountedProperty::property)
                .filter(property -> !property.equals(CountedProperty.SESSION))
                .forEach(
                        property -> check(offered.hasEventProperty(property), "condition", unknown(property, "event")));
    }

    private void accepts(Selector selector, Outcome outcome) {
        check(
                selector.anyCounted() || offered.hasEvent(selector.event()),
                "condition",
                "`" + selector.event() + "` is no event of this connection that was offered");
        check(
                !outcome.once() || !outcome.selector().map(Selector::event).equals(Optional.of(selector.event())),
                "condition",
                "`" + selector.event() + "` is the outcome itself; who had it before is left out");
        check(
                selector.where().size() <= MOST_FILTERS,
                "condition",
                "a selector has more than " + MOST_FILTERS + " filters");
        selector.where().forEach(this::accepts);
    }

    private void accepts(PropertyFilter filter) {
        String property = filter.property();
        switch (filter.scope()) {
            case EVENT -> check(offered.hasEventProperty(property), "condition", unknown(property, "event"));
            case PERSON -> check(offered.hasPersonProperty(property), "condition", unknown(property, "person"));
            case GROUP ->
                throw new InvalidMember(
                        "condition",
                        "`" + property + "` of a group is known as it is today only, so no proposal may use it");
        }
        filter.value().ifPresent(ClaimCheck::bounded);
    }

    private static void bounded(Object value) {
        if (value instanceof List<?> list) {
            check(list.size() <= MOST_VALUES, "condition", "a filter has more than " + MOST_VALUES + " values");
            list.forEach(ClaimCheck::bounded);
        } else {
            check(
                    !(value instanceof Number number) || Double.isFinite(number.doubleValue()),
                    "condition",
                    "a value of a filter is a number beyond all numbers");
            String text = String.valueOf(value);
            check(
                    text.length() <= LONGEST_VALUE && isText(text),
                    "condition",
                    "a value of a filter is longer than " + LONGEST_VALUE
                            + " characters, or has some that are no text");
        }
    }

    /** A database refuses to keep the rest. */
    private static boolean isText(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String unknown(String property, String scope) {
        return "`" + property + "` is no " + scope + " property of this connection that was offered";
    }
}
