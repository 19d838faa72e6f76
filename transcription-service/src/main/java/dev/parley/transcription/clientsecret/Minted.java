package dev.parley.transcription.clientsecret;

import dev.parley.transcription.upstream.UpstreamLoss;
import dev.parley.transcription.upstream.UpstreamTarget;
import java.time.Duration;

/** What came of asking for an ephemeral key. */
sealed interface Minted {

    <R> R accept(Visitor<R> visitor);

    /** A case for each outcome. */
    interface Visitor<R> {
        R issued(Issued issued);

        R unsupportedLanguage(UnsupportedLanguage refused);

        R limited(Limited limited);

        R failed(Failed failed);
    }

    /** A key, and where it opens a session. */
    record Issued(ClientSecret secret, UpstreamTarget target) implements Minted {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.issued(this);
        }
    }

    /** The language that was asked for is not on offer. */
    record UnsupportedLanguage() implements Minted {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unsupportedLanguage(this);
        }
    }

    /**
     * There were too many.
     *
     * @param retryAfter when there may be another
     */
    record Limited(Duration retryAfter) implements Minted {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.limited(this);
        }
    }

    /** The upstream gave none. */
    record Failed(UpstreamLoss loss) implements Minted {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }
}
