package dev.tidegate.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * One route of the operator API.
 *
 * @param path below {@code /v1}; {@code :subject} is the part that varies
 */
record ApiRoute(HttpMethod method, String path, Action action) {
    static ApiRoute get(String path, Action action) {
        return new ApiRoute(HttpMethod.GET, path, action);
    }

    static ApiRoute post(String path, Action action) {
        return new ApiRoute(HttpMethod.POST, path, action);
    }

    static ApiRoute put(String path, Action action) {
        return new ApiRoute(HttpMethod.PUT, path, action);
    }

    static ApiRoute delete(String path, Action action) {
        return new ApiRoute(HttpMethod.DELETE, path, action);
    }

    /** Whether the path, below {@code /v1}, is this route's, whatever the method. */
    boolean leadsFrom(String asked) {
        String[] mine = path.split("/", -1);
        String[] theirs = asked.split("/", -1);
        for (int i = 0; i < mine.length && mine.length == theirs.length; i++) {
            if (!mine[i].startsWith(":") && !mine[i].equals(theirs[i])) {
                return false;
            }
        }
        return mine.length == theirs.length;
    }

    /** What a route does. */
    @FunctionalInterface
    interface Action {
        Future<ApiAnswer> answer(ApiCall call);
    }
}
