package io.beton.kit.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.beton.model.InvalidMember;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;

/** Says as a problem detail what is wrong with a request's body: which member, why, and what would be right. */
public final class BadInput {
    private BadInput() {}

    public static HttpProblem of(InvalidMember invalid) {
        return problem(invalid.member(), invalid.getMessage());
    }

    static HttpProblem of(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping) {
            return problem(member(mapping), reason(mapping));
        }
        return problem("", "the body is not JSON: " + failure.getOriginalMessage() + where(failure));
    }

    /** The same in one line, for what was not sent to REST: the member at fault, and why. */
    public static String line(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping) {
            return member(mapping).isEmpty() ? reason(mapping) : member(mapping) + ": " + reason(mapping);
        }
        return failure.getOriginalMessage();
    }

    private static HttpProblem problem(String member, String detail) {
        return HttpProblem.builder()
                .withStatus(Response.Status.BAD_REQUEST)
                .withTitle("Bad input")
                .withDetail(detail)
                .with("member", member)
                .build();
    }

    private static String reason(JsonMappingException mapping) {
        if (mapping instanceof UnrecognizedPropertyException unknown) {
            return "`" + unknown.getPropertyName() + "` is not known here; allowed are "
                    + unknown.getKnownPropertyIds();
        }
        if (invalid(mapping) != null) {
            return invalid(mapping).getMessage();
        }
        return mapping instanceof MismatchedInputException wrong && wrong.getTargetType() != null
                ? WrongKind.said(wrong)
                : mapping.getOriginalMessage();
    }

    private static String where(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String member(JsonMappingException mapping) {
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        InvalidMember invalid = invalid(mapping);
        if (invalid == null
                || invalid.member().isEmpty()
                || path.equals(invalid.member())
                || path.endsWith("." + invalid.member())) {
            return path;
        }
        return path.isEmpty() ? invalid.member() : path + "." + invalid.member();
    }

    private static InvalidMember invalid(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidMember invalid) {
                return invalid;
            }
        }
        return null;
    }
}
