package io.beton.standin.http;

/** Answers one kind of request. */
@FunctionalInterface
public interface Endpoint {
    Answer answer(Request request);
}
