package dev.parley.signaling.problem;

import jakarta.ws.rs.core.Response;
import java.util.Locale;

/**
 * A problem document.
 *
 * @param title the status in words
 * @param code for programs, as in {@code error} messages of the sockets
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record Problem(String title, int status, String code) {

    private static final String MEDIA_TYPE = "application/problem+json";

    static Response of(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String code = title.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(title, status, code))
                .build();
    }
}
