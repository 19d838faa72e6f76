package dev.parley.transcription.session;

import dev.parley.transcription.upstream.UpstreamConfig;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamTarget;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives each newcomer its session, or tells it why there is none. */
@Startup
@Singleton
final class Reception {

    private final UpstreamConfig config;
    private final Admission admission;
    private final SessionTools tools;

    Reception(UpstreamConfig config, Admission admission, SessionTools tools) {
        this.config = config;
        this.admission = admission;
        this.tools = tools;
    }

    /**
     * Opens a session.
     *
     * @return empty when the newcomer was turned away: it has been told, and its socket is closing. A session has to be handed to
     *     {@link #seeOff} in the end
     */
    Optional<TranscriptionSession> receive(Newcomer newcomer, BrowserSocket browser) {
        Optional<UpstreamTarget> target = config.target();
        if (target.isEmpty()) {
            UpstreamFailure failure = UpstreamFailure.NOT_CONFIGURED;
            return turnAway(browser, tools.serverEvents().error(failure, null), Ending.of(failure));
        }
        String language = newcomer.language().orElse(target.get().defaultLanguage());
        if (!target.get().languages().contains(language)) {
            return turnAway(browser, ClientFault.UNSUPPORTED_LANGUAGE, "language", Ending.INVALID_REQUEST);
        }
        return switch (admission.admit(newcomer.network())) {
            case NODE_FULL -> turnAway(browser, ClientFault.NODE_FULL, null, Ending.NODE_FULL);
            case ADDRESS_FULL -> turnAway(browser, ClientFault.ADDRESS_LIMIT, null, Ending.ADDRESS_LIMIT);
            case ADMITTED -> {
                TranscriptionSession session = new TranscriptionSession(tools, target.get(), browser, language);
                browser.listener(session);
                session.open();
                yield Optional.of(session);
            }
        };
    }

    /** The browser's socket is closed. */
    void seeOff(Newcomer newcomer, TranscriptionSession session) {
        session.left();
        admission.release(newcomer.network());
    }

    private Optional<TranscriptionSession> turnAway(
            BrowserSocket browser, ClientFault fault, @Nullable String param, Ending ending) {
        tools.metrics().refused(fault);
        return turnAway(browser, tools.serverEvents().error(fault, param, null), ending);
    }

    private Optional<TranscriptionSession> turnAway(BrowserSocket browser, String error, Ending ending) {
        tools.log().refused(ending.reason());
        browser.send(error);
        browser.send(tools.serverEvents().encode(new ServerEvent.Closing(ending.reason(), ending.closeCode())));
        browser.close(ending);
        return Optional.empty();
    }
}
