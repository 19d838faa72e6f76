package dev.parley.transcription.upstream;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.UpgradeRejectedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a connection, or of a request, to the upstream that came to nothing.
 *
 * @param failure what it means
 * @param cause what was seen, for the log: a class name, a status, a close code; never a text of the upstream's, which may quote keys
 * @param retryAfter how long the upstream asks to be left alone; empty where it says nothing
 */
public record UpstreamLoss(UpstreamFailure failure, String cause, Optional<Duration> retryAfter) {

    /** A longer wait than this is not believed. */
    private static final long MAX_RETRY_AFTER_SECONDS = 3600;

    private static final int MAX_DIGITS = 9;

    /** A failure that we noticed ourselves. */
    public static UpstreamLoss of(UpstreamFailure failure, String cause) {
        return new UpstreamLoss(failure, cause, Optional.empty());
    }

    /**
     * An answer with an HTTP status other than the one that was hoped for.
     *
     * @param retryAfter the header of that name
     */
    public static UpstreamLoss ofStatus(int status, @Nullable String retryAfter) {
        return new UpstreamLoss(UpstreamFailure.ofStatus(status), "status " + status, seconds(retryAfter));
    }

    /** A socket that the upstream closed. */
    public static UpstreamLoss ofClose(int code) {
        return of(UpstreamFailure.ofClose(code), "close " + code);
    }

    /** Something that was thrown on the way there. */
    public static UpstreamLoss ofThrown(Throwable error) {
        if (error instanceof UpgradeRejectedException) {
            UpgradeRejectedException rejected = (UpgradeRejectedException) error;
            return ofStatus(rejected.getStatus(), rejected.getHeaders().get("Retry-After"));
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return of(UpstreamFailure.UNTRUSTED, name(cause));
            }
            if (cause instanceof TimeoutException || cause instanceof ConnectTimeoutException) {
                return of(UpstreamFailure.TIMEOUT, name(cause));
            }
        }
        return of(UpstreamFailure.UNAVAILABLE, name(error));
    }

    private static String name(Throwable error) {
        return error.getClass().getSimpleName();
    }

    /** A date, the header's other form, is left alone: no Realtime API sends one. */
    private static Optional<Duration> seconds(@Nullable String header) {
        if (header == null || !header.matches("\\d{1," + MAX_DIGITS + "}")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.min(MAX_RETRY_AFTER_SECONDS, Long.parseLong(header))));
    }
}
