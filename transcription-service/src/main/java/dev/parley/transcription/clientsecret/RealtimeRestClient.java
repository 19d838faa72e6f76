package dev.parley.transcription.clientsecret;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The REST half of the Realtime API. For {@link ClientSecrets} alone, which turns its failures into values. */
@Path("/realtime")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface RealtimeRestClient {

    @POST
    @Path("/client_secrets")
    Uni<ClientSecret> mint(@HeaderParam("Authorization") @Nullable String authorization, ClientSecretRequest request);
}
