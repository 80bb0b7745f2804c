package io.beton.hypothesis.draft;

import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.model.InvalidMember;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hogql.NotExpressible;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of what a person wrote what can be known before it is tested.
 *
 * <p>Reads: taxonomy through its view. Writes: nothing. On failure: names that PostHog does not know are a 400 or 422
 * that says which ones it knows; while no names are known, nothing is refused for them.
 */
@Singleton
public final class Drafts {
    private static final int UNPROCESSABLE = 422;

    private final TaxonomyView taxonomies;
    private final Spans spans;

    Drafts(TaxonomyView taxonomies, Spans spans) {
        this.taxonomies = taxonomies;
        this.spans = spans;
    }

    /** @param allowUnknown whether events that PostHog does not know yet are meant */
    public Draft of(Hypothesis written, boolean allowUnknown) {
        WrittenTexts.check(written);
        checkGroupType(written);
        Span span = spans.of(Span.Wish.NONE);
        List<String> warnings = new ArrayList<>();
        Optional<Taxonomy> known = taxonomies.known(written.connectionId());
        if (known.isEmpty()) {
            warnings.add("the event names of this connection are not read yet, so that nothing was compared with them");
        } else {
            warnings.addAll(names(new ClaimNames(written.claim(), known.get()), allowUnknown));
        }
        warnings.addAll(DraftWarnings.of(written, span));
        return new Draft(written, warnings, known.map(taxonomy -> ReadEstimate.of(request(written, span), taxonomy)));
    }

    private void checkGroupType(Hypothesis written) {
        if (written.subject().kind() == Subject.Kind.GROUP) {
            try {
                taxonomies.column(written.connectionId(), written.subject());
            } catch (NotExpressible e) {
                throw new InvalidMember("subject.group_type", e.getMessage());
            }
        }
    }

    private static List<String> names(ClaimNames names, boolean allowUnknown) {
        List<String> warnings = new ArrayList<>();
        for (UnknownName unknown : names.unknownEvents()) {
            if (!allowUnknown) {
                throw refused(unknown);
            }
            warnings.add("`" + unknown.member() + "`: " + unknown.said());
        }
        names.unusedEvents()
                .forEach(placed -> warnings.add("`" + placed.member() + ".event`: `"
                        + placed.selector().event() + "` was not used in the days that the taxonomy measured"));
        names.unknownProperties().forEach(unknown -> warnings.add("`" + unknown.member() + "`: " + unknown.said()));
        return warnings;
    }

    private static HttpProblem refused(UnknownName unknown) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Unknown event")
                .withDetail(unknown.said()
                        + " If it is new and means what it says, send it again with \"allow_unknown_events\": true")
                .with("member", unknown.member())
                .with("did_you_mean", unknown.meant())
                .build();
    }

    private static HistoryRequest request(Hypothesis written, Span span) {
        Candidate candidate =
                new Candidate(written.hypothesisId(), written.version(), written.claim(), Bar.DEFAULT, false, 1);
        return new HistoryRequest(
                new RequestId("req_estimate"),
                written.connectionId(),
                Purpose.BACKTEST,
                span.asOf(),
                span.windowDays(),
                List.of(candidate));
    }
}
