package dev.parley.transcription.clientsecret;

import dev.parley.transcription.upstream.UpstreamLoss;
import dev.parley.transcription.upstream.UpstreamTarget;

/** What came of asking for an ephemeral key. */
sealed interface Minted {

    <R> R accept(Visitor<R> visitor);

    /** A case for each outcome. */
    interface Visitor<R> {
        R issued(Issued issued);

        R unsupportedLanguage(UnsupportedLanguage refused);

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

    /** The upstream gave none. */
    record Failed(UpstreamLoss loss) implements Minted {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }
}
