package io.beton.hypothesis.advisor;

import static io.beton.model.InvalidMember.check;

import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses a claim that is in the language, but names what the connection does not have, or cannot be judged. */
record ClaimCheck(Question question, Vocabulary offered) {
    private static final int MOST_SELECTORS = 12;
    private static final int MOST_FILTERS = 5;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_NUMBER = 25;

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
                .forEach(property ->
                        check(offered.eventProperty(property).isPresent(), "condition", unknown(property, "event")));
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
        Optional<Taxonomy.Property> known =
                switch (filter.scope()) {
                    case EVENT -> offered.eventProperty(property);
                    case PERSON -> offered.personProperty(property);
                    case GROUP ->
                        throw new InvalidMember(
                                "condition",
                                "`" + property
                                        + "` of a group is known as it is today only, so no proposal may use it");
                };
        check(
                known.isPresent(),
                "condition",
                unknown(property, filter.scope().name().toLowerCase(Locale.ROOT)));
        filter.value().ifPresent(value -> accepts(value, known.get()));
    }

    /** A text stands in the sentence that people read, so it is none of the model's making. */
    private static void accepts(Object value, Taxonomy.Property property) {
        if (value instanceof List<?> list) {
            check(list.size() <= MOST_VALUES, "condition", "a filter has more than " + MOST_VALUES + " values");
            list.forEach(one -> accepts(one, property));
        } else if (value instanceof String text) {
            check(
                    property.values().contains(text),
                    "condition",
                    "a value is no value of `" + property.name() + "` that was offered");
        } else if (value instanceof Number number) {
            check(
                    Double.isFinite(number.doubleValue()) && number.toString().length() <= LONGEST_NUMBER,
                    "condition",
                    "a value is a number that nobody needs");
        }
    }

    private static String unknown(String property, String scope) {
        return "`" + property + "` is no " + scope + " property of this connection that was offered";
    }
}
