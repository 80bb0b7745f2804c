package io.beton.standin.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which endpoint answers which method and path; a trailing slash makes no difference. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, Pattern path, Endpoint endpoint) {}

    /** In the path, {@code :name} stands for any one step. */
    public Routes add(String method, String path, Endpoint endpoint) {
        Pattern pattern = Pattern.compile(path.replaceAll(":\\w+", "[^/]+"));
        routes.add(new Route(method, pattern, endpoint));
        return this;
    }

    Answer answer(Request request) {
        List<Route> matching = routes.stream()
                .filter(route -> route.path().matcher(request.path()).matches())
                .toList();
        if (matching.isEmpty()) {
            throw ApiError.notFound("Endpoint not found.");
        }
        Optional<Route> found = matching.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst();
        return found.orElseThrow(() -> ApiError.of(
                        405,
                        "invalid_request",
                        "method_not_allowed",
                        "Method \"" + request.method() + "\" not allowed."))
                .endpoint()
                .answer(request);
    }
}
