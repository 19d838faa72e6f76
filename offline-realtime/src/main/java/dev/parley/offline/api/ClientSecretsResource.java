package dev.parley.offline.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.Ids;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.protocol.Members;
import dev.parley.offline.protocol.ProtocolJson;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.SessionConfigReader;
import dev.parley.offline.session.SessionView;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/realtime/client_secrets}: makes an ephemeral key that a browser may have. */
@Path("/v1/realtime/client_secrets")
@Produces(MediaType.APPLICATION_JSON)
public class ClientSecretsResource {

    private static final int SHORTEST_SECONDS = 10;
    private static final int LONGEST_SECONDS = 7_200;
    private static final int DEFAULT_SECONDS = 600;

    private final Credentials credentials;
    private final ApiMetrics metrics;

    ClientSecretsResource(Credentials credentials, ApiMetrics metrics) {
        this.credentials = credentials;
        this.metrics = metrics;
    }

    /** The answer: the key, when it expires (seconds of Unix time), and what a session that it opens is configured like. */
    record ClientSecret(String value, long expiresAt, SessionView session) {

        @Override
        public String toString() {
            return "ClientSecret[expiresAt=" + expiresAt + "]";
        }
    }

    /** The body of an answer that says what is wrong. */
    record ErrorBody(ApiError error) {}

    /** Makes a key. An ephemeral key is no right to make another one. */
    @POST
    public Response create(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, String body) {
        return credentials
                .judge(Credentials.bearer(authorization))
                .match(
                        () -> create(body),
                        config -> answer(
                                Response.Status.UNAUTHORIZED,
                                ApiError.invalid(
                                        "invalid_api_key", null, "An ephemeral key can't make ephemeral keys.")),
                        error -> answer(Response.Status.UNAUTHORIZED, error));
    }

    private Response create(String body) {
        try {
            return Response.ok(ProtocolJson.write(secret(parse(body)))).build();
        } catch (InvalidRequestException invalid) {
            return answer(Response.Status.BAD_REQUEST, invalid.error());
        }
    }

    private ClientSecret secret(Members request) throws InvalidRequestException {
        request.only("expires_after", "session");
        Instant expiresAt = Instant.now().plusSeconds(lifetimeSeconds(request));
        JsonNode session = request.value("session")
                .orElseThrow(() -> new InvalidRequestException(ApiError.missing("session.type")));
        SessionConfig config = SessionConfigReader.read(SessionConfig.DEFAULT, session);
        String key = credentials.ephemeralKeys().issue(config, expiresAt);
        return new ClientSecret(key, expiresAt.getEpochSecond(), SessionView.of(Ids.session(), 0, config));
    }

    private static int lifetimeSeconds(Members request) throws InvalidRequestException {
        Optional<Members> expiry = request.object("expires_after");
        if (expiry.isEmpty()) {
            return DEFAULT_SECONDS;
        }
        expiry.get().only("anchor", "seconds").oneOf("anchor", List.of("created_at"));
        return expiry.get()
                .integer("seconds", SHORTEST_SECONDS, LONGEST_SECONDS)
                .orElse(DEFAULT_SECONDS);
    }

    private static Members parse(String body) throws InvalidRequestException {
        try {
            return Members.of(body.isBlank() ? JsonNodeFactory.instance.objectNode() : ProtocolJson.read(body), "");
        } catch (JsonProcessingException broken) {
            throw new InvalidRequestException(
                    ApiError.invalid(null, null, "The body of the request could not be parsed as JSON."));
        }
    }

    private Response answer(Response.Status status, ApiError error) {
        metrics.rejected(error);
        return Response.status(status)
                .entity(ProtocolJson.write(new ErrorBody(error)))
                .build();
    }
}
